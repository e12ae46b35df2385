//! Requests before they know their endpoint, and responses whose body has been collected.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, Entry};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use crate::error::{BoxError, EXTENDED_REQUEST_ID_HEADER};
#[cfg(feature = "event-stream")]
use crate::event_stream::{self, OutgoingEvents};
use crate::formats::Pieces;
use crate::meta::{OperationMeta, ServiceMeta};
use crate::stages::{self, PerAttempt, Step};

/// A request before it knows its endpoint.
#[derive(Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path and query, beginning with a slash, or with `?` or nothing if the path is wholly that of the endpoint.
    pub target: String,
    /// The prefix of the endpoint's host, empty if there is none.
    pub host_prefix: String,
    /// The headers that the operation binds and the protocol adds.
    pub headers: HeaderMap,
    /// The content type of the body, unless a header has it.
    pub content_type: Option<&'static str>,
    /// The body.
    pub body: SdkBody,
    /// The part of a stage that is done in each attempt, if a stage has one.
    pub per_attempt: Option<Box<dyn PerAttempt>>,
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

    /// The HTTP request at a URI, with room for so many more headers. Takes the body out; events are put in by whoever sends
    /// the request, once it is signed.
    pub(crate) fn assemble(&mut self, uri: Uri, room: usize) -> http::Request<SdkBody> {
        let headers = self.all_headers(room);
        let mut request = http::Request::new(std::mem::replace(&mut self.body, SdkBody::taken()));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        request
    }

    /// The length of the body in bytes, if it is known and not zero.
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

    /// Passes the request through the stages of its operation, reading its body where a stage needs it.
    ///
    /// # Errors
    ///
    /// Fails if a stage does.
    pub(crate) async fn pass(&mut self, meta: &OperationMeta, context: &stages::Context) -> Result<(), BoxError> {
        for stage in meta.stages {
            let message = stages::Message { headers: &mut self.headers, body: &mut self.body };
            match stage.apply(message, context)? {
                Step::Done => {}
                Step::Reads(reading) => reading.await?,
                Step::PerAttempt(part) => self.per_attempt = Some(part),
            }
        }
        Ok(())
    }

    /// Passes the request through the stages of its operation, if its body is in memory.
    ///
    /// # Errors
    ///
    /// Fails if a stage does, or needs the bytes of a body that is not in memory.
    pub(crate) fn pass_in_memory(&mut self, meta: &OperationMeta) -> Result<(), BuildError> {
        let context = stages::Context::new(meta.name);
        for stage in meta.stages {
            let message = stages::Message { headers: &mut self.headers, body: &mut self.body };
            match stage.apply(message, &context)? {
                Step::Done => {}
                Step::Reads(_) => return Err(BuildError::other(stages::NOT_IN_MEMORY)),
                Step::PerAttempt(part) => self.per_attempt = Some(part),
            }
        }
        Ok(())
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
    pub(crate) fn join(&self) -> bool {
        self.pieces.is_some_and(Pieces::join)
    }
}

/// A response as errors keep it, with its headers as they came.
pub(crate) fn raw(status: StatusCode, headers: HeaderMap, body: SdkBody) -> HttpResponse {
    let mut raw = http::Response::new(body);
    *raw.status_mut() = status;
    *raw.headers_mut() = headers;
    HttpResponse::try_from(raw).unwrap_or_else(|_| HttpResponse::new(status.into(), SdkBody::taken()))
}

/// The id that the service gave the request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let id = headers.get("x-amzn-requestid").or_else(|| headers.get("x-amz-request-id"));
    id?.to_str().ok()
}

/// The second id that S3 gave the request.
pub(crate) fn extended_request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get(EXTENDED_REQUEST_ID_HEADER)?.to_str().ok()
}

/// Adds the ids that responses of a service have beside the request id.
pub(crate) fn with_response_ids(meta: ErrorMetadata, service: &ServiceMeta, headers: &HeaderMap) -> ErrorMetadata {
    service.response_ids.iter().fold(meta, |meta, (header, name)| {
        match headers.get(*header).and_then(|id| id.to_str().ok()) {
            Some(id) => meta.into_builder().custom(name, id).build(),
            None => meta,
        }
    })
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
            per_attempt: None,
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
