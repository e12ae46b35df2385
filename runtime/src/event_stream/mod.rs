//! Event streams (<https://smithy.io/2.0/spec/streaming.html#event-streams>): events as frames, and frames as events.
//!
//! [`EventStreamSender`] makes frames of the events that a caller gives, and [`EventReceiver`] reads events from those that
//! come. Both go by the walk of the shapes: the variant of a union is a frame, and each of its members a header, the payload,
//! or part of the document in it.

mod read;
mod receiver;
mod sender;
mod write;

pub(crate) use receiver::split_initial;
pub use receiver::{EventReceiver, IncomingEvents, RawMessage};
pub use sender::{EventStreamSender, OutgoingEvents};
pub use write::{error, exception};

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;

use crate::error::OperationError;
use crate::formats::DocumentFormat;

/// The content type of bodies that are event streams.
pub const CONTENT_TYPE: &str = "application/vnd.amazon.eventstream";

/// A protocol that has event streams.
pub trait EventProtocol {
    /// The format of the documents in payloads.
    type Documents: DocumentFormat + 'static;

    /// Reads code and message from the payload of an exception.
    fn exception_metadata(payload: &[u8]) -> ErrorMetadata;
}

/// The error that ends a stream of events: one of the errors among the members of a union.
pub trait EventError: OperationError {
    /// Writes the frame that reports the error to the service.
    ///
    /// # Errors
    ///
    /// Fails if a member cannot be written.
    fn write<F: DocumentFormat>(&self) -> Result<Vec<u8>, BuildError>;
}
