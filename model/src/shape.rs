//! Shapes of a loaded model: resolved, flattened and independent of the Smithy version.

use std::collections::BTreeMap;

use crate::{ShapeId, Traits};

/// A shape of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Its absolute id.
    pub id: ShapeId,
    /// Its kind, with its members.
    pub kind: Kind,
    /// Its traits, without those of its members.
    pub traits: Traits,
}

/// The kind of a shape.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the simple shapes are named as in Smithy")]
pub enum Kind {
    Blob,
    Boolean,
    String,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp,
    Document,
    /// An `enum` shape, or a string with the older `enum` trait.
    Enum(Vec<EnumValue>),
    IntEnum(Vec<IntEnumValue>),
    /// A list, or one of the older sets.
    List {
        member: Member,
    },
    Map {
        key: Member,
        value: Member,
    },
    Structure(Vec<Member>),
    Union(Vec<Member>),
    Service(Service),
    Operation(Operation),
    Resource(Resource),
}

/// A member of a structure, union, list or map.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name; `member` in lists, `key` and `value` in maps.
    pub name: String,
    /// The shape that it holds. Never one of the `Primitive*` shapes of Smithy 1.0.
    pub target: ShapeId,
    /// The traits of the member, without those of its target.
    pub traits: Traits,
}

/// A value of an enum of strings.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// Its name, which entries of the older `enum` trait may lack.
    pub name: Option<String>,
    /// The value on the wire.
    pub value: String,
    /// Documentation, deprecation and the like.
    pub traits: Traits,
}

/// A value of an enum of integers.
#[derive(Clone, Debug, PartialEq)]
pub struct IntEnumValue {
    /// Its name.
    pub name: String,
    /// The value on the wire.
    pub value: i32,
    /// Documentation, deprecation and the like.
    pub traits: Traits,
}

/// The bindings of a service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// The version of the API, which `awsQuery` sends.
    pub version: Option<String>,
    /// Operations bound to the service itself. [`Model::operations`](crate::Model::operations) has all of them.
    pub operations: Vec<ShapeId>,
    /// Resources bound to the service itself.
    pub resources: Vec<ShapeId>,
    /// Errors that every operation can return.
    pub errors: Vec<ShapeId>,
    /// Names for shapes whose own name is taken, by shape.
    pub rename: BTreeMap<ShapeId, String>,
}

/// The input, output and errors of an operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operation {
    /// Its input structure, or `None` for `smithy.api#Unit` and for no mention at all.
    pub input: Option<ShapeId>,
    /// Its output structure, likewise.
    pub output: Option<ShapeId>,
    /// Its own errors. [`Model::errors_of`](crate::Model::errors_of) adds those of the service.
    pub errors: Vec<ShapeId>,
}

/// A resource with the operations bound to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// Names of the identifiers and their shapes.
    pub identifiers: Vec<(String, ShapeId)>,
    /// Names of the properties and their shapes.
    pub properties: Vec<(String, ShapeId)>,
    /// Operations of the lifecycle (`create`, `put`, `read`, `update`, `delete`, `list`) by their role.
    pub lifecycle: Vec<(String, ShapeId)>,
    /// Other operations on one resource.
    pub operations: Vec<ShapeId>,
    /// Other operations on the collection.
    pub collection_operations: Vec<ShapeId>,
    /// Resources within this one.
    pub resources: Vec<ShapeId>,
}

impl Resource {
    /// Every operation bound to the resource itself, in the order of the model.
    pub fn all_operations(&self) -> impl Iterator<Item = &ShapeId> {
        let lifecycle = self.lifecycle.iter().map(|(_, id)| id);
        lifecycle.chain(&self.operations).chain(&self.collection_operations)
    }
}

impl Shape {
    /// The members of a structure or union; nothing for other shapes.
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            Kind::Structure(members) | Kind::Union(members) => members,
            _ => &[],
        }
    }

    /// The member of that name, also of lists (`member`) and maps (`key`, `value`).
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.every_member().find(|member| member.name == name)
    }

    /// All members, those of lists and maps included.
    pub fn every_member(&self) -> impl Iterator<Item = &Member> {
        let (first, second) = match &self.kind {
            Kind::Structure(members) | Kind::Union(members) => (members.as_slice(), None),
            Kind::List { member } => (std::slice::from_ref(member), None),
            Kind::Map { key, value } => (std::slice::from_ref(key), Some(value)),
            _ => (&[][..], None),
        };
        first.iter().chain(second)
    }
}

impl Kind {
    /// The name of the kind as a model spells it: `structure`, `intEnum`, `bigDecimal` ...
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Blob => "blob",
            Kind::Boolean => "boolean",
            Kind::String => "string",
            Kind::Byte => "byte",
            Kind::Short => "short",
            Kind::Integer => "integer",
            Kind::Long => "long",
            Kind::Float => "float",
            Kind::Double => "double",
            Kind::BigInteger => "bigInteger",
            Kind::BigDecimal => "bigDecimal",
            Kind::Timestamp => "timestamp",
            Kind::Document => "document",
            Kind::Enum(_) => "enum",
            Kind::IntEnum(_) => "intEnum",
            Kind::List { .. } => "list",
            Kind::Map { .. } => "map",
            Kind::Structure(_) => "structure",
            Kind::Union(_) => "union",
            Kind::Service(_) => "service",
            Kind::Operation(_) => "operation",
            Kind::Resource(_) => "resource",
        }
    }

    /// Whether a member can hold such a shape.
    pub fn is_data(&self) -> bool {
        !matches!(self, Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_))
    }

    /// Whether it is a string or an enum of strings.
    pub fn is_text(&self) -> bool {
        matches!(self, Kind::String | Kind::Enum(_))
    }

    /// Whether it has neither members nor a document in it: strings, numbers, booleans, blobs, timestamps, enums.
    pub fn is_scalar(&self) -> bool {
        self.is_data()
            && !matches!(
                self,
                Kind::Document | Kind::List { .. } | Kind::Map { .. } | Kind::Structure(_) | Kind::Union(_)
            )
    }
}
