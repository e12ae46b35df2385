//! The stages over headers and body that a request passes between its serialization and the first attempt.
//!
//! An operation lists its stages in its [`OperationMeta`](crate::meta::OperationMeta), so that the code of a stage is linked into programs that call such
//! an operation, and into no others. A stage that needs the bytes of a body which is not in memory reads them in a future; the
//! engine awaits it, and requests that are made without the engine cannot pass such a stage. A stage with something to do in each
//! attempt gives a [`PerAttempt`]. A stage may also look at the response, and give a [`Verifier`] that its body is read by.

#[cfg(any(feature = "checksums", feature = "content-md5", feature = "tree-hash"))]
mod checksum;
#[cfg(feature = "compression")]
mod compression;

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::error::operation::BuildError;

#[cfg(feature = "content-md5")]
pub use checksum::ContentMd5;
#[cfg(feature = "tree-hash")]
pub use checksum::TreeHash;
#[cfg(feature = "checksums")]
pub use checksum::{FlexibleChecksum, ResponseChecksum};
#[cfg(feature = "compression")]
pub use compression::Compression;

use http::{HeaderMap, Request};

use crate::error::BoxError;
use crate::signing::{Keys, Scope};

/// Smaller bodies are not compressed: the default that the SDKs share, in bytes
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-compression.html>).
pub(crate) const MIN_COMPRESSION_SIZE: usize = 10_240;
/// The size in bytes of the chunks in which a body goes out that has a checksum behind it, unless a setting says another: that
/// of the official crates.
pub(crate) const CHUNK: usize = 64 << 10;

/// A stage over headers and body.
pub trait Stage: Debug + Sync {
    /// Passes headers and body of a request through the stage.
    ///
    /// # Errors
    ///
    /// Fails if the request asks for what the stage does not have, such as an unknown algorithm.
    fn apply<'a>(&self, message: Message<'a>, context: &Context) -> Result<Step<'a>, BuildError>;

    /// The features by which AWS counts calls that pass the stage, as their places in its list; see the user agent.
    fn features(&self, _context: &Context) -> &'static [u32] {
        &[]
    }

    /// The verifier of the body of a response of success, if there is something to verify. `request` is what the operation and
    /// the stages put into the headers of the request.
    fn verifier(&self, _request: &HeaderMap, _response: &HeaderMap) -> Option<Box<dyn Verifier>> {
        None
    }
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
    /// When requests have a checksum.
    pub calculation: RequestChecksumCalculation,
    /// When responses are compared with their checksums.
    pub validation: ResponseChecksumValidation,
    /// The size in bytes of the chunks of a body with a trailer; `None` if the body is one chunk.
    pub chunk: Option<usize>,
}

impl Context {
    /// The defaults for an operation.
    pub(crate) fn new(operation: &'static str) -> Self {
        Self {
            operation,
            min_compression_size: Some(MIN_COMPRESSION_SIZE),
            calculation: RequestChecksumCalculation::WhenSupported,
            validation: ResponseChecksumValidation::WhenSupported,
            chunk: Some(CHUNK),
        }
    }
}

/// The state of a request behind a stage.
pub enum Step<'a> {
    /// The request has passed.
    Done,
    /// The request passes once its body has been read.
    Reads(Pin<Box<dyn Future<Output = Result<(), BoxError>> + Send + 'a>>),
    /// The request has passed; the rest is done in each attempt.
    PerAttempt(Box<dyn PerAttempt>),
}

/// The part of a stage that is done in each attempt, once the program has made its changes.
pub trait PerAttempt: Debug + Send + Sync {
    /// The features by which AWS counts the request, as their places in its list; see the user agent.
    fn features(&self) -> &'static [u32] {
        &[]
    }

    /// Completes the headers before they are signed. `length` is that of the body in bytes, if it is known, and `signs` says
    /// whether parts of the body can be signed one by one.
    ///
    /// # Errors
    ///
    /// Fails if the request is not one that the stage can complete.
    fn before_signing(&self, request: &mut Request<SdkBody>, length: Option<u64>, signs: bool) -> Result<(), BoxError>;

    /// Makes of the body what the headers say. `signing` is how the request was signed, if it was.
    ///
    /// # Errors
    ///
    /// Fails if parts of the body were to be signed, and the request is not.
    fn after_signing(&self, request: &mut Request<SdkBody>, signing: Option<&Signing<'_>>) -> Result<(), BoxError>;
}

/// The means by which a request was signed.
pub struct Signing<'a> {
    /// The credentials.
    pub(crate) credentials: &'a Credentials,
    /// The scope.
    pub(crate) scope: &'a Scope,
    /// The keys of the client.
    pub(crate) keys: &'a Keys,
    /// The time.
    pub(crate) time: SystemTime,
}

/// Something that sees the body of a response, and says in the end whether it is right.
pub trait Verifier: Send + Sync {
    /// Sees what comes next.
    fn update(&mut self, bytes: &[u8]);

    /// Says whether all that came is right.
    ///
    /// # Errors
    ///
    /// Fails if it is not.
    fn verify(&mut self) -> Result<(), BoxError>;
}

/// The error for a request that is made without the engine.
pub(crate) const NOT_IN_MEMORY: &str = "the checksum of the body goes before it, and is computed here of bytes in memory alone; give those, \
     or the checksum itself where the input takes one";
