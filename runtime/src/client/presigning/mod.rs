//! Presigned requests: signed in advance, so that whoever has one can send it for a while without credentials.
//!
//! `presigned` stands beside `send` in each operation's builder, and in [`customize()`](crate::customize). Nothing is sent:
//! credentials are loaded, the endpoint is chosen, and the signature goes into the query of the URI.
//!
//! ```text
//! let for_an_hour = PresigningConfig::expires_in(Duration::from_secs(3600))?;
//! let presigned = client.get_object().bucket("bucket").key("key").presigned(for_an_hour).await?;
//! println!("{} {}", presigned.method(), presigned.uri());
//! ```
//!
//! - Whoever sends the request also sends the [headers](PresignedRequest::headers), which are signed. There are none but those that
//!   the input gives, the protocol wants or `customize()` adds.
//! - The body of a request to S3 is not signed, so any may be sent; elsewhere a document is, and must be sent as
//!   [`body`](PresignedRequest::body) has it. Checksums and compression of a document are part of the request; those of a stream
//!   are not, unless the input gives them.
//! - Interceptors run up to `read_before_transmit`, and those at the end of an attempt and of a call; endpoint and auth scheme resolvers
//!   of the program choose, and an auth scheme of the program signs in its own way.
//! - Without credentials the request has no signature where a call would have none, as those of S3; otherwise it is an error.
//! - Operations of the query protocols (`Action=GetCallerIdentity`) become GET requests, whose URI says everything.
//! - A request is good for a week at most, and not for longer than the credentials it was signed with.

mod config;
mod request;

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

pub use config::{PresigningConfig, PresigningConfigBuilder, PresigningConfigError};
pub use request::PresignedRequest;

use crate::engine::Presigns;
use crate::error::SdkError;
use crate::operation::Operation;

/// A presigned request in the making. Nothing happens until it is polled.
#[must_use = "a request is presigned when it is awaited"]
pub struct PresigningFuture<O> {
    outcome: Presigns,
    operation: PhantomData<fn() -> O>,
}

impl<O> PresigningFuture<O> {
    #[inline]
    pub(super) fn new(outcome: Presigns) -> Self {
        Self { outcome, operation: PhantomData }
    }
}

impl<O: Operation> Future for PresigningFuture<O> {
    type Output = Result<PresignedRequest, SdkError<O::Error>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.outcome.as_mut().poll(context).map(|outcome| match outcome {
            Ok((head, body)) => Ok(PresignedRequest::new(head, body)),
            Err(error) => Err(error.map_service_error(|never| match never {}).of(O::META.name)),
        })
    }
}

impl<O: Operation> fmt::Debug for PresigningFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PresigningFuture").field("operation", &O::META.name).finish_non_exhaustive()
    }
}
