//! Shapes to a serializer.

use std::fmt::Display;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{DateTime, Document};
use serde_core::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::document::Node;
use crate::formats::timestamp;
use crate::text::scalar;
use crate::walk::schema::{Member, TimestampFormat};
use crate::walk::shape::{MapKey, Shape, ShapeWriter, Value, ValueWriter};

/// Serializes a shape.
///
/// # Errors
///
/// Fails if the format does.
#[inline]
pub fn serialize<T: Shape, S: Serializer>(shape: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serialize_error(shape, None, serializer)
}

/// Serializes a shape, and the message of an error that has no member for it.
///
/// # Errors
///
/// Fails if the format does.
#[inline]
pub fn serialize_error<T: Shape, S: Serializer>(
    shape: &T,
    message: Option<&str>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut count = Count(usize::from(message.is_some()));
    if shape.write(&mut count).is_err() {
        // The count takes every member, so this is a union with an unknown variant.
        return serializer.serialize_map(Some(0))?.end();
    }
    let mut members = Members { map: serializer.serialize_map(Some(count.0))?, failure: None };
    match shape.write(&mut members) {
        Ok(()) => {}
        Err(error) => return Err(members.failure.unwrap_or_else(|| Error::custom(error))),
    }
    if let Some(message) = message {
        members.map.serialize_entry("message", &Some(message))?;
    }
    members.map.end()
}

/// Counts the members that are set.
struct Count(usize);

impl ShapeWriter for Count {
    #[inline]
    fn member<T: Value>(&mut self, _: &'static Member, value: &T) -> Result<(), BuildError> {
        self.0 += usize::from(value.is_set());
        Ok(())
    }
}

/// The members of a structure or union.
struct Members<M: SerializeMap> {
    map: M,
    /// The error of the format, which the walk has no place for.
    failure: Option<M::Error>,
}

impl<M: SerializeMap> ShapeWriter for Members<M> {
    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        if !value.is_set() {
            return Ok(());
        }
        let entry = Some(Single { member, value, sparse: false });
        self.map.serialize_entry(member.name, &entry).map_err(|error| {
            let told = BuildError::other(error.to_string());
            self.failure = Some(error);
            told
        })
    }
}

/// A single value.
struct Single<'v, T> {
    member: &'static Member,
    value: &'v T,
    /// Whether this is an element of a collection, which an [`Option`] makes sparse.
    sparse: bool,
}

impl<T: Value> Serialize for Single<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = SingleWriter { serializer: Some(serializer), done: None, sparse: self.sparse };
        let written = self.value.write(self.member, &mut writer);
        match (writer.done, written) {
            (Some(done), _) => done,
            (None, Err(error)) => Err(Error::custom(error)),
            (None, Ok(())) => Err(Error::custom("a value was left out")),
        }
    }
}

/// Writes one value.
struct SingleWriter<S: Serializer> {
    serializer: Option<S>,
    done: Option<Result<S::Ok, S::Error>>,
    sparse: bool,
}

impl<S: Serializer> SingleWriter<S> {
    /// Writes the value, of which there is one. The outcome is kept.
    #[inline]
    fn put(&mut self, write: impl FnOnce(S) -> Result<S::Ok, S::Error>) -> Result<(), BuildError> {
        self.done = self.serializer.take().map(write);
        Ok(())
    }

    /// Whether people read the format.
    #[inline]
    fn is_text(&self) -> bool {
        self.serializer.as_ref().is_some_and(Serializer::is_human_readable)
    }
}

impl<S: Serializer> ValueWriter for SingleWriter<S> {
    #[inline]
    fn boolean(&mut self, _: &'static Member, value: bool) -> Result<(), BuildError> {
        self.put(|serializer| serializer.serialize_bool(value))
    }

    #[inline]
    fn integer(&mut self, _: &'static Member, value: i64) -> Result<(), BuildError> {
        self.put(|serializer| serializer.serialize_i64(value))
    }

    #[inline]
    fn float(&mut self, member: &'static Member, value: f32) -> Result<(), BuildError> {
        if self.is_text() && value.is_finite() {
            return self.put(|serializer| serializer.serialize_f32(value));
        }
        self.double(member, value.into())
    }

    #[inline]
    fn double(&mut self, _: &'static Member, value: f64) -> Result<(), BuildError> {
        if self.is_text() && !value.is_finite() {
            return self.put(|serializer| scalar::format_double(value, |text| serializer.serialize_str(text)));
        }
        self.put(|serializer| serializer.serialize_f64(value))
    }

    #[inline]
    fn string(&mut self, _: &'static Member, value: &str) -> Result<(), BuildError> {
        self.put(|serializer| serializer.serialize_str(value))
    }

    #[inline]
    fn blob(&mut self, _: &'static Member, value: &[u8]) -> Result<(), BuildError> {
        if self.is_text() {
            return self.put(|serializer| serializer.serialize_str(&aws_smithy_types::base64::encode(value)));
        }
        self.put(|serializer| serializer.serialize_bytes(value))
    }

    #[inline]
    fn timestamp(&mut self, _: &'static Member, value: &DateTime) -> Result<(), BuildError> {
        if self.is_text() {
            return self.put(|serializer| serializer.collect_str(&Timestamp(value)));
        }
        self.put(|serializer| (value.secs(), value.subsec_nanos()).serialize(serializer))
    }

    #[inline]
    fn big_number(&mut self, _: &'static Member, digits: &str) -> Result<(), BuildError> {
        self.put(|serializer| serializer.serialize_str(digits))
    }

    #[inline]
    fn document(&mut self, _: &'static Member, value: &Document) -> Result<(), BuildError> {
        self.put(|serializer| Node(value).serialize(serializer))
    }

    #[inline]
    fn shape<T: Shape>(&mut self, _: &'static Member, value: &T) -> Result<(), BuildError> {
        self.put(|serializer| serialize(value, serializer))
    }

    #[inline]
    fn list<'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        items: impl ExactSizeIterator<Item = &'v T>,
    ) -> Result<(), BuildError> {
        let member = member.list_element();
        self.put(|serializer| {
            let mut list = serializer.serialize_seq(Some(items.len()))?;
            for value in items {
                list.serialize_element(&Single { member, value, sparse: true })?;
            }
            list.end()
        })
    }

    #[inline]
    fn map<'v, K: MapKey + 'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        entries: impl ExactSizeIterator<Item = (&'v K, &'v T)>,
    ) -> Result<(), BuildError> {
        let member = member.map_value();
        self.put(|serializer| {
            let mut map = serializer.serialize_map(Some(entries.len()))?;
            for (key, value) in entries {
                map.serialize_entry(key.as_key(), &Single { member, value, sparse: true })?;
            }
            map.end()
        })
    }

    #[inline]
    fn some<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        if self.sparse {
            return self.put(|serializer| serializer.serialize_some(&Single { member, value, sparse: false }));
        }
        value.write(member, self)
    }

    #[inline]
    fn null(&mut self, _: &'static Member) -> Result<(), BuildError> {
        self.put(Serializer::serialize_none)
    }
}

/// A timestamp as text: `1985-04-12T23:20:50.52Z`, or seconds since the epoch where there is no year of four digits.
struct Timestamp<'v>(&'v DateTime);

impl Display for Timestamp<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let whole = timestamp::format(&DateTime::from_secs(self.0.secs()), TimestampFormat::DateTime);
        match (whole, self.0.subsec_nanos()) {
            (Some(whole), 0) => f.write_str(&whole),
            (Some(whole), nanos) => {
                let fraction = format!("{nanos:09}");
                write!(f, "{}.{}Z", whole.trim_end_matches('Z'), fraction.trim_end_matches('0'))
            }
            (None, _) => f.write_str(&timestamp::format(self.0, TimestampFormat::EpochSeconds).unwrap_or_default()),
        }
    }
}
