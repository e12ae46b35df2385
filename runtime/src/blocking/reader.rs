//! Streams of bytes, read by threads.

use std::fmt;
use std::io::{self, BufRead, Read};

use aws_smithy_types::byte_stream::ByteStream;
use bytes::{Buf, Bytes};

use super::block_on;

/// Reads a [`ByteStream`], such as the body of a streaming output.
pub struct Reader {
    stream: ByteStream,
    /// The part of the last piece that has not been read.
    piece: Bytes,
}

impl Reader {
    /// Returns a reader at the start of the stream.
    #[inline]
    pub fn new(stream: ByteStream) -> Self {
        Self { stream, piece: Bytes::new() }
    }
}

impl From<ByteStream> for Reader {
    #[inline]
    fn from(stream: ByteStream) -> Self {
        Self::new(stream)
    }
}

impl BufRead for Reader {
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.piece.is_empty() {
            match block_on(self.stream.next()).map_err(io::Error::other)? {
                Some(piece) => self.piece = piece?,
                None => break,
            }
        }
        Ok(&self.piece)
    }

    #[inline]
    fn consume(&mut self, amount: usize) {
        self.piece.advance(amount.min(self.piece.len()));
    }
}

impl Read for Reader {
    #[inline]
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}
