//! The walk: traits by which a shape meets a format.
//!
//! A structure or union implements [`Shape`] once. Its `write` hands every member to a [`ShapeWriter`], its `read` takes
//! every member from a [`ShapeReader`]. Formats implement those two for the members of a structure, and [`ValueWriter`]
//! and [`ValueReader`] for single values. [`Value`] ties Rust types to Smithy's: it is implemented here for the simple
//! types and the collections, and for every [`Shape`].

mod members;
mod missing;
mod values;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{DateTime, Document};

use crate::read_error::ReadError;
use crate::schema::{Member, Schema};

pub use members::{Bound, GROUP, Many, ReadMember, ReadMembers, WriteMember, WriteMembers};
pub use missing::{Missing, correct, correct_shape, required};

/// A structure or union: a schema, and the walk over its members in both directions.
pub trait Shape: Sized {
    /// The members, in the order in which `write` visits them.
    const SCHEMA: &'static Schema;

    /// Hands every member that is set to the writer.
    ///
    /// # Errors
    ///
    /// When a member cannot be written where the writer puts it, e.g. an empty label or an unknown union variant.
    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError>;

    /// Takes every member that the reader has.
    ///
    /// # Errors
    ///
    /// When the text is not well-formed or holds a value of another type.
    fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError>;

    /// The body of a structure's `write`: hands over its members, a tuple of `&self.field`.
    ///
    /// # Errors
    ///
    /// See [`write`](Self::write).
    #[inline(always)]
    fn write_members<W: ShapeWriter>(w: &mut W, members: impl WriteMembers) -> Result<(), BuildError> {
        members.write::<Self, W>(0, w)
    }

    /// The body of a structure's `read`: fills its members, a tuple of `&mut builder.field`.
    ///
    /// # Errors
    ///
    /// See [`read`](Self::read).
    #[inline(always)]
    fn read_members<R: ShapeReader>(r: &mut R, mut members: impl ReadMembers) -> Result<(), ReadError> {
        let mut walk = Walk::structure(Self::SCHEMA);
        r.enter(&mut walk)?;
        while let Some(index) = r.next(&mut walk)? {
            members.read::<Self, R>(index, 0, r)?;
        }
        Ok(())
    }
}

impl<S: Shape> Shape for Box<S> {
    const SCHEMA: &'static Schema = S::SCHEMA;

    #[inline]
    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
        (**self).write(w)
    }

    #[inline]
    fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
        S::read(r).map(Box::new)
    }
}

/// Takes the members of one structure.
pub trait ShapeWriter {
    /// Writes one member; an unset [`Option`] writes nothing.
    ///
    /// # Errors
    ///
    /// When the value cannot be written at the member's place.
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError>;

    /// Writes one member that may be bound to a place outside of the document. To other members walks do not give that
    /// choice, so that nobody compiles how each of them would be written to a header.
    ///
    /// # Errors
    ///
    /// See [`member`](Self::member).
    #[inline]
    fn bound<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        self.member(member, value)
    }
}

/// Takes single values. What a place on the wire cannot hold (a structure in a header, say) is an error by default.
pub trait ValueWriter: Sized {
    /// A boolean.
    fn boolean(&mut self, member: &'static Member, value: bool) -> Result<(), BuildError>;
    /// A byte, short, integer, long or `intEnum`.
    fn integer(&mut self, member: &'static Member, value: i64) -> Result<(), BuildError>;
    /// A single-precision float.
    fn float(&mut self, member: &'static Member, value: f32) -> Result<(), BuildError>;
    /// A double-precision float.
    fn double(&mut self, member: &'static Member, value: f64) -> Result<(), BuildError>;
    /// A string or enum value.
    fn string(&mut self, member: &'static Member, value: &str) -> Result<(), BuildError>;
    /// Bytes.
    fn blob(&mut self, member: &'static Member, value: &[u8]) -> Result<(), BuildError>;
    /// A point in time.
    fn timestamp(&mut self, member: &'static Member, value: &DateTime) -> Result<(), BuildError>;

    /// A number of any size, given as its decimal digits.
    fn big_number(&mut self, member: &'static Member, _digits: &str) -> Result<(), BuildError> {
        Err(misplaced(member, "a big number"))
    }
    /// A decimal number of any size, given as text; only a format that keeps the two kinds apart looks at this.
    #[inline]
    fn big_decimal(&mut self, member: &'static Member, digits: &str) -> Result<(), BuildError> {
        self.big_number(member, digits)
    }
    /// A document.
    fn document(&mut self, member: &'static Member, _value: &Document) -> Result<(), BuildError> {
        Err(misplaced(member, "a document"))
    }
    /// A structure or union.
    fn shape<S: Shape>(&mut self, member: &'static Member, _value: &S) -> Result<(), BuildError> {
        Err(misplaced(member, "a structure"))
    }
    /// The elements of a list; a `None` element is the null of a sparse list.
    fn list<'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        _items: impl ExactSizeIterator<Item = &'v T>,
    ) -> Result<(), BuildError> {
        Err(misplaced(member, "a list"))
    }
    /// The entries of a map; a `None` value is the null of a sparse map.
    fn map<'v, K: MapKey + 'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        _entries: impl ExactSizeIterator<Item = (&'v K, &'v T)>,
    ) -> Result<(), BuildError> {
        Err(misplaced(member, "a map"))
    }
    /// A value that might have been unset; only a writer that shows the difference looks at this.
    #[inline]
    fn some<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        value.write(member, self)
    }
    /// The null of a sparse collection.
    fn null(&mut self, member: &'static Member) -> Result<(), BuildError> {
        Err(misplaced(member, "null"))
    }
}

/// Where [`ShapeReader::next`] stands in a structure: state of the reader, kept by the walk.
#[derive(Debug, Clone, Copy)]
pub struct Walk {
    /// The members that may come.
    pub schema: &'static Schema,
    /// The index that is tried first for the next key.
    pub expected: usize,
    /// Whether a member has been read already.
    pub started: bool,
    /// How many members are to come, in formats that say so before the first.
    pub left: usize,
    /// Whether unknown members are reported (as [`Walk::UNKNOWN`]) instead of skipped silently.
    pub union: bool,
}

impl Walk {
    /// The index that stands for a variant which the model does not know.
    pub const UNKNOWN: usize = usize::MAX;

    /// The walk of a structure: unknown members are skipped.
    pub fn structure(schema: &'static Schema) -> Self {
        Self { schema, expected: 0, started: false, left: 0, union: false }
    }

    /// The walk of a union: an unknown variant is reported.
    pub fn union(schema: &'static Schema) -> Self {
        Self { union: true, ..Self::structure(schema) }
    }

    /// The index of the member that `matches` accepts, trying the expected one first, then those behind it.
    #[inline]
    pub fn find(&mut self, matches: impl Fn(&'static Member) -> bool) -> Option<usize> {
        let (before, after) = self.schema.members.split_at(self.expected.min(self.schema.members.len()));
        let found = match after.iter().position(&matches) {
            Some(index) => Some(before.len() + index),
            None => before.iter().position(matches),
        };
        if let Some(index) = found {
            self.expected = index + 1;
        }
        found
    }
}

/// Gives the members of one structure or union, in whatever order they come.
pub trait ShapeReader {
    /// Enters the structure (or union, as the walk says). Every call of `next` gets the same walk.
    fn enter(&mut self, walk: &mut Walk) -> Result<(), ReadError>;

    /// The index of the next member that has a value, or `None` at the end.
    ///
    /// In a structure, members that the schema does not know, and nulls, are skipped. In a union, an unknown variant is
    /// skipped and reported as [`Walk::UNKNOWN`].
    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError>;

    /// Reads the value of the member that `next` announced.
    fn member<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError>;

    /// Reads the value of the member that `next` announced, and that may be bound to a place outside of the document.
    #[inline]
    fn bound<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        self.member(member, slot)
    }

    /// Goes on to more of the value that was just read, where one value of a union stands at several places.
    #[inline]
    fn continues(&mut self, _member: &'static Member) -> Result<bool, ReadError> {
        Ok(false)
    }

    /// Takes note of a variant that the model does not know; a second variant is an error.
    fn unknown<U>(&mut self, found: &mut Option<U>, unknown: U) -> Result<(), ReadError> {
        match found {
            Some(_) => Err(ReadError::new("a union must hold one variant, found a second")),
            None => {
                *found = Some(unknown);
                Ok(())
            }
        }
    }

    /// Reads the value of the union variant that `next` announced; a second variant is an error.
    fn variant<T: Value, U>(
        &mut self,
        member: &'static Member,
        found: &mut Option<U>,
        wrap: impl FnOnce(T) -> U,
    ) -> Result<(), ReadError> {
        let mut slot = None;
        self.member(member, &mut slot)?;
        while self.continues(member)? {
            self.member(member, &mut slot)?;
        }
        match slot {
            Some(_) if found.is_some() => {
                Err(ReadError::new("a union must hold one variant, found a second").at(member))
            }
            Some(value) => {
                *found = Some(wrap(value));
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// Gives single values. What a place on the wire cannot hold is an error by default.
pub trait ValueReader: Sized {
    /// Whether there are lists or maps whose entries come at several places; of other formats nobody compiles what that
    /// takes.
    const SCATTERS: bool = false;

    /// A boolean.
    fn boolean(&mut self, member: &'static Member) -> Result<bool, ReadError>;
    /// A byte, short, integer, long or `intEnum`, in 64 bits.
    fn integer(&mut self, member: &'static Member) -> Result<i64, ReadError>;
    /// A float or double.
    fn double(&mut self, member: &'static Member) -> Result<f64, ReadError>;
    /// A string, handed to `take` without a copy where the source allows.
    fn string<T>(
        &mut self,
        member: &'static Member,
        take: impl FnOnce(std::borrow::Cow<'_, str>) -> T,
    ) -> Result<T, ReadError>;
    /// Bytes.
    fn blob(&mut self, member: &'static Member) -> Result<Vec<u8>, ReadError>;
    /// A point in time.
    fn timestamp(&mut self, member: &'static Member) -> Result<DateTime, ReadError>;

    /// Whether the entries of one list or map come at several places, so that reading adds to what was read before.
    #[inline]
    fn is_scattered(&self, _member: &'static Member) -> bool {
        false
    }

    /// A number of any size, handed to `take` as its decimal digits.
    fn big_number<T>(&mut self, _member: &'static Member, _take: impl FnOnce(&str) -> T) -> Result<T, ReadError> {
        Err(unexpected("a big number"))
    }
    /// A document.
    fn document(&mut self, _member: &'static Member) -> Result<Document, ReadError> {
        Err(unexpected("a document"))
    }
    /// A structure or union.
    fn shape<S: Shape>(&mut self, _member: &'static Member) -> Result<S, ReadError> {
        Err(unexpected("a structure"))
    }
    /// A list: each element is read by `T::read` and handed to `push`, along with how many more there is to make room for;
    /// nulls are handed over as `None`.
    fn list<T: Value>(
        &mut self,
        _member: &'static Member,
        _push: impl FnMut(Option<T>, usize),
    ) -> Result<(), ReadError> {
        Err(unexpected("a list"))
    }
    /// A map: each entry is handed to `insert`, along with how many there is to make room for, this one included; a null
    /// value is handed over as `None`.
    fn map<T: Value>(
        &mut self,
        _member: &'static Member,
        _insert: impl FnMut(String, Option<T>, usize),
    ) -> Result<(), ReadError> {
        Err(unexpected("a map"))
    }
}

/// A Rust type that holds a value of some Smithy type.
pub trait Value: Sized {
    /// Writes the value.
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError>;

    /// Reads a value.
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError>;

    /// Whether there is anything to write: false only for `None`.
    #[inline]
    fn is_set(&self) -> bool {
        true
    }

    /// Puts a null that stood in a collection into `push`: a sparse element keeps it, any other drops it
    /// (<https://smithy.io/2.0/spec/type-refinement-traits.html#sparse-trait>).
    #[inline]
    fn from_null() -> Option<Self> {
        None
    }

    /// Reads a value into a slot that may hold what was read before: a flattened XML list adds to it.
    #[inline]
    fn read_into<R: ValueReader>(slot: &mut Option<Self>, member: &'static Member, r: &mut R) -> Result<(), ReadError> {
        *slot = Some(tri!(Self::read(member, r)));
        Ok(())
    }
}

/// A type that may be the key of a map: a string or an enum.
pub trait MapKey: Sized {
    /// The key on the wire.
    fn as_key(&self) -> &str;

    /// The key from the wire.
    fn from_key(key: String) -> Self;
}

impl MapKey for String {
    #[inline]
    fn as_key(&self) -> &str {
        self
    }

    #[inline]
    fn from_key(key: String) -> Self {
        key
    }
}

/// The value of a union member that carries nothing: an empty structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit;

impl Shape for Unit {
    const SCHEMA: &'static Schema = &Schema::new("Unit", &[]);

    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
        Self::write_members(w, ())
    }

    fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
        Self::read_members(r, ())?;
        Ok(Self)
    }
}

/// The error of writing a union whose variant the crate does not know.
#[cold]
pub fn unknown_variant(schema: &'static Schema) -> BuildError {
    BuildError::invalid_field(schema.name, "a variant that this version of the crate does not know cannot be sent")
}

/// The error of reading a union that holds no variant.
#[cold]
pub fn no_variant(schema: &'static Schema) -> ReadError {
    ReadError::new(format!("the union {} must hold a variant, found none", schema.name))
}

#[cold]
fn misplaced(member: &'static Member, what: &'static str) -> BuildError {
    BuildError::invalid_field(member.name, format!("{what} cannot be written at this place of the request"))
}

#[cold]
fn unexpected(what: &'static str) -> ReadError {
    ReadError::new(format!("{what} cannot stand at this place of the response"))
}
