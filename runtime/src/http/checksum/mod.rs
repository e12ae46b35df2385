//! Checksums over the body that go into headers, which [`Checksum`] says of operations.
//!
//! A body in memory gets its checksum with the request; one that has to be read for it, such as a file, before the first
//! attempt. Trailers, which would do for a stream that can be read only once, are not spoken.

#[cfg(feature = "checksums")]
mod algorithm;
#[cfg(feature = "tree-hash")]
mod tree_hash;

use aws_smithy_types::error::operation::BuildError;
use http::{HeaderMap, HeaderName, HeaderValue};
use http_body_util::BodyExt;

#[cfg(feature = "checksums")]
use self::algorithm::Flexible;
#[cfg(feature = "tree-hash")]
use self::tree_hash::TreeHash;
use crate::error::{BoxError, Explained};
use crate::http::Request;
use crate::meta::{Checksum, OperationMeta};

/// A checksum that is being computed.
enum Hasher {
    #[cfg(feature = "content-md5")]
    Md5(md5::Md5),
    #[cfg(feature = "checksums")]
    Flexible(Flexible),
    #[cfg(feature = "tree-hash")]
    Tree(TreeHash),
}

impl Hasher {
    /// Computes what the headers lack; nothing if they lack nothing, as where the caller gave a checksum.
    ///
    /// # Errors
    ///
    /// When the caller chose an algorithm that is not known here.
    fn lacking(meta: &OperationMeta, headers: &HeaderMap) -> Result<Option<Self>, BuildError> {
        Ok(match meta.checksum {
            #[cfg(feature = "content-md5")]
            Some(Checksum::Md5) => (!headers.contains_key(CONTENT_MD5)).then(|| Self::Md5(md5::Digest::new())),
            #[cfg(feature = "checksums")]
            Some(Checksum::Flexible { algorithm, required }) => {
                Flexible::lacking(meta, algorithm, required, headers)?.map(Self::Flexible)
            }
            #[cfg(feature = "tree-hash")]
            Some(Checksum::TreeHash) => (!TreeHash::is_in(headers)).then(|| Self::Tree(TreeHash::default())),
            _ => None,
        })
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            #[cfg(feature = "content-md5")]
            Self::Md5(md5) => md5::Digest::update(md5, bytes),
            #[cfg(feature = "checksums")]
            Self::Flexible(flexible) => flexible.update(bytes),
            #[cfg(feature = "tree-hash")]
            Self::Tree(tree) => tree.update(bytes),
        }
    }

    fn finish(self, headers: &mut HeaderMap) {
        match self {
            #[cfg(feature = "content-md5")]
            Self::Md5(md5) => add_header(headers, CONTENT_MD5, &base64(md5::Digest::finalize(md5).as_slice())),
            #[cfg(feature = "checksums")]
            Self::Flexible(flexible) => flexible.finish(headers),
            #[cfg(feature = "tree-hash")]
            Self::Tree(tree) => tree.finish(headers),
        }
    }
}

#[cfg(feature = "content-md5")]
const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");

#[cfg(any(feature = "checksums", feature = "content-md5"))]
fn base64(bytes: &[u8]) -> String {
    aws_smithy_types::base64::encode(bytes)
}

/// Adds a header unless it is there.
fn add_header(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.entry(name).or_insert(value);
    }
}

/// Adds the checksum of a body that is in memory, and tells whether the headers lack none any more. What changes the body has
/// to come before.
///
/// # Errors
///
/// When the caller chose an algorithm that is not known here.
pub(crate) fn add(meta: &OperationMeta, request: &mut Request) -> Result<bool, BuildError> {
    let Some(mut hasher) = Hasher::lacking(meta, &request.headers)? else { return Ok(true) };
    let Some(bytes) = request.body.bytes() else { return Ok(false) };
    hasher.update(bytes);
    hasher.finish(&mut request.headers);
    Ok(true)
}

/// Adds the checksum of any body: one that is not in memory is read for it.
///
/// # Errors
///
/// When the body cannot be read more than once, or not at all, and see [`add`].
pub(crate) async fn add_by_reading(meta: &OperationMeta, request: &mut Request) -> Result<(), BoxError> {
    if add(meta, request)? {
        return Ok(());
    }
    let Some(mut hasher) = Hasher::lacking(meta, &request.headers)? else { return Ok(()) };
    let mut copy = request.body.try_clone().ok_or_else(|| Explained::new(ONE_SHOT))?;
    while let Some(frame) = copy.frame().await {
        let frame = frame.map_err(|error| Explained::because("the body cannot be read for its checksum", error))?;
        if let Ok(data) = frame.into_data() {
            hasher.update(&data);
        }
    }
    hasher.finish(&mut request.headers);
    Ok(())
}

/// What a person reads whose stream can be read only once.
const ONE_SHOT: &str = "the checksum of the body goes before it, and a stream that can be read only once has none by then; give \
     bytes in memory or a file (ByteStream::from_path), or the checksum itself where the input takes one";

/// What a person reads who makes requests without sending them.
pub(crate) const NOT_IN_MEMORY: &str = "the checksum of the body goes before it, and is computed here of bytes in memory alone; give those, \
     or the checksum itself where the input takes one";

#[cfg(all(test, feature = "checksums", feature = "content-md5", feature = "json", feature = "tree-hash"))]
mod tests;
