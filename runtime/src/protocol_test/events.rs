//! The checks of `smithy.test#eventStreamTests`.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::{Document, base64};
use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue as HttpValue, StatusCode};
use http_body::Body;

use super::{TOKEN, document, to_document};
use crate::event_stream::{EventReceiver, EventStreamSender, IncomingEvents, split_initial};
use crate::formats::frames::{Frame, FrameDecoder};
use crate::http::Response;
use crate::meta::OutputBody;
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::operation::sans_io;
use crate::walk::ReadError;
use crate::walk::shape::Shape;

/// A case of `smithy.test#eventStreamTests`.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)] // the members of the trait
pub struct EventCase {
    pub id: &'static str,
    /// Method and path of the request, if the case has an initial request.
    pub request: Option<(&'static str, &'static str)>,
    /// The status of the response.
    pub code: u16,
    /// The headers of the request or response.
    pub headers: &'static [(&'static str, &'static str)],
    /// The body of the response, if there are no events.
    pub body: &'static str,
    /// The frames, as base64.
    pub frames: &'static [&'static str],
}

impl EventCase {
    /// Checks the request and the frames that the input becomes.
    ///
    /// # Panics
    ///
    /// When they differ from the case.
    #[track_caller]
    pub fn check_sent<O: Operation>(&self, input: O::Input) {
        let request = match sans_io::request::<O>(input, "https://example.com", || TOKEN.to_owned()) {
            Ok(request) => request,
            Err(error) => panic!("{}: no request: {error}", self.id),
        };
        if let Some((method, path)) = self.request {
            assert_eq!((request.method().as_str(), request.uri().path()), (method, path), "{}: address", self.id);
        }
        for (name, expected) in self.headers {
            let found = request.headers().get(*name).and_then(|value| value.to_str().ok());
            assert_eq!(found, Some(*expected), "{}: header {name}", self.id);
        }
        let content_type = request.headers().get(http::header::CONTENT_TYPE).map(HttpValue::as_bytes);
        assert_eq!(content_type, Some(&b"application/vnd.amazon.eventstream"[..]), "{}: content type", self.id);
        let sent: Vec<Shown> = self.split(&self.drain(request.into_body())).iter().map(shown).collect();
        let expected: Vec<Shown> = self.split(&self.bytes()).iter().map(shown).collect();
        assert_eq!(sent, expected, "{}: frames", self.id);
    }

    /// Checks the output and the events that the response becomes.
    ///
    /// # Panics
    ///
    /// When they differ from the expected ones, or cannot be read.
    #[track_caller]
    pub fn check_received<O: Operation, T: Shape, E: std::error::Error + 'static>(
        &self,
        expected: O::Output,
        events: Vec<T>,
        take: impl Fn(&mut O::Output) -> EventReceiver<T, E>,
    ) {
        assert!(!self.is_refusal::<O>(), "{}: the response is an error of the operation", self.id);
        let mut output = match self.output::<O>() {
            Ok(output) => output,
            Err(error) => panic!("{}: no output: {error}", self.id),
        };
        assert_eq!(to_document(&output), to_document(&expected), "{}: output", self.id);
        let mut receiver = take(&mut output);
        let mut received = Vec::new();
        while let Some(event) = at_once(receiver.recv()).unwrap_or_else(|error| panic!("{}: {error}", self.id)) {
            received.push(to_document(&event));
        }
        let events: Vec<Document> = events.iter().map(to_document).collect();
        assert_eq!(received, events, "{}: events", self.id);
    }

    /// Checks that the response cannot be read to its end, and why.
    ///
    /// # Panics
    ///
    /// When it can be, or ends with another error of the service.
    #[track_caller]
    pub fn check_broken<O: Operation, T: Shape, E: std::error::Error + 'static>(
        &self,
        take: impl Fn(&mut O::Output) -> EventReceiver<T, E>,
        is_expected: Option<fn(&E) -> bool>,
    ) {
        if self.is_refusal::<O>() {
            return assert!(is_expected.is_none(), "{}: the response is an error of the operation", self.id);
        }
        let Ok(mut output) = self.output::<O>() else {
            return assert!(is_expected.is_none(), "{}: the output cannot be read", self.id);
        };
        let mut receiver = take(&mut output);
        let error = loop {
            match at_once(receiver.recv()) {
                Ok(Some(_)) => {}
                Ok(None) => panic!("{}: the response was read to its end", self.id),
                Err(error) => break error,
            }
        };
        if let Some(is_expected) = is_expected {
            assert!(error.as_service_error().is_some_and(is_expected), "{}: another error: {error:?}", self.id);
        }
        assert!(matches!(at_once(receiver.recv()), Ok(None)), "{}: the stream goes on behind an error", self.id);
    }

    /// Checks that the response is an error of the operation.
    ///
    /// # Panics
    ///
    /// When it is another one.
    #[track_caller]
    pub fn check_rejected<O: Operation>(&self, is_expected: fn(&O::Error) -> bool) {
        let headers = self.header_map();
        let response = self.response(&headers, self.body.as_bytes());
        assert!(self.is_refusal::<O>(), "{}: the response is no error", self.id);
        match O::Protocol::error::<O::Error>(response, O::Protocol::error_metadata(O::META.errors, response)) {
            Ok(error) => assert!(is_expected(&error), "{}: another error: {error:?}", self.id),
            Err(error) => panic!("{}: no error: {error}", self.id),
        }
    }

    /// Whether the status is one of failure, so that there are no events.
    fn is_refusal<O: Operation>(&self) -> bool {
        self.code != O::META.success && !(200..300).contains(&self.code)
    }

    /// The output, whose events are those of the frames.
    #[track_caller]
    fn output<O: Operation>(&self) -> Result<O::Output, ReadError> {
        let headers = self.header_map();
        let body = SdkBody::from(self.bytes());
        let (initial, body) = match O::META.output {
            OutputBody::EventsAfterMembers => {
                at_once(split_initial(body)).map_err(|error| ReadError::new(error.to_string()))?
            }
            _ => (Bytes::new(), body),
        };
        let mut output = O::Protocol::output::<O>(self.response(&headers, &initial))?;
        O::put_events(&mut output, IncomingEvents { body, operation: O::META.name, request_id: None });
        Ok(output)
    }

    #[track_caller]
    fn header_map(&self) -> HeaderMap {
        let header = |(name, value): &(&'static str, &'static str)| {
            Some((HeaderName::try_from(*name).ok()?, HttpValue::from_str(value).ok()?))
        };
        self.headers.iter().map(|pair| header(pair).unwrap_or_else(|| panic!("{}: {pair:?}", self.id))).collect()
    }

    #[track_caller]
    fn response<'a>(&self, headers: &'a HeaderMap, body: &'a [u8]) -> Response<'a> {
        let Ok(status) = StatusCode::from_u16(self.code) else { panic!("{}: {} is no status", self.id, self.code) };
        Response::new(status, headers, body)
    }

    /// The frames of the case, one after the other.
    #[track_caller]
    fn bytes(&self) -> Vec<u8> {
        let decode = |frame: &&str| base64::decode(*frame).unwrap_or_else(|error| panic!("{}: {error}", self.id));
        self.frames.iter().flat_map(decode).collect()
    }

    #[track_caller]
    fn drain(&self, mut body: SdkBody) -> Vec<u8> {
        let mut bytes = Vec::new();
        while let Some(part) = at_once(poll_fn(|cx| Pin::new(&mut body).poll_frame(cx))) {
            match part.map(http_body::Frame::into_data) {
                Ok(Ok(data)) => bytes.extend_from_slice(&data),
                Ok(Err(_)) => panic!("{}: trailers", self.id),
                Err(error) => panic!("{}: {error}", self.id),
            }
        }
        bytes
    }

    #[track_caller]
    fn split(&self, bytes: &[u8]) -> Vec<Frame> {
        let mut decoder = FrameDecoder::new();
        decoder.push(bytes);
        let mut frames = Vec::new();
        while let Some(frame) = decoder.frame().unwrap_or_else(|error| panic!("{}: {error}", self.id)) {
            frames.push(frame);
        }
        assert!(decoder.end().is_ok(), "{}: the frames do not end", self.id);
        frames
    }
}

/// The content of a frame: headers in an order of their own, and the payload in any spelling of its format.
#[derive(Debug, PartialEq)]
struct Shown {
    headers: Vec<String>,
    payload: Payload,
}

#[derive(Debug, PartialEq)]
enum Payload {
    Json(Document),
    #[cfg(feature = "cbor")]
    Cbor(String),
    Bytes(Vec<u8>),
}

fn shown(frame: &Frame) -> Shown {
    let mut headers: Vec<_> = frame.headers().map(|(name, value)| format!("{name}: {value:?}")).collect();
    headers.sort();
    let payload = frame.payload();
    let payload = match frame.header(":content-type").and_then(|value| value.as_str()) {
        Some("application/json") => Payload::Json(document(&String::from_utf8_lossy(payload))),
        #[cfg(feature = "cbor")]
        Some(super::CBOR) => Payload::Cbor(super::cbor_notation(payload)),
        _ => Payload::Bytes(payload.to_vec()),
    };
    Shown { headers, payload }
}

/// The events of a request.
pub fn events<T: Send + 'static, E: Send + 'static>(items: Vec<Result<T, E>>) -> EventStreamSender<T, E> {
    Listed(items.into_iter()).into()
}

struct Listed<T>(std::vec::IntoIter<T>);

impl<T> Unpin for Listed<T> {}

impl<T> Stream for Listed<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.get_mut().0.next())
    }
}

/// The output of a future that is ready.
#[track_caller]
fn at_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a future waits for what cannot come"),
    }
}
