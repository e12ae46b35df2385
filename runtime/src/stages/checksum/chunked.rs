//! A body in chunks, each with its length before it and perhaps a signature, and trailers behind the last.

use std::collections::VecDeque;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use sha2::{Digest as _, Sha256};

use super::algorithm::{Algorithm, Checksum};
use crate::error::{BoxError, ContextError};
use crate::signing::ChunkSigner;

const SIGNATURE: &str = ";chunk-signature=";
const TRAILER_SIGNATURE: &str = "x-amz-trailer-signature:";
/// The length of a signature in hexadecimal digits.
const SIGNATURE_LENGTH: u64 = 64;
const LINE_END: &str = "\r\n";

/// The lengths of a body in chunks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// The algorithm of the checksum in the trailer.
    pub(super) algorithm: Algorithm,
    /// The length of the body without chunks.
    pub(super) length: u64,
    /// The length of each chunk but the last; not zero.
    pub(super) chunk: u64,
    /// Whether there are signatures.
    pub(super) signed: bool,
}

impl Layout {
    /// The length of the body in chunks, with everything between and behind them.
    pub(super) fn encoded_length(&self) -> u64 {
        let line_end = LINE_END.len() as u64;
        let (whole, rest) = (self.length / self.chunk, self.length % self.chunk);
        let framed = |length: u64| self.head_length(length) + length + line_end;
        let last = if rest > 0 { framed(rest) } else { 0 };
        let trailer = self.algorithm.header().len() + ":".len() + self.algorithm.text_length();
        let signature = if self.signed { TRAILER_SIGNATURE.len() as u64 + SIGNATURE_LENGTH + line_end } else { 0 };
        whole * framed(self.chunk) + last + self.head_length(0) + trailer as u64 + line_end + signature + line_end
    }

    /// The length of the line before a chunk of that length.
    fn head_length(&self, length: u64) -> u64 {
        let digits = u64::from(length.checked_ilog(16).unwrap_or(0)) + 1;
        let signature = if self.signed { SIGNATURE.len() as u64 + SIGNATURE_LENGTH } else { 0 };
        digits + signature + LINE_END.len() as u64
    }
}

/// A body in chunks. What is not signed goes out as it comes; a chunk that is signed is gathered first, without copying it.
pub(super) struct Chunked {
    body: SdkBody,
    layout: Layout,
    checksum: Option<Checksum>,
    signer: Option<ChunkSigner>,
    /// Data that was read and belongs to a later chunk.
    held: Bytes,
    /// Pieces that can go out.
    ready: VecDeque<Bytes>,
    /// The parts of a chunk that is still gathered, and the hash of it.
    gathered: Vec<Bytes>,
    hash: Sha256,
    /// The length of the part of the chunk that is still to come.
    open: u64,
    /// The length of the part of the body that was put into chunks.
    read: u64,
    /// The length of the part that was not given yet.
    rest: u64,
    state: State,
}

/// The phase of a body in chunks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// Everything was read, and the trailers are among what can go out.
    Ended,
    Failed,
}

impl Chunked {
    /// A body that will be read from the beginning.
    pub(super) fn new(body: SdkBody, layout: Layout, signer: Option<ChunkSigner>) -> Self {
        Self {
            body,
            layout,
            checksum: Some(layout.algorithm.start()),
            signer,
            held: Bytes::new(),
            ready: VecDeque::new(),
            gathered: Vec::new(),
            hash: Sha256::new(),
            open: 0,
            read: 0,
            rest: layout.encoded_length(),
            state: State::Reading,
        }
    }

    /// Reads until something can go out, or everything has.
    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        while self.ready.is_empty() && self.state == State::Reading {
            if self.held.is_empty() {
                match ready!(Pin::new(&mut self.body).poll_frame(cx)).transpose()?.map(Frame::into_data) {
                    Some(Ok(data)) => self.held = data,
                    // Trailers of the program's have no place here.
                    Some(Err(_)) => {}
                    None => self.end()?,
                }
            } else {
                self.take()?;
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Puts what is held into the chunk that is open, as far as it has room.
    fn take(&mut self) -> Result<(), BoxError> {
        if self.open == 0 {
            let left = self.layout.length - self.read;
            if left == 0 {
                let length = self.layout.length;
                return Err(wrong(format!(
                    "the body of the request goes on after the {length} bytes that were promised"
                )));
            }
            self.open = left.min(self.layout.chunk);
            if self.signer.is_none() {
                self.ready.push_back(Bytes::from(format!("{:x}\r\n", self.open)));
            }
        }
        let length = usize::try_from(self.open).map_or(self.held.len(), |open| open.min(self.held.len()));
        let data = self.held.split_to(length);
        if let Some(checksum) = &mut self.checksum {
            checksum.update(&data);
        }
        self.open -= length as u64;
        self.read += length as u64;
        if self.signer.is_some() {
            self.hash.update(&data);
            self.gathered.push(data);
        } else {
            self.ready.push_back(data);
        }
        if self.open == 0 {
            self.close();
        }
        Ok(())
    }

    /// Ends a chunk that is full.
    fn close(&mut self) {
        if let Some(signer) = &mut self.signer {
            let length: usize = self.gathered.iter().map(Bytes::len).sum();
            let signature = signer.chunk(&mem::take(&mut self.hash).finalize().into());
            self.ready.push_back(Bytes::from(format!("{length:x}{SIGNATURE}{signature}\r\n")));
            self.ready.extend(self.gathered.drain(..));
        }
        self.ready.push_back(Bytes::from_static(LINE_END.as_bytes()));
    }

    /// Puts trailers behind a body that has ended.
    fn end(&mut self) -> Result<(), BoxError> {
        let Layout { algorithm, length, .. } = self.layout;
        if self.read < length {
            let read = self.read;
            return Err(wrong(format!(
                "the body of the request ended after {read} of the {length} bytes that were promised"
            )));
        }
        let checksum = self.checksum.take().map(Checksum::finish).unwrap_or_default();
        let line = format!("{}:{checksum}", algorithm.header());
        let text = match &mut self.signer {
            None => format!("0\r\n{line}\r\n\r\n"),
            Some(signer) => {
                let head = format!("0{SIGNATURE}{}\r\n", signer.chunk(&Sha256::digest(b"").into()));
                let signature = signer.trailers(&format!("{line}\n"));
                format!("{head}{line}\r\n{TRAILER_SIGNATURE}{signature}\r\n\r\n")
            }
        };
        self.ready.push_back(Bytes::from(text));
        self.state = State::Ended;
        Ok(())
    }
}

#[cold]
fn wrong(text: String) -> BoxError {
    ContextError::new(text).into()
}

impl Body for Chunked {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        if let Err(error) = ready!(this.poll_fill(cx)) {
            this.state = State::Failed;
            return Poll::Ready(Some(Err(error)));
        }
        let Some(data) = this.ready.pop_front() else { return Poll::Ready(None) };
        this.rest = this.rest.saturating_sub(data.len() as u64);
        Poll::Ready(Some(Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.state != State::Reading && self.ready.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest)
    }
}
