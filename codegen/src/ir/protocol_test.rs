//! Protocol tests that a model carries.

use super::{Build, ContextParam, Density, Indirection, Ty};

/// A case of `smithy.test#httpRequestTests` or `httpResponseTests`.
#[derive(Debug, Clone)]
pub struct ProtocolTest {
    /// The case's id.
    pub id: String,
    /// The test function's name.
    pub name: String,
    /// The operation's Rust type.
    pub operation: String,
    /// The operation's module.
    pub module: String,
    /// The case.
    pub case: TestCase,
}

/// The kind of a protocol test.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant)] // a handful of long-lived values
pub enum TestCase {
    /// An input becomes a request.
    Request(RequestCase),
    /// A response becomes an output or error.
    Response(ResponseCase),
    /// Events become frames, or frames events.
    Events(EventCase),
}

/// The members of `smithy.test#httpRequestTests`.
#[derive(Debug, Clone)]
#[allow(missing_docs)] // the members of the trait
pub struct RequestCase {
    pub params: Construct,
    pub method: String,
    pub uri: String,
    pub host: Option<String>,
    pub resolved_host: Option<String>,
    pub query: Vec<String>,
    pub forbid_query: Vec<String>,
    pub require_query: Vec<String>,
    pub headers: Vec<(String, String)>,
    pub forbid_headers: Vec<String>,
    pub require_headers: Vec<String>,
    pub body: Option<String>,
    pub media_type: Option<String>,
    /// The endpoint parameters of the client's configuration; without any, the endpoint is `host`.
    pub endpoint: Vec<ContextParam>,
}

/// The members of `smithy.test#httpResponseTests`.
#[derive(Debug, Clone)]
#[allow(missing_docs)] // the members of the trait
pub struct ResponseCase {
    /// The error's variant, or `None` for the output.
    pub error: Option<String>,
    pub expected: Construct,
    pub code: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
    pub media_type: Option<String>,
    /// The metadata that an error must have.
    pub shown: Vec<(String, String)>,
    /// The output field that is a stream.
    pub stream: Option<String>,
}

/// One direction of a case of `smithy.test#eventStreamTests`.
#[derive(Debug, Clone)]
pub struct EventCase {
    /// Method and path of the request, if the case says so.
    pub request: Option<(String, String)>,
    /// The status of the response.
    pub code: u16,
    /// The headers of the request or response.
    pub headers: Vec<(String, String)>,
    /// The body of a response without events.
    pub body: String,
    /// The frames, as base64.
    pub frames: Vec<String>,
    /// The direction, and the values on the side of the caller.
    pub expected: EventExpectation,
}

/// The direction of a case, and the values on the side of the caller.
#[derive(Debug, Clone)]
pub enum EventExpectation {
    /// This input becomes the frames.
    Sent(Construct),
    /// The frames become this output, whose events come out of the field.
    Received {
        /// The output.
        output: Construct,
        /// The events.
        events: Vec<Construct>,
        /// The output field.
        field: String,
    },
    /// The stream in the field ends with an error: the variant of the enum at a path, if it must be a certain one.
    Broken {
        /// The path of the enum, and the variant.
        error: Option<(String, String)>,
        /// The output field.
        field: String,
    },
    /// The response is this variant of the operation's error.
    Rejected(String),
}

/// A value written as the builder calls that make it.
#[derive(Debug, Clone)]
#[allow(missing_docs)] // one per kind of type
pub enum Construct {
    Bool(bool),
    Int(i64),
    /// The text of a number of that type, which may be `NaN` or an infinity.
    Float(String, Ty),
    BigNumber(String, Ty),
    Text(String),
    Blob(String),
    Stream(String),
    Timestamp {
        seconds: i64,
        nanos: u32,
    },
    /// The events and errors of a request.
    Events(Vec<Result<Construct, Construct>>),
    /// A document, as JSON.
    Document(String),
    /// The elements; `None` stands for null.
    List(Vec<Option<Construct>>, Density),
    /// The entries; `None` stands for null.
    Map(Vec<(Construct, Option<Construct>)>, Density),
    /// The path of the type, and the value.
    Enum(String, String),
    /// The path of the type, the variant, its value, if it carries one, and the place of that.
    Union(String, String, Option<Box<Construct>>, Indirection),
    /// The path of the type, the outcome of `build`, and the members with their values and the places of those.
    Structure(String, Build, Vec<(String, Construct, Indirection)>),
}
