//! From a stream of bytes to frames.

use bytes::{Bytes, BytesMut};

use crate::walk::ReadError;

use super::frame::{Frame, check, total_length};

/// The longest frame. The specification has services keep to 24 MiB and forbids clients to insist on it; this only
/// keeps one frame from taking all memory.
const LIMIT: usize = 128 << 20;

/// Takes bytes in whatever pieces they come, and gives frames.
#[derive(Debug)]
pub struct FrameDecoder {
    buffer: BytesMut,
    /// The length of the frame at the beginning, once its prelude is known to be right.
    length: Option<usize>,
    limit: usize,
}

impl FrameDecoder {
    /// A decoder of frames of up to 128 MiB.
    #[must_use]
    pub fn new() -> Self {
        Self::with_limit(LIMIT)
    }

    /// A decoder of frames of up to so many bytes.
    #[must_use]
    pub fn with_limit(limit: usize) -> Self {
        Self { buffer: BytesMut::new(), length: None, limit }
    }

    /// Adds what came. Take all frames out before more is added, so that not more than one is kept.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next frame; `None` if it has not come whole yet.
    ///
    /// # Errors
    ///
    /// When the bytes are no frame, or one beyond the limit. The stream cannot be read on then: the error comes again.
    pub fn frame(&mut self) -> Result<Option<Frame>, ReadError> {
        if self.length.is_none() {
            self.length = total_length(&self.buffer)?;
        }
        let Some(length) = self.length else { return Ok(None) };
        if length > self.limit {
            return Err(ReadError::new(format!("a frame of {length} bytes is longer than the {} allowed", self.limit)));
        }
        if self.buffer.len() < length {
            return Ok(None);
        }
        let payload_at = check(&self.buffer[..length])?;
        self.length = None;
        Ok(Some(Frame::checked(self.buffer.split_to(length).freeze(), payload_at)))
    }

    /// Takes what came and is no frame yet.
    pub(crate) fn rest(&mut self) -> Bytes {
        self.length = None;
        self.buffer.split().freeze()
    }

    /// Checks that the stream ended with a frame.
    ///
    /// # Errors
    ///
    /// When a frame has begun.
    pub fn end(&self) -> Result<(), ReadError> {
        match self.buffer.len() {
            0 => Ok(()),
            left => Err(ReadError::new(format!("the stream ends within a frame, of which {left} bytes came"))),
        }
    }
}

impl Default for FrameDecoder {
    fn default() -> Self {
        Self::new()
    }
}
