//! From headers and a payload to a frame.

use aws_smithy_types::error::operation::BuildError;

use super::header::{self, HeaderValue};
use super::{CHECKSUM, PRELUDE};

/// The most bytes of the headers of a frame.
const MOST_HEADERS: usize = 128 << 10;
/// The most bytes of the payload of a frame.
const MOST_PAYLOAD: usize = 24 << 20;
/// Room for the headers of most frames.
const FIRST_CAPACITY: usize = 256;

/// Writes one frame: the headers one by one, then the payload.
#[derive(Debug)]
pub struct FrameWriter {
    out: Vec<u8>,
}

impl FrameWriter {
    /// A frame without headers.
    #[must_use]
    pub fn new() -> Self {
        let mut out = Vec::with_capacity(FIRST_CAPACITY);
        out.resize(PRELUDE, 0);
        Self { out }
    }

    /// Adds a header. A name must not come twice.
    ///
    /// # Errors
    ///
    /// When the name is empty or has more than 255 bytes, a string or byte array has more than 32,767, or a time is too
    /// far away to be counted in milliseconds.
    pub fn header(&mut self, name: &str, value: HeaderValue<'_>) -> Result<(), BuildError> {
        header::write(name, value, &mut self.out)
    }

    /// The headers so far, as they stand in the frame.
    pub(crate) fn headers(&self) -> &[u8] {
        &self.out[PRELUDE..]
    }

    /// The bytes of the frame.
    ///
    /// # Errors
    ///
    /// When the headers take more than 128 KiB, or the payload more than 24 MiB.
    pub fn finish(self, payload: &[u8]) -> Result<Vec<u8>, BuildError> {
        let mut out = self.out;
        let headers = out.len() - PRELUDE;
        if headers > MOST_HEADERS || payload.len() > MOST_PAYLOAD {
            let message = format!("{headers} bytes of headers and {} of payload are too many", payload.len());
            return Err(BuildError::invalid_field("event", message));
        }
        #[allow(clippy::cast_possible_truncation)] // far from it
        let lengths = [out.len() + payload.len() + CHECKSUM, headers].map(|length| (length as u32).to_be_bytes());
        out[..8].copy_from_slice(lengths.as_flattened());
        let prelude = crc32fast::hash(&out[..8]);
        out[8..PRELUDE].copy_from_slice(&prelude.to_be_bytes());
        out.extend_from_slice(payload);
        let checksum = crc32fast::hash(&out);
        out.extend_from_slice(&checksum.to_be_bytes());
        Ok(out)
    }
}

impl Default for FrameWriter {
    fn default() -> Self {
        Self::new()
    }
}
