//! Default values.

use serde_json::Value;
use tinsmith_model::{Kind, Shape};

use crate::ir::{DocumentLiteral, Literal};

/// The default of a member whose target is `shape`. `None` where there is nothing to emit: the check stage reports
/// values that do not fit their shape.
pub(super) fn lower(shape: &Shape, value: &Value) -> Option<Literal> {
    Some(match &shape.kind {
        Kind::Boolean => Literal::Bool(value.as_bool()?),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::IntEnum(_) => Literal::Int(integer(value)?),
        Kind::Float | Kind::Double => Literal::Float(value.as_f64()?),
        Kind::String => Literal::String(value.as_str()?.to_owned()),
        Kind::Enum(_) => Literal::Enum(value.as_str()?.to_owned()),
        Kind::Blob => Literal::Blob(blob(value.as_str()?)),
        Kind::Timestamp => timestamp(value)?,
        Kind::List { .. } => Literal::EmptyList,
        Kind::Map { .. } => Literal::EmptyMap,
        Kind::Document => Literal::Document(document(value)?),
        _ => return None,
    })
}

/// Integers may be spelled `1.0` in models.
fn integer(value: &Value) -> Option<i64> {
    #[allow(clippy::cast_possible_truncation)] // the check stage bounds it
    value.as_i64().or_else(|| value.as_f64().map(|float| float as i64))
}

/// Blob defaults are base64 (<https://smithy.io/2.0/spec/type-refinement-traits.html#default-value-constraints>).
fn blob(text: &str) -> Vec<u8> {
    decode_base64(text).unwrap_or_else(|| text.as_bytes().to_vec())
}

fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0u32, 0u32);
    for byte in text.trim_end_matches('=').bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// Timestamp defaults are epoch seconds, or date-time text.
fn timestamp(value: &Value) -> Option<Literal> {
    let seconds = value.as_f64()?;
    let whole = seconds.floor();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a fraction of a second in nanoseconds
    let nanos = ((seconds - whole) * 1e9).round() as u32;
    #[allow(clippy::cast_possible_truncation)] // years far beyond any calendar
    Some(Literal::Timestamp { seconds: whole as i64, nanos })
}

fn document(value: &Value) -> Option<DocumentLiteral> {
    Some(match value {
        Value::Null => DocumentLiteral::Null,
        Value::Bool(it) => DocumentLiteral::Bool(*it),
        Value::String(text) => DocumentLiteral::String(text.clone()),
        Value::Number(number) => match number.as_i64() {
            Some(int) => DocumentLiteral::Int(int),
            None => DocumentLiteral::Float(number.as_f64()?),
        },
        Value::Array(items) if items.is_empty() => DocumentLiteral::EmptyArray,
        Value::Object(entries) if entries.is_empty() => DocumentLiteral::EmptyObject,
        Value::Array(_) | Value::Object(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::decode_base64;

    #[test]
    fn base64() {
        for (text, bytes) in [("", ""), ("YQ==", "a"), ("YWI=", "ab"), ("YWJj", "abc"), ("YWJjZA", "abcd")] {
            assert_eq!(decode_base64(text).as_deref(), Some(bytes.as_bytes()), "{text}");
        }
        assert_eq!(decode_base64("a-b"), None);
    }
}
