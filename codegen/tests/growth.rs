//! A model that grows takes nothing away: whatever members are added to structures, the types keep their derives, builders,
//! fields and methods. Only the return type of `build` follows the model, as in the official crates.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tinsmith_codegen::{Files, Options, PROTOCOLS, Runtime, generate};
use tinsmith_model::{Source, load};

/// The members that a later model may add.
fn additions() -> [(&'static str, Value); 3] {
    let member = |target: &str, traits: Value| json!({"target": format!("smithy.api#{target}"), "traits": traits});
    [
        ("required", member("String", json!({"smithy.api#required": {}}))),
        ("default", member("Integer", json!({"smithy.api#default": 5}))),
        ("optional", member("Timestamp", json!({}))),
    ]
}

fn files(model: &Value) -> Option<Files> {
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    let model = load(&Source { name: "model.json", text: &model.to_string() }, &options).ok()?;
    let options = Options { crate_name: "grown".to_owned(), runtime: Runtime::Workspace };
    Some(generate(&model, &options).ok()?.files)
}

/// The model without protocol tests, whose parameters would lack the member.
fn untested(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut model: Value = serde_json::from_str(&text).expect("the model is JSON");
    let shapes = model["shapes"].as_object_mut().expect("there are shapes");
    for traits in shapes.values_mut().filter_map(|shape| shape.get_mut("traits")?.as_object_mut()) {
        traits.retain(|name, _| !name.starts_with("smithy.test#"));
    }
    model
}

/// The structures that are no traits.
fn structures(model: &Value) -> Vec<String> {
    let shapes = model["shapes"].as_object().expect("there are shapes");
    let grows = |shape: &Value| shape["type"] == "structure" && shape["traits"].get("smithy.api#trait").is_none();
    shapes.iter().filter(|(_, shape)| grows(shape)).map(|(id, _)| id.clone()).collect()
}

fn grown(mut model: Value, structures: &[&String], member: &Value) -> Value {
    for id in structures {
        let shape = &mut model["shapes"][id.as_str()];
        if shape.get("members").is_none() {
            shape["members"] = json!({});
        }
        shape["members"]["zzAdded"] = member.clone();
    }
    model
}

/// The macros that define builders.
const MACROS: [&str; 4] = [" structure!(", " output!(", " error!(", " input!("];

/// The names that callers can use: derives with their types, fields, functions, implementations, and the heads of the macros that
/// define builders, without the return type of `build`.
fn surface(files: &Files) -> BTreeSet<String> {
    let mut surface = BTreeSet::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let mut derive = "";
        for line in text.lines().map(str::trim) {
            let code = line.strip_prefix("#[inline] ").unwrap_or(line);
            let item = code.split(" {").next().unwrap_or(code);
            if code.starts_with("#[derive") {
                derive = code;
            } else if code.starts_with("pub ") || code.starts_with("impl") {
                surface.insert(format!("{path}: {derive} {item}"));
                derive = "";
            }
        }
        let code = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for head in MACROS.iter().flat_map(|name| code.split(name).skip(1)).filter_map(|rest| rest.split('{').next()) {
            let (names, flags) = head.split_once(" -> ").unwrap_or((head, ""));
            let flags = flags.trim_start_matches("Result").trim_start_matches("Self");
            surface.insert(format!("{path}: {} {}", names.trim(), flags.trim()));
        }
    }
    surface
}

/// Adds each member to all structures at once, or, where the model's rules allow it for some only, to one after the other.
fn check(path: &Path) -> usize {
    let model = untested(path);
    let before = surface(&files(&model).unwrap_or_else(|| panic!("{} is a model", path.display())));
    let ids = structures(&model);
    let mut grew = 0;
    for (kind, member) in additions() {
        let all = grown(model.clone(), &ids.iter().collect::<Vec<_>>(), &member);
        let each = || ids.iter().map(|id| grown(model.clone(), &[id], &member));
        let models: Vec<_> = if files(&all).is_some() { vec![all] } else { each().collect() };
        for files in models.iter().filter_map(files) {
            let after = surface(&files);
            let lost: Vec<_> = before.difference(&after).collect();
            assert!(lost.is_empty(), "{}: an added member that is {kind} takes away {lost:#?}", path.display());
            grew += usize::from(after != before);
        }
    }
    grew
}

#[test]
fn fixtures_that_grow_lose_nothing() {
    let entries = fs::read_dir("tests/fixtures").expect("the fixtures are there");
    let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    // Where a payload is all that goes over the wire, nothing can be added.
    let grew = paths.iter().filter(|path| check(path) > 0).count();
    assert!(grew > paths.len() * 3 / 4, "{grew} of {}", paths.len());
}

#[test]
fn ivs_realtime_loses_nothing() {
    assert_eq!(check(Path::new("../model/services/ivs-realtime.json")), 3, "each addition is possible everywhere");
}
