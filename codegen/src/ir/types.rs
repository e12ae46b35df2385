//! Structures, unions and enums with their members.

use super::{Docs, MemberSchema, Retryable, XmlSchema};

/// A type of the crate.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant)] // a handful of long-lived values
pub enum Type {
    /// A structure.
    Structure(Structure),
    /// A union.
    Union(Union),
    /// An enum of strings.
    Enum(Enum),
}

impl Type {
    /// Its name and module.
    pub fn type_ref(&self) -> &TypeRef {
        match self {
            Type::Structure(structure) => &structure.ty,
            Type::Union(union) => &union.ty,
            Type::Enum(it) => &it.ty,
        }
    }

    /// The shape id.
    pub fn id(&self) -> &str {
        match self {
            Type::Structure(structure) => &structure.id,
            Type::Union(union) => &union.id,
            Type::Enum(it) => &it.id,
        }
    }
}

/// The name of a type of the crate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeRef {
    /// The identifier in emitted code.
    pub name: String,
    /// The name that callers see, where it differs because it would hide one of the prelude.
    pub export: Option<String>,
    /// The file.
    pub module: String,
    /// The module of the crate that exports it.
    pub namespace: Namespace,
}

/// A module that exports types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Namespace {
    /// `types`.
    Types,
    /// `types::error`.
    Errors,
}

impl TypeRef {
    /// The name that callers see.
    pub fn shown(&self) -> &str {
        self.export.as_ref().unwrap_or(&self.name)
    }
}

/// A structure with its builder.
#[derive(Debug, Clone)]
pub struct Structure {
    /// The shape id.
    pub id: String,
    /// The shape's name on the wire.
    pub wire: String,
    /// The Rust type.
    pub ty: TypeRef,
    /// The documentation.
    pub docs: Docs,
    /// The note of `smithy.api#deprecated`.
    pub deprecated: Option<String>,
    /// The members in the order of the model.
    pub members: Vec<Member>,
    /// Its schema as the root of an XML document.
    pub xml: Option<XmlSchema>,
    /// Its role.
    pub role: Role,
    /// `smithy.api#retryable` of an error.
    pub retryable: Option<Retryable>,
    /// Whether an output or error knows the second id by which S3 finds its request.
    pub extended_request_id: bool,
}

/// The role of a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A type among types.
    Plain,
    /// The input of an operation: every field is optional, the builder holds an input.
    Input,
    /// The output of an operation: it knows its request id.
    Output,
    /// An error: it knows its metadata.
    Error,
}

impl Structure {
    /// Whether a member is a stream, so that there is neither `Clone` nor `PartialEq`.
    pub fn has_stream(&self) -> bool {
        self.members.iter().any(|member| member.ty.is_stream())
    }

    /// The members of the model: all but the message that an error may have beside them.
    pub fn modeled(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.schema.is_some())
    }

    /// Whether an error has a message that is no member of the model.
    pub fn adds_message(&self) -> bool {
        self.members.iter().any(|member| member.schema.is_none())
    }

    /// Whether `Debug` must hide something.
    pub fn redacts(&self) -> bool {
        self.members.iter().any(|member| member.sensitivity == Sensitivity::Sensitive)
    }

    /// The outcome of `build`.
    pub fn build(&self) -> Build {
        let insists = self.role == Role::Input || self.members.iter().any(|it| it.presence == Presence::Required);
        if insists { Build::Fallible } else { Build::Infallible }
    }
}

/// The outcome of the `build` of a builder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Build {
    /// The structure.
    Infallible,
    /// The structure, or an error about a member that is not set.
    Fallible,
}

/// A member of a structure or a variant of a union.
#[derive(Debug, Clone)]
pub struct Member {
    /// The field, or the variant.
    pub name: String,
    /// The snake-case name for methods, without the raw or reserved marks that a field may need.
    pub method: String,
    /// The documentation.
    pub docs: Docs,
    /// The first sentence of it.
    pub summary: Docs,
    /// The note of `smithy.api#deprecated`.
    pub deprecated: Option<String>,
    /// The type without `Option`.
    pub ty: Ty,
    /// The place of the value: boxed where the type contains itself.
    pub indirection: Indirection,
    /// The value of a response that lacks the member.
    pub correction: Correction,
    /// The visibility in `Debug`.
    pub sensitivity: Sensitivity,
    /// The presence of a value.
    pub presence: Presence,
    /// The schema; `None` for the message that an error has without a member of the model.
    pub schema: Option<MemberSchema>,
}

/// The place of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indirection {
    /// In its container.
    Inline,
    /// Behind a `Box`.
    Boxed,
}

/// Error correction of clients for a structure or union that is required
/// (<https://smithy.io/2.0/spec/aggregate-types.html#client-error-correction>).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// A missing member stays missing.
    None,
    /// A missing member becomes an empty structure or an unknown variant.
    Filled,
}

/// The visibility of a value in `Debug`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitivity {
    /// The value shows.
    Plain,
    /// The value is redacted.
    Sensitive,
}

/// The presence of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Presence {
    /// An `Option`.
    Optional,
    /// A value without which `build` fails.
    Required,
    /// A value that is set by default.
    Default(Literal),
}

/// A Rust type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // named as the Rust types
pub enum Ty {
    Bool,
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
    String,
    Blob,
    DateTime,
    Document,
    BigInteger,
    BigDecimal,
    Stream,
    /// The events of a request, as the names of the union and of its errors.
    Sender(TypeRef, TypeRef),
    /// The events of a response, as the names of the union and of its errors.
    Receiver(TypeRef, TypeRef),
    /// The value of a union member that carries nothing.
    Unit,
    /// A structure or union of the crate.
    Aggregate(TypeRef),
    /// A string enum of the crate.
    Enum(TypeRef),
    /// A list.
    List(Box<Ty>, Density),
    /// A map from strings or enums.
    Map(Box<Ty>, Box<Ty>, Density),
}

/// The presence of nulls in a list or map (`smithy.api#sparse`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Density {
    /// Every element is a value.
    Dense,
    /// An element may be null, and is an `Option`.
    Sparse,
}

impl Ty {
    /// The types of the crate in it.
    pub fn names(&self) -> Vec<&TypeRef> {
        match self {
            Ty::Aggregate(name) | Ty::Enum(name) => vec![name],
            Ty::Sender(events, errors) | Ty::Receiver(events, errors) => vec![events, errors],
            Ty::List(item, _) => item.names(),
            Ty::Map(key, value, _) => [key.names(), value.names()].concat(),
            _ => Vec::new(),
        }
    }

    /// Whether it is a stream, of bytes or of events, which the operation takes and puts instead of the walk.
    pub fn is_stream(&self) -> bool {
        matches!(self, Ty::Stream | Ty::Sender(..) | Ty::Receiver(..))
    }
}

/// A default value.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // one per kind of shape
pub enum Literal {
    Bool(bool),
    Int(i64),
    Float(f64),
    /// The digits of a big number.
    BigNumber(String),
    String(String),
    Enum(String),
    Blob(Vec<u8>),
    Timestamp {
        seconds: i64,
        nanos: u32,
    },
    EmptyList,
    EmptyMap,
    EmptyStream,
    Document(DocumentLiteral),
}

/// A default of a document.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // the kinds of JSON
pub enum DocumentLiteral {
    Null,
    Bool(bool),
    PosInt(u64),
    NegInt(i64),
    Float(f64),
    String(String),
    EmptyArray,
    EmptyObject,
}

/// A union.
#[derive(Debug, Clone)]
pub struct Union {
    /// The shape id.
    pub id: String,
    /// The shape's name on the wire.
    pub wire: String,
    /// The Rust type.
    pub ty: TypeRef,
    /// The documentation.
    pub docs: Docs,
    /// The note of `smithy.api#deprecated`.
    pub deprecated: Option<String>,
    /// Its schema as the root of an XML document.
    pub xml: Option<XmlSchema>,
    /// The variants.
    pub variants: Vec<Member>,
}

impl Union {
    /// Whether `Debug` must hide something.
    pub fn redacts(&self) -> bool {
        self.variants.iter().any(|variant| variant.sensitivity == Sensitivity::Sensitive)
    }
}

/// An enum of strings.
#[derive(Debug, Clone)]
pub struct Enum {
    /// The shape id.
    pub id: String,
    /// The Rust type.
    pub ty: TypeRef,
    /// The documentation.
    pub docs: Docs,
    /// The note of `smithy.api#deprecated`.
    pub deprecated: Option<String>,
    /// The values.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// The variant.
    pub name: String,
    /// The value on the wire.
    pub value: String,
    /// The documentation.
    pub docs: Docs,
    /// The note of `smithy.api#deprecated`.
    pub deprecated: Option<String>,
}
