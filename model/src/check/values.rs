//! Values of simple shapes, where defaults and parameters of test cases are alike.

use serde_json::Value;

use crate::{Kind, literal};

/// Whether the value is one of that kind of shape.
pub(super) fn fits(kind: &Kind, value: &Value) -> bool {
    let within = |low: i64, high: i64| literal::integer(value).is_some_and(|value| (low..=high).contains(&value));
    match kind {
        Kind::Boolean => value.is_boolean(),
        Kind::Byte => within(i8::MIN.into(), i8::MAX.into()),
        Kind::Short => within(i16::MIN.into(), i16::MAX.into()),
        Kind::Integer | Kind::IntEnum(_) => within(i32::MIN.into(), i32::MAX.into()),
        Kind::Long => literal::integer(value).is_some(),
        Kind::Float => literal::float(value).is_some(),
        Kind::Double => literal::double(value).is_some(),
        Kind::BigInteger => literal::big_integer(value).is_some(),
        Kind::BigDecimal => literal::big_decimal(value).is_some(),
        Kind::Timestamp => literal::timestamp(value).is_some(),
        Kind::String | Kind::Enum(_) | Kind::Blob => value.is_string(),
        _ => false,
    }
}

/// The form of a value of that kind of shape, for messages.
pub(super) fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Boolean => "`true` or `false`",
        Kind::Byte => "an integer of 8 bits",
        Kind::Short => "an integer of 16 bits",
        Kind::Integer | Kind::IntEnum(_) => "an integer of 32 bits",
        Kind::Long => "an integer of 64 bits",
        Kind::Float => "a number that 32 bits can hold",
        Kind::Double => "a number that 64 bits can hold",
        Kind::BigInteger => "a whole number of at most 400 digits",
        Kind::BigDecimal => "a number",
        Kind::Timestamp => "seconds since 1970, or a text as in `1985-04-12T23:20:50.52Z`, of the years 1 to 9999",
        Kind::String | Kind::Enum(_) | Kind::Blob => "a string",
        Kind::List { .. } => "a list",
        _ => "an object",
    }
}
