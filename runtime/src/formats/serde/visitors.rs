//! Visitors of scalars that may come in several forms.

use std::fmt;

use serde_core::de::{Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor};

use super::NUMBER;
use crate::text::scalar;

/// Takes text or a number, as its text, and what is expected.
pub(super) struct Scalar<F>(pub(super) &'static str, pub(super) F);

impl<'de, T, F: FnOnce(&str) -> Option<T>> Visitor<'de> for Scalar<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        let expected = self.0;
        (self.1)(text).ok_or_else(|| Error::invalid_value(Unexpected::Str(text), &expected))
    }

    #[inline]
    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.visit_str(itoa::Buffer::new().format(number))
    }

    #[inline]
    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_str(itoa::Buffer::new().format(number))
    }

    #[inline]
    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        scalar::format_double(number, |text| self.visit_str(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        let text = number(access, &self)?;
        self.visit_str(&text)
    }
}

/// The text of a number that comes as a map; see [`NUMBER`].
fn number<'de, A: MapAccess<'de>>(mut access: A, expected: &dyn Expected) -> Result<String, A::Error> {
    match access.next_key::<String>()? {
        Some(key) if key == NUMBER => access.next_value(),
        _ => Err(Error::invalid_type(Unexpected::Map, expected)),
    }
}

/// Takes a number, or the text of one that is not finite.
pub(super) struct Double;

impl<'de> Visitor<'de> for Double {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    #[inline]
    fn visit_f64<E: Error>(self, number: f64) -> Result<f64, E> {
        Ok(number)
    }

    #[inline]
    #[allow(clippy::cast_precision_loss)] // as if it had been written with a point
    fn visit_i64<E: Error>(self, number: i64) -> Result<f64, E> {
        Ok(number as f64)
    }

    #[inline]
    #[allow(clippy::cast_precision_loss)] // as if it had been written with a point
    fn visit_u64<E: Error>(self, number: u64) -> Result<f64, E> {
        Ok(number as f64)
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        scalar::parse_double(text).ok_or_else(|| Error::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<f64, A::Error> {
        let text = number(access, &self)?;
        self.visit_str(&text)
    }
}

/// Takes bytes.
pub(super) struct Bytes;

impl<'de> Visitor<'de> for Bytes {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    #[inline]
    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_vec())
    }

    #[inline]
    fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
        Ok(bytes)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Vec<u8>, A::Error> {
        let mut bytes = Vec::new();
        while let Some(byte) = access.next_element()? {
            bytes.push(byte);
        }
        Ok(bytes)
    }
}
