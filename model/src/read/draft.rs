//! Shapes as they stand in a document, before they know their mixins and targets.

use crate::{Kind, Member, Operation, Resource, Service, ShapeId, Traits};

/// A shape as it stands in the document.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) id: ShapeId,
    pub(crate) body: Body,
    pub(crate) mixins: Vec<ShapeId>,
    pub(crate) traits: Traits,
}

/// The body of a draft.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Simple(Kind),
    Members(Aggregate, Vec<Member>),
    Service(Service),
    Operation(Operation),
    Resource(Resource),
}

/// The kinds of shapes with members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aggregate {
    List,
    Set,
    Map,
    Structure,
    Union,
    Enum,
    IntEnum,
}

const SIMPLE: &[(&str, Kind)] = &[
    ("blob", Kind::Blob),
    ("boolean", Kind::Boolean),
    ("string", Kind::String),
    ("byte", Kind::Byte),
    ("short", Kind::Short),
    ("integer", Kind::Integer),
    ("long", Kind::Long),
    ("float", Kind::Float),
    ("double", Kind::Double),
    ("bigInteger", Kind::BigInteger),
    ("bigDecimal", Kind::BigDecimal),
    ("timestamp", Kind::Timestamp),
    ("document", Kind::Document),
];

const AGGREGATES: &[(&str, Aggregate)] = &[
    ("list", Aggregate::List),
    ("set", Aggregate::Set),
    ("map", Aggregate::Map),
    ("structure", Aggregate::Structure),
    ("union", Aggregate::Union),
    ("enum", Aggregate::Enum),
    ("intEnum", Aggregate::IntEnum),
];

const OTHERS: &[&str] = &["service", "operation", "resource", "apply"];

impl Body {
    /// The body of a shape of that type, without anything in it yet.
    pub(crate) fn of_type(name: &str) -> Option<Self> {
        if let Some((_, kind)) = SIMPLE.iter().find(|(simple, _)| *simple == name) {
            return Some(Body::Simple(kind.clone()));
        }
        if let Some((_, aggregate)) = AGGREGATES.iter().find(|(aggregate, _)| *aggregate == name) {
            return Some(Body::Members(*aggregate, Vec::new()));
        }
        match name {
            "service" => Some(Body::Service(Service::default())),
            "operation" => Some(Body::Operation(Operation::default())),
            "resource" => Some(Body::Resource(Resource::default())),
            _ => None,
        }
    }

    /// A body of the same type without anything in it.
    pub(crate) fn emptied(&self) -> Self {
        match self {
            Body::Simple(kind) => Body::Simple(kind.clone()),
            Body::Members(aggregate, _) => Body::Members(*aggregate, Vec::new()),
            Body::Service(_) => Body::Service(Service::default()),
            Body::Operation(_) => Body::Operation(Operation::default()),
            Body::Resource(_) => Body::Resource(Resource::default()),
        }
    }
}

/// The names of all types, `apply` included.
pub(crate) fn type_names() -> impl Iterator<Item = &'static str> {
    let simple = SIMPLE.iter().map(|(name, _)| *name);
    simple.chain(AGGREGATES.iter().map(|(name, _)| *name)).chain(OTHERS.iter().copied())
}
