//! The writer of JSON. Every member, element and entry is written with a comma before it, and whoever writes the whole
//! turns the first comma into the bracket: nothing has to be asked, and the writer has no state but its text.

use std::marker::PhantomData;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{DateTime, Document};

use crate::formats::buffer;
use crate::formats::timestamp;
use crate::walk::schema::{Member, TimestampFormat};
use crate::walk::shape::{MapKey, Shape, ShapeWriter, Value, ValueWriter};

use super::Keys;
use super::document::write_document;
use super::string::{write_key, write_string};

/// Writes structures and values as JSON; timestamps are `epoch-seconds` unless the member says otherwise.
#[derive(Debug)]
pub struct JsonWriter<K> {
    out: Vec<u8>,
    keys: PhantomData<K>,
}

impl<K: Keys> JsonWriter<K> {
    /// A writer that has written nothing.
    #[must_use]
    pub fn new() -> Self {
        Self { out: buffer::take(), keys: PhantomData }
    }

    /// Makes the members that were written one by one, with nothing before them, an object.
    #[inline]
    pub fn end(&mut self) {
        enclose(*b"{}", 0, &mut self.out);
    }

    /// Writes a structure or union.
    ///
    /// # Errors
    ///
    /// When a value has no JSON form, e.g. an unknown union variant.
    #[inline]
    pub fn object<S: Shape>(&mut self, shape: &S) -> Result<(), BuildError> {
        let start = self.out.len();
        shape.write(self)?;
        enclose(*b"{}", start, &mut self.out);
        Ok(())
    }

    /// The text.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.out
    }
}

impl<K: Keys> Default for JsonWriter<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Keys> ShapeWriter for JsonWriter<K> {
    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        if !value.is_set() {
            return Ok(());
        }
        match K::written(member) {
            Some(key) => self.out.extend_from_slice(key),
            None => write_key(K::of(member), &mut self.out),
        }
        value.write(member, self)
    }
}

impl<K: Keys> ValueWriter for JsonWriter<K> {
    #[inline]
    fn boolean(&mut self, _: &'static Member, value: bool) -> Result<(), BuildError> {
        if value {
            self.out.extend_from_slice(b"true");
        } else {
            self.out.extend_from_slice(b"false");
        }
        Ok(())
    }

    #[inline]
    fn integer(&mut self, _: &'static Member, value: i64) -> Result<(), BuildError> {
        self.out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
        Ok(())
    }

    #[inline]
    fn float(&mut self, _: &'static Member, value: f32) -> Result<(), BuildError> {
        write_float(value, &mut self.out);
        Ok(())
    }

    #[inline]
    fn double(&mut self, _: &'static Member, value: f64) -> Result<(), BuildError> {
        write_double(value, &mut self.out);
        Ok(())
    }

    #[inline]
    fn string(&mut self, _: &'static Member, value: &str) -> Result<(), BuildError> {
        write_string(value, &mut self.out);
        Ok(())
    }

    #[inline]
    fn blob(&mut self, _: &'static Member, value: &[u8]) -> Result<(), BuildError> {
        write_blob(value, &mut self.out);
        Ok(())
    }

    #[inline]
    fn timestamp(&mut self, member: &'static Member, value: &DateTime) -> Result<(), BuildError> {
        write_timestamp(member, value, &mut self.out)
    }

    #[inline]
    fn big_number(&mut self, _: &'static Member, digits: &str) -> Result<(), BuildError> {
        if K::BIG_NUMBERS_ARE_TEXT {
            write_string(digits, &mut self.out);
        } else {
            self.out.extend_from_slice(digits.as_bytes());
        }
        Ok(())
    }

    #[inline]
    fn document(&mut self, _: &'static Member, value: &Document) -> Result<(), BuildError> {
        write_document(value, &mut self.out);
        Ok(())
    }

    #[inline]
    fn shape<S: Shape>(&mut self, _: &'static Member, value: &S) -> Result<(), BuildError> {
        self.object(value)
    }

    #[inline]
    fn list<'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        items: impl ExactSizeIterator<Item = &'v T>,
    ) -> Result<(), BuildError> {
        let start = self.out.len();
        for item in items {
            self.out.push(b',');
            item.write(member.list_element(), self)?;
        }
        enclose(*b"[]", start, &mut self.out);
        Ok(())
    }

    #[inline]
    fn map<'v, Key: MapKey + 'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        entries: impl ExactSizeIterator<Item = (&'v Key, &'v T)>,
    ) -> Result<(), BuildError> {
        let start = self.out.len();
        for (key, value) in entries {
            write_key(key.as_key(), &mut self.out);
            value.write(member.map_value(), self)?;
        }
        enclose(*b"{}", start, &mut self.out);
        Ok(())
    }

    #[inline]
    fn null(&mut self, _: &'static Member) -> Result<(), BuildError> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }
}

/// Puts brackets around what was written since, whose first comma gives way.
#[inline]
pub(super) fn enclose([open, close]: [u8; 2], start: usize, out: &mut Vec<u8>) {
    match out.get_mut(start) {
        Some(comma) => *comma = open,
        None => out.push(open),
    }
    out.push(close);
}

fn write_float(value: f32, out: &mut Vec<u8>) {
    if value.is_finite() {
        out.extend_from_slice(ryu::Buffer::new().format_finite(value).as_bytes());
    } else {
        write_double(value.into(), out);
    }
}

/// Appends the shortest number that reads back as the same double.
pub(super) fn write_double(value: f64, out: &mut Vec<u8>) {
    if value.is_finite() {
        out.extend_from_slice(ryu::Buffer::new().format_finite(value).as_bytes());
    } else if value.is_nan() {
        out.extend_from_slice(b"\"NaN\"");
    } else {
        out.extend_from_slice(if value > 0.0 { b"\"Infinity\"".as_slice() } else { b"\"-Infinity\"" });
    }
}

fn write_blob(value: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    base64_simd::STANDARD.encode_append(value, out);
    out.push(b'"');
}

fn write_timestamp(member: &'static Member, value: &DateTime, out: &mut Vec<u8>) -> Result<(), BuildError> {
    let format = member.timestamp_format.unwrap_or(TimestampFormat::EpochSeconds);
    let quote: &[u8] = if format == TimestampFormat::EpochSeconds { b"" } else { b"\"" };
    out.extend_from_slice(quote);
    if !timestamp::write(value, format, out) {
        return Err(timestamp::no_year(member));
    }
    out.extend_from_slice(quote);
    Ok(())
}
