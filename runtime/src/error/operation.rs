//! The error of an operation: one of those that the model lists for it, or an unhandled one.

use aws_smithy_types::error::ErrorMetadata;

use super::{CreateUnhandledError, ModeledError};
use crate::walk::ReadError;
use crate::walk::shape::ShapeReader;

/// The error type of an operation.
///
/// [`CreateUnhandledError`] makes one of a failure that is not the service's, as of a request that was never answered.
pub trait OperationError: std::error::Error + CreateUnhandledError + Send + Sync + Sized + 'static {
    /// Reads the modeled error with this code; `None` if the operation does not list it.
    fn read<R: ShapeReader>(code: &str, r: &mut R) -> Option<Result<Self, ReadError>>;

    /// An error that the operation does not list.
    fn generic(meta: ErrorMetadata) -> Self;

    /// The error inside of the enum.
    fn modeled(&self) -> &dyn ModeledError;

    /// The error inside of the enum, to change.
    fn modeled_mut(&mut self) -> &mut dyn ModeledError;

    /// Code, message and request id.
    fn meta(&self) -> &ErrorMetadata {
        self.modeled().meta()
    }

    /// Puts code, message and request id into a modeled error, and the message into its message member if that is unset.
    fn set_meta(&mut self, meta: ErrorMetadata) {
        self.modeled_mut().set_meta(meta);
    }
}
