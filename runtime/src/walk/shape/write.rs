//! The writers of the walk: formats and locations on the wire implement them.

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{DateTime, Document};

use super::{MapKey, Shape, Value};
use crate::walk::schema::Member;

/// Takes the members of one structure.
pub trait ShapeWriter {
    /// Writes one member; an unset [`Option`] writes nothing.
    ///
    /// # Errors
    ///
    /// When the value cannot be written at the member's place.
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError>;

    /// Writes one member that may be bound to a place outside of the document. To other members walks do not give that
    /// choice, so that writing to a header is not instantiated for each of them.
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

#[cold]
fn misplaced(member: &'static Member, what: &'static str) -> BuildError {
    BuildError::invalid_field(member.name, format!("{what} cannot be written at this place of the request"))
}
