//! The readers of the walk: formats and locations on the wire implement them.

use aws_smithy_types::{DateTime, Document};

use super::{Shape, Value};
use crate::walk::ReadError;
use crate::walk::schema::{Member, Schema};

/// The position of [`ShapeReader::next`] in a structure: state of the reader, kept by the walk.
#[derive(Debug, Clone, Copy)]
pub struct Walk {
    /// The members that may come.
    pub schema: &'static Schema,
    /// The index that is tried first for the next key.
    pub expected: usize,
    /// Whether a member has been read already.
    pub started: bool,
    /// The number of members to come, in formats that say so before the first.
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
    /// Whether there are lists or maps whose entries come at several places; this is not instantiated for other
    /// formats.
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

#[cold]
fn unexpected(what: &'static str) -> ReadError {
    ReadError::new(format!("{what} cannot stand at this place of the response"))
}
