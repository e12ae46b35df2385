//! The writer of CBOR. It has no state but its bytes.

use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;

use crate::formats::buffer;
use crate::formats::timestamp;
use crate::walk::schema::{Member, TimestampFormat};
use crate::walk::shape::{MapKey, Shape, ShapeWriter, Value, ValueWriter};

use super::big;
use super::head::{
    ARRAY, BREAK, BYTES, DOUBLE, FALSE, INDEFINITE, MAP, NEGATIVE, NULL, SINGLE, TAG, TAG_DECIMAL_FRACTION, TAG_EPOCH,
    TAG_NEGATIVE_BIGNUM, TAG_UNSIGNED_BIGNUM, TEXT, TRUE, UNSIGNED, write_head,
};

/// Writes structures and values as CBOR.
#[derive(Debug)]
pub struct CborWriter {
    out: Vec<u8>,
}

impl CborWriter {
    /// A writer that has written nothing.
    #[must_use]
    pub fn new() -> Self {
        Self { out: buffer::take() }
    }

    /// Opens a map whose members are then written one by one.
    #[inline]
    pub fn begin(&mut self) {
        self.out.push(MAP << 5 | INDEFINITE);
    }

    /// Closes the map.
    #[inline]
    pub fn end(&mut self) {
        self.out.push(BREAK);
    }

    /// Writes a structure or union.
    ///
    /// # Errors
    ///
    /// When a value has no CBOR form, e.g. a document or an unknown union variant.
    #[inline]
    pub fn structure<S: Shape>(&mut self, shape: &S) -> Result<(), BuildError> {
        self.begin();
        shape.write(self)?;
        self.end();
        Ok(())
    }

    /// The bytes.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.out
    }
}

impl Default for CborWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl ShapeWriter for CborWriter {
    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        if !value.is_set() {
            return Ok(());
        }
        write_string(TEXT, member.name.as_bytes(), &mut self.out);
        value.write(member, self)
    }
}

impl ValueWriter for CborWriter {
    #[inline]
    fn boolean(&mut self, _: &'static Member, value: bool) -> Result<(), BuildError> {
        self.out.push(if value { TRUE } else { FALSE });
        Ok(())
    }

    #[inline]
    fn integer(&mut self, _: &'static Member, value: i64) -> Result<(), BuildError> {
        write_integer(value, &mut self.out);
        Ok(())
    }

    #[inline]
    fn float(&mut self, _: &'static Member, value: f32) -> Result<(), BuildError> {
        write_single(value, &mut self.out);
        Ok(())
    }

    #[inline]
    fn double(&mut self, _: &'static Member, value: f64) -> Result<(), BuildError> {
        write_double(value, &mut self.out);
        Ok(())
    }

    #[inline]
    fn string(&mut self, _: &'static Member, value: &str) -> Result<(), BuildError> {
        write_string(TEXT, value.as_bytes(), &mut self.out);
        Ok(())
    }

    #[inline]
    fn blob(&mut self, _: &'static Member, value: &[u8]) -> Result<(), BuildError> {
        write_string(BYTES, value, &mut self.out);
        Ok(())
    }

    /// Seconds since the epoch, whatever `smithy.api#timestampFormat` says: rpcv2Cbor has no other format.
    #[inline]
    fn timestamp(&mut self, _: &'static Member, value: &DateTime) -> Result<(), BuildError> {
        write_timestamp(value, &mut self.out);
        Ok(())
    }

    #[inline]
    fn big_number(&mut self, _: &'static Member, digits: &str) -> Result<(), BuildError> {
        let (negative, digits) = digits.strip_prefix('-').map_or((false, digits), |digits| (true, digits));
        write_big_integer(negative, digits, &mut self.out);
        Ok(())
    }

    #[inline]
    fn big_decimal(&mut self, member: &'static Member, digits: &str) -> Result<(), BuildError> {
        write_decimal_fraction(digits, &mut self.out)
            .ok_or_else(|| BuildError::invalid_field(member.name, "the exponent of the number exceeds 64 bits"))
    }

    #[inline]
    fn shape<S: Shape>(&mut self, _: &'static Member, value: &S) -> Result<(), BuildError> {
        self.structure(value)
    }

    #[inline]
    fn list<'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        items: impl ExactSizeIterator<Item = &'v T>,
    ) -> Result<(), BuildError> {
        write_head(ARRAY, items.len() as u64, &mut self.out);
        for item in items {
            item.write(member.list_element(), self)?;
        }
        Ok(())
    }

    #[inline]
    fn map<'v, Key: MapKey + 'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        entries: impl ExactSizeIterator<Item = (&'v Key, &'v T)>,
    ) -> Result<(), BuildError> {
        write_head(MAP, entries.len() as u64, &mut self.out);
        for (key, value) in entries {
            write_string(TEXT, key.as_key().as_bytes(), &mut self.out);
            value.write(member.map_value(), self)?;
        }
        Ok(())
    }

    #[inline]
    fn null(&mut self, _: &'static Member) -> Result<(), BuildError> {
        self.out.push(NULL);
        Ok(())
    }
}

#[inline]
fn write_string(major: u8, bytes: &[u8], out: &mut Vec<u8>) {
    write_head(major, bytes.len() as u64, out);
    out.extend_from_slice(bytes);
}

fn write_integer(value: i64, out: &mut Vec<u8>) {
    // A negative integer is written as -1 minus itself.
    match u64::try_from(value) {
        Ok(value) => write_head(UNSIGNED, value, out),
        Err(_) => write_head(NEGATIVE, !value as u64, out),
    }
}

fn write_single(value: f32, out: &mut Vec<u8>) {
    out.push(SINGLE);
    out.extend_from_slice(&value.to_be_bytes());
}

/// Appends a double, in single precision if nothing is lost.
fn write_double(value: f64, out: &mut Vec<u8>) {
    #[allow(clippy::cast_possible_truncation)] // only to see whether it is the same
    let single = value as f32;
    if f64::from(single).to_bits() == value.to_bits() {
        write_single(single, out);
    } else {
        out.push(DOUBLE);
        out.extend_from_slice(&value.to_be_bytes());
    }
}

/// Appends an integer if there is no fraction, else the double nearest to the seconds.
fn write_timestamp(value: &DateTime, out: &mut Vec<u8>) {
    out.push(TAG << 5 | TAG_EPOCH);
    if value.subsec_nanos() == 0 {
        return write_integer(value.secs(), out);
    }
    let text = timestamp::format(value, TimestampFormat::EpochSeconds);
    let seconds = text.and_then(|text| text.parse().ok());
    write_double(seconds.unwrap_or_else(|| value.as_secs_f64()), out);
}

/// Appends an integer given as decimal digits: as such if 64 bits and a sign hold it, else as a bignum.
fn write_big_integer(negative: bool, digits: &str, out: &mut Vec<u8>) {
    match digits.parse::<u64>() {
        Ok(0) => write_head(UNSIGNED, 0, out),
        Ok(magnitude) if negative => write_head(NEGATIVE, magnitude - 1, out),
        Ok(magnitude) => write_head(UNSIGNED, magnitude, out),
        Err(_) => {
            write_head(TAG, if negative { TAG_NEGATIVE_BIGNUM } else { TAG_UNSIGNED_BIGNUM }, out);
            write_string(BYTES, &big::to_bytes(digits.as_bytes(), negative), out);
        }
    }
}

/// Appends a decimal number; `None` if the exponent is too large.
fn write_decimal_fraction(text: &str, out: &mut Vec<u8>) -> Option<()> {
    let (mantissa, negative, exponent) = big::take_apart(text)?;
    write_head(TAG, TAG_DECIMAL_FRACTION, out);
    write_head(ARRAY, 2, out);
    write_integer(exponent, out);
    write_big_integer(negative, &mantissa, out);
    Some(())
}
