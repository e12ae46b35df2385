//! The outcomes of attempts and calls: a response of success, or the error instead of one.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, StatusCode};

use super::erased::Finished;
use super::retry::Retry;
use crate::error::{
    Attempts, BoxError, ConnectorError, ContextError, ResponseError, SdkError, ServiceError, TimedOut, origin,
    timeout_of_body,
};
use crate::formats::Pieces;
use crate::http::{Response, raw, request_id};
use crate::trace::Reason;

/// The future of a call whose types are erased.
pub(super) type Outcome = Pin<Box<dyn Future<Output = Result<CallResponse, CallError>> + Send>>;

/// A response of success: its body collected, or a stream.
pub(super) struct CallResponse {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// The body instead, if it is large.
    pub(super) pieces: Option<Box<Pieces>>,
    pub(super) stream: Option<SdkBody>,
    /// Set if this is the response to a later attempt than the first.
    pub(super) attempts: Option<Attempts>,
}

impl CallResponse {
    pub(super) fn response(&self) -> Response<'_> {
        let pieces = self.pieces.as_deref();
        Response { pieces, ..Response::new(self.status, &self.headers, &self.body) }
    }

    pub(super) fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    pub(super) fn into_raw(self) -> HttpResponse {
        let body = match (self.stream, self.pieces) {
            (Some(stream), _) => stream,
            // The pieces have been freed while they were read.
            (None, Some(_)) => SdkBody::taken(),
            (None, None) => SdkBody::from(self.body),
        };
        raw(self.status, self.headers, body)
    }

    /// The error for a response that is not what the model says, or was cut short.
    pub(super) fn unreadable(self, error: BoxError) -> SdkError<Infallible> {
        let attempts = self.attempts;
        SdkError::ResponseError(ResponseError::with_origin(error, self.into_raw())).after(attempts)
    }

    /// The error for a response of failure.
    pub(super) fn rejected<E>(self, error: E, meta: &ErrorMetadata) -> SdkError<E> {
        let attempts = self.attempts;
        SdkError::ServiceError(ServiceError::with_summary(error, meta, self.into_raw())).after(attempts)
    }
}

/// The error of a call whose types are erased.
pub(super) enum CallError {
    /// The service answered with an error.
    Service(Box<(CallResponse, ErrorMetadata)>),
    /// Another error: there was no response, or it was cut short.
    Sdk(SdkError<Infallible>),
    /// Not an error by itself: a call with hooks has read its output or error already.
    Hooked(Box<Finished>),
}

/// The error message of an answer to what was not sent.
pub(super) const NOT_SENT: &str = "nothing was to be sent";

impl From<SdkError<Infallible>> for CallError {
    fn from(error: SdkError<Infallible>) -> Self {
        Self::Sdk(error)
    }
}

impl From<CallError> for SdkError<Infallible> {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Sdk(error) => error,
            CallError::Service(rejected) => rejected.0.unreadable(ContextError::new(NOT_SENT).into()),
            CallError::Hooked(_) => SdkError::construction_failure(ContextError::new(NOT_SENT)),
        }
    }
}

impl From<ConnectorError> for CallError {
    fn from(error: ConnectorError) -> Self {
        Self::Sdk(SdkError::dispatch_failure(error))
    }
}

/// A failure before anything was sent.
pub(super) fn construction(error: BoxError) -> CallError {
    CallError::Sdk(SdkError::construction_failure(error))
}

/// The error for a request that cannot be signed.
pub(super) fn unsignable(error: impl Into<BoxError>) -> CallError {
    construction(ContextError::with_source("the request cannot be signed", error).into())
}

/// The error message when an identity is of another kind.
pub(super) const NO_AWS_CREDENTIALS: &str = "the identity holds no AWS credentials";

/// The error of an attempt.
pub(super) struct AttemptError {
    pub(super) error: CallError,
    /// The retry, if another attempt may succeed.
    pub(super) retry: Option<Retry>,
}

impl AttemptError {
    pub(super) fn timed_out(timed_out: TimedOut) -> Self {
        Self { error: CallError::Sdk(SdkError::timeout_error(timed_out)), retry: Some(Retry::TRANSIENT) }
    }

    pub(super) fn dispatch(error: ConnectorError) -> Self {
        let transient = error.is_timeout() || error.is_io();
        let retry = if transient { Some(Retry::TRANSIENT) } else { error.as_other().map(Retry::of) };
        Self { error: error.into(), retry }
    }

    /// Returns the outcome of the attempt for those who watch.
    pub(super) fn reason(&self) -> Reason<'_> {
        match &self.error {
            CallError::Service(rejected) => Reason::Service(rejected.0.status.as_u16(), rejected.1.code()),
            CallError::Sdk(error) if error.is_timeout() => Reason::NoAnswer("a timeout"),
            CallError::Sdk(SdkError::DispatchFailure(_)) => Reason::NoAnswer("the request could not be sent"),
            CallError::Sdk(SdkError::ResponseError(_)) => Reason::NoAnswer("the response could not be read"),
            CallError::Sdk(_) | CallError::Hooked(_) => Reason::NoAnswer("the request could not be made"),
        }
    }
}

impl From<CallError> for AttemptError {
    fn from(error: CallError) -> Self {
        Self { error, retry: None }
    }
}

/// A response whose body broke off. If the read timeout ended it, it is an error of the same kind as if that had run out
/// before there was a response.
pub(super) fn broke_off(head: Parts, error: BoxError, retry: Option<Retry>) -> AttemptError {
    let reply = reply(head, Bytes::new());
    match timeout_of_body(error) {
        Ok(timed_out) => {
            let text = format!("the response stopped before its end{}", origin(&reply.into_raw(), false));
            AttemptError::dispatch(ConnectorError::timeout(ContextError::with_source(text, timed_out).into()))
        }
        Err(error) => AttemptError { error: reply.unreadable(error).into(), retry },
    }
}

pub(super) fn reply(head: Parts, body: Bytes) -> CallResponse {
    CallResponse { status: head.status, headers: head.headers, body, pieces: None, stream: None, attempts: None }
}
