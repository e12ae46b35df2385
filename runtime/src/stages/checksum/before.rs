//! Checksums that go before a body: computed at once where it is in memory, and by reading it where it is not.

use http::HeaderMap;
use http_body_util::BodyExt;

use crate::error::{BoxError, ContextError};
use crate::stages::{Message, Step};

/// A checksum that is being computed.
pub(super) trait Digest: Send {
    /// Adds bytes of the body.
    fn update(&mut self, bytes: &[u8]);

    /// Puts the checksum into the headers.
    fn finish(self: Box<Self>, headers: &mut HeaderMap);
}

/// Computes a checksum over the body of a request, whether it is in memory or has to be read.
pub(super) fn digest(mut digest: Box<dyn Digest>, message: Message<'_>) -> Step<'_> {
    let Some(bytes) = message.body.bytes() else { return Step::Reads(Box::pin(read(digest, message))) };
    digest.update(bytes);
    digest.finish(message.headers);
    Step::Done
}

/// Reads the body of a request for its checksum.
///
/// # Errors
///
/// Fails if the body cannot be read more than once, or not at all.
async fn read(mut digest: Box<dyn Digest>, message: Message<'_>) -> Result<(), BoxError> {
    let mut copy = message.body.try_clone().ok_or_else(|| ContextError::new(ONE_SHOT))?;
    while let Some(frame) = copy.frame().await {
        let frame =
            frame.map_err(|error| ContextError::with_source("the body cannot be read for its checksum", error))?;
        if let Ok(data) = frame.into_data() {
            digest.update(&data);
        }
    }
    digest.finish(message.headers);
    Ok(())
}

/// The error for a stream that can be read only once.
pub(super) const ONE_SHOT: &str = "the checksum of the body goes before it, and a stream that can be read only once has none by then; give \
     bytes in memory or a file (ByteStream::from_path), or the checksum itself where the input takes one";
