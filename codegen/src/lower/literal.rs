//! Default values.

use serde_json::Value;
use tinsmith_model::{Kind, Shape, literal};

use crate::ir::{DocumentLiteral, Literal};

/// The default of a member whose target is `shape`. Returns `None` if it is no value of the shape; the check stage, which
/// reads values by the same functions, has reported that.
pub(super) fn lower(shape: &Shape, value: &Value) -> Option<Literal> {
    Some(match &shape.kind {
        Kind::Boolean => Literal::Bool(value.as_bool()?),
        Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::IntEnum(_) => {
            Literal::Int(literal::integer(value)?)
        }
        Kind::Float => Literal::Float(literal::float(value)?),
        Kind::Double => Literal::Float(literal::double(value)?),
        Kind::BigInteger => Literal::BigNumber(literal::big_integer(value)?),
        Kind::BigDecimal => Literal::BigNumber(literal::big_decimal(value)?),
        Kind::String => Literal::String(value.as_str()?.to_owned()),
        Kind::Enum(_) => Literal::Enum(value.as_str()?.to_owned()),
        Kind::Blob => Literal::Blob(literal::blob(value)?),
        Kind::Timestamp => {
            let (seconds, nanos) = literal::timestamp(value)?;
            Literal::Timestamp { seconds, nanos }
        }
        Kind::List { .. } => Literal::EmptyList,
        Kind::Map { .. } => Literal::EmptyMap,
        Kind::Document => Literal::Document(document(value)?),
        Kind::Structure(_) | Kind::Union(_) | Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_) => return None,
    })
}

fn document(value: &Value) -> Option<DocumentLiteral> {
    Some(match value {
        Value::Null => DocumentLiteral::Null,
        Value::Bool(it) => DocumentLiteral::Bool(*it),
        Value::String(text) => DocumentLiteral::String(text.clone()),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(int), _) => DocumentLiteral::PosInt(int),
            (None, Some(int)) => DocumentLiteral::NegInt(int),
            (None, None) => DocumentLiteral::Float(literal::double(value)?),
        },
        Value::Array(items) if items.is_empty() => DocumentLiteral::EmptyArray,
        Value::Object(entries) if entries.is_empty() => DocumentLiteral::EmptyObject,
        Value::Array(_) | Value::Object(_) => return None,
    })
}
