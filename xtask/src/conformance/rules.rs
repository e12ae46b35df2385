//! Endpoint rules for suites of real services: the cases say how the client is configured, and count on the rules of the
//! service, which the suite leaves out.

use std::path::Path;

use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::text::read_text;

/// The namespace of traits about endpoint rules.
const RULES: &str = "smithy.rules#";

/// Adds the rules from the service's own model in the reference folder, if a case needs them. True if there were any.
pub(super) fn add(reference: &Path, suite: &mut Value) -> Result<bool, Failure> {
    let needs =
        shapes(suite).any(|(_, shape)| super::cases::cases(shape).any(|case| case.get("vendorParams").is_some()));
    let Some(sdk_id) = shapes(suite).find_map(|(_, shape)| sdk_id(shape)).filter(|_| needs) else { return Ok(false) };
    let name = sdk_id.to_lowercase().replace(' ', "-");
    let path = reference.join("models").join(format!("{name}.json"));
    if !path.is_file() {
        return Ok(false);
    }
    let model: Value = serde_json::from_str(&read_text(&path)?)
        .map_err(|error| Failure::new(format!("{} is not JSON", path.display())).why(error.to_string()))?;
    if let (Some(to), Some(from)) = (shapes_mut(suite), model.get("shapes").and_then(Value::as_object)) {
        copy_all(from, to);
    }
    Ok(true)
}

fn shapes(model: &Value) -> impl Iterator<Item = (&String, &Value)> {
    model.get("shapes").and_then(Value::as_object).into_iter().flatten()
}

fn shapes_mut(model: &mut Value) -> Option<&mut Map<String, Value>> {
    model.get_mut("shapes")?.as_object_mut()
}

fn sdk_id(shape: &Value) -> Option<String> {
    Some(shape.get("traits")?.get("aws.api#service")?.get("sdkId")?.as_str()?.to_owned())
}

/// Copies the rules on shapes and their members to those of the same ids and names.
fn copy_all(from: &Map<String, Value>, to: &mut Map<String, Value>) {
    for (id, shape) in to {
        let Some(real) = from.get(id) else { continue };
        copy(real, shape);
        let members = shape.get_mut("members").and_then(Value::as_object_mut);
        for (name, member) in members.into_iter().flatten() {
            if let Some(real) = real.get("members").and_then(|members| members.get(name)) {
                copy(real, member);
            }
        }
    }
}

fn copy(from: &Value, to: &mut Value) {
    let traits = from.get("traits").and_then(Value::as_object).into_iter().flatten();
    for (id, value) in traits.filter(|(id, _)| id.starts_with(RULES)) {
        let Some(to) = to.as_object_mut() else { return };
        let to = to.entry("traits").or_insert_with(|| Value::Object(Map::new()));
        if let Some(to) = to.as_object_mut() {
            to.insert(id.clone(), value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rules_are_copied_to_shapes_and_members_of_the_same_name() {
        let from = json!({
            "a#Service": {"type": "service", "traits": {"smithy.rules#endpointRuleSet": {}, "smithy.api#title": "A"}},
            "a#Input": {"type": "structure", "members": {"Bucket": {"traits": {"smithy.rules#contextParam": {}}}}},
            "a#Other": {"type": "structure"},
        });
        let mut to = json!({
            "a#Service": {"type": "service"},
            "a#Input": {"type": "structure", "members": {"Bucket": {"traits": {"smithy.api#httpLabel": {}}}, "Key": {}}},
        });
        copy_all(from.as_object().expect("an object"), to.as_object_mut().expect("an object"));
        let expected = json!({
            "a#Service": {"type": "service", "traits": {"smithy.rules#endpointRuleSet": {}}},
            "a#Input": {"type": "structure", "members": {
                "Bucket": {"traits": {"smithy.api#httpLabel": {}, "smithy.rules#contextParam": {}}},
                "Key": {},
            }},
        });
        assert_eq!(to, expected);
    }
}
