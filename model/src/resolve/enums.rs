//! Brings both ways to write enums, as shapes and as a trait of strings, into one form.

use serde_json::{Map, Value, json};

use crate::problem::{Place, Problems};
use crate::{EnumValue, IntEnumValue, Kind, Member, ShapeId, Traits};

const ENUM: &str = "smithy.api#enum";
const ENUM_VALUE: &str = "smithy.api#enumValue";

/// The kind of a string shape: an enum if it has the older `enum` trait, which is taken away.
pub(crate) fn from_trait(id: &ShapeId, traits: &mut Traits, problems: &mut Problems) -> Option<Kind> {
    let Some(value) = traits.remove(ENUM) else { return Some(Kind::String) };
    let Value::Array(entries) = value else {
        let help = "write a list of entries such as `{\"value\": \"a\", \"name\": \"A\"}`";
        problems.add(Place::shape(id).with_trait(ENUM), "the value of `smithy.api#enum` must be a list", help);
        return None;
    };
    let mut values = Vec::with_capacity(entries.len());
    for (index, entry) in entries.into_iter().enumerate() {
        match entry {
            Value::Object(entry) if entry.get("value").is_some_and(Value::is_string) => values.push(from_entry(entry)),
            _ => {
                let place = Place::shape(id).with_trait(ENUM).then(index);
                problems.add(place, "the entry has no `value`", "add the value on the wire, as in `\"value\": \"a\"`");
            }
        }
    }
    Some(Kind::Enum(values))
}

fn from_entry(mut entry: Map<String, Value>) -> EnumValue {
    let mut traits = Traits::default();
    for key in ["documentation", "tags"] {
        if let Some(value) = entry.remove(key) {
            traits.set_core(key, value);
        }
    }
    if entry.get("deprecated") == Some(&Value::Bool(true)) {
        traits.set_core("deprecated", json!({}));
    }
    EnumValue { name: take_text(&mut entry, "name"), value: take_text(&mut entry, "value").unwrap_or_default(), traits }
}

fn take_text(entry: &mut Map<String, Value>, key: &str) -> Option<String> {
    match entry.remove(key) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

/// The values of an `enum` shape. A member without `enumValue` has its own name as value.
pub(crate) fn from_members(id: &ShapeId, members: Vec<Member>, problems: &mut Problems) -> Vec<EnumValue> {
    let mut values = Vec::with_capacity(members.len());
    for Member { name, mut traits, .. } in members {
        let value = match traits.remove(ENUM_VALUE) {
            None => name.clone(),
            Some(Value::String(value)) => value,
            Some(other) => {
                wrong_value(id, &name, "a string", &other, problems);
                continue;
            }
        };
        values.push(EnumValue { name: Some(name), value, traits });
    }
    values
}

/// The values of an `intEnum` shape.
pub(crate) fn ints_from_members(id: &ShapeId, members: Vec<Member>, problems: &mut Problems) -> Vec<IntEnumValue> {
    let mut values = Vec::with_capacity(members.len());
    for Member { name, mut traits, .. } in members {
        let value = traits.remove(ENUM_VALUE).unwrap_or_default();
        match value.as_i64().and_then(|value| i32::try_from(value).ok()) {
            Some(value) => values.push(IntEnumValue { name, value, traits }),
            None => wrong_value(id, &name, "an integer of 32 bits", &value, problems),
        }
    }
    values
}

fn wrong_value(id: &ShapeId, name: &str, form: &str, value: &Value, problems: &mut Problems) {
    let place = Place::member(id, name).with_trait(ENUM_VALUE);
    let message = match value {
        Value::Null => format!("the value of the enum must be {form}, but there is none"),
        other => format!("the value of the enum must be {form}, but is {other}"),
    };
    problems.add(place, message, format!("give `smithy.api#enumValue` {form}"));
}
