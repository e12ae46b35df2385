//! Required members: what `build` says without them, and what stands in for those that a response lacks.

use std::collections::HashMap;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};

use super::{Shape, ShapeReader, Value, Walk};
use crate::walk::ReadError;
use crate::walk::schema::Member;

/// The substitute for a required member that a response lacks, so that a service's mistake does not fail the call
/// (<https://smithy.io/2.0/spec/aggregate-types.html#client-error-correction>).
pub trait Missing {
    /// The stand-in.
    fn missing() -> Self;
}

macro_rules! missing {
    ($($ty:ty => $value:expr),* $(,)?) => {$(
        impl Missing for $ty {
            #[inline]
            fn missing() -> Self {
                $value
            }
        }
    )*};
}

missing! {
    bool => false,
    i8 => 0,
    i16 => 0,
    i32 => 0,
    i64 => 0,
    f32 => 0.0,
    f64 => 0.0,
    String => String::new(),
    Blob => Blob::new(Vec::new()),
    DateTime => DateTime::from_secs(0),
    Document => Document::Null,
    BigInteger => BigInteger::default(),
    BigDecimal => BigDecimal::default(),
}

impl<T> Missing for Vec<T> {
    #[inline]
    fn missing() -> Self {
        Vec::new()
    }
}

impl<K, T, H: Default> Missing for HashMap<K, T, H> {
    #[inline]
    fn missing() -> Self {
        HashMap::default()
    }
}

/// The value of a member that `build` insists on.
///
/// # Errors
///
/// When it is unset.
#[inline]
pub fn required<T>(value: Option<T>, member: &'static str, why: &'static str) -> Result<T, BuildError> {
    match value {
        Some(value) => Ok(value),
        None => Err(BuildError::missing_field(member, why)),
    }
}

/// Fills a required member that a response lacks.
#[inline]
pub fn correct<T: Missing>(slot: &mut Option<T>) {
    if slot.is_none() {
        *slot = Some(T::missing());
    }
}

/// Fills a required structure or union that a response lacks: with what the service would have sent if it had nothing
/// to say, or the unknown variant.
#[inline]
pub fn correct_shape<S: Shape>(slot: &mut Option<S>) {
    if slot.is_none() {
        *slot = S::read(&mut Nothing).ok();
    }
}

/// Has no member of a structure, and the unknown variant of a union.
struct Nothing;

impl ShapeReader for Nothing {
    #[inline]
    fn enter(&mut self, _: &mut Walk) -> Result<(), ReadError> {
        Ok(())
    }

    #[inline]
    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        let first = !std::mem::replace(&mut walk.started, true);
        Ok((walk.union && first).then_some(Walk::UNKNOWN))
    }

    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, _: &mut Option<T>) -> Result<(), ReadError> {
        Err(ReadError::new("there is no value").at(member))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::shapes::structure;
    use crate::walk::schema::Schema;
    use crate::walk::shape::{ShapeWriter, no_variant};

    structure!(Plain { name: String = Member::new("name") });

    #[derive(Debug, PartialEq)]
    enum Choice {
        Text(String),
        Unknown,
    }

    impl Shape for Choice {
        const SCHEMA: &'static Schema = &Schema::new("Choice", &[Member::new("text")]);

        fn write<W: ShapeWriter>(&self, _: &mut W) -> Result<(), BuildError> {
            Ok(())
        }

        fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
            let mut found = None;
            let mut walk = Walk::union(Self::SCHEMA);
            r.enter(&mut walk)?;
            while let Some(index) = r.next(&mut walk)? {
                match index {
                    0 => r.variant(&Self::SCHEMA.members[0], &mut found, Self::Text)?,
                    _ => r.unknown(&mut found, Self::Unknown)?,
                }
            }
            found.ok_or_else(|| no_variant(Self::SCHEMA))
        }
    }

    #[test]
    fn structures_are_empty_and_unions_unknown() {
        let (mut plain, mut choice) = (None::<Plain>, None::<Choice>);
        correct_shape(&mut plain);
        correct_shape(&mut choice);
        assert_eq!((plain, choice), (Some(Plain::default()), Some(Choice::Unknown)));
    }

    #[test]
    fn what_is_there_stays() {
        let mut choice = Some(Choice::Text("a".into()));
        correct_shape(&mut choice);
        assert_eq!(choice, Some(Choice::Text("a".into())));
    }
}
