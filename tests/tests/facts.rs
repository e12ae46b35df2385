//! The model of IVS RealTime: its facts are those of the reference, and all of it is documented.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};
use tinsmith_reference::needed_for;
use tinsmith_tests::generate::root;

const FACTS: &str = "facts/ivs-realtime-2026-11.json";
const DOCUMENTATION: &str = "smithy.api#documentation";

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn model() -> Value {
    read(&root().join("model/services/ivs-realtime.json"))
}

/// Takes the documentation away, and what held nothing else.
fn strip(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::Object(traits)) = object.get_mut("traits") {
                traits.remove(DOCUMENTATION);
            }
            if object.get("traits") == Some(&Value::Object(Map::new())) {
                object.remove("traits");
            }
            object.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

/// The JSON pointers at which two values differ first on each way down.
fn differences(ours: &Value, theirs: &Value, pointer: &str, found: &mut Vec<String>) {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let keys: BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
            for key in keys {
                let (ours, theirs) = (ours.get(key).unwrap_or(&Value::Null), theirs.get(key).unwrap_or(&Value::Null));
                differences(ours, theirs, &format!("{pointer}/{key}"), found);
            }
        }
        _ if ours == theirs => {}
        _ => found.push(format!("{pointer}: the model has {ours}, the reference {theirs}")),
    }
}

#[test]
fn the_model_states_the_facts_of_the_reference() {
    let Some(reference) = needed_for("the facts of IVS RealTime") else { return };
    let (mut ours, theirs) = (model(), read(&reference.join(FACTS)));
    strip(&mut ours);
    let mut found = Vec::new();
    differences(&ours, &theirs, "", &mut found);
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
    assert_eq!(ours, theirs);
}

/// Whether something of the model says what it is for.
fn is_documented(shape: &Value) -> bool {
    shape["traits"][DOCUMENTATION].as_str().is_some_and(|text| !text.trim().is_empty())
}

/// Whether the name of an enum's value says all: `CONNECTED` of a state does.
fn speaks_for_itself(kind: &str, member: &Value) -> bool {
    kind == "enum" && member["traits"]["smithy.api#enumValue"].is_string()
}

#[test]
fn all_of_the_model_is_documented() {
    let model = model();
    let mut bare = Vec::new();
    for (id, shape) in model["shapes"].as_object().into_iter().flatten() {
        let kind = shape["type"].as_str().unwrap_or_default();
        if !matches!(kind, "service" | "operation" | "structure" | "union" | "enum" | "intEnum") {
            continue;
        }
        if !is_documented(shape) {
            bare.push(id.clone());
        }
        let members = shape["members"].as_object().into_iter().flatten();
        let members = members.filter(|(_, member)| !is_documented(member) && !speaks_for_itself(kind, member));
        bare.extend(members.map(|(name, _)| format!("{id}${name}")));
    }
    assert!(bare.is_empty(), "not documented: {}", bare.join(", "));
}
