//! The Rust types that hold Smithy's: simple ones, collections, and every shape.

use std::collections::HashMap;
use std::hash::BuildHasher;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};

use super::{MapKey, Shape, Value, ValueReader, ValueWriter};
use crate::text::decimal;
use crate::walk::ReadError;
use crate::walk::schema::Member;

impl<S: Shape> Value for S {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.shape(member, self)
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        r.shape(member)
    }
}

/// A member that may be unset, or an element of a sparse collection.
impl<T: Value> Value for Option<T> {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        match self {
            Some(value) => w.some(member, value),
            None => w.null(member),
        }
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        Ok(Some(tri!(T::read(member, r))))
    }

    #[inline]
    fn is_set(&self) -> bool {
        match self {
            Some(value) => value.is_set(),
            None => false,
        }
    }

    #[inline]
    fn from_null() -> Option<Self> {
        Some(None)
    }
}

impl Value for bool {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.boolean(member, *self)
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        r.boolean(member)
    }
}

macro_rules! integers {
    ($($int:ty),*) => {$(
        impl Value for $int {
            #[inline]
            fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
                w.integer(member, i64::from(*self))
            }

            #[inline]
            fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
                let wide = r.integer(member)?;
                <$int>::try_from(wide).map_err(|_| ReadError::out_of_range(wide, stringify!($int)))
            }
        }
    )*};
}

integers!(i8, i16, i32, i64);

impl Value for f32 {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.float(member, *self)
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        narrow(r.double(member)?)
    }
}

/// The nearest single-precision number. One that is too large for a float is an error, as one that is too large for a double
/// or an integer is.
#[inline]
#[allow(clippy::cast_possible_truncation)] // it is meant to be rounded
fn narrow(wide: f64) -> Result<f32, ReadError> {
    let nearest = wide as f32;
    if nearest.is_infinite() && wide.is_finite() { Err(ReadError::out_of_range(wide, "a float")) } else { Ok(nearest) }
}

impl Value for f64 {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.double(member, *self)
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        r.double(member)
    }
}

impl Value for String {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.string(member, self)
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        r.string(member, |text| text.into_owned())
    }
}

impl Value for Blob {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.blob(member, self.as_ref())
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        r.blob(member).map(Blob::new)
    }
}

impl Value for DateTime {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.timestamp(member, self)
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        r.timestamp(member)
    }
}

impl Value for Document {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.document(member, self)
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        r.document(member)
    }

    /// Null is a document, so a list of documents keeps it.
    #[inline]
    fn from_null() -> Option<Self> {
        Some(Document::Null)
    }
}

macro_rules! big_numbers {
    ($($big:ty => $write:ident),*) => {$(
        impl Value for $big {
            #[inline]
            fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
                w.$write(member, &decimal::plain(self.as_ref()))
            }

            #[inline]
            fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
                r.big_number(member, |digits| digits.parse::<$big>())?
                    .map_err(|error| ReadError::new(error.to_string()))
            }
        }
    )*};
}

big_numbers!(BigInteger => big_number, BigDecimal => big_decimal);

impl<T: Value> Value for Vec<T> {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.list(member, self.iter())
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        let mut items = Vec::new();
        read_items(&mut items, member, r)?;
        Ok(items)
    }

    #[inline]
    fn read_into<R: ValueReader>(slot: &mut Option<Self>, member: &'static Member, r: &mut R) -> Result<(), ReadError> {
        if R::SCATTERS && r.is_scattered(member) {
            return read_items(slot.get_or_insert_default(), member, r);
        }
        *slot = Some(tri!(Self::read(member, r)));
        Ok(())
    }
}

#[inline]
fn read_items<T: Value, R: ValueReader>(
    items: &mut Vec<T>,
    member: &'static Member,
    r: &mut R,
) -> Result<(), ReadError> {
    r.list(member, |item: Option<T>, more| {
        if let Some(item) = or_null(item) {
            items.push(item);
        }
        if more > 0 {
            items.reserve_exact(more);
        }
    })
}

impl<K: MapKey + Eq + std::hash::Hash, T: Value, H: BuildHasher + Default> Value for HashMap<K, T, H> {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.map(member, self.iter())
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        let mut entries = HashMap::default();
        read_entries(&mut entries, member, r)?;
        Ok(entries)
    }

    #[inline]
    fn read_into<R: ValueReader>(slot: &mut Option<Self>, member: &'static Member, r: &mut R) -> Result<(), ReadError> {
        if R::SCATTERS && r.is_scattered(member) {
            return read_entries(slot.get_or_insert_default(), member, r);
        }
        *slot = Some(tri!(Self::read(member, r)));
        Ok(())
    }
}

#[inline]
fn read_entries<K: MapKey + Eq + std::hash::Hash, T: Value, H: BuildHasher, R: ValueReader>(
    entries: &mut HashMap<K, T, H>,
    member: &'static Member,
    r: &mut R,
) -> Result<(), ReadError> {
    r.map(member, |key, value: Option<T>, room| {
        entries.reserve(room);
        if let Some(value) = or_null(value) {
            entries.insert(K::from_key(key), value);
        }
    })
}

/// An element, or what a sparse collection keeps in the place of none.
#[inline]
fn or_null<T: Value>(element: Option<T>) -> Option<T> {
    match element {
        Some(element) => Some(element),
        None => T::from_null(),
    }
}
