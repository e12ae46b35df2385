//! Stages that put a checksum over the body into a header, unless the caller gave it.
//!
//! The checksum of a body in memory is computed at once; a body that has to be read for it, such as a file, is read before the
//! first attempt, and then once more for each. Trailers, which would do for a stream that can be read only once, are not
//! implemented.

#[cfg(feature = "checksums")]
mod flexible;
#[cfg(feature = "content-md5")]
mod md5;
#[cfg(feature = "tree-hash")]
mod tree_hash;

use http::{HeaderMap, HeaderName, HeaderValue};
use http_body_util::BodyExt;

#[cfg(feature = "checksums")]
pub use self::flexible::FlexibleChecksum;
#[cfg(feature = "content-md5")]
pub use self::md5::ContentMd5;
#[cfg(feature = "tree-hash")]
pub use self::tree_hash::TreeHash;

use super::{Message, Step};
use crate::error::{BoxError, ContextError};

/// A checksum that is being computed.
trait Digest: Send {
    /// Adds bytes of the body.
    fn update(&mut self, bytes: &[u8]);

    /// Puts the checksum into the headers.
    fn finish(self: Box<Self>, headers: &mut HeaderMap);
}

/// Computes a checksum over the body of a request, whether it is in memory or has to be read.
fn digest(mut digest: Box<dyn Digest>, message: Message<'_>) -> Step<'_> {
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

/// Adds a header unless it is there.
fn add_header(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.entry(name).or_insert(value);
    }
}

#[cfg(any(feature = "checksums", feature = "content-md5"))]
fn base64(bytes: &[u8]) -> String {
    aws_smithy_types::base64::encode(bytes)
}

/// The error for a stream that can be read only once.
const ONE_SHOT: &str = "the checksum of the body goes before it, and a stream that can be read only once has none by then; give \
     bytes in memory or a file (ByteStream::from_path), or the checksum itself where the input takes one";

#[cfg(all(test, feature = "checksums", feature = "content-md5", feature = "json", feature = "tree-hash"))]
mod tests;
