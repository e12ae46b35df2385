//! Operations, with their errors, waiters and pages.

use std::collections::BTreeSet;

use super::{Docs, Optionality, Structure, Ty, TypeRef, jmespath, waiter};

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The shape id.
    pub id: String,
    /// The shape's name on the wire.
    pub wire: String,
    /// The Rust type, e.g. `CreateDBInstance`.
    pub name: String,
    /// The beginning of the names of input, output, builders and paginator, e.g. `CreateDbInstance`.
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
    /// The properties that few operations have.
    pub properties: BTreeSet<Property>,
    /// The prefix of the host.
    pub host_prefix: Vec<Segment>,
    /// The schemes by which calls may be authenticated, the preferred one first.
    pub auth: Vec<Auth>,
    /// The input.
    pub input: Structure,
    /// The output.
    pub output: Structure,
    /// The error enum's name.
    pub error: String,
    /// The errors that the operation lists.
    pub errors: Vec<ErrorVariant>,
    /// The paginator.
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
    /// The stages that headers and body of requests pass, in their order.
    pub stages: Vec<Stage>,
    /// Input fields that are filled if they are unset, with a text.
    pub defaults: Vec<(String, &'static str)>,
    /// Input fields of which the first of some prefixes that fits is left out.
    pub trimmed: Vec<(String, &'static [&'static str])>,
    /// The endpoint parameters that the operation gives, the least specific first.
    pub context: Vec<ContextParam>,
    /// The waiters, which poll the operation until a condition is met.
    pub waiters: Vec<waiter::Waiter>,
}

/// The operation that gives the endpoint of the others (`aws.api#clientEndpointDiscovery`), and where it has it: an address, and for
/// how many minutes it is good, in the first element of a list of the output.
#[derive(Debug, Clone)]
pub struct Discovery {
    /// The Rust type of the operation.
    pub operation: String,
    /// The module of the operation.
    pub module: String,
    /// The Rust type of its input.
    pub input: String,
    /// The accessor of the list.
    pub endpoints: String,
    /// The accessor of the address.
    pub address: String,
    /// The accessor of the minutes.
    pub minutes: String,
}

/// A property that few operations have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// Requests have no body at all, rather than an empty document.
    Bare,
    /// The length of the input's stream must be known (`smithy.api#requiresLength`).
    RequiresLength,
    /// Calls go out unsigned where no scheme has what it needs (`smithy.api#optionalAuth`).
    OptionalAuth,
    /// Signatures leave the body out (`aws.auth#unsignedPayload`).
    UnsignedPayload,
    /// Presigned requests are GET requests with the members of the document in the query.
    PresignedInQuery,
    /// The members of the output that are not the stream come in an event before the others.
    InitialResponse,
    /// The output has no XML element around its members (`aws.customizations#s3UnwrappedXmlOutput`).
    UnwrappedOutput,
    /// Programs call it again as soon as it has returned.
    LongPoll,
    /// Bodies may stall, since the service works while they do.
    MayStall,
}

/// `smithy.api#http`.
#[derive(Debug, Clone)]
pub struct Http {
    /// The method.
    pub method: String,
    /// The path.
    pub path: Vec<Segment>,
    /// The query literals, not encoded.
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

/// A stage over headers and body of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Compresses large bodies with gzip.
    Compression,
    /// Puts the MD5 of the body into a header.
    ContentMd5,
    /// Adds a checksum by an algorithm that callers choose.
    FlexibleChecksum {
        /// The header that names the algorithm, if one does.
        algorithm: Option<String>,
        /// The need of a checksum where callers choose no algorithm.
        optionality: Optionality,
        /// The features of the runtime that have the algorithms.
        features: Vec<&'static str>,
    },
    /// Compares responses with their checksums.
    ResponseChecksum {
        /// The header that asks for a checksum.
        mode: String,
        /// The features of the runtime that have the algorithms.
        features: Vec<&'static str>,
    },
    /// Puts the SHA-256 and the SHA-256 tree hash of the body into headers.
    TreeHash,
}

impl Stage {
    /// The features of the runtime that have the stage.
    pub fn features(&self) -> &[&'static str] {
        match self {
            Self::Compression => &["compression"],
            Self::ContentMd5 => &["content-md5"],
            Self::FlexibleChecksum { features, .. } | Self::ResponseChecksum { features, .. } => features,
            Self::TreeHash => &["tree-hash"],
        }
    }
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
    /// The part after `is_` in the method that tests for it.
    pub method: String,
    /// The code by which a response names the error.
    pub code: String,
    /// The code that callers see: another one only where errors keep their codes of the query protocol.
    pub shown_code: String,
    /// The status.
    pub status: u16,
    /// `smithy.api#retryable`.
    pub retryable: Option<Retryable>,
    /// The first sentence of the error's documentation.
    pub summary: Docs,
}

/// `smithy.api#retryable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retryable {
    /// The call may be sent again, although the fault is the caller's.
    Client,
    /// The call may be sent again; the fault is the service's.
    Server,
    /// The call may be sent again, and the service asks for fewer of them.
    Throttling,
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
    /// The path of a boolean in the output that is `false` in the last page.
    pub more_results: Option<Vec<PathStep>>,
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
    /// Optional if the field is an `Option`.
    pub optionality: Optionality,
}
