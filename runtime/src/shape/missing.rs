//! What stands in for required members that a response lacks.

use std::collections::HashMap;

use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};

use super::{Shape, ShapeReader, Value, Walk};
use crate::read_error::ReadError;
use crate::schema::Member;

/// What stands in for a required member that a response lacks, so that a service's mistake does not fail the call
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

/// Fills a required member that a response lacks.
#[inline]
pub fn correct<T: Missing>(slot: &mut Option<T>) {
    slot.get_or_insert_with(T::missing);
}

/// Fills a required structure or union that a response lacks: with one of stand-ins, or of an unknown variant.
#[inline]
pub fn correct_shape<S: Shape>(slot: &mut Option<S>) {
    if slot.is_none() {
        *slot = S::read(&mut Nothing).ok();
    }
}

/// Reads as a structure without members, or as a union of an unknown variant.
struct Nothing;

impl ShapeReader for Nothing {
    fn enter(&mut self, _: &mut Walk) -> Result<(), ReadError> {
        Ok(())
    }

    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        let unknown = walk.union && !walk.started;
        walk.started = true;
        Ok(unknown.then_some(Walk::UNKNOWN))
    }

    fn member<T: Value>(&mut self, _: &'static Member, _: &mut Option<T>) -> Result<(), ReadError> {
        Ok(())
    }
}
