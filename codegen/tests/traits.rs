//! The table of what becomes of traits, compared with what does become of them: traits are taken out of the fixtures or put
//! in, and the crates are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value, json};
use tinsmith_codegen::{Options, PROTOCOLS, Runtime, Support, TRAITS, generate};
use tinsmith_model::{Source, load};

/// Namespaces whose traits are all in the table: those of Smithy and AWS.
fn is_listed_namespace(id: &str) -> bool {
    // smithy-rs defines some for its servers.
    (id.starts_with("smithy.") || id.starts_with("aws.")) && !id.starts_with("smithy.framework.")
}

/// The files and notes of a model's crate, or the problems.
fn generated(model: &Value) -> Result<(tinsmith_codegen::Files, Vec<String>), String> {
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    let text = model.to_string();
    let model = load(&Source { name: "model.json", text: &text }, &options).map_err(|report| report.to_string())?;
    let options = Options { crate_name: "fixture".to_owned(), runtime: Runtime::Workspace };
    let generated = generate(&model, &options).map_err(|problems| format!("{problems:?}"))?;
    Ok((generated.files, generated.notes))
}

/// The fixtures by their names, and a model with what they lack.
fn models() -> BTreeMap<String, Value> {
    let folder = Path::new("tests/fixtures");
    let paths =
        std::fs::read_dir(folder).expect("the fixtures are there").map(|entry| entry.expect("a fixture").path());
    let read = |path: &Path| {
        let text = std::fs::read_to_string(path).expect("a fixture can be read");
        (path.display().to_string(), serde_json::from_str(&text).expect("a fixture is JSON"))
    };
    let mut models: BTreeMap<String, Value> = paths.map(|path| read(&path)).collect();
    models.insert("what the fixtures lack".to_owned(), lacking());
    for (id, value) in [("aws.auth#sigv4a", json!({ "name": "a" })), ("smithy.api#httpBearerAuth", json!({}))] {
        let mut model = lacking();
        model["shapes"]["a#Api"]["traits"][id] = value;
        models.insert(format!("nothing but {id}"), model);
    }
    models
}

/// A model of Smithy 1.0 with mixins and the title of a service.
fn lacking() -> Value {
    let integer = json!({ "target": "smithy.api#PrimitiveInteger", "traits": { "smithy.api#box": {} } });
    json!({ "smithy": "1.0", "shapes": {
        "a#Api": {
            "type": "service",
            "version": "1",
            "operations": [{ "target": "a#Get" }],
            "traits": { "smithy.api#title": "The Title", "aws.protocols#awsJson1_1": {} },
        },
        "a#Get": { "type": "operation", "input": { "target": "a#In" }, "output": { "target": "a#Out" } },
        "a#In": { "type": "structure", "members": {}, "mixins": [{ "target": "a#Mixed" }] },
        "a#Mixed": {
            "type": "structure",
            "members": { "one": { "target": "smithy.api#String" } },
            "traits": { "smithy.api#mixin": {} },
        },
        "a#Out": { "type": "structure", "members": { "count": integer, "kind": { "target": "a#Kind" } } },
        "a#Kind": { "type": "string", "traits": { "smithy.api#enum": [{ "value": "a", "name": "A" }] } },
    } })
}

/// Calls `visit` with the traits of every shape and member.
fn every_traits(model: &mut Value, visit: &mut impl FnMut(&mut Map<String, Value>)) {
    match model {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match (key.as_str(), &mut *value) {
                    ("traits", Value::Object(traits)) => visit(traits),
                    _ => every_traits(value, visit),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| every_traits(item, visit)),
        _ => {}
    }
}

fn ids_of(model: &Value) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    every_traits(&mut model.clone(), &mut |traits| ids.extend(traits.keys().cloned()));
    ids
}

fn without(model: &Value, gone: impl Fn(&str) -> bool) -> Value {
    let mut model = model.clone();
    every_traits(&mut model, &mut |traits| traits.retain(|id, _| !gone(id)));
    model
}

fn support(id: &str) -> Option<Support> {
    TRAITS.iter().find(|(known, _)| *known == id).map(|(_, support)| *support)
}

#[test]
fn the_table_is_sorted_and_has_each_trait_once() {
    assert!(TRAITS.is_sorted_by(|(one, _), (other, _)| one < other));
}

#[test]
fn the_table_has_what_the_checks_know() {
    let known: BTreeSet<&str> = tinsmith_model::known_traits().collect();
    let unlisted: Vec<_> = known.iter().filter(|id| support(id).is_none()).collect();
    assert!(unlisted.is_empty(), "say in `traits.rs` what becomes of {unlisted:?}");
    let read: Vec<_> =
        TRAITS.iter().filter(|(_, support)| *support == Support::Implemented).map(|(id, _)| *id).collect();
    // These two are gone before anything is checked.
    let unknown: Vec<_> =
        read.into_iter().filter(|id| !known.contains(id) && !id.ends_with("#box") && !id.ends_with("#enum")).collect();
    assert!(unknown.is_empty(), "the checks of models do not know {unknown:?}");
}

/// A trait that is implemented makes a difference to a fixture that has it.
#[test]
fn traits_that_are_implemented_make_a_difference() {
    let models = models();
    let crates: BTreeMap<&String, _> = models.iter().map(|(name, model)| (name, generated(model))).collect();
    for (id, _) in TRAITS.iter().filter(|(_, support)| *support == Support::Implemented) {
        let mut bearers = models.iter().filter(|(_, model)| ids_of(model).contains(*id)).peekable();
        assert!(bearers.peek().is_some(), "no fixture has `{id}`");
        let differs = bearers.any(|(name, model)| generated(&without(model, |other| other == *id)) != crates[name]);
        assert!(differs, "`{id}` makes no difference, so it is not implemented, or no fixture shows it");
    }
}

/// A trait without effect makes no difference, wherever it is put.
#[test]
fn traits_without_effect_make_no_difference() {
    for (name, model) in models() {
        let has_none = |id: &str| matches!(support(id), Some(Support::WithoutEffect(_)));
        let same = generated(&without(&model, has_none)) == generated(&model);
        assert!(same, "traits that the table calls without effect make a difference in {name}");
    }
    let plain = generated(&lacking()).expect("the model is fine");
    let mut with_all = lacking();
    for (id, _) in TRAITS.iter().filter(|(_, support)| matches!(support, Support::WithoutEffect(_))) {
        let mut places = 0;
        for place in ["a#Api", "a#Get", "a#In", "a#Out", "a#Kind"] {
            for value in [json!({}), json!([]), json!("a"), json!({ "name": "a" }), json!({ "operation": "a#Get" })] {
                let mut model = with_all.clone();
                model["shapes"][place]["traits"][*id] = value;
                if is_accepted(&model) {
                    with_all = model;
                    places += 1;
                    break;
                }
            }
        }
        let is_of_members = ["hostLabel", "clientEndpointDiscoveryId"].iter().any(|name| id.ends_with(name));
        assert!(places > 0 || is_of_members, "`{id}` was accepted nowhere");
    }
    let same = |model: &Value| generated(model).is_ok_and(|with| with == plain);
    if !same(&with_all) {
        let is_to_blame = |id: &&str| !same(&without(&with_all, |other| other != *id && lacks(other)));
        let ids: Vec<_> = TRAITS.iter().map(|(id, _)| *id).filter(is_to_blame).collect();
        panic!("traits that the table calls without effect make a difference: {ids:?}");
    }
}

/// Whether the model for what fixtures lack has no such trait.
fn lacks(id: &str) -> bool {
    !ids_of(&lacking()).contains(id)
}

fn is_accepted(model: &Value) -> bool {
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    load(&Source { name: "model.json", text: &model.to_string() }, &options).is_ok()
}

/// A trait that is not there yet gives a note, which is in the documentation of the operations that miss it, too.
#[test]
fn traits_that_are_not_implemented_are_noted() {
    let cases = [
        (
            "aws.auth#cognitoUserPools",
            json!({ "aws.auth#cognitoUserPools": { "providerArns": [] } }),
            Value::Null,
            SCHEME,
        ),
        ("smithy.api#httpApiKeyAuth", json!({ "smithy.api#httpApiKeyAuth": {} }), Value::Null, SCHEME),
        ("smithy.api#httpBasicAuth", json!({ "smithy.api#httpBasicAuth": {} }), Value::Null, SCHEME),
        ("smithy.api#httpDigestAuth", json!({ "smithy.api#httpDigestAuth": {} }), Value::Null, SCHEME),
    ];
    let listed: Vec<_> =
        TRAITS.iter().filter(|(_, support)| matches!(support, Support::NotYet(_))).map(|(id, _)| *id).collect();
    let mut tested: Vec<_> = cases.iter().map(|(id, ..)| *id).collect();
    tested.sort_unstable();
    assert_eq!(tested, listed);
    for (id, of_service, of_operation, said) in cases {
        let mut model = lacking();
        let traits = model["shapes"]["a#Api"]["traits"].as_object_mut().expect("they are an object");
        traits.extend(of_service.as_object().expect("it is an object").clone());
        if !of_operation.is_null() {
            model["shapes"]["a#Get"]["traits"] = json!({ id: of_operation });
        }
        let (files, notes) = generated(&model).unwrap_or_else(|problems| panic!("{problems}"));
        let said = said.replace("{id}", id);
        assert_eq!(notes, [format!("operation Get: {said}")]);
        let client = files["src/client.rs"].replace("\n    ///", "");
        assert!(client.contains(&format!("Its {said}.")), "{client}");
    }
}

const SCHEME: &str = "calls are not authenticated: none of its schemes is supported (`{id}`)";

/// Services of AWS do not have this: a discovery operation whose output has no endpoints.
#[test]
fn discovery_in_another_form_is_noted() {
    let mut model = lacking();
    model["shapes"]["a#Api"]["traits"]["aws.api#clientEndpointDiscovery"] = json!({ "operation": "a#Get" });
    model["shapes"]["a#Get"]["traits"] = json!({ "aws.api#clientDiscoveredEndpoint": { "required": true } });
    let said = "operation Get: calls must go to an endpoint that `Get` gives, which is not asked for: call it, and set \
                `endpoint_url` to what it gives";
    assert_eq!(generated(&model).expect("it is fine").1, [said]);
}

#[test]
fn optional_discovery_and_requests_are_no_matter() {
    let mut model = lacking();
    model["shapes"]["a#Get"]["traits"] = json!({
        "aws.api#clientDiscoveredEndpoint": { "required": false },
        "aws.protocols#httpChecksum": { "requestChecksumRequired": true },
    });
    assert_eq!(generated(&model).expect("it is fine").1, [""; 0]);
}

#[test]
fn events_that_want_http2_say_so() {
    let text = std::fs::read_to_string("tests/fixtures/event_streams.json").expect("the fixture is there");
    let mut model: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(generated(&model).expect("it is fine").1, [""; 0]);
    let mut notes = |options: Value| {
        every_traits(&mut model, &mut |traits| {
            if let Some(value) = traits.get_mut("aws.protocols#restJson1") {
                *value = options.clone();
            }
        });
        generated(&model).expect("it is fine").1
    };
    let said = "events go over HTTP/2, which the default connection does not speak: set an `http_client` that does";
    let told = ["Talk", "Tell", "Watch"].map(|name| format!("operation {name}: {said}"));
    assert_eq!(notes(json!({ "http": ["http/1.1", "h2"], "eventStreamHttp": ["h2"] })), told);
    assert_eq!(notes(json!({ "http": ["h2"] })), told);
    assert_eq!(notes(json!({ "http": ["h2", "http/1.1"] })), [""; 0]);
}

/// Every trait of Smithy or AWS in the models of the reference folder is in the table.
#[test]
fn the_table_has_what_models_use() {
    let Some(root) = tinsmith_reference::needed_for("the traits of every reference model") else { return };
    let mut unlisted = BTreeMap::new();
    let mut folders =
        vec![root.join("models"), root.join("models-older"), root.join("protocol-tests"), root.join("facts")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a model can be read");
            let Ok(model) = serde_json::from_str::<Value>(&text) else { continue };
            count += 1;
            for id in ids_of(&model).into_iter().filter(|id| is_listed_namespace(id) && support(id).is_none()) {
                unlisted.insert(id, path.clone());
            }
        }
    }
    assert!(count > 300, "only {count} models");
    assert!(unlisted.is_empty(), "say in `traits.rs` what becomes of {unlisted:?}");
}
