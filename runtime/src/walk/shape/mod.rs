//! The walk: traits by which a shape meets a format.
//!
//! A structure or union implements [`Shape`] once. Its `write` hands every member to a [`ShapeWriter`], its `read` takes
//! every member from a [`ShapeReader`]. Formats implement those two for the members of a structure, and [`ValueWriter`]
//! and [`ValueReader`] for single values. [`Value`] ties Rust types to Smithy's: it is implemented here for the simple
//! types and the collections, and for every [`Shape`].

mod members;
mod missing;
mod read;
mod values;
mod write;

use aws_smithy_types::error::operation::BuildError;

use crate::walk::ReadError;
use crate::walk::schema::{Member, Schema};

pub use members::{
    Bound as bound, GROUP, ReadMember, ReadMembers, WriteMember, WriteMembers, read_group, stream, write_group,
};
pub use missing::{Missing, correct, correct_shape, required};
pub use read::{ShapeReader, ValueReader, Walk};
pub use write::{ShapeWriter, ValueWriter};

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

#[cfg(test)]
#[cfg(all(feature = "cbor", feature = "json", feature = "query"))]
mod tests;
