//! Frames of event streams, `application/vnd.amazon.eventstream`
//! (<https://smithy.io/2.0/aws/amazon-eventstream.html>), read and written one by one, without a socket in sight.
//!
//! [`FrameDecoder`] takes bytes in whatever pieces they come and gives [`Frame`]s, [`FrameWriter`] makes one, and
//! [`crate::signing::FrameSigner`] signs those of a request. A frame is read in place: headers and payload are slices of
//! what came. Declared lengths are checked before anything is done with them, and never lead to an allocation.
//!
//! On frames stand events (<https://smithy.io/2.0/spec/streaming.html#event-streams>): [`EventStreamSender`] makes frames of
//! the events that a caller gives, and [`EventReceiver`] gives those that come. Both go by the walk of the shapes: the
//! variant of a union is a frame, and each of its members a header, the payload, or part of the document in it.

mod decoder;
mod frame;
mod header;
mod read;
mod receiver;
mod sender;
mod write;
mod writer;

pub use decoder::FrameDecoder;
pub use frame::{Frame, Kind};
pub use header::{HeaderValue, Headers};
pub(crate) use receiver::split_initial;
pub use receiver::{EventReceiver, IncomingEvents, RawMessage};
pub use sender::{EventStreamSender, OutgoingEvents};
pub use write::{error, exception};
pub use writer::FrameWriter;

use aws_smithy_types::error::operation::BuildError;

use crate::http::DocumentFormat;
use crate::operation::OperationError;
use crate::protocol::Protocol;

/// The content type of bodies that are event streams.
pub const CONTENT_TYPE: &str = "application/vnd.amazon.eventstream";

/// A protocol that has event streams.
pub trait EventProtocol: Protocol {
    /// The format of the documents in payloads.
    type Documents: DocumentFormat + 'static;
}

/// What ends a stream of events: the errors among the members of a union.
pub trait EventError: OperationError {
    /// The frame that tells the service of it.
    ///
    /// # Errors
    ///
    /// When a member cannot be written.
    fn write<F: DocumentFormat>(&self) -> Result<Vec<u8>, BuildError>;
}

/// The total length, the length of the headers, and the checksum of these two.
const PRELUDE: usize = 12;
/// The checksum at the end.
const CHECKSUM: usize = 4;

#[cfg(test)]
mod tests;
