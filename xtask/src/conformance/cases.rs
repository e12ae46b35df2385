//! The models, their cases for clients, and the verdicts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use heck::ToSnakeCase;
use serde_json::Value;

use super::rules;
use crate::failure::Failure;
use crate::libraries::codegen::PROTOCOLS;
use crate::text::read_text;

/// A model, with cases or without.
pub(super) struct Suite {
    /// The folder and the file's name without its ending.
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// The protocol of most of the cases, else the one that is generated.
    pub(super) protocol: String,
    /// The number of cases that apply to clients.
    pub(super) cases: usize,
    /// Notes of the generator.
    pub(super) notes: Vec<String>,
    /// The verdict of each test.
    pub(super) verdicts: BTreeMap<String, Verdict>,
}

/// The verdict of a test.
pub(super) enum Verdict {
    Passed,
    Failed,
    /// It failed as expected, for this reason.
    Expected(String),
    /// It passed although it was expected to fail.
    UnexpectedPass,
}

impl Suite {
    pub(super) fn is_spoken(&self) -> bool {
        PROTOCOLS.contains(&self.protocol.as_str())
    }

    /// The protocol without its namespace.
    pub(super) fn protocol_name(&self) -> &str {
        self.protocol.rsplit('#').next().unwrap_or_default()
    }

    /// The package that the model becomes.
    pub(super) fn package(&self) -> String {
        self.name.to_snake_case()
    }
}

/// The models of the reference folder, in the order of preference of their protocols, then by name.
pub(super) fn read(reference: &Path) -> Result<Vec<Suite>, Failure> {
    let mut suites = Vec::new();
    for folder in ["suite", "extra"] {
        let dir = reference.join("protocol-tests").join(folder);
        let entries = fs::read_dir(&dir).map_err(|error| Failure::io("read", &dir, &error))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths.into_iter().filter(|path| path.extension().is_some_and(|it| it == "json")) {
            suites.extend(suite(reference, folder, path)?);
        }
    }
    let rank = |suite: &Suite| PROTOCOLS.iter().position(|id| *id == suite.protocol).unwrap_or(PROTOCOLS.len());
    suites.sort_by_cached_key(|suite| (rank(suite), suite.protocol.clone(), suite.name.clone()));
    Ok(suites)
}

fn suite(reference: &Path, folder: &str, path: PathBuf) -> Result<Option<Suite>, Failure> {
    let mut text = read_text(&path)?;
    let mut model: Value = serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("{} is not JSON", path.display())).why(error.to_string()))?;
    if rules::add(reference, &mut model)? {
        text = model.to_string();
    }
    let mut protocols = BTreeMap::<String, usize>::new();
    let shapes = || model.get("shapes").and_then(Value::as_object).into_iter().flatten().map(|(_, shape)| shape);
    for case in shapes().flat_map(cases) {
        let server = case.get("appliesTo").and_then(Value::as_str) == Some("server");
        if let Some(protocol) = case.get("protocol").and_then(Value::as_str).filter(|_| !server) {
            *protocols.entry(protocol.to_owned()).or_default() += 1;
        }
    }
    let most = protocols.into_iter().max_by_key(|(_, cases)| *cases);
    let Some((protocol, cases)) = most.or_else(|| Some((declared(shapes())?, 0))) else { return Ok(None) };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{folder}/{stem}");
    Ok(Some(Suite { name, text, protocol, cases, path, notes: Vec::new(), verdicts: BTreeMap::new() }))
}

/// The preferred protocol of the service.
fn declared<'v>(mut shapes: impl Iterator<Item = &'v Value>) -> Option<String> {
    let traits = shapes.find(|shape| shape["type"] == "service")?.get("traits")?;
    PROTOCOLS.iter().find(|id| traits.get(**id).is_some()).map(|id| (*id).to_owned())
}

/// The cases that a shape carries.
pub(super) fn cases(shape: &Value) -> impl Iterator<Item = &Value> {
    let traits =
        ["httpRequestTests", "httpResponseTests", "eventStreamTests"].map(|name| format!("smithy.test#{name}"));
    traits.into_iter().filter_map(|id| shape.get("traits")?.get(&id)?.as_array()).flatten()
}
