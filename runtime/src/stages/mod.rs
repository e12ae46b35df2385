//! The stages over headers and body that a request passes between its serialization and the first attempt.
//!
//! An operation lists its stages in its [`OperationMeta`](crate::meta::OperationMeta), so that the code of a stage is linked into programs that call such
//! an operation, and into no others. A stage that needs the bytes of a body which is not in memory reads them in a future; the
//! engine awaits it, and requests that are made without the engine cannot pass such a stage.

#[cfg(any(feature = "checksums", feature = "content-md5", feature = "tree-hash"))]
mod checksum;
#[cfg(feature = "compression")]
mod compression;

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use aws_smithy_types::error::operation::BuildError;

#[cfg(feature = "content-md5")]
pub use checksum::ContentMd5;
#[cfg(feature = "checksums")]
pub use checksum::FlexibleChecksum;
#[cfg(feature = "tree-hash")]
pub use checksum::TreeHash;
#[cfg(feature = "compression")]
pub use compression::Compression;

use aws_smithy_types::body::SdkBody;
use http::HeaderMap;

use crate::error::BoxError;

/// Smaller bodies are not compressed: the default that the SDKs share, in bytes
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-compression.html>).
pub(crate) const MIN_COMPRESSION_SIZE: usize = 10_240;

/// A stage over headers and body.
pub trait Stage: Debug + Sync {
    /// Passes headers and body of a request through the stage.
    ///
    /// # Errors
    ///
    /// Fails if the request asks for what the stage does not have, such as an unknown algorithm.
    fn apply<'a>(&self, message: Message<'a>, context: &Context) -> Result<Step<'a>, BuildError>;
}

/// The parts of a request that stages read and change.
#[derive(Debug)]
pub struct Message<'a> {
    /// The headers that the operation binds and the protocol adds.
    pub headers: &'a mut HeaderMap,
    /// The body.
    pub body: &'a mut SdkBody,
}

/// The facts of a call that stages go by.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// The name of the operation.
    pub operation: &'static str,
    /// The size in bytes from which on bodies are compressed; `None` if compression is disabled.
    pub min_compression_size: Option<usize>,
}

impl Context {
    /// The defaults for an operation.
    pub(crate) fn new(operation: &'static str) -> Self {
        Self { operation, min_compression_size: Some(MIN_COMPRESSION_SIZE) }
    }
}

/// The state of a request behind a stage.
pub enum Step<'a> {
    /// The request has passed.
    Done,
    /// The request passes once its body has been read.
    Reads(Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send + 'a>>),
}

/// The error for a request that is made without the engine.
pub(crate) const NOT_IN_MEMORY: &str = "the checksum of the body goes before it, and is computed here of bytes in memory alone; give those, \
     or the checksum itself where the input takes one";
