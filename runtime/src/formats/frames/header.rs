//! Headers of frames: names, and values of ten types.

use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;

const TRUE: u8 = 0;
const FALSE: u8 = 1;
const BYTE: u8 = 2;
const SHORT: u8 = 3;
const INTEGER: u8 = 4;
const LONG: u8 = 5;
const BYTES: u8 = 6;
const STRING: u8 = 7;
const TIMESTAMP: u8 = 8;
const UUID: u8 = 9;

/// The most bytes that a string or byte array may have.
const LONGEST_VALUE: usize = 0x7FFF;

/// The value of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderValue<'a> {
    /// A boolean.
    Boolean(bool),
    /// 8 bits.
    Byte(i8),
    /// 16 bits.
    Short(i16),
    /// 32 bits.
    Integer(i32),
    /// 64 bits.
    Long(i64),
    /// Bytes.
    Bytes(&'a [u8]),
    /// Text.
    String(&'a str),
    /// A point in time, to the millisecond.
    Timestamp(DateTime),
    /// A UUID, as a number with the first byte on top.
    Uuid(u128),
}

impl<'a> HeaderValue<'a> {
    /// The text, if it is one.
    #[must_use]
    pub fn as_str(self) -> Option<&'a str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}

/// The headers of a frame, in the order in which they came.
#[derive(Debug, Clone)]
pub struct Headers<'a> {
    rest: &'a [u8],
}

impl<'a> Headers<'a> {
    /// The headers in these bytes, of which it is known that they can be read.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }
}

impl<'a> Iterator for Headers<'a> {
    type Item = (&'a str, HeaderValue<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        read(&mut self.rest).ok()
    }
}

/// Takes one header from the beginning of the bytes.
///
/// # Errors
///
/// When it does not end, or is no header; with what is wrong.
pub(super) fn read<'a>(rest: &mut &'a [u8]) -> Result<(&'a str, HeaderValue<'a>), &'static str> {
    let length = u8::from_be_bytes(array(rest)?);
    if length == 0 {
        return Err("a header has no name");
    }
    let name = text(take(rest, length.into())?)?;
    let value = match u8::from_be_bytes(array(rest)?) {
        TRUE => HeaderValue::Boolean(true),
        FALSE => HeaderValue::Boolean(false),
        BYTE => HeaderValue::Byte(i8::from_be_bytes(array(rest)?)),
        SHORT => HeaderValue::Short(i16::from_be_bytes(array(rest)?)),
        INTEGER => HeaderValue::Integer(i32::from_be_bytes(array(rest)?)),
        LONG => HeaderValue::Long(i64::from_be_bytes(array(rest)?)),
        BYTES => HeaderValue::Bytes(sized(rest)?),
        STRING => HeaderValue::String(text(sized(rest)?)?),
        TIMESTAMP => HeaderValue::Timestamp(DateTime::from_millis(i64::from_be_bytes(array(rest)?))),
        UUID => HeaderValue::Uuid(u128::from_be_bytes(array(rest)?)),
        _ => return Err("a header has a value of unknown type"),
    };
    Ok((name, value))
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], &'static str> {
    let (taken, behind) = rest.split_at_checked(length).ok_or("a header does not end")?;
    *rest = behind;
    Ok(taken)
}

fn array<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], &'static str> {
    let (taken, behind) = rest.split_first_chunk().ok_or("a header does not end")?;
    *rest = behind;
    Ok(*taken)
}

/// Bytes behind two that say how many they are.
fn sized<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], &'static str> {
    let length = u16::from_be_bytes(array(rest)?);
    take(rest, length.into())
}

fn text(bytes: &[u8]) -> Result<&str, &'static str> {
    std::str::from_utf8(bytes).map_err(|_| "the text of a header is not UTF-8")
}

/// Appends a header.
///
/// # Errors
///
/// When the name is empty or has more than 255 bytes, a string or byte array has more than 32,767, or a time is too far
/// away to be counted in milliseconds.
pub(super) fn write(name: &str, value: HeaderValue<'_>, out: &mut Vec<u8>) -> Result<(), BuildError> {
    let invalid = |why: &str| BuildError::invalid_field("header", format!("`{name}` of an event {why}"));
    let length = u8::try_from(name.len()).ok().filter(|length| *length > 0);
    out.push(length.ok_or_else(|| invalid("must have a name of 1 to 255 bytes"))?);
    out.extend_from_slice(name.as_bytes());
    let mut scalar = |kind: u8, bytes: &[u8]| {
        out.push(kind);
        out.extend_from_slice(bytes);
    };
    match value {
        HeaderValue::Boolean(true) => scalar(TRUE, &[]),
        HeaderValue::Boolean(false) => scalar(FALSE, &[]),
        HeaderValue::Byte(value) => scalar(BYTE, &value.to_be_bytes()),
        HeaderValue::Short(value) => scalar(SHORT, &value.to_be_bytes()),
        HeaderValue::Integer(value) => scalar(INTEGER, &value.to_be_bytes()),
        HeaderValue::Long(value) => scalar(LONG, &value.to_be_bytes()),
        HeaderValue::Uuid(value) => scalar(UUID, &value.to_be_bytes()),
        HeaderValue::Timestamp(time) => {
            let millis = time.to_millis().map_err(|_| invalid("is a time that milliseconds cannot tell"))?;
            scalar(TIMESTAMP, &millis.to_be_bytes());
        }
        HeaderValue::Bytes(bytes) => {
            scalar(BYTES, &value_length(bytes).ok_or_else(|| invalid("has more than 32,767 bytes"))?);
            out.extend_from_slice(bytes);
        }
        HeaderValue::String(text) => {
            scalar(STRING, &value_length(text.as_bytes()).ok_or_else(|| invalid("has more than 32,767 bytes"))?);
            out.extend_from_slice(text.as_bytes());
        }
    }
    Ok(())
}

fn value_length(bytes: &[u8]) -> Option<[u8; 2]> {
    let length = u16::try_from(bytes.len()).ok().filter(|_| bytes.len() <= LONGEST_VALUE);
    length.map(u16::to_be_bytes)
}
