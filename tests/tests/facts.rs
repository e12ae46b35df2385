//! The model of IVS RealTime: its facts are those of the reference, and all of it is documented.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
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

/// The JSON pointers at which two values differ first on each way down: none only if they are equal.
fn differences(ours: Option<&Value>, theirs: Option<&Value>, pointer: &str, found: &mut Vec<String>) {
    match (ours, theirs) {
        (Some(Value::Object(ours)), Some(Value::Object(theirs))) => {
            let keys: BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
            keys.iter()
                .for_each(|key| differences(ours.get(*key), theirs.get(*key), &format!("{pointer}/{key}"), found));
        }
        _ if ours == theirs => {}
        _ => {
            let shown = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
            found.push(format!("{pointer}: the model has {}, the reference {}", shown(ours), shown(theirs)));
        }
    }
}

#[test]
fn the_model_states_the_facts_of_the_reference() {
    let Some(reference) = needed_for("the facts of IVS RealTime") else { return };
    let (mut ours, theirs) = (model(), read(&reference.join(FACTS)));
    strip(&mut ours);
    let mut found = Vec::new();
    differences(Some(&ours), Some(&theirs), "", &mut found);
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}

#[test]
fn all_differences_are_found() {
    let ours = json!({"same": [1, {"a": null}], "list": [1, 2], "ours": null, "deep": {"a": 1, "b": {}}});
    let theirs = json!({"same": [1, {"a": null}], "list": [2, 1], "theirs": null, "deep": {"a": "1", "b": {"c": []}}});
    let mut found = Vec::new();
    differences(Some(&ours), Some(&theirs), "", &mut found);
    let expected = [
        "/deep/a: the model has 1, the reference \"1\"",
        "/deep/b/c: the model has nothing, the reference []",
        "/list: the model has [1,2], the reference [2,1]",
        "/ours: the model has null, the reference nothing",
        "/theirs: the model has nothing, the reference null",
    ];
    assert_eq!(found, expected);
}

#[test]
fn nothing_but_documentation_is_stripped() {
    let mut model =
        json!({"a": {"traits": {DOCUMENTATION: "x"}}, "b": {"traits": {DOCUMENTATION: "x", "c": {}}, "d": {}}});
    strip(&mut model);
    assert_eq!(model, json!({"a": {}, "b": {"traits": {"c": {}}, "d": {}}}));
}

/// Whether a shape or member is documented.
fn is_documented(shape: &Value) -> bool {
    shape["traits"][DOCUMENTATION].as_str().is_some_and(|text| !text.trim().is_empty())
}

/// Whether the name of an enum's value needs no documentation: `CONNECTED` of a state.
fn speaks_for_itself(kind: &str, member: &Value) -> bool {
    kind == "enum" && member["traits"]["smithy.api#enumValue"].is_string()
}

/// The shapes and members of a model that should be documented and are not, beside how many are.
fn undocumented(model: &Value) -> (Vec<String>, usize) {
    let (mut bare, mut documented) = (Vec::new(), 0);
    for (id, shape) in model["shapes"].as_object().expect("a model has shapes") {
        let kind = shape["type"].as_str().unwrap_or_default();
        if !matches!(kind, "service" | "operation" | "structure" | "union" | "enum" | "intEnum") {
            continue;
        }
        let members = shape["members"].as_object().into_iter().flatten();
        let members = members.filter(|(_, member)| !speaks_for_itself(kind, member));
        let members = members.map(|(name, member)| (format!("{id}${name}"), member));
        for (id, it) in std::iter::once((id.clone(), shape)).chain(members) {
            if is_documented(it) { documented += 1 } else { bare.push(id) }
        }
    }
    (bare, documented)
}

#[test]
fn all_of_the_model_is_documented() {
    let (bare, documented) = undocumented(&model());
    assert!(bare.is_empty(), "not documented: {}", bare.join(", "));
    assert!(documented > 500, "only {documented} shapes and members were looked at");
}

#[test]
fn what_is_not_documented_is_found() {
    let documented = json!({DOCUMENTATION: "<p>It is.</p>"});
    let model = json!({"shapes": {
        "a#Op": {"type": "operation", "traits": {DOCUMENTATION: " "}},
        "a#In": {"type": "structure", "traits": documented, "members": {"a": {"target": "a#S"}, "b": {"traits": documented}}},
        "a#State": {"type": "enum", "members": {"ON": {"traits": {"smithy.api#enumValue": "ON"}}, "OFF": {}}},
        "a#S": {"type": "string"},
    }});
    let (bare, documented) = undocumented(&model);
    assert_eq!((bare.concat(), documented), ("a#Opa#In$aa#Statea#State$OFF".to_owned(), 2));
}
