//! The errors of waiters.

use std::error::Error;
use std::fmt;

use aws_smithy_runtime_api::client::waiters::error as official;

pub use aws_smithy_runtime_api::client::waiters::error::{ExceededMaxWait, FailureState};

use crate::error::{
    BoxError, ConstructionFailure, EMPTY_ERROR_METADATA, ErrorMetadata, ProvideErrorMetadata, SdkError, describe,
};
use crate::text::Line;

/// The error of a waiter. The variants are those of the official crates.
///
/// `O` and `E` are output and error of the operation that was polled.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaiterError<O, E> {
    /// There is nothing to measure the pauses with; nothing was sent.
    ConstructionFailure(ConstructionFailure),
    /// The condition did not hold in time.
    ExceededMaxWait(ExceededMaxWait),
    /// The condition will never hold, by an output or an error of the service.
    FailureState(FailureState<O, E>),
    /// A call failed in a way that the waiter does not expect.
    OperationFailed(OperationFailed<E>),
}

impl<O, E> WaiterError<O, E> {
    /// Waiting that could not begin.
    pub fn construction_failure(source: impl Into<BoxError>) -> Self {
        Self::ConstructionFailure(ConstructionFailure::new(source.into()))
    }
}

/// The failure of a call.
#[derive(Debug)]
pub struct OperationFailed<E> {
    source: SdkError<E>,
}

impl<E> OperationFailed<E> {
    /// The failure of a call. Useful in tests of code that handles errors.
    pub fn new(source: SdkError<E>) -> Self {
        Self { source }
    }

    /// The error of the call.
    pub fn error(&self) -> &SdkError<E> {
        &self.source
    }

    /// Takes the error of the call.
    pub fn into_error(self) -> SdkError<E> {
        self.source
    }
}

impl<O, E: fmt::Display> fmt::Display for WaiterError<O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConstructionFailure(failure) => {
                write!(f, "the waiter cannot be used: {}", describe(&*failure.source))
            }
            Self::ExceededMaxWait(late) => {
                let (limit, polls) = (late.max_wait(), late.poll_count());
                write!(f, "what was waited for did not hold within {limit:?}, after {polls} calls")
            }
            Self::FailureState(state) => match state.final_poll().as_result() {
                Ok(_) => f.write_str("what was waited for will not hold; the output of the last call tells why"),
                Err(error) => write!(f, "what was waited for will not hold: {}", Line(error)),
            },
            Self::OperationFailed(failed) => write!(f, "a call failed while waiting: {}", failed.source),
        }
    }
}

impl<O: fmt::Debug, E: Error + 'static> Error for WaiterError<O, E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::ConstructionFailure(failure) => Some(&*failure.source),
            Self::ExceededMaxWait(_) => None,
            Self::FailureState(state) => state.final_poll().as_result().err().map(|error| error as _),
            Self::OperationFailed(failed) => Some(&failed.source),
        }
    }
}

impl<O, E: ProvideErrorMetadata> ProvideErrorMetadata for WaiterError<O, E> {
    fn meta(&self) -> &ErrorMetadata {
        match self {
            Self::ConstructionFailure(_) | Self::ExceededMaxWait(_) => &EMPTY_ERROR_METADATA,
            Self::FailureState(state) => {
                state.final_poll().as_result().err().map_or(&EMPTY_ERROR_METADATA, ProvideErrorMetadata::meta)
            }
            Self::OperationFailed(failed) => failed.source.meta(),
        }
    }
}

impl<O, E> From<WaiterError<O, E>> for official::WaiterError<O, E> {
    fn from(error: WaiterError<O, E>) -> Self {
        match error {
            WaiterError::ConstructionFailure(failure) => Self::ConstructionFailure(failure.into()),
            WaiterError::ExceededMaxWait(late) => Self::ExceededMaxWait(late),
            WaiterError::FailureState(state) => Self::FailureState(state),
            WaiterError::OperationFailed(failed) => {
                Self::OperationFailed(official::OperationFailed::new(failed.source.into()))
            }
        }
    }
}

impl<O, E> From<official::WaiterError<O, E>> for WaiterError<O, E>
where
    O: fmt::Debug + Send + Sync + 'static,
    E: Error + Send + Sync + 'static,
{
    fn from(error: official::WaiterError<O, E>) -> Self {
        match error {
            official::WaiterError::ConstructionFailure(failure) => Self::ConstructionFailure(failure.into()),
            official::WaiterError::ExceededMaxWait(late) => Self::ExceededMaxWait(late),
            official::WaiterError::FailureState(state) => Self::FailureState(state),
            official::WaiterError::OperationFailed(failed) => {
                Self::OperationFailed(OperationFailed::new(failed.into_error().into()))
            }
            other => Self::construction_failure(other),
        }
    }
}
