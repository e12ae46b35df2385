//! How a protocol turns inputs into requests and responses into outputs, without a socket in sight.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::Builder;
use aws_smithy_types::error::operation::BuildError;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, Entry};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

#[cfg(feature = "event-stream")]
use crate::event_stream::{self, OutgoingEvents};
use crate::http::{DocumentFormat, DocumentReader, Pieces, ResponseReader, check_body};
use crate::operation::{ErrorMeta, Operation, OperationError};
use crate::read_error::ReadError;
use crate::schema::{Location, Schema};
use crate::shape::{Shape, ShapeReader};

/// A request before it knows its endpoint.
#[derive(Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path and query, beginning with a slash, or with `?` or nothing if the path is wholly that of the endpoint.
    pub target: String,
    /// What goes before the host of the endpoint, empty if nothing.
    pub host_prefix: String,
    /// The headers that the operation binds and the protocol adds.
    pub headers: HeaderMap,
    /// What the body is, unless a header says so.
    pub content_type: Option<&'static str>,
    /// The body.
    pub body: SdkBody,
    /// The events that are the body instead.
    #[cfg(feature = "event-stream")]
    pub events: Option<Box<OutgoingEvents>>,
}

impl Request {
    /// All headers, the type and length of the body among them, and room for some more.
    #[must_use]
    pub fn all_headers(&self, room: usize) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(self.headers.len() + 2 + room);
        for (name, value) in &self.headers {
            headers.append(name.clone(), value.clone());
        }
        if let (Some(content_type), Entry::Vacant(entry)) = (self.content_type, headers.entry(CONTENT_TYPE)) {
            entry.insert(HeaderValue::from_static(content_type));
        }
        if let (Some(length), Entry::Vacant(entry)) = (self.length(), headers.entry(CONTENT_LENGTH)) {
            entry.insert(number(length));
        }
        headers
    }

    /// How long the body is, where that is known and there is one.
    fn length(&self) -> Option<u64> {
        self.body.content_length().filter(|length| *length > 0 && !self.streams_events())
    }

    /// Whether the body is made as it is sent, so that it cannot be sent twice and its length is not known.
    pub(crate) fn streams_events(&self) -> bool {
        #[cfg(feature = "event-stream")]
        return self.events.is_some();
        #[cfg(not(feature = "event-stream"))]
        false
    }

    /// Puts events in the place of the body.
    #[cfg(feature = "event-stream")]
    pub(crate) fn set_events(&mut self, events: Option<OutgoingEvents>) {
        if events.is_some() {
            self.body = SdkBody::empty();
            self.headers.remove(CONTENT_TYPE);
            self.content_type = Some(event_stream::CONTENT_TYPE);
            self.events = events.map(Box::new);
        }
    }
}

/// Cheaper than `From<u64>`, whose buffer is larger than its text.
fn number(number: u64) -> HeaderValue {
    HeaderValue::from_str(itoa::Buffer::new().format(number)).unwrap_or_else(|_| HeaderValue::from(number))
}

/// A response whose body has been collected.
#[derive(Debug, Clone, Copy)]
pub struct Response<'a> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The whole body; empty where the payload is a stream, and where the body is in pieces.
    pub body: &'a [u8],
    /// The body instead, if it is large and the protocol [reads pieces](Protocol::reads_pieces).
    pub(crate) pieces: Option<&'a Pieces>,
}

impl<'a> Response<'a> {
    /// A response with a body in one.
    #[must_use]
    pub const fn new(status: StatusCode, headers: &'a HeaderMap, body: &'a [u8]) -> Self {
        Self { status, headers, body, pieces: None }
    }

    /// Puts a body in pieces together, if that may help to read it.
    fn join(&self) -> bool {
        self.pieces.is_some_and(Pieces::join)
    }
}

/// A protocol of `aws.protocols`.
pub trait Protocol {
    /// Writes the request of an operation. A streaming payload, if any, is taken out of the input.
    ///
    /// # Errors
    ///
    /// When the input cannot be written: a label that is unset or empty, an unknown union variant.
    fn request<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError>;

    /// Reads the output from a response of success.
    ///
    /// # Errors
    ///
    /// When the response is not what the model says.
    fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError>;

    /// Whether a response is one of failure although its status is one of success. `output` is what it would be read as.
    fn is_failure(_output: &'static Schema, _response: Response<'_>) -> bool {
        false
    }

    /// Whether the body of a response of success may come in pieces. `output` is what it is read as.
    fn reads_pieces(_output: &'static Schema) -> bool {
        false
    }

    /// Reads code and message from a response of failure, where `errors` are those of the model. A body that cannot be read
    /// gives no code.
    fn error_metadata(errors: &'static [ErrorMeta], response: Response<'_>) -> ErrorMetadata;

    /// Reads the error of an operation from a response of failure whose metadata is known.
    ///
    /// # Errors
    ///
    /// When the response is not what the model says of the error with that code.
    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError>;
}

/// The output in a response of success.
#[inline]
pub(crate) fn output<O: Operation, F: DocumentFormat>(response: Response<'_>) -> Result<O::Output, ReadError> {
    if !O::META.streams_output {
        tri!(check_body(O::Output::SCHEMA, F::ALWAYS_THERE, response));
    }
    read::<O::Output, F>(response)
}

/// The shape in a response.
///
/// Only lists can be read on beyond the window of a body in pieces. If one ends elsewhere, all of it is put together and read
/// anew.
#[inline]
pub(crate) fn read<S: Shape, F: DocumentFormat>(response: Response<'_>) -> Result<S, ReadError> {
    loop {
        match S::read(&mut ResponseReader::<F>::new(response)) {
            Err(_) if response.join() => {}
            read => return read,
        }
    }
}

/// Whether a body that is read as this can come in pieces: whether its format allows for it, and it is a document.
pub(crate) fn reads_pieces<F: DocumentFormat>(output: &'static Schema) -> bool {
    F::Reader::PIECES && !output.members.iter().any(|member| matches!(member.location, Location::Payload(_)))
}

/// A response as errors keep it, with its headers as they came.
pub(crate) fn raw(status: StatusCode, headers: HeaderMap, body: SdkBody) -> HttpResponse {
    let mut raw = http::Response::new(body);
    *raw.status_mut() = status;
    *raw.headers_mut() = headers;
    HttpResponse::try_from(raw).unwrap_or_else(|_| HttpResponse::new(status.into(), SdkBody::taken()))
}

/// The code in the header `X-Amzn-Errortype`.
#[cfg(feature = "json")]
pub(crate) fn error_type(headers: &HeaderMap) -> Option<String> {
    headers.get("x-amzn-errortype")?.to_str().ok().map(str::to_owned)
}

/// Code, message and request id together. The code may come with a URI behind it and a namespace before it.
pub(crate) fn metadata(code: Option<&str>, message: Option<String>, headers: &HeaderMap) -> ErrorMetadata {
    metadata_builder(code.map(bare_code), message, headers).build()
}

/// The same with a code that is taken as it is, and room for more.
pub(crate) fn metadata_builder(code: Option<&str>, message: Option<String>, headers: &HeaderMap) -> Builder {
    let mut metadata = ErrorMetadata::builder();
    if let Some(code) = code.filter(|code| !code.is_empty()) {
        metadata = metadata.code(code);
    }
    if let Some(message) = message {
        metadata = metadata.message(message);
    }
    if let Some(id) = request_id(headers) {
        metadata = metadata.custom("aws_request_id", id);
    }
    if let Some(id) = headers.get("x-amz-id-2").and_then(|id| id.to_str().ok()) {
        metadata = metadata.custom("s3_extended_request_id", id);
    }
    metadata
}

/// The id that the service gave the request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let id = headers.get("x-amzn-requestid").or_else(|| headers.get("x-amz-request-id"));
    id?.to_str().ok()
}

/// `FooError` of `aws.protocoltests.restjson#FooError:http://internal.amazon.com/coral/`.
fn bare_code(code: &str) -> &str {
    let code = code.split(':').next().unwrap_or_default();
    code.split_once('#').map_or(code, |(_, name)| name).trim()
}

/// The modeled error with the code of the metadata, or an unhandled one.
#[inline]
pub(crate) fn error<E: OperationError>(meta: ErrorMetadata, reader: &mut impl ShapeReader) -> Result<E, ReadError> {
    let Some(code) = meta.code() else { return Ok(E::unhandled(meta)) };
    let Some(error) = E::read(code, reader) else { return Ok(E::unhandled(meta)) };
    let mut error = tri!(error);
    error.set_meta(meta);
    Ok(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: Method, body: SdkBody) -> Request {
        Request {
            method,
            target: "/".to_owned(),
            host_prefix: String::new(),
            headers: HeaderMap::new(),
            content_type: Some("text/plain"),
            body,
            #[cfg(feature = "event-stream")]
            events: None,
        }
    }

    #[test]
    fn the_length_is_said_where_there_is_a_body() {
        let length = |body: SdkBody| {
            let headers = request(Method::POST, body).all_headers(0);
            headers.get(CONTENT_LENGTH).map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(length(SdkBody::from("{}")).as_deref(), Some("2"));
        assert_eq!(length(SdkBody::empty()), None);
    }

    #[test]
    fn headers_that_are_bound_win() {
        let mut request = request(Method::POST, SdkBody::from("{}"));
        request.headers.append(CONTENT_TYPE, HeaderValue::from_static("image/png"));
        request.headers.append("x-a", HeaderValue::from_static("1"));
        request.headers.append("x-a", HeaderValue::from_static("2"));
        let headers = request.all_headers(0);
        assert_eq!(headers.get_all(CONTENT_TYPE).iter().collect::<Vec<_>>(), ["image/png"]);
        assert_eq!(headers.get_all("x-a").iter().collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(headers.len(), 4);
    }
}
