//! The events of an input, as callers give them, and their frames.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::operation::BuildError;
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame as BodyFrame};

use crate::error::BoxError;
use crate::formats::DocumentFormat;
use crate::signing::frames::FrameSigner;
use crate::walk::shape::Shape;

use super::{EventError, EventProtocol, write};

/// A stream that nothing else can reach, so that it may be shared although it is not made for that.
type Unshared<S> = Mutex<Pin<Box<S>>>;

/// The next item of a stream. Nobody else holds the lock, so there is no waiting.
fn poll_unshared<S: Stream + ?Sized>(stream: &mut Unshared<S>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
    stream.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().poll_next(cx)
}

/// The events of a request: any stream of events, or of the error that ends it.
///
/// ```ignore
/// let audio = futures_util::stream::iter(chunks.map(|chunk| Ok(AudioStream::AudioEvent(chunk))));
/// client.start_stream_transcription().audio_stream(audio.into())
/// ```
///
/// Events are asked for as they can be sent. An error is sent as the exception that it is, and ends the stream.
pub struct EventStreamSender<T, E>(Unshared<dyn Stream<Item = Result<T, E>> + Send>);

impl<S, T, E> From<S> for EventStreamSender<T, E>
where
    S: Stream<Item = Result<T, E>> + Send + 'static,
{
    fn from(stream: S) -> Self {
        Self(Mutex::new(Box::pin(stream)))
    }
}

impl<T, E> fmt::Debug for EventStreamSender<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventStreamSender")
    }
}

/// The events of a request as frames, before they are signed.
pub struct OutgoingEvents {
    /// The message before the events.
    initial: Option<Vec<u8>>,
    frames: Unshared<dyn Stream<Item = Result<Vec<u8>, BuildError>> + Send>,
}

impl OutgoingEvents {
    /// The frames of the events in the named member of an input.
    ///
    /// # Errors
    ///
    /// When the member is unset.
    pub fn of<P: EventProtocol>(
        member: &'static str,
        events: Option<EventStreamSender<impl Shape + 'static, impl EventError>>,
    ) -> Result<Option<Self>, BuildError> {
        let Some(events) = events else {
            return Err(BuildError::missing_field(
                member,
                "a request must have events, if only an empty stream of them",
            ));
        };
        let frames = Written { events, over: false, format: PhantomData::<fn() -> P::Documents> };
        Ok(Some(Self { initial: None, frames: Mutex::new(Box::pin(frames)) }))
    }

    /// Puts the document of the input before the events.
    pub(crate) fn after<F: DocumentFormat>(mut self, document: &[u8]) -> Result<Self, BuildError> {
        self.initial = Some(write::initial_request::<F>(document)?);
        Ok(self)
    }

    /// The body that the frames make up. With a signer each goes out in another that is signed, and one more, which is
    /// empty, ends the stream.
    pub(crate) fn into_body(self, signer: Option<(FrameSigner, SharedTimeSource)>) -> SdkBody {
        SdkBody::from_body_1_x(EventBody { source: self, signer, over: false })
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, BuildError>>> {
        match self.initial.take() {
            Some(initial) => Poll::Ready(Some(Ok(initial))),
            None => poll_unshared(&mut self.frames, cx),
        }
    }
}

impl fmt::Debug for OutgoingEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutgoingEvents").field("initial", &self.initial.is_some()).finish_non_exhaustive()
    }
}

/// Writes events as they come.
struct Written<F, T, E> {
    events: EventStreamSender<T, E>,
    over: bool,
    format: PhantomData<fn() -> F>,
}

impl<F: DocumentFormat, T: Shape, E: EventError> Stream for Written<F, T, E> {
    type Item = Result<Vec<u8>, BuildError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.over {
            return Poll::Ready(None);
        }
        poll_unshared(&mut this.events.0, cx).map(|next| match next? {
            Ok(event) => Some(write::event::<F, T>(&event)),
            Err(error) => {
                this.over = true;
                Some(error.write::<F>())
            }
        })
    }
}

/// A body of frames, made as they are asked for.
struct EventBody {
    source: OutgoingEvents,
    signer: Option<(FrameSigner, SharedTimeSource)>,
    over: bool,
}

impl EventBody {
    fn signed(&mut self, frame: Vec<u8>) -> Result<Vec<u8>, BoxError> {
        match &mut self.signer {
            Some((signer, time)) => signer.sign(&frame, time.now()),
            None => Ok(frame),
        }
    }
}

impl Body for EventBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<BodyFrame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        if this.over {
            return Poll::Ready(None);
        }
        this.source.poll_next(cx).map(|next| {
            this.over = !matches!(next, Some(Ok(_)));
            let frame = match next {
                Some(frame) => frame.map_err(BoxError::from),
                None if this.signer.is_some() => Ok(Vec::new()),
                None => return None,
            };
            Some(frame.and_then(|frame| this.signed(frame)).map(|frame| BodyFrame::data(frame.into())))
        })
    }
}
