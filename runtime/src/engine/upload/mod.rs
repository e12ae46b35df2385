//! Bodies of requests on their way: in pieces, compared with what was promised, and given up with the call.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::error::{BoxError, ContextError};

/// The most that a connection is given at once, in bytes.
pub(crate) const PIECE: usize = 32 << 10;

/// The body of a request as a connection takes it.
///
/// It comes in pieces of at most [`PIECE`], so that a connection has little of a call that is given up, and the next piece
/// says that the last went out. A body that is not as long as promised ends in an error rather than in silence (too short:
/// the service waits for the rest) or as half an object (too long: connections send what was promised). So the end of what
/// was promised is held back until the body has said that there is no more.
pub(crate) struct Outgoing {
    body: SdkBody,
    /// Data that was read from the body and not handed on yet.
    held: Bytes,
    promised: Option<u64>,
    read: u64,
    ended: bool,
    upload: Option<Arc<Upload>>,
}

impl Outgoing {
    /// A body of which so many bytes are promised, if any number is.
    pub(crate) fn new(body: SdkBody, promised: Option<u64>, upload: Option<Arc<Upload>>) -> Self {
        Self { body, held: Bytes::new(), promised, read: 0, ended: false, upload }
    }

    fn note(&self, progress: Progress) {
        if let Some(upload) = &self.upload {
            upload.note(progress);
        }
    }

    /// Reads until there is something to give: bytes that may go out, or trailers.
    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Frame<Bytes>>, Unsendable>> {
        while !self.ended && (self.held.is_empty() || self.promised == Some(self.read)) {
            match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => self.take(data)?,
                    Err(trailers) if self.promised.is_none() => return Poll::Ready(Ok(Some(trailers))),
                    // There is no place for trailers behind a body of a promised length.
                    Err(_) => self.end()?,
                },
                Some(Err(error)) => {
                    self.ended = true;
                    return Poll::Ready(Err(Unsendable::because("the body of the request cannot be read", error)));
                }
                None => self.end()?,
            }
            if !self.ended && self.body.is_end_stream() {
                self.end()?;
            }
        }
        Poll::Ready(Ok(None))
    }

    /// Takes what comes next. Where something is held, nothing may come.
    fn take(&mut self, data: Bytes) -> Result<(), Unsendable> {
        self.read += data.len() as u64;
        if let Some(promised) = self.promised.filter(|promised| *promised < self.read) {
            self.ended = true;
            let text =
                format!("the body of the request goes on after the {promised} bytes that `content-length` promises");
            return Err(Unsendable::new(text));
        }
        if self.held.is_empty() {
            self.held = data;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Unsendable> {
        self.ended = true;
        match self.promised.filter(|promised| *promised > self.read) {
            Some(promised) => Err(Unsendable::new(format!(
                "the body of the request ended after {} of the {promised} bytes that `content-length` promises",
                self.read
            ))),
            None => Ok(()),
        }
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        if this.upload.as_ref().is_some_and(|upload| upload.is_abandoned(cx)) {
            return Poll::Ready(Some(Err(Unsendable::new("the call was given up").into())));
        }
        match this.poll_fill(cx) {
            Poll::Ready(Ok(None)) => {}
            Poll::Ready(other) => return Poll::Ready(other.map_err(BoxError::from).transpose()),
            Poll::Pending => {
                this.note(Progress::Waits);
                return Poll::Pending;
            }
        }
        if this.held.is_empty() {
            this.note(Progress::Done);
            return Poll::Ready(None);
        }
        let piece = this.held.split_to(this.held.len().min(PIECE));
        // Connections do not ask again where nothing more is promised.
        this.note(if this.is_end_stream() { Progress::Done } else { Progress::Moves });
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        let over = || self.body.is_end_stream() && self.promised.is_none_or(|promised| promised == self.read);
        self.held.is_empty() && (self.ended || over())
    }

    fn size_hint(&self) -> SizeHint {
        let given = self.read - self.held.len() as u64;
        self.promised.map_or_else(SizeHint::default, |promised| SizeHint::with_exact(promised - given))
    }
}

/// Sees whether a stream of which nothing is promised has nothing: connections do not even ask it.
///
/// # Errors
///
/// When there is something.
pub(super) async fn confirm_nothing(body: &mut SdkBody) -> Result<(), BoxError> {
    let mut nothing = Outgoing::new(std::mem::replace(body, SdkBody::empty()), Some(0), None);
    match poll_fn(|cx| Pin::new(&mut nothing).poll_frame(cx)).await {
        Some(Err(error)) => Err(error),
        _ => Ok(()),
    }
}

/// The state that a call and the body of its request share while the connection takes the body.
#[derive(Default)]
pub(crate) struct Upload(Mutex<State>);

#[derive(Default)]
struct State {
    /// Whether the call is over.
    abandoned: bool,
    /// Whether a piece went out since it was asked.
    moved: bool,
    progress: Progress,
    /// The task that takes the body.
    sender: Option<Waker>,
    /// The task that waits for the response.
    waiter: Option<Waker>,
}

/// The progress of an upload.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Progress {
    /// The connection has not asked for the body.
    #[default]
    Ahead,
    /// The connection has taken a piece, and may ask for the next.
    Moves,
    /// It has not asked for the next since somebody looked.
    Stuck,
    /// The connection waits for the body itself.
    Waits,
    /// The connection has all of it.
    Done,
}

impl Upload {
    /// For a body that is more than a piece; the others are with the connection as soon as they are asked for.
    pub(super) fn of(body: &SdkBody) -> Option<Arc<Self>> {
        let large = body.bytes().is_none_or(|bytes| bytes.len() > PIECE);
        large.then(Arc::default)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_abandoned(&self, cx: &Context<'_>) -> bool {
        let mut state = self.state();
        keep(&mut state.sender, cx);
        state.abandoned
    }

    /// Notes how far it is, and wakes who waits for pieces to go out.
    fn note(&self, progress: Progress) {
        let mut state = self.state();
        state.progress = progress;
        if progress == Progress::Waits {
            return;
        }
        state.moved = true;
        let waiter = state.waiter.take();
        drop(state);
        wake(waiter);
    }

    /// Whether a piece went out since this was last asked. The task is woken once one does.
    pub(super) fn has_moved(&self, cx: &Context<'_>) -> bool {
        let mut state = self.state();
        keep(&mut state.waiter, cx);
        std::mem::take(&mut state.moved)
    }

    /// Whether the connection has taken nothing since this was last asked, although there is more.
    pub(super) fn is_stuck(&self) -> bool {
        let mut state = self.state();
        let stuck = state.progress == Progress::Stuck;
        if state.progress == Progress::Moves {
            state.progress = Progress::Stuck;
        }
        stuck
    }

    fn abandon(&self) {
        let mut state = self.state();
        state.abandoned = true;
        let sender = state.sender.take();
        drop(state);
        wake(sender);
    }
}

fn keep(slot: &mut Option<Waker>, cx: &Context<'_>) {
    match slot {
        Some(waker) => waker.clone_from(cx.waker()),
        None => *slot = Some(cx.waker().clone()),
    }
}

fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

/// Gives the body of a request up when it is dropped, unless the call came to its end.
pub(super) struct AbortOnDrop(pub(super) Option<Arc<Upload>>);

impl AbortOnDrop {
    /// Lets the rest of the body go out, if there is one.
    pub(super) fn disarm(mut self) {
        self.0 = None;
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(upload) = &self.0 {
            upload.abandon();
        }
    }
}

/// The reason why a body could not be sent to its end: a fault of the body, not of the connection.
#[derive(Debug)]
pub(crate) struct Unsendable(ContextError);

impl Unsendable {
    fn new(text: impl Into<String>) -> Self {
        Self(ContextError::new(text))
    }

    fn because(text: &str, error: BoxError) -> Self {
        Self(ContextError::with_source(text, error))
    }
}

impl fmt::Display for Unsendable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Unsendable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

#[cfg(test)]
mod tests;
