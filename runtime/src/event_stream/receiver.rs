//! The events of an output, as callers hold them.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use futures_core::Stream;
use http_body::Body;

use crate::error::OperationError;
use crate::error::{BoxError, ConnectorError, ContextError, SdkError, timeout_of_body};
use crate::walk::ReadError;
use crate::walk::shape::Shape;

use crate::formats::frames::{Frame, FrameDecoder};

use super::{EventProtocol, read};

/// A response whose body is a stream of frames: what a receiver is made of.
#[derive(Debug)]
pub struct IncomingEvents {
    /// The body.
    pub body: SdkBody,
    /// The operation, for messages.
    pub operation: &'static str,
    /// The id of the request, for errors.
    pub request_id: Option<String>,
}

/// A frame in the place of an event.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RawMessage {
    /// A frame that is an error, or an event that cannot be read.
    Decoded(Frame),
    /// No frame; the bytes that came, if any.
    Invalid(Option<Bytes>),
}

type ReadFn<T, E> = fn(&Frame, Option<&str>) -> Result<Option<Result<T, E>>, ReadError>;

/// The events of a response, in the order in which they come. It is a `futures_core::Stream`, too.
///
/// The default has none.
pub struct EventReceiver<T, E> {
    frames: Frames,
    read: ReadFn<T, E>,
    operation: &'static str,
    request_id: Option<String>,
    over: bool,
}

impl<T, E> EventReceiver<T, E> {
    /// The events of a response.
    pub fn new<P: EventProtocol>(events: IncomingEvents) -> Self
    where
        T: Shape,
        E: OperationError,
    {
        let IncomingEvents { body, operation, request_id } = events;
        Self { frames: Frames::new(body), read: read::message::<P, T, E>, operation, request_id, over: false }
    }

    /// The next event, once it has come; `None` if there are no more.
    ///
    /// Dropping the future loses nothing.
    ///
    /// # Errors
    ///
    /// [`SdkError::ServiceError`] if the service sends an exception, [`SdkError::ResponseError`] if what comes cannot be
    /// read or ends within a frame, [`SdkError::DispatchFailure`] if the connection breaks or gives nothing for as long as
    /// the read timeout. There are no events behind an error.
    pub async fn recv(&mut self) -> Result<Option<T>, SdkError<E, RawMessage>> {
        poll_fn(|cx| self.poll_recv(cx)).await.transpose()
    }

    fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, SdkError<E, RawMessage>>>> {
        while !self.over {
            let frame = ready!(self.frames.poll_next(cx));
            match self.received(frame) {
                Ok(Received::Event(event)) => return Poll::Ready(Some(Ok(event))),
                Ok(Received::Nothing) => {}
                Ok(Received::End) => self.over = true,
                Err(error) => {
                    self.over = true;
                    return Poll::Ready(Some(Err(error.of(self.operation))));
                }
            }
        }
        Poll::Ready(None)
    }

    fn received(&mut self, frame: Option<Result<Frame, Broken>>) -> Result<Received<T>, SdkError<E, RawMessage>> {
        let frame = match frame {
            None => return Ok(Received::End),
            Some(Ok(frame)) => frame,
            Some(Err(Broken::Connection(error))) => return Err(SdkError::dispatch_failure(broke_off(error))),
            Some(Err(Broken::Frame(error, rest))) => {
                let rest = (!rest.is_empty()).then_some(rest);
                return Err(SdkError::response_error(error, RawMessage::Invalid(rest)));
            }
        };
        match (self.read)(&frame, self.request_id.as_deref()) {
            Ok(Some(Ok(event))) => Ok(Received::Event(event)),
            Ok(Some(Err(error))) => Err(SdkError::service_error(error, RawMessage::Decoded(frame))),
            Ok(None) => Ok(Received::Nothing),
            Err(error) => Err(SdkError::response_error(error, RawMessage::Decoded(frame))),
        }
    }
}

enum Received<T> {
    Event(T),
    /// A frame that says nothing to the caller.
    Nothing,
    End,
}

impl<T, E> Default for EventReceiver<T, E> {
    fn default() -> Self {
        let frames = Frames::new(SdkBody::empty());
        Self { frames, read: |_, _| Ok(None), operation: "", request_id: None, over: true }
    }
}

impl<T, E> Stream for EventReceiver<T, E> {
    type Item = Result<T, SdkError<E, RawMessage>>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_recv(cx)
    }
}

impl<T, E> fmt::Debug for EventReceiver<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventReceiver").field("over", &self.over).finish_non_exhaustive()
    }
}

fn broke_off(error: BoxError) -> ConnectorError {
    let explained = |error| ContextError::with_source("the stream of events broke off", SourceError(error)).into();
    match timeout_of_body(error) {
        Ok(timed_out) => ConnectorError::timeout(explained(timed_out)),
        Err(error) => ConnectorError::io(explained(error)),
    }
}

/// The error of a body, which is in a box already.
#[derive(Debug)]
struct SourceError(BoxError);

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// The frames of a body.
struct Frames {
    body: SdkBody,
    decoder: FrameDecoder,
}

/// The reason for a missing frame.
enum Broken {
    /// The body broke off.
    Connection(BoxError),
    /// The bytes are no frame, or not the whole of one.
    Frame(ReadError, Bytes),
}

impl Frames {
    fn new(body: SdkBody) -> Self {
        Self { body, decoder: FrameDecoder::new() }
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame, Broken>>> {
        loop {
            match self.decoder.frame() {
                Ok(Some(frame)) => return Poll::Ready(Some(Ok(frame))),
                Ok(None) => {}
                Err(error) => return Poll::Ready(Some(Err(self.no_frame(error)))),
            }
            match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                // Anything else is trailers.
                Some(Ok(part)) => part.into_data().into_iter().for_each(|data| self.decoder.push(&data)),
                Some(Err(error)) => return Poll::Ready(Some(Err(Broken::Connection(error)))),
                None => return Poll::Ready(self.decoder.end().err().map(|error| Err(self.no_frame(error)))),
            }
        }
    }

    fn no_frame(&mut self, error: ReadError) -> Broken {
        Broken::Frame(error, self.decoder.rest())
    }
}

/// Takes the initial response off a body: its document, which is empty if there is none, and what comes behind it.
///
/// # Errors
///
/// When the body breaks off, or does not begin with a frame.
pub(crate) async fn split_initial(body: SdkBody) -> Result<(Bytes, SdkBody), BoxError> {
    let mut frames = Frames::new(body);
    let first = match poll_fn(|cx| frames.poll_next(cx)).await {
        None => return Ok((Bytes::new(), SdkBody::empty())),
        Some(Ok(first)) => first,
        Some(Err(Broken::Connection(error))) => return Err(error),
        Some(Err(Broken::Frame(error, _))) => return Err(error.into()),
    };
    let initial = read::initial_response(&first).is_some();
    let (first, document) = if initial { (Bytes::new(), first.into_payload()) } else { (first.bytes(), Bytes::new()) };
    let parts = [first, frames.decoder.rest()];
    Ok((document, SdkBody::from_body_1_x(Chained { parts, body: frames.body })))
}

/// Bytes that were read too early, and the rest of a body.
struct Chained {
    parts: [Bytes; 2],
    body: SdkBody,
}

impl Body for Chained {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        match this.parts.iter_mut().find(|part| !part.is_empty()) {
            Some(part) => Poll::Ready(Some(Ok(http_body::Frame::data(std::mem::take(part))))),
            None => Pin::new(&mut this.body).poll_frame(cx),
        }
    }
}
