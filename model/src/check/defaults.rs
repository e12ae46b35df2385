//! The rule on default values.

use serde_json::Value;

use super::{kind_of, values};
use crate::problem::{Place, Problems, shorten};
use crate::{Kind, Model, literal};

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
    match kind {
        Kind::Blob => literal::blob(value).is_some(),
        Kind::Enum(values) => value.as_str().is_some_and(|text| values.iter().any(|value| value.value == text)),
        Kind::IntEnum(values) => {
            literal::integer(value).is_some_and(|int| values.iter().any(|value| i64::from(value.value) == int))
        }
        Kind::List { .. } => value.as_array().is_some_and(Vec::is_empty),
        Kind::Map { .. } => value.as_object().is_some_and(serde_json::Map::is_empty),
        Kind::Document => match value {
            Value::Number(_) => literal::double(value).is_some(),
            Value::Array(items) => items.is_empty(),
            Value::Object(entries) => entries.is_empty(),
            Value::Null | Value::Bool(_) | Value::String(_) => true,
        },
        kind => values::fits(kind, value),
    }
}

/// The form of a default of that kind of shape, for messages.
fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Blob => "a string of base64",
        Kind::Enum(_) | Kind::IntEnum(_) => "one of its values",
        Kind::List { .. } => "an empty list (`[]`)",
        Kind::Map { .. } => "an empty object (`{}`)",
        Kind::Document => "a boolean, a string, a number that 64 bits can hold, `[]` or `{}`",
        Kind::Structure(_) | Kind::Union(_) | Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_) => "absent",
        kind => values::expected(kind),
    }
}
