//! Protocols: how inputs become requests, and responses outputs or errors, without a socket.

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;

use super::Operation;
use crate::error::OperationError;
use crate::http::{Request, Response};
use crate::meta::ErrorMeta;
use crate::walk::ReadError;
use crate::walk::schema::Schema;

/// A protocol of `aws.protocols`.
pub trait Protocol {
    /// Writes the request of an operation. A streaming payload, if any, is taken out of the input.
    ///
    /// # Errors
    ///
    /// When the input cannot be written: a label that is unset or empty, an unknown union variant.
    fn request<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError>;

    /// Reads the output from a response of success.
    ///
    /// # Errors
    ///
    /// When the response is not what the model says.
    fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError>;

    /// Whether a response is one of failure although its status is one of success. `output` is what it would be read as.
    fn is_failure(_output: &'static Schema, _response: Response<'_>) -> bool {
        false
    }

    /// Whether the body of a response of success may come in pieces. `output` is what it is read as.
    fn reads_pieces(_output: &'static Schema) -> bool {
        false
    }

    /// Reads code and message from a response of failure, where `errors` are those of the model. A body that cannot be read
    /// gives no code.
    fn error_metadata(errors: &'static [ErrorMeta], response: Response<'_>) -> ErrorMetadata;

    /// Reads the error of an operation from a response of failure whose metadata is known.
    ///
    /// # Errors
    ///
    /// When the response is not what the model says of the error with that code.
    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError>;
}
