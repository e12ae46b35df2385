//! Single values from a deserializer.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use aws_smithy_types::{DateTime, Document};
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::Text;
use super::document::Node;
use super::read::{Optional, deserialize, keep};
use super::visitors::{Bytes, Double, Scalar};
use crate::formats::timestamp;
use crate::walk::ReadError;
use crate::walk::schema::{Member, TimestampFormat};
use crate::walk::shape::{Shape, Value, ValueReader};

/// Reads one value.
pub(super) struct SingleReader<'de, D: Deserializer<'de>> {
    deserializer: Option<D>,
    /// The error of the format, which the walk has no place for.
    failure: Option<D::Error>,
}

impl<'de, D: Deserializer<'de>> SingleReader<'de, D> {
    /// Reads a value.
    #[inline]
    pub(super) fn read<T: Value>(member: &'static Member, deserializer: D) -> Result<T, D::Error> {
        let mut reader = Self { deserializer: Some(deserializer), failure: None };
        match T::read(member, &mut reader) {
            Ok(value) => Ok(value),
            Err(error) => Err(reader.failure.unwrap_or_else(|| Error::custom(error))),
        }
    }

    /// Takes the value, of which there is one. An error of the format is kept.
    #[inline]
    fn take<T>(&mut self, take: impl FnOnce(D) -> Result<T, D::Error>) -> Result<T, ReadError> {
        let deserializer = self.deserializer.take().ok_or_else(|| ReadError::new("a value is read twice"))?;
        take(deserializer).map_err(|error| keep(error, &mut self.failure))
    }

    /// Whether people write the format.
    #[inline]
    fn is_text(&self) -> bool {
        self.deserializer.as_ref().is_some_and(Deserializer::is_human_readable)
    }
}

impl<'de, D: Deserializer<'de>> ValueReader for SingleReader<'de, D> {
    #[inline]
    fn boolean(&mut self, _: &'static Member) -> Result<bool, ReadError> {
        self.take(bool::deserialize)
    }

    #[inline]
    fn integer(&mut self, _: &'static Member) -> Result<i64, ReadError> {
        self.take(i64::deserialize)
    }

    #[inline]
    fn double(&mut self, _: &'static Member) -> Result<f64, ReadError> {
        if self.is_text() {
            return self.take(|it| it.deserialize_any(Double));
        }
        self.take(f64::deserialize)
    }

    #[inline]
    fn string<T>(&mut self, _: &'static Member, take: impl FnOnce(Cow<'_, str>) -> T) -> Result<T, ReadError> {
        self.take(|it| it.deserialize_str(Text(|text: &str| take(Cow::Borrowed(text)))))
    }

    #[inline]
    fn blob(&mut self, _: &'static Member) -> Result<Vec<u8>, ReadError> {
        if self.is_text() {
            let decoded =
                self.take(|it| it.deserialize_str(Text(|text: &str| aws_smithy_types::base64::decode(text))))?;
            return decoded.map_err(|error| ReadError::new(format!("a blob is not in Base64: {error}")));
        }
        self.take(|it| it.deserialize_byte_buf(Bytes))
    }

    #[inline]
    fn timestamp(&mut self, _: &'static Member) -> Result<DateTime, ReadError> {
        if self.is_text() {
            return self.take(|it| it.deserialize_any(Scalar("a timestamp", parse_timestamp)));
        }
        let (seconds, nanos) = self.take(<(i64, u32)>::deserialize)?;
        if nanos >= 1_000_000_000 {
            return Err(ReadError::out_of_range(nanos, "the nanoseconds of a second"));
        }
        Ok(DateTime::from_secs_and_nanos(seconds, nanos))
    }

    #[inline]
    fn big_number<T>(&mut self, _: &'static Member, take: impl FnOnce(&str) -> T) -> Result<T, ReadError> {
        if self.is_text() {
            let digits = self.take(|it| it.deserialize_any(Scalar("a number", |text: &str| Some(text.to_owned()))))?;
            return Ok(take(&digits));
        }
        self.take(|it| it.deserialize_str(Text(take)))
    }

    #[inline]
    fn document(&mut self, _: &'static Member) -> Result<Document, ReadError> {
        self.take(|it| Node::deserialize(it).map(|Node(document)| document))
    }

    #[inline]
    fn shape<S: Shape>(&mut self, _: &'static Member) -> Result<S, ReadError> {
        self.take(deserialize)
    }

    #[inline]
    fn list<T: Value>(&mut self, member: &'static Member, push: impl FnMut(Option<T>, usize)) -> Result<(), ReadError> {
        self.take(|it| it.deserialize_seq(List(member.list_element(), push, PhantomData)))
    }

    #[inline]
    fn map<T: Value>(
        &mut self,
        member: &'static Member,
        insert: impl FnMut(String, Option<T>, usize),
    ) -> Result<(), ReadError> {
        self.take(|it| it.deserialize_map(Map(member.map_value(), insert, PhantomData)))
    }
}

fn parse_timestamp(text: &str) -> Option<DateTime> {
    timestamp::parse(text, TimestampFormat::DateTime).or_else(|| timestamp::parse(text, TimestampFormat::EpochSeconds))
}

/// Reads an element of a collection: one that may be null, if nulls are kept.
struct Element<T>(&'static Member, PhantomData<T>);

impl<'de, T: Value> DeserializeSeed<'de> for Element<T> {
    type Value = Option<T>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        if T::from_null().is_some() {
            return Optional(self.0, self.1).deserialize(deserializer);
        }
        SingleReader::read(self.0, deserializer).map(Some)
    }
}

/// Takes the elements of a list.
struct List<F, T>(&'static Member, F, PhantomData<T>);

impl<'de, T: Value, F: FnMut(Option<T>, usize)> Visitor<'de> for List<F, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<(), A::Error> {
        while let Some(item) = access.next_element_seed(Element(self.0, PhantomData))? {
            (self.1)(item, 0);
        }
        Ok(())
    }
}

/// Takes the entries of a map.
struct Map<F, T>(&'static Member, F, PhantomData<T>);

impl<'de, T: Value, F: FnMut(String, Option<T>, usize)> Visitor<'de> for Map<F, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<(), A::Error> {
        while let Some(key) = access.next_key()? {
            let value = access.next_value_seed(Element(self.0, PhantomData))?;
            (self.1)(key, value, 1);
        }
        Ok(())
    }
}
