//! Operations as constants and types.
//!
//! A generated crate implements [`Operation`] on one unit struct per operation. The protocol turns its input into a
//! [`Request`](crate::http::Request) and a response into its output or error; the engine carries the two across a
//! connection.

pub mod protocol;
pub(crate) mod sans_io;

use std::fmt;

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;

use crate::endpoint::Params;
use crate::error::{BuildError, OperationError, SdkError};
#[cfg(feature = "event-stream")]
use crate::event_stream::{IncomingEvents, OutgoingEvents};
use crate::meta::OperationMeta;
use crate::walk::shape::Shape;

pub use protocol::Protocol;

/// An operation of a service: its metadata and its types.
///
/// Code may be generic over operations. A client is a reference to its [`Engine`](crate::Engine), which calls any of them:
///
/// ```
/// use tinsmith::{Answer, Engine, Operation};
///
/// /// Calls any operation of any client, and reports how it went.
/// async fn reported<O: Operation>(client: &impl AsRef<Engine>, input: O::Input) -> Answer<O> {
///     let answer = client.as_ref().send::<O>(input).await;
///     match &answer {
///         Ok(_) => println!("{} is done", O::META.name),
///         Err(error) => println!("{error}"),
///     }
///     answer
/// }
/// ```
pub trait Operation: Send + Sync + 'static {
    /// The input, which the caller gives.
    type Input: Shape + fmt::Debug + Send + Sync + 'static;
    /// The output, which a response of success holds.
    type Output: Shape + fmt::Debug + Send + Sync + 'static;
    /// The error, which a response of failure holds.
    type Error: OperationError;
    /// The protocol of input, output and error on the wire.
    type Protocol: Protocol;

    /// The facts of the operation that do not depend on its input.
    const META: &'static OperationMeta;

    /// Adds the endpoint parameters that the operation or its input give (`smithy.rules#contextParam` and its kin).
    #[inline]
    fn endpoint_params(_input: &Self::Input, _params: &mut Params) {}

    /// Fills the `smithy.api#idempotencyToken` member, if there is one and it is unset.
    #[inline]
    fn fill_token(_input: &mut Self::Input, _token: impl FnOnce() -> String) {}

    /// Makes what callers may give into what the service takes: fills what they may leave out although the protocol does
    /// not, trims what may be longer.
    #[inline]
    fn adjust(_input: &mut Self::Input) {}

    /// Takes the streaming payload out of the input, if the operation has one.
    #[inline]
    fn take_stream(_input: &mut Self::Input) -> Option<ByteStream> {
        None
    }

    /// Puts the streaming payload into the output, if the operation has one.
    #[inline]
    fn put_stream(_output: &mut Self::Output, _body: ByteStream) {}

    /// Takes the events out of the input, if the operation streams them.
    ///
    /// # Errors
    ///
    /// When they are unset.
    #[cfg(feature = "event-stream")]
    #[inline]
    fn take_events(_input: &mut Self::Input) -> Result<Option<OutgoingEvents>, BuildError> {
        Ok(None)
    }

    /// Puts the events into the output, if the operation streams them.
    #[cfg(feature = "event-stream")]
    #[inline]
    fn put_events(_output: &mut Self::Output, _events: IncomingEvents) {}

    /// Puts the request id into the output, if the output has a place for it.
    #[inline]
    fn put_request_id(_output: &mut Self::Output, _id: Option<String>) {}

    /// Puts the second id by which S3 finds a request into the output, if the output has a place for it.
    #[inline]
    fn put_extended_request_id(_output: &mut Self::Output, _id: impl FnOnce() -> Option<String>) {}

    /// The request for an input at an endpoint, to be signed and sent by whatever HTTP client is at hand.
    ///
    /// `endpoint` is a URL such as `https://ivsrealtime.us-west-2.amazonaws.com`; a path in it goes before that of the
    /// operation. The request is not signed, and carries the headers that the operation binds and nothing more. A body
    /// is in memory, and [`SdkBody::bytes`] gives it, unless the input streams. A stream whose operation has checksums comes in
    /// chunks with the checksum behind them, none of which are signed: `x-amz-content-sha256` says so, and is to be signed as it
    /// is. The frames of events are not signed.
    ///
    /// # Errors
    ///
    /// When the input cannot be written, as with a label that is unset, or the endpoint is no URL.
    fn http_request(input: Self::Input, endpoint: &str) -> Result<http::Request<SdkBody>, BuildError>
    where
        Self: Sized,
    {
        sans_io::request::<Self>(input, endpoint, crate::config::uuid)
    }

    /// The output or error of a response whose body has been collected.
    ///
    /// The stream of an operation that streams its output stays empty: the body is the caller's, whom `put_stream` and
    /// `put_events` serve.
    ///
    /// # Errors
    ///
    /// When the response is one of failure, or is not what the model says.
    fn http_response(response: &http::Response<impl AsRef<[u8]>>) -> Result<Self::Output, SdkError<Self::Error>>
    where
        Self: Sized,
    {
        sans_io::response::<Self>(response)
    }
}

/// Takes the first of the prefixes that fits off a text.
pub fn trim_start(text: &mut Option<String>, prefixes: &[&str]) {
    let Some(text) = text else { return };
    if let Some(prefix) = prefixes.iter().find(|prefix| text.starts_with(**prefix)) {
        text.drain(..prefix.len());
    }
}

/// The outcome of a call of an operation.
pub type Answer<O> = Result<<O as Operation>::Output, SdkError<<O as Operation>::Error>>;
