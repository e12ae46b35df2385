//! The errors of a call, worded so that a person can act on them.
//!
//! [`SdkError`] has the variants of the official crates. Its `Display` alone says which operation failed, with which code
//! and message, and the request id; its `source` holds the cause for programs that walk chains.

pub mod builders;
mod cause;
mod context;
mod describe;
pub(crate) mod modeled;
mod official;
mod operation;
mod page;
mod request_id_ext;
mod timed_out;
mod unhandled;

use std::error::Error;
use std::fmt;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
pub(crate) use aws_smithy_types::error::metadata::EMPTY_ERROR_METADATA;

pub use aws_smithy_runtime_api::box_error::BoxError;
pub use aws_smithy_runtime_api::client::result::{ConnectorError, CreateUnhandledError};
pub use aws_smithy_types::error::ErrorMetadata;
pub use aws_smithy_types::error::metadata::ProvideErrorMetadata;
pub use aws_smithy_types::error::operation::BuildError;
pub use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};
pub use aws_types::request_id::RequestId;

pub(crate) use cause::Cause;
use context::CallContext;
pub(crate) use context::{Attempts, origin};
pub use context::{ConstructionFailure, DispatchFailure, ResponseError, ServiceError, TimeoutError};
pub use describe::DisplayErrorContext;
pub(crate) use describe::{ContextError, describe};
pub use modeled::{ModeledError, Unhandled, UnknownVariantError};
pub use operation::OperationError;
pub(crate) use page::is_page;
pub(crate) use request_id_ext::EXTENDED_REQUEST_ID_HEADER;
pub use request_id_ext::RequestIdExt;
pub(crate) use timed_out::{TimedOut, timeout_of_body};

use modeled::tell;

/// The key in [`ErrorMetadata`]'s extras that holds the request id.
pub(crate) const REQUEST_ID: &str = "aws_request_id";

/// The failure of a call.
///
/// `E` is the error type of the operation, `R` the response as it came.
#[derive(Debug)]
#[non_exhaustive]
pub enum SdkError<E, R = HttpResponse> {
    /// The request could not be made: nothing was sent.
    ConstructionFailure(ConstructionFailure),
    /// The operation, or one attempt at it, took longer than its timeout. The service may have received the request.
    TimeoutError(TimeoutError),
    /// No response was received, or the read timeout ended it. The service may have received the request.
    DispatchFailure(DispatchFailure),
    /// A response was received, but it was cut short or is not what the model says.
    ResponseError(ResponseError<R>),
    /// The service answered with an error.
    ServiceError(ServiceError<E, R>),
}

impl<E, R> SdkError<E, R> {
    /// A request that could not be made.
    pub fn construction_failure(source: impl Into<BoxError>) -> Self {
        Self::ConstructionFailure(ConstructionFailure::new(source.into()))
    }

    /// A timeout of the operation or of one attempt.
    pub fn timeout_error(source: impl Into<BoxError>) -> Self {
        Self::TimeoutError(TimeoutError::new(source.into()))
    }

    /// A request that could not be sent.
    pub fn dispatch_failure(source: ConnectorError) -> Self {
        Self::DispatchFailure(DispatchFailure::new(source))
    }

    /// A response that could not be read.
    pub fn response_error(source: impl Into<BoxError>, raw: R) -> Self {
        Self::ResponseError(ResponseError::new(source.into(), raw))
    }

    /// An error of the service. Useful in tests of code that handles errors.
    pub fn service_error(source: E, raw: R) -> Self {
        Self::ServiceError(ServiceError::new(source, raw))
    }

    /// The name of the operation that failed, e.g. `CreateStage`; `None` for an error made by a test.
    pub fn operation(&self) -> Option<&'static str> {
        self.context().operation
    }

    fn context(&self) -> &CallContext {
        match self {
            Self::ConstructionFailure(context) => &context.context,
            Self::TimeoutError(context) => &context.context,
            Self::DispatchFailure(context) => &context.context,
            Self::ResponseError(context) => &context.context,
            Self::ServiceError(context) => context.context(),
        }
    }

    fn context_mut(&mut self) -> &mut CallContext {
        match self {
            Self::ConstructionFailure(context) => &mut context.context,
            Self::TimeoutError(context) => &mut context.context,
            Self::DispatchFailure(context) => &mut context.context,
            Self::ResponseError(context) => &mut context.context,
            Self::ServiceError(context) => context.context_mut(),
        }
    }

    /// Names the operation that failed.
    #[must_use]
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.context_mut().operation = Some(operation);
        self
    }

    /// Says how often the call was tried, if more than once.
    #[must_use]
    pub(crate) fn after(mut self, attempts: Option<Attempts>) -> Self {
        self.context_mut().attempts = attempts.map(Box::new);
        self
    }

    /// The error of the service, if it answered with one.
    pub fn as_service_error(&self) -> Option<&E> {
        match self {
            Self::ServiceError(context) => Some(context.err()),
            _ => None,
        }
    }

    /// The error of the service. Any other failure becomes an unhandled error with the same text, whose source is this.
    pub fn into_service_error(self) -> E
    where
        E: Error + CreateUnhandledError + Send + Sync + 'static,
        R: fmt::Debug + Send + Sync + 'static,
    {
        match self {
            Self::ServiceError(context) => context.into_err(),
            other => {
                let meta = ErrorMetadata::builder().message(other.to_string()).build();
                E::create_unhandled_error(other.into(), Some(meta))
            }
        }
    }

    /// The same, which keeps what this error says when displayed.
    pub fn into_told_error(self) -> E
    where
        E: OperationError,
        R: fmt::Debug + Send + Sync + 'static,
    {
        let told = self.to_string();
        let mut error = self.into_service_error();
        tell(error.modeled_mut(), told);
        error
    }

    /// The cause.
    ///
    /// # Errors
    ///
    /// The official crates return the error itself where there is no cause; here there always is one.
    pub fn into_source(self) -> Result<BoxError, Self>
    where
        E: Error + Send + Sync + 'static,
    {
        Ok(match self {
            Self::ConstructionFailure(context) => context.source,
            Self::TimeoutError(context) => context.source,
            Self::DispatchFailure(context) => context.source,
            Self::ResponseError(context) => context.source,
            Self::ServiceError(context) => context.into_err().into(),
        })
    }

    /// The response as it came, if there was one.
    pub fn raw_response(&self) -> Option<&R> {
        match self {
            Self::ServiceError(context) => Some(context.raw()),
            Self::ResponseError(context) => Some(context.raw()),
            _ => None,
        }
    }

    /// Turns the error of the service into another type.
    pub fn map_service_error<E2>(self, map: impl FnOnce(E) -> E2) -> SdkError<E2, R> {
        match self {
            Self::ConstructionFailure(context) => SdkError::ConstructionFailure(context),
            Self::TimeoutError(context) => SdkError::TimeoutError(context),
            Self::DispatchFailure(context) => SdkError::DispatchFailure(context),
            Self::ResponseError(context) => SdkError::ResponseError(context),
            Self::ServiceError(context) => SdkError::ServiceError(context.map(map)),
        }
    }

    /// Whether a timeout ended the call: of the connection, a read, one attempt or the whole operation.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::TimeoutError(_) => true,
            Self::DispatchFailure(context) => context.is_timeout(),
            _ => false,
        }
    }
}

impl<E: ProvideErrorMetadata, R> SdkError<E, R> {
    /// The error code of the service, e.g. `ValidationException`.
    pub fn code(&self) -> Option<&str> {
        self.as_service_error().and_then(ProvideErrorMetadata::code)
    }

    /// The message of the service.
    pub fn message(&self) -> Option<&str> {
        self.as_service_error().and_then(ProvideErrorMetadata::message)
    }
}

impl<E> SdkError<E, HttpResponse> {
    /// The id by which AWS finds the request in its logs.
    pub fn request_id(&self) -> Option<&str> {
        self.raw_response().and_then(RequestId::request_id)
    }
}

impl<E> RequestId for SdkError<E, HttpResponse> {
    fn request_id(&self) -> Option<&str> {
        self.request_id()
    }
}

impl<E: ProvideErrorMetadata, R> ProvideErrorMetadata for SdkError<E, R> {
    fn meta(&self) -> &ErrorMetadata {
        self.as_service_error().map_or(&EMPTY_ERROR_METADATA, ProvideErrorMetadata::meta)
    }
}

impl<E, R> From<BuildError> for SdkError<E, R> {
    fn from(source: BuildError) -> Self {
        Self::construction_failure(source)
    }
}

impl<E: fmt::Display, R> fmt::Display for SdkError<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} failed: ", self.operation().unwrap_or("call"))?;
        match self {
            Self::ConstructionFailure(context) => f.write_str(&describe(&*context.source)),
            Self::TimeoutError(context) => f.write_str(&describe(&*context.source)),
            Self::DispatchFailure(context) => context.fmt_cause(f),
            Self::ResponseError(context) => context.fmt_cause(f),
            Self::ServiceError(context) => context.fmt_cause(f),
        }?;
        self.context().attempts.as_ref().map_or(Ok(()), |attempts| attempts.fmt(f))
    }
}

impl<E: Error + 'static, R: fmt::Debug> Error for SdkError<E, R> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::ConstructionFailure(context) => Some(&*context.source),
            Self::TimeoutError(context) => Some(&*context.source),
            Self::DispatchFailure(context) => Some(&*context.source),
            Self::ResponseError(context) => Some(&*context.source),
            Self::ServiceError(context) => Some(context.err()),
        }
    }
}

#[cfg(test)]
mod tests;
