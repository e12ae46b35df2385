//! What is about to be emitted: every name decided, every choice made, nothing left that can fail.
//!
//! The IR knows neither Smithy JSON nor `quote`. Names are Rust identifiers without the `r#` of raw ones, which the
//! emitter adds; wire names travel beside them.

pub mod endpoint;
pub mod jmespath;
mod protocol_test;
mod schema;
pub mod waiter;

pub use protocol_test::{Construct, EventCase, EventExpectation, ProtocolTest, RequestCase, ResponseCase, TestCase};
pub use schema::{CollectionSchema, Location, MemberSchema, Payload, TimestampFormat, XmlSchema};

/// Lines of Markdown for a doc comment.
pub type Docs = Vec<String>;

/// A whole client crate.
#[derive(Debug, Clone)]
pub struct Crate {
    /// The package name, e.g. `ivsrealtime`.
    pub name: String,
    /// The proper name of the service, e.g. `Amazon Interactive Video Service RealTime`.
    pub title: String,
    /// The service's documentation.
    pub docs: Docs,
    /// The service.
    pub service: Service,
    /// The operations sorted by name.
    pub operations: Vec<Operation>,
    /// Structures, unions and enums that are neither inputs, outputs nor errors, sorted by name.
    pub types: Vec<Type>,
    /// The errors sorted by name.
    pub errors: Vec<Structure>,
    /// The errors that end streams of events, sorted by name.
    pub stream_errors: Vec<StreamError>,
    /// The cases of `smithy.test` that apply to clients.
    pub tests: Vec<ProtocolTest>,
}

/// The facts of the service.
#[derive(Debug, Clone)]
pub struct Service {
    /// The shape id.
    pub id: String,
    /// The `sdkId` of `aws.api#service`.
    pub sdk_id: String,
    /// The version of the API.
    pub api_version: String,
    /// The name in the signing scope.
    pub signing_name: String,
    /// Headers that every request carries.
    pub headers: Vec<(&'static str, String)>,
    /// The name of the shape, if the protocol addresses operations by it.
    pub name: Option<String>,
    /// The protocol's Rust type in the runtime.
    pub protocol: &'static str,
    /// Whether errors keep the codes that they had in the query protocol (`aws.protocols#awsQueryCompatible`).
    pub query_compatible: bool,
    /// The features of the runtime that the protocol needs.
    pub features: &'static [&'static str],
    /// The rules by which the endpoint is chosen.
    pub rules: endpoint::RuleSet,
    /// Whether endpoints may ask for asymmetric signatures (SigV4A).
    pub sigv4a: bool,
}

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The shape id.
    pub id: String,
    /// The shape's name on the wire.
    pub wire: String,
    /// The Rust type, e.g. `CreateDBInstance`.
    pub name: String,
    /// What the names of input, output, builders and paginator begin with, e.g. `CreateDbInstance`.
    pub stem: String,
    /// The method and module, e.g. `create_stage`.
    pub method: String,
    /// The documentation.
    pub docs: Docs,
    /// The first sentence of it.
    pub summary: Docs,
    /// The note of `smithy.api#deprecated`.
    pub deprecated: Option<String>,
    /// The HTTP binding; `None` if the protocol has none and the name says where requests go.
    pub http: Option<Http>,
    /// Whether requests have no body at all, rather than an empty document.
    pub bare: bool,
    /// What goes before the host.
    pub host_prefix: Vec<Segment>,
    /// The schemes by which calls may be authenticated, the preferred one first.
    pub auth: Vec<Auth>,
    /// Whether calls go out unsigned where no scheme has what it needs.
    pub optional_auth: bool,
    /// Whether the body is left out of signatures.
    pub unsigned_payload: bool,
    /// The input.
    pub input: Structure,
    /// The output.
    pub output: Structure,
    /// The error enum's name.
    pub error: String,
    /// The errors that the operation lists.
    pub errors: Vec<ErrorVariant>,
    /// How the operation paginates.
    pub paginator: Option<Paginator>,
    /// The input field of the idempotency token.
    pub token: Option<String>,
    /// The input field that is a stream.
    pub input_stream: Option<String>,
    /// The output field that is a stream.
    pub output_stream: Option<String>,
    /// The input field that is a stream of events.
    pub input_events: Option<String>,
    /// The output field that is a stream of events.
    pub output_events: Option<String>,
    /// Whether other members of the output come in an event before the others.
    pub initial_response: bool,
    /// Whether the length of the input's stream must be known.
    pub requires_length: bool,
    /// Whether the body's MD5 goes into a header.
    pub checksum_required: bool,
    /// Whether large bodies are compressed with gzip.
    pub compresses: bool,
    /// Whether the hashes of the body go into headers.
    pub tree_hash: bool,
    /// Whether the output has no XML element around its members.
    pub unwrapped_output: bool,
    /// Input fields that are filled if they are unset, with a text.
    pub defaults: Vec<(String, &'static str)>,
    /// Input fields of which the first of some prefixes that fits is left out.
    pub trimmed: Vec<(String, &'static [&'static str])>,
    /// The endpoint parameters that the operation gives, the least specific first.
    pub context: Vec<ContextParam>,
    /// What polls the operation until something holds.
    pub waiters: Vec<waiter::Waiter>,
}

/// `smithy.api#http`.
#[derive(Debug, Clone)]
pub struct Http {
    /// The method.
    pub method: String,
    /// The path.
    pub path: Vec<Segment>,
    /// The query literals.
    pub query: Vec<(String, Option<String>)>,
    /// The status of success.
    pub code: u16,
    /// The pattern as the model has it, for documentation.
    pub pattern: String,
}

/// A piece of a path or host prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Text.
    Literal(String),
    /// The member of that name.
    Label(String),
    /// The member of that name, its slashes kept.
    Greedy(String),
    /// Nothing, as the member of that name is part of the endpoint.
    InEndpoint(String),
}

/// A scheme by which calls may be authenticated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// Signed.
    SigV4,
    /// With a token.
    Bearer,
}

/// An endpoint parameter that comes from the operation or its input.
#[derive(Debug, Clone)]
pub enum ContextParam {
    /// `smithy.rules#operationContextParams`: the parameter and where in the input its value is.
    Path(String, jmespath::Expr),
    /// `smithy.rules#contextParam`: the parameter and the input field.
    Member {
        /// The parameter.
        param: String,
        /// The field.
        field: String,
        /// The field's type.
        ty: Ty,
    },
    /// `smithy.rules#staticContextParams`: a flag.
    Boolean(String, bool),
    /// `smithy.rules#staticContextParams`: a text.
    String(String, String),
    /// `smithy.rules#staticContextParams`: texts.
    Strings(String, Vec<String>),
}

/// One error of an operation.
#[derive(Debug, Clone)]
pub struct ErrorVariant {
    /// The variant.
    pub name: String,
    /// The error's Rust type.
    pub ty: TypeRef,
    /// What follows `is_` in the name of the test for it.
    pub method: String,
    /// The code by which a response names the error.
    pub code: String,
    /// The code that callers see: another one only where errors keep their codes of the query protocol.
    pub shown_code: String,
    /// The status.
    pub status: u16,
    /// `smithy.api#retryable`: whether it throttles.
    pub retryable: Option<bool>,
    /// The first sentence of the error's documentation.
    pub summary: Docs,
}

/// The errors that end a stream of events.
#[derive(Debug, Clone)]
pub struct StreamError {
    /// The union's shape id.
    pub id: String,
    /// The union.
    pub union: TypeRef,
    /// The Rust type of the errors.
    pub ty: TypeRef,
    /// The errors; the code of each is the union's member.
    pub errors: Vec<ErrorVariant>,
}

/// `smithy.api#paginated`.
#[derive(Debug, Clone)]
pub struct Paginator {
    /// The field of the token in the input.
    pub input_token: String,
    /// The path of the token in the output.
    pub output_token: Vec<PathStep>,
    /// The type of the token.
    pub token: Ty,
    /// The page size's field in the input.
    pub page_size: Option<String>,
    /// The path and type of the items in the output.
    pub items: Option<(Vec<PathStep>, Ty)>,
}

/// A step on a path into an output.
#[derive(Debug, Clone)]
pub struct PathStep {
    /// The field.
    pub field: String,
    /// Whether the field is an `Option`.
    pub optional: bool,
}

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
    /// Whether it is an error, in `types::error`.
    pub error: bool,
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
    /// What it is called as the root of an XML document.
    pub xml: Option<XmlSchema>,
    /// What it serves as.
    pub role: Role,
    /// Whether `Debug` must hide something, or everything.
    pub redact: bool,
    /// Whether the whole of it is sensitive.
    pub sensitive: bool,
}

/// What a structure serves as.
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

    /// The members that the walk visits.
    pub fn walked(&self) -> impl Iterator<Item = (usize, &Member)> {
        self.members.iter().filter(|member| member.schema.is_some()).enumerate()
    }

    /// Whether the builder is the structure itself inside of a wrapper: every field is an `Option` in both.
    pub fn wrapped(&self) -> bool {
        self.members.iter().all(|member| member.presence == Presence::Optional)
    }

    /// Whether `build` can fail.
    pub fn fallible(&self) -> bool {
        self.role == Role::Input || self.members.iter().any(|member| member.presence == Presence::Required)
    }
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
    /// Whether the value is boxed because the type contains itself.
    pub boxed: bool,
    /// Whether a structure or union stands in for the one that a response lacks.
    pub corrected: bool,
    /// Whether there may be none.
    pub presence: Presence,
    /// What the protocols know of it; `None` for the message that every error has.
    pub schema: Option<MemberSchema>,
}

/// Whether there may be no value.
#[derive(Debug, Clone, PartialEq)]
pub enum Presence {
    /// An `Option`.
    Optional,
    /// A value that the builder insists on.
    Required,
    /// A value that is there without being set.
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
    /// A structure, union or enum of the crate, and whether it is a string enum.
    Named(TypeRef, bool),
    /// A list, and whether it is sparse.
    List(Box<Ty>, bool),
    /// A map from strings or enums, and whether it is sparse.
    Map(Box<Ty>, Box<Ty>, bool),
}

impl Ty {
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
    String(String),
    Enum(String),
    Blob(Vec<u8>),
    Timestamp { seconds: i64, nanos: u32 },
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
    Int(i64),
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
    /// What it is called as the root of an XML document.
    pub xml: Option<XmlSchema>,
    /// The variants.
    pub variants: Vec<Member>,
    /// Whether `Debug` must hide something.
    pub redact: bool,
    /// Whether the whole of it is sensitive.
    pub sensitive: bool,
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
