//! The rule on default values.

use serde_json::Value;

use super::kind_of;
use crate::problem::{Place, Problems, shorten};
use crate::{Kind, Model};

const DEFAULT: &str = "smithy.api#default";

/// The default of a member is a value of its target.
pub(super) fn fit_their_targets(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        for member in shape.members() {
            let Some(value) = member.traits.default_value() else { continue };
            let Some(target) = model.get(&member.target) else { continue };
            if !fits(&target.kind, value) {
                let (kind, expected) = (kind_of(model, &member.target), expected(&target.kind));
                let message = format!("the default of {kind} must be {expected}, but is {}", shorten(value));
                let place = Place::member(&shape.id, &member.name).with_trait(DEFAULT);
                problems.add(place, message, "correct or remove the default");
            }
        }
    }
}

fn fits(kind: &Kind, value: &Value) -> bool {
    let within = |low: i64, high: i64| integer(value).is_some_and(|value| (low..=high).contains(&value));
    match kind {
        Kind::Boolean => value.is_boolean(),
        Kind::Byte => within(i8::MIN.into(), i8::MAX.into()),
        Kind::Short => within(i16::MIN.into(), i16::MAX.into()),
        Kind::Integer => within(i32::MIN.into(), i32::MAX.into()),
        Kind::Long => integer(value).is_some(),
        Kind::Float | Kind::Double | Kind::BigInteger | Kind::BigDecimal => value.is_number(),
        Kind::String | Kind::Blob => value.is_string(),
        Kind::Timestamp => value.is_string() || value.is_number(),
        Kind::Enum(values) => value.as_str().is_some_and(|text| values.iter().any(|value| value.value == text)),
        Kind::IntEnum(values) => {
            integer(value).is_some_and(|int| values.iter().any(|value| i64::from(value.value) == int))
        }
        Kind::List { .. } => value.as_array().is_some_and(Vec::is_empty),
        Kind::Map { .. } => value.as_object().is_some_and(serde_json::Map::is_empty),
        Kind::Document => true,
        Kind::Structure(_) | Kind::Union(_) | Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_) => false,
    }
}

/// What the default of such a shape can be.
fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Boolean => "`true` or `false`",
        Kind::Byte => "an integer of 8 bits",
        Kind::Short => "an integer of 16 bits",
        Kind::Integer => "an integer of 32 bits",
        Kind::Long => "an integer of 64 bits",
        Kind::Float | Kind::Double | Kind::BigInteger | Kind::BigDecimal => "a number",
        Kind::String | Kind::Blob => "a string",
        Kind::Timestamp => "a string or a number",
        Kind::Enum(_) | Kind::IntEnum(_) => "one of its values",
        Kind::List { .. } => "an empty list (`[]`)",
        Kind::Map { .. } => "an empty object (`{}`)",
        _ => "absent",
    }
}

/// The integer that a value is, also if it is written as `1.0`.
pub(super) fn integer(value: &Value) -> Option<i64> {
    let whole = |number: f64| (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64);
    value.as_i64().or_else(|| value.as_f64().and_then(whole))
}
