//! The simple types that members hold: those of the official crates, so that programs can share values with them.

pub use aws_smithy_types::body::SdkBody;
pub use aws_smithy_types::byte_stream::error::Error as ByteStreamError;
pub use aws_smithy_types::byte_stream::{AggregatedBytes, ByteStream};
#[cfg(feature = "files")]
pub use aws_smithy_types::byte_stream::{FsBuilder, Length};
pub use aws_smithy_types::date_time::Format as DateTimeFormat;
pub use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document, Number};

/// Event streams: what sends and receives events, frames as they came, and messages as the official crates have them.
#[cfg(feature = "event-stream")]
pub mod event_stream {
    pub use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
    pub use aws_smithy_types::str_bytes::StrBytes;

    pub use crate::event_stream::{EventReceiver, EventStreamSender, RawMessage};
    pub use crate::formats::frames::{Frame, HeaderValue as FrameValue};
}

pub use crate::error::modeled::{UnknownValue, UnknownVariantError};
