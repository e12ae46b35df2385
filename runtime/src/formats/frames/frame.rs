//! One frame: a prelude, headers, a payload, and checksums.

use std::fmt;

use bytes::Bytes;

use crate::walk::ReadError;

use super::header::{self, HeaderValue, Headers};
use super::{CHECKSUM, PRELUDE};

/// A frame that has come whole, and whose checksums are right.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    bytes: Bytes,
    /// The end of the headers and beginning of the payload.
    payload_at: usize,
}

/// The kind of a frame (<https://smithy.io/2.0/aws/amazon-eventstream.html#amazon-event-semantics>).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'a> {
    /// An event; the union's member, `initial-request` or `initial-response`.
    Event(&'a str),
    /// An error of the model; the union's member.
    Exception(&'a str),
    /// An error that the model does not list.
    Error {
        /// The code.
        code: &'a str,
        /// The message for people.
        message: &'a str,
    },
}

impl Frame {
    /// The frame that these bytes are.
    ///
    /// # Errors
    ///
    /// When there are more or fewer bytes than the frame says, a checksum is wrong, or a header cannot be read.
    pub fn new(bytes: Bytes) -> Result<Self, ReadError> {
        if total_length(&bytes)? != Some(bytes.len()) {
            return Err(ReadError::new(format!("a frame says that it has other than {} bytes", bytes.len())));
        }
        let payload_at = check(&bytes)?;
        Ok(Self { bytes, payload_at })
    }

    /// The frame that these bytes are, which have been checked.
    pub(super) fn checked(bytes: Bytes, payload_at: usize) -> Self {
        Self { bytes, payload_at }
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> Headers<'_> {
        Headers::new(&self.bytes[PRELUDE..self.payload_at])
    }

    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<HeaderValue<'_>> {
        self.headers().find_map(|(found, value)| (found == name).then_some(value))
    }

    /// The payload.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.bytes[self.payload_at..self.bytes.len() - CHECKSUM]
    }

    /// The payload, which shares its memory with the frame.
    #[must_use]
    pub fn into_payload(self) -> Bytes {
        self.bytes.slice(self.payload_at..self.bytes.len() - CHECKSUM)
    }

    /// The whole of it, which shares its memory with the frame.
    pub(crate) fn bytes(&self) -> Bytes {
        self.bytes.clone()
    }

    /// The kind of the frame.
    ///
    /// # Errors
    ///
    /// When a header that must say so is missing or unknown.
    pub fn kind(&self) -> Result<Kind<'_>, ReadError> {
        let text = |name: &str| {
            let value = self.header(name).and_then(HeaderValue::as_str);
            value.ok_or_else(|| ReadError::new(format!("a frame has no text in the header `{name}`")))
        };
        match text(":message-type")? {
            "event" => text(":event-type").map(Kind::Event),
            "exception" => text(":exception-type").map(Kind::Exception),
            "error" => {
                Ok(Kind::Error { code: text(":error-code")?, message: text(":error-message").unwrap_or_default() })
            }
            other => Err(ReadError::new(format!("a frame has the unknown `:message-type` `{other}`"))),
        }
    }
}

impl fmt::Debug for Frame {
    /// Without the payload, which may be sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame")
            .field("headers", &self.headers().map(|(name, _)| name).collect::<Vec<_>>())
            .field("payload", &format_args!("{} bytes", self.payload().len()))
            .finish()
    }
}

/// The length of the frame that begins here; `None` if its prelude has not come whole yet.
///
/// # Errors
///
/// When the prelude's checksum is wrong, or its lengths contradict each other.
pub(super) fn total_length(bytes: &[u8]) -> Result<Option<usize>, ReadError> {
    if bytes.len() < PRELUDE {
        return Ok(None);
    }
    if crc32fast::hash(&bytes[..8]) != number(bytes, 8) {
        return Err(ReadError::new("the checksum of a frame's prelude is wrong").offset(8));
    }
    let (length, headers) = (number(bytes, 0) as usize, number(bytes, 4) as usize);
    if length.checked_sub(PRELUDE + CHECKSUM).is_none_or(|room| room < headers) {
        let message = format!("a frame of {length} bytes has no room for {headers} bytes of headers");
        return Err(ReadError::new(message).offset(0));
    }
    Ok(Some(length))
}

/// Checks a whole frame whose prelude is right; gives where its headers end.
///
/// # Errors
///
/// When the checksum is wrong, or a header cannot be read.
pub(super) fn check(frame: &[u8]) -> Result<usize, ReadError> {
    let end = frame.len() - CHECKSUM;
    if crc32fast::hash(&frame[..end]) != number(frame, end) {
        return Err(ReadError::new("the checksum of a frame is wrong").offset(end));
    }
    let payload_at = PRELUDE + number(frame, 4) as usize;
    let mut rest = &frame[PRELUDE..payload_at];
    while !rest.is_empty() {
        let at = payload_at - rest.len();
        header::read(&mut rest).map_err(|why| ReadError::new(why).offset(at))?;
    }
    Ok(payload_at)
}

/// The number in four bytes; 0 if they are not there.
fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |bytes| u32::from_be_bytes(*bytes))
}
