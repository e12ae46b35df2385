//! Frames as the messages of the official crates.

use aws_smithy_types::event_stream::{Header, HeaderValue as OfficialValue, Message};
use aws_smithy_types::str_bytes::StrBytes;
use bytes::Bytes;

use super::{Frame, HeaderValue};

impl From<HeaderValue<'_>> for OfficialValue {
    #[inline]
    fn from(value: HeaderValue<'_>) -> Self {
        match value {
            HeaderValue::Boolean(value) => Self::Bool(value),
            HeaderValue::Byte(value) => Self::Byte(value),
            HeaderValue::Short(value) => Self::Int16(value),
            HeaderValue::Integer(value) => Self::Int32(value),
            HeaderValue::Long(value) => Self::Int64(value),
            HeaderValue::Bytes(value) => Self::ByteArray(Bytes::copy_from_slice(value)),
            HeaderValue::String(value) => Self::String(StrBytes::copy_from_str(value)),
            HeaderValue::Timestamp(value) => Self::Timestamp(value),
            HeaderValue::Uuid(value) => Self::Uuid(value),
        }
    }
}

impl From<Frame> for Message {
    /// Copies the headers; the payload shares its memory with the frame.
    #[inline]
    fn from(frame: Frame) -> Self {
        let headers = frame.headers().map(|(name, value)| Header::new(StrBytes::copy_from_str(name), value)).collect();
        Message::new_from_parts(headers, frame.into_payload())
    }
}
