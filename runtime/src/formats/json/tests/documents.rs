//! Documents beside serde_json's values.

use aws_smithy_types::{Document, Number};
use serde_json::Value;

use crate::formats::json::Scanner;
use crate::walk::ReadError;

/// Reads a document that is the whole text.
pub(super) fn read(text: &[u8]) -> Result<Document, ReadError> {
    let mut scanner = Scanner::new(text, None)?;
    scanner.skip_space();
    let document = scanner.document()?;
    scanner.end()?;
    Ok(document)
}

/// The same value, as far as serde_json and documents mean the same.
pub(super) fn same(document: &Document, value: &Value) -> bool {
    match (document, value) {
        (Document::Null, Value::Null) => true,
        (Document::Bool(one), Value::Bool(other)) => one == other,
        (Document::String(one), Value::String(other)) => one == other,
        (Document::Number(Number::PosInt(one)), Value::Number(other)) => other.as_u64() == Some(*one),
        (Document::Number(Number::NegInt(one)), Value::Number(other)) => other.as_i64() == Some(*one),
        (Document::Number(Number::Float(one)), Value::Number(other)) => {
            let integral = other.is_i64() || other.is_u64();
            // -0 is an integer to serde_json where another crate of the build turns on `arbitrary_precision`.
            (!integral || *one == 0.0) && other.as_f64().map(f64::to_bits) == Some(one.to_bits())
        }
        (Document::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Document::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| same(one, other)))
        }
        _ => false,
    }
}

/// Whether a number in it is beyond what 64 bits hold. serde_json refuses those unless `arbitrary_precision` is on.
pub(super) fn exceeds(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_none(),
        Value::Array(items) => items.iter().any(exceeds),
        Value::Object(entries) => entries.values().any(exceeds),
        _ => false,
    }
}

#[test]
fn numbers_keep_their_kind() {
    for (text, number) in [
        ("0", Number::PosInt(0)),
        ("18446744073709551615", Number::PosInt(u64::MAX)),
        ("-9223372036854775808", Number::NegInt(i64::MIN)),
        ("18446744073709551616", Number::Float(18_446_744_073_709_551_616.0)),
        ("-0", Number::Float(-0.0)),
        ("1.0", Number::Float(1.0)),
        ("1e2", Number::Float(100.0)),
    ] {
        assert_eq!(read(text.as_bytes()).unwrap(), Document::Number(number), "{text}");
        assert!(same(&Document::Number(number), &serde_json::from_str(text).unwrap()), "{text}");
    }
}
