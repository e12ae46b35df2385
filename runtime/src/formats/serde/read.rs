//! Shapes from a deserializer.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::Text;
use super::read_values::SingleReader;
use crate::walk::ReadError;
use crate::walk::schema::Member;
use crate::walk::shape::{Shape, ShapeReader, Value, Walk};

/// Deserializes a shape.
///
/// # Errors
///
/// Fails if the format does, or has something else in the place of a value.
#[inline]
pub fn deserialize<'de, T: Shape, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserialize_error(deserializer).map(|(shape, _)| shape)
}

/// Deserializes a shape, and the message of an error that has no member for it.
///
/// # Errors
///
/// See [`deserialize`].
#[inline]
pub fn deserialize_error<'de, T: Shape, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<(T, Option<String>), D::Error> {
    deserializer.deserialize_map(Whole(PhantomData))
}

/// Takes a structure or union.
struct Whole<T>(PhantomData<T>);

impl<'de, T: Shape> Visitor<'de> for Whole<T> {
    type Value = (T, Option<String>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the members of {}", T::SCHEMA.name)
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Self::Value, A::Error> {
        let mut members = Members { access, message: None, failure: None };
        match T::read(&mut members) {
            Ok(shape) => Ok((shape, members.message)),
            Err(error) => Err(members.failure.unwrap_or_else(|| Error::custom(error))),
        }
    }
}

/// The members of a structure or union.
struct Members<'de, A: MapAccess<'de>> {
    access: A,
    /// The value of the key `message`, if no member has that name.
    message: Option<String>,
    /// The error of the format, which the walk has no place for.
    failure: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Keeps an error of the format.
    #[inline]
    fn kept<T>(&mut self, result: Result<T, A::Error>) -> Result<T, ReadError> {
        result.map_err(|error| keep(error, &mut self.failure))
    }

    /// Goes past the value of a key that no member has.
    #[inline]
    fn skip(&mut self, is_message: bool) -> Result<(), A::Error> {
        if is_message {
            self.message = self.access.next_value()?;
        } else {
            self.access.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Keeps the error of a deserializer for the end, and gives one with its text to the walk.
#[inline]
pub(super) fn keep<E: Error>(error: E, failure: &mut Option<E>) -> ReadError {
    let text = error.to_string();
    *failure = Some(error);
    ReadError::new(text)
}

impl<'de, A: MapAccess<'de>> ShapeReader for Members<'de, A> {
    #[inline]
    fn enter(&mut self, _: &mut Walk) -> Result<(), ReadError> {
        Ok(())
    }

    #[inline]
    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        loop {
            let key = self.access.next_key_seed(Key(walk));
            let key = self.kept(key)?;
            let first = !std::mem::replace(&mut walk.started, true);
            match key {
                // An unknown variant is written as nothing.
                None => return Ok((walk.union && first).then_some(Walk::UNKNOWN)),
                Some(Found::Member(index)) => return Ok(Some(index)),
                Some(other) => {
                    let skipped = self.skip(matches!(other, Found::Message) && !walk.union);
                    self.kept(skipped)?;
                    if walk.union {
                        return Ok(Some(Walk::UNKNOWN));
                    }
                }
            }
        }
    }

    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        let value = self.access.next_value_seed(Optional(member, PhantomData));
        *slot = self.kept(value)?;
        Ok(())
    }
}

/// The meaning of a key.
enum Found {
    Member(usize),
    Message,
    Unknown,
}

/// Looks for the member that a key names.
struct Key<'w>(&'w mut Walk);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Found;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_str(Text(|key: &str| match self.0.find(|member| member.name == key) {
            Some(index) => Found::Member(index),
            None if key == "message" => Found::Message,
            None => Found::Unknown,
        }))
    }
}

/// Reads a value that may be null: of a member or of a sparse collection.
pub(super) struct Optional<T>(pub(super) &'static Member, pub(super) PhantomData<T>);

impl<'de, T: Value> DeserializeSeed<'de> for Optional<T> {
    type Value = Option<T>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Value> Visitor<'de> for Optional<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the value of `{}`", self.0.name)
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(T::from_null())
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(T::from_null())
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        SingleReader::read(self.0, deserializer).map(Some)
    }
}
