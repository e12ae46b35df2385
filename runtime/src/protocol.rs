//! How a protocol turns inputs into requests and responses into outputs, without a socket in sight.

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;
use http::{HeaderMap, Method, StatusCode};

use crate::operation::{Operation, OperationError};
use crate::read_error::ReadError;

/// A request before it knows its endpoint.
#[derive(Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path and query, beginning with a slash.
    pub target: String,
    /// What goes before the host of the endpoint, empty if nothing.
    pub host_prefix: String,
    /// The headers that the operation binds, and the content type.
    pub headers: HeaderMap,
    /// The body.
    pub body: SdkBody,
}

/// A response whose body has been collected.
#[derive(Debug, Clone, Copy)]
pub struct Response<'a> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The whole body; empty where the payload is a stream.
    pub body: &'a [u8],
}

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

    /// Reads code and message from a response of failure. A body that cannot be read gives no code.
    fn error_metadata(response: Response<'_>) -> ErrorMetadata;

    /// Reads the error of an operation from a response of failure whose metadata is known.
    ///
    /// # Errors
    ///
    /// When the response is not what the model says of the error with that code.
    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError>;
}
