//! The members of a structure as one tuple in each direction, so that a walk is one call.
//!
//! A line for each member would be type checked, borrow checked and have its index checked in every structure of every
//! client: with tuples a client compiles in four fifths of the time, and a program comes out the same.

use aws_smithy_types::error::operation::BuildError;

use super::{Shape, ShapeReader, ShapeWriter, Value};
use crate::walk::ReadError;
use crate::walk::schema::Member;

/// A member that may be bound to a place outside of the document; see [`ShapeWriter::bound`] and [`ShapeReader::bound`].
#[derive(Debug)]
pub struct Bound<T>(pub T);

/// The number of members of one tuple. A structure that has more has several.
pub const GROUP: usize = 16;

/// Stands for a member that the walk leaves out: the operation takes and puts streams.
#[inline(always)]
pub fn stream<T>(_: T) {}

/// Writes one of several tuples of members; its first member is the one with index `first`.
///
/// # Errors
///
/// Fails with the error of the first member that cannot be written.
#[inline(always)]
pub fn write_group<S: Shape, W: ShapeWriter>(
    first: usize,
    members: impl WriteMembers,
    w: &mut W,
) -> Result<(), BuildError> {
    members.write::<S, W>(first, w)
}

/// Reads the member with this index, which is in the tuple whose first member has the index `first`.
///
/// # Errors
///
/// Fails if there is no such value.
#[inline(always)]
pub fn read_group<S: Shape, R: ShapeReader>(
    index: usize,
    first: usize,
    mut members: impl ReadMembers,
    r: &mut R,
) -> Result<(), ReadError> {
    members.read::<S, R>(index - first, first, r)
}

/// A member that is written: `&T`, or `()` for one that the walk leaves out.
pub trait WriteMember {
    /// Hands the member to the writer.
    ///
    /// # Errors
    ///
    /// When the value cannot be written at the member's place.
    fn write<W: ShapeWriter>(self, member: &'static Member, w: &mut W) -> Result<(), BuildError>;
}

impl<T: Value> WriteMember for &T {
    #[inline(always)]
    fn write<W: ShapeWriter>(self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.member(member, self)
    }
}

impl<T: Value> WriteMember for Bound<&T> {
    #[inline(always)]
    fn write<W: ShapeWriter>(self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.bound(member, self.0)
    }
}

impl WriteMember for () {
    #[inline(always)]
    fn write<W: ShapeWriter>(self, _: &'static Member, _: &mut W) -> Result<(), BuildError> {
        Ok(())
    }
}

/// The slot of a member that is read: `&mut Option<T>`, or `()` for one that the walk leaves out.
pub trait ReadMember {
    /// Takes the member from the reader.
    ///
    /// # Errors
    ///
    /// When there is no such value.
    fn read<R: ShapeReader>(&mut self, member: &'static Member, r: &mut R) -> Result<(), ReadError>;
}

impl<T: Value> ReadMember for &mut Option<T> {
    #[inline(always)]
    fn read<R: ShapeReader>(&mut self, member: &'static Member, r: &mut R) -> Result<(), ReadError> {
        r.member(member, self)
    }
}

impl<T: Value> ReadMember for Bound<&mut Option<T>> {
    #[inline(always)]
    fn read<R: ShapeReader>(&mut self, member: &'static Member, r: &mut R) -> Result<(), ReadError> {
        r.bound(member, self.0)
    }
}

impl ReadMember for () {
    #[inline(always)]
    fn read<R: ShapeReader>(&mut self, _: &'static Member, _: &mut R) -> Result<(), ReadError> {
        Ok(())
    }
}

/// A tuple of members to write, in the order of the schema.
pub trait WriteMembers {
    /// Hands all of them to the writer; the first is the one with index `from` in the schema of `S`.
    ///
    /// # Errors
    ///
    /// That of the first member that cannot be written.
    fn write<S: Shape, W: ShapeWriter>(self, from: usize, w: &mut W) -> Result<(), BuildError>;
}

/// A tuple of places for members to read, in the order of the schema.
pub trait ReadMembers {
    /// Takes the member `index` of the tuple from the reader; the first is the one with index `from` in the schema of `S`.
    ///
    /// # Errors
    ///
    /// When there is no such value.
    fn read<S: Shape, R: ShapeReader>(&mut self, index: usize, from: usize, r: &mut R) -> Result<(), ReadError>;
}

impl WriteMembers for () {
    #[inline(always)]
    fn write<S: Shape, W: ShapeWriter>(self, _: usize, _: &mut W) -> Result<(), BuildError> {
        Ok(())
    }
}

impl ReadMembers for () {
    #[inline(always)]
    fn read<S: Shape, R: ShapeReader>(&mut self, _: usize, _: usize, _: &mut R) -> Result<(), ReadError> {
        Ok(())
    }
}

macro_rules! tuples {
    (@one $($member:ident $index:tt)*) => {
        impl<$($member: WriteMember),*> WriteMembers for ($($member,)*) {
            #[inline(always)]
            fn write<S: Shape, W: ShapeWriter>(self, from: usize, w: &mut W) -> Result<(), BuildError> {
                $(self.$index.write(&S::SCHEMA.members[from + $index], w)?;)*
                Ok(())
            }
        }

        impl<$($member: ReadMember),*> ReadMembers for ($($member,)*) {
            #[inline(always)]
            fn read<S: Shape, R: ShapeReader>(&mut self, index: usize, from: usize, r: &mut R) -> Result<(), ReadError> {
                match index {
                    $($index => self.$index.read(&S::SCHEMA.members[from + $index], r),)*
                    _ => Ok(()),
                }
            }
        }
    };
    ($($done:ident $done_index:tt)*;) => { tuples!(@one $($done $done_index)*); };
    ($($done:ident $done_index:tt)*; $next:ident $next_index:tt $($rest:tt)*) => {
        tuples!(@one $($done $done_index)*);
        tuples!($($done $done_index)* $next $next_index; $($rest)*);
    };
}

tuples!(A 0; B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14 P 15);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::schema::Schema;
    use crate::walk::shape::Walk;

    /// Only the places of these members count, so one table serves structures of all sizes.
    static MEMBERS: [Member; 300] = [Member::new("member"); 300];

    fn index_of(member: &'static Member) -> usize {
        (std::ptr::from_ref(member).addr() - MEMBERS.as_ptr().addr()) / size_of::<Member>()
    }

    /// Stands for any structure.
    struct Any;

    impl Shape for Any {
        const SCHEMA: &'static Schema = &Schema::new("Any", &MEMBERS);

        fn write<W: ShapeWriter>(&self, _: &mut W) -> Result<(), BuildError> {
            unreachable!("its members are given by the tests")
        }

        fn read<R: ShapeReader>(_: &mut R) -> Result<Self, ReadError> {
            unreachable!("its members are given by the tests")
        }
    }

    /// The indices of the members that were written.
    struct Written(Vec<usize>);

    impl ShapeWriter for Written {
        fn member<T: Value>(&mut self, member: &'static Member, _: &T) -> Result<(), BuildError> {
            self.0.push(index_of(member));
            Ok(())
        }
    }

    /// Has all members up to one, the last first, and notes which were asked for.
    struct Backwards {
        left: usize,
        asked: Vec<usize>,
    }

    impl ShapeReader for Backwards {
        fn enter(&mut self, _: &mut Walk) -> Result<(), ReadError> {
            Ok(())
        }

        fn next(&mut self, _: &mut Walk) -> Result<Option<usize>, ReadError> {
            let next = self.left.checked_sub(1);
            self.left = next.unwrap_or_default();
            Ok(next)
        }

        fn member<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
            assert!(slot.is_none(), "{} is read twice", index_of(member));
            self.asked.push(index_of(member));
            *slot = T::from_null();
            Ok(())
        }
    }

    fn written(members: impl WriteMembers) -> Vec<usize> {
        let mut written = Written(Vec::new());
        Any::write_members(&mut written, members).unwrap();
        written.0
    }

    fn read(count: usize, members: impl ReadMembers) -> Vec<usize> {
        let mut reader = Backwards { left: count, asked: Vec::new() };
        Any::read_members(&mut reader, members).unwrap();
        reader.asked.reverse();
        reader.asked
    }

    #[test]
    fn members_come_in_the_order_of_the_schema() {
        assert_eq!(written(()), [0; 0]);
        assert_eq!(written((&1, (), Bound(&2))), [0, 2]);
        let (mut first, mut third) = (None::<i32>, None::<i32>);
        assert_eq!(read(5, (&mut first, (), Bound(&mut third))), [0, 2], "the rest has no place");
    }

    #[test]
    fn groups_begin_where_they_say() {
        let mut written = Written(Vec::new());
        write_group::<Any, _>(16, (&1, stream(&2), Bound(&3)), &mut written).unwrap();
        assert_eq!(written.0, [16, 18]);
        let mut reader = Backwards { left: 0, asked: Vec::new() };
        let (mut first, mut second) = (None::<i32>, None::<i32>);
        read_group::<Any, _>(17, 16, (&mut first, Bound(&mut second)), &mut reader).unwrap();
        assert_eq!(reader.asked, [17]);
    }
}
