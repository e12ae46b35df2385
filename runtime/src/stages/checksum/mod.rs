//! Stages that add a checksum of the body to a request, unless the caller gave it, and compare responses with theirs.
//!
//! The checksum of a body in memory goes into a header. That of a stream goes behind it, and the stream goes out in chunks. Only
//! where a header must have it, a body that is not in memory, such as a file, is read before the first attempt, and then once more
//! for each.

#[cfg(feature = "checksums")]
mod algorithm;
#[cfg(any(feature = "content-md5", feature = "tree-hash"))]
mod before;
#[cfg(feature = "checksums")]
mod chunked;
#[cfg(feature = "checksums")]
mod flexible;
#[cfg(feature = "content-md5")]
mod md5;
#[cfg(feature = "checksums")]
mod request;
#[cfg(feature = "checksums")]
mod response;
#[cfg(feature = "tree-hash")]
mod tree_hash;

use http::{HeaderMap, HeaderName, HeaderValue};

#[cfg(feature = "checksums")]
pub use self::flexible::FlexibleChecksum;
#[cfg(feature = "content-md5")]
pub use self::md5::ContentMd5;
#[cfg(feature = "checksums")]
pub use self::response::ResponseChecksum;
#[cfg(feature = "tree-hash")]
pub use self::tree_hash::TreeHash;

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

#[cfg(test)]
#[cfg(all(feature = "crc32c", feature = "crc64nvme", feature = "sha1", feature = "sha256"))]
#[cfg(all(feature = "content-md5", feature = "json", feature = "tree-hash"))]
mod tests;
