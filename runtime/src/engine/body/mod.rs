//! Bodies of responses: read whole within limits, or handed on as streams.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_smithy_types::body::SdkBody;
use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, Method, StatusCode};
use http_body::{Body, Frame, SizeHint};

use super::timeout::Silence;
use crate::error::BoxError;
use crate::formats::Pieces;
use crate::stages::Verifier;

/// The most that is set aside at once for a body because of its `Content-Length`, in bytes, unless as much has come.
const LARGEST_RESERVE: u64 = 16 << 20;

/// The largest body that is collected whole although it could be read in pieces, in bytes.
const LARGEST_WHOLE: usize = 1 << 20;

/// A body as a connection gives it.
pub(crate) enum Incoming {
    /// From the default connection.
    #[cfg(feature = "rustls")]
    Hyper(hyper::body::Incoming),
    /// From an HTTP client that was plugged in.
    Sdk(SdkBody),
}

impl Incoming {
    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            let frame = match self {
                #[cfg(feature = "rustls")]
                Self::Hyper(body) => ready!(Pin::new(body).poll_frame(cx)).map(|frame| frame.map_err(BoxError::from)),
                Self::Sdk(body) => ready!(Pin::new(body).poll_frame(cx)),
            };
            match frame.map(|frame| frame.map(Frame::into_data)) {
                Some(Ok(Ok(data))) => return Poll::Ready(Some(Ok(data))),
                // Trailers.
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            #[cfg(feature = "rustls")]
            Self::Hyper(body) => body.size_hint(),
            Self::Sdk(body) => body.size_hint(),
        }
    }
}

/// Everything of a body.
pub(super) enum Collected {
    /// As it came: in one, or nothing.
    Whole(Bytes),
    /// Put together.
    Copied(Vec<u8>),
    /// More than [`LARGEST_WHOLE`].
    Pieces(Box<Pieces>),
}

/// A body with its limits: how long it may be silent, and the length and the checksum that were announced.
pub(super) struct Limited {
    body: Incoming,
    announced: Option<u64>,
    received: u64,
    silence: Silence,
    verifier: Option<Box<dyn Verifier>>,
}

impl Limited {
    pub(super) fn new(body: Incoming, announced: Option<u64>, silence: Silence) -> Self {
        Self { body, announced, received: 0, silence, verifier: None }
    }

    /// Lets a verifier see the body, if there is one.
    pub(super) fn verified_by(&mut self, verifier: Option<Box<dyn Verifier>>) {
        self.verifier = verifier;
    }

    /// The next data.
    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        if let Poll::Ready(data) = self.body.poll_data(cx) {
            self.silence.broken();
            return Poll::Ready(match data {
                Some(Ok(data)) => {
                    self.received += data.len() as u64;
                    if let Some(verifier) = &mut self.verifier {
                        verifier.update(&data);
                    }
                    Some(Ok(data))
                }
                None => self.flaw().map(Err),
                failed => failed,
            });
        }
        self.silence.poll_body(cx).map(|error| Some(Err(error)))
    }

    /// The flaw of a body that has ended: it is shorter than announced, or not what its checksum is of.
    fn flaw(&mut self) -> Option<BoxError> {
        match self.announced.filter(|announced| *announced > self.received) {
            Some(announced) => Some(format!("the body ended after {} of {announced} bytes", self.received).into()),
            None => self.verifier.take()?.verify().err(),
        }
    }

    /// Reads everything, if that is at most so many bytes. A large body stays in pieces if it may.
    ///
    /// # Errors
    ///
    /// [`TooLarge`]; and when the connection breaks, nothing comes within the read timeout, or the body is shorter than
    /// announced or not what its checksum is of.
    pub(super) async fn collected(mut self, in_pieces: bool, allowed: usize) -> Result<Collected, BoxError> {
        let most = if in_pieces { LARGEST_WHOLE } else { usize::MAX };
        let mut collected = Collected::Whole(Bytes::new());
        self.check(self.announced.unwrap_or(0), allowed)?;
        while let Some(more) = self.next().await.transpose()? {
            self.check(self.received, allowed)?;
            collected = self.with(collected, more, most);
        }
        Ok(collected)
    }

    fn check(&self, length: u64, allowed: usize) -> Result<(), TooLarge> {
        if length > allowed as u64 { Err(TooLarge(allowed)) } else { Ok(()) }
    }

    /// The collected data with the next: in one up to so many bytes, in pieces beyond.
    fn with(&self, collected: Collected, more: Bytes, most: usize) -> Collected {
        let mut all = match collected {
            Collected::Whole(first) if first.is_empty() => return Collected::Whole(more),
            Collected::Whole(first) => {
                let mut all = Vec::new();
                self.reserve(&mut all, first.len(), most);
                all.extend_from_slice(&first);
                all
            }
            Collected::Copied(all) => all,
            Collected::Pieces(mut pieces) => {
                pieces.push(&more);
                return Collected::Pieces(pieces);
            }
        };
        if all.len() + more.len() > most {
            return self.with(Collected::Pieces(Box::new(Pieces::new(all))), more, most);
        }
        self.reserve(&mut all, more.len(), most);
        all.extend_from_slice(&more);
        Collected::Copied(all)
    }

    /// Makes room for so many bytes, and at once for the rest of the announced length as far as it is trusted and needed: a
    /// body ends up in a buffer of its size, and who announces much without sending it gets little.
    fn reserve(&self, all: &mut Vec<u8>, more: usize, most: usize) {
        if all.capacity() - all.len() >= more {
            return;
        }
        let rest = self.announced.unwrap_or(0).min(most as u64).saturating_sub(all.len() as u64);
        match usize::try_from(rest.min(LARGEST_RESERVE.max(all.len() as u64))) {
            Ok(rest) if rest >= more => all.reserve_exact(rest),
            _ => all.reserve(more),
        }
    }

    /// Adds what comes, until there are so many bytes or the body ends, breaks or stalls. What has been added stays if
    /// the future is dropped.
    pub(super) async fn read_into(&mut self, all: &mut BytesMut, most: usize) {
        while let Some(Ok(more)) = self.next().await {
            let room = most.saturating_sub(all.len());
            all.extend_from_slice(&more[..more.len().min(room)]);
            if all.len() >= most {
                break;
            }
        }
    }

    async fn next(&mut self) -> Option<Result<Bytes, BoxError>> {
        poll_fn(|cx| self.poll_data(cx)).await
    }

    /// Hands the body on.
    pub(super) fn stream(self) -> SdkBody {
        SdkBody::from_body_1_x(Stream(self))
    }
}

/// A body that has more than so many bytes.
#[derive(Debug)]
pub(super) struct TooLarge(usize);

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body has more than {} bytes; config::Builder::max_body allows more", self.0)
    }
}

impl std::error::Error for TooLarge {}

/// A limited body as the official types see it.
struct Stream(Limited);

impl Body for Stream {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.get_mut().0.poll_data(cx).map(|data| data.map(|data| data.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        match self.0.announced.and_then(|announced| announced.checked_sub(self.0.received)) {
            Some(rest) => SizeHint::with_exact(rest),
            None => self.0.body.size_hint(),
        }
    }
}

/// The length that a body must at least have, if there is a body and its length is known.
///
/// It is what the body itself says, and otherwise `Content-Length`. They differ where an HTTP client that was plugged in has
/// undone a `Content-Encoding` and left the header of the encoded body
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-8.6>): then the header means nothing. A body that is shorter than the
/// header without having been encoded was cut short. One that is longer was not: no connection gives more than announced.
pub(super) fn expected_length(
    method: &Method,
    status: StatusCode,
    headers: &HeaderMap,
    body: &Incoming,
) -> Option<u64> {
    if method == Method::HEAD || status == StatusCode::NO_CONTENT || status == StatusCode::NOT_MODIFIED {
        return None;
    }
    let header = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let header = header.filter(|_| !headers.contains_key(CONTENT_ENCODING));
    header.max(body.size_hint().exact())
}

#[cfg(test)]
mod tests;
