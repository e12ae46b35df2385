//! Frames of event streams, `application/vnd.amazon.eventstream` (<https://smithy.io/2.0/aws/amazon-eventstream.html>), read
//! and written one by one.
//!
//! [`FrameDecoder`] takes bytes in whatever pieces they come and gives [`Frame`]s; [`FrameWriter`] makes one. A frame is read
//! in place: headers and payload are slices of the bytes that came. Declared lengths are checked before they are used, and
//! never lead to an allocation.

mod decoder;
mod frame;
mod header;
mod message;
mod writer;

pub use decoder::FrameDecoder;
pub use frame::{Frame, Kind};
pub use header::HeaderValue;
pub use writer::FrameWriter;

/// The total length, the length of the headers, and the checksum of these two.
const PRELUDE: usize = 12;
/// The checksum at the end.
const CHECKSUM: usize = 4;

#[cfg(test)]
mod tests;
