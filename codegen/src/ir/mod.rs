//! The crate to emit: every name is decided and every choice is made, so that emitting it cannot fail.
//!
//! The IR knows neither Smithy JSON nor `quote`. Names are Rust identifiers without the `r#` of raw ones, which the
//! emitter adds; wire names travel beside them.

pub mod endpoint;
pub mod jmespath;
mod operation;
mod protocol_test;
mod schema;
mod types;
pub mod waiter;

pub use operation::{
    Auth, ContextParam, Discovery, ErrorVariant, Http, Operation, Paginator, PathStep, Property, Retryable, Segment,
    Stage, StreamError,
};
pub use protocol_test::{Construct, EventCase, EventExpectation, ProtocolTest, RequestCase, ResponseCase, TestCase};
pub use schema::{
    CollectionSchema, JsonKey, Location, MemberSchema, Optionality, Payload, TimestampFormat, XmlForm, XmlSchema,
};
pub use types::{
    Build, Correction, Density, DocumentLiteral, Enum, EnumValue, Indirection, Literal, Member, Namespace, Presence,
    Role, Sensitivity, Structure, Ty, Type, TypeRef, Union,
};

/// Lines of Markdown for a doc comment.
pub type Docs = Vec<String>;

/// A whole client crate.
#[derive(Debug, Clone)]
pub struct Crate {
    /// The package name, e.g. `aws-sdk-s3`.
    pub name: String,
    /// The name in code, e.g. `aws_sdk_s3`.
    pub library: String,
    /// The proper name of the service, e.g. `Amazon Interactive Video Service RealTime`.
    pub title: String,
    /// The service's documentation.
    pub docs: Docs,
    /// The service.
    pub service: Service,
    /// The operations sorted by name.
    pub operations: Vec<Operation>,
    /// The operation that gives the endpoint of the others.
    pub discovery: Option<Discovery>,
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
    /// The form in which signed requests are read.
    pub canonical_form: CanonicalForm,
    /// Codes of errors that another attempt may not meet, beside those of all services.
    pub transient_errors: &'static [&'static str],
    /// The retries in the behavior of 2026, if they differ from those of most services.
    pub new_retries: Option<NewRetries>,
    /// Headers of responses with ids beside the request id, and the names by which the metadata of errors has the ids.
    pub response_ids: &'static [(&'static str, &'static str)],
    /// The name of the shape, if the protocol addresses operations by it.
    pub name: Option<String>,
    /// The protocol's Rust type in the runtime.
    pub protocol: &'static str,
    /// The codes of errors.
    pub error_codes: ErrorCodes,
    /// The features of the runtime that the protocol needs.
    pub features: &'static [&'static str],
    /// The rules by which the endpoint is chosen.
    pub rules: endpoint::RuleSet,
    /// The signatures that endpoints ask for.
    pub signatures: Signatures,
}

/// The form in which signed requests are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in the runtime")]
pub enum CanonicalForm {
    Normalized,
    Verbatim,
}

/// The retries of a service in the behavior of 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in the runtime")]
pub struct NewRetries {
    pub first_pause_millis: u64,
    pub attempts: u32,
}

/// The codes of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCodes {
    /// The codes of the protocol.
    Own,
    /// The codes of the query protocol (`aws.protocols#awsQueryCompatible`).
    QueryCompatible,
}

/// The signatures that endpoints ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signatures {
    /// SigV4.
    Symmetric,
    /// SigV4, and SigV4A of some endpoints.
    Asymmetric,
}
