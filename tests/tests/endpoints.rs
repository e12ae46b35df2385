//! Every `smithy.rules#endpointTests` case of the reference models, through lowering and the runtime's interpreter.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use aws_smithy_types::{Document, Number};
use serde_json::Value;
use tinsmith::endpoint::{Endpoint, EndpointError, ParamValue, Params, RuleSet};
use tinsmith_codegen::lower::endpoint::{LowerProblem, lower, lower_bdd};
use tinsmith_tests::rules::tables;

/// The models with endpoint rules, or nothing if there is no reference folder.
fn models() -> Vec<(PathBuf, Value)> {
    let Some(reference) = std::env::var_os("TINSMITH_REFERENCE") else {
        eprintln!("SKIPPED: TINSMITH_REFERENCE is not set");
        return Vec::new();
    };
    // Tests run in the folder of their package; the variable is relative to the workspace.
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(reference);
    let mut paths: Vec<_> = ["models", "protocol-tests/endpoints", "facts"]
        .iter()
        .flat_map(|folder| fs::read_dir(reference.join(folder)).expect("the reference folder can be read"))
        .map(|entry| entry.expect("the reference folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a model can be read");
        let model = serde_json::from_str(&text).expect("a model is JSON");
        (path, model)
    };
    paths.into_iter().map(read).collect()
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failures: Vec<String>,
}

impl Tally {
    fn check(&mut self, path: &Path, rules: &RuleSet<'_>, case: &Value) {
        let actual = rules.resolve(&params(&case["params"]));
        if matches(&actual, &case["expect"]) {
            self.passed += 1;
        } else {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            self.failures.push(format!("{name}: {case}\n    got {actual:?}"));
        }
    }

    fn problems(&mut self, path: &Path, problems: &[LowerProblem]) {
        self.failures.push(format!("{}: {problems:#?}", path.display()));
    }

    fn finish(self) {
        println!("{} passed, {} failed", self.passed, self.failures.len());
        for failure in self.failures.iter().take(20) {
            eprintln!("{failure}");
        }
        assert!(self.failures.is_empty(), "{} endpoint cases failed", self.failures.len());
        assert!(self.passed > 0, "there are no endpoint cases");
    }
}

/// Runs all cases over the rules in one trait; a model without that trait counts for nothing.
fn run(trait_id: &str, lower: impl Fn(&Value) -> Result<tinsmith_codegen::ir::endpoint::RuleSet, Vec<LowerProblem>>) {
    let models = models();
    if models.is_empty() {
        return;
    }
    let mut tally = Tally::default();
    for (path, model) in &models {
        for shape in model["shapes"].as_object().into_iter().flat_map(|shapes| shapes.values()) {
            let Some(rules) = shape["traits"].get(trait_id) else { continue };
            let rules = match lower(rules) {
                Ok(rules) => tables(&rules),
                Err(problems) => {
                    tally.problems(path, &problems);
                    continue;
                }
            };
            let cases = shape["traits"]["smithy.rules#endpointTests"]["testCases"].as_array();
            for case in cases.into_iter().flatten() {
                tally.check(path, &rules, case);
            }
        }
    }
    tally.finish();
}

#[test]
fn rule_sets_resolve_as_their_tests_say() {
    run("smithy.rules#endpointRuleSet", lower);
}

#[test]
fn diagrams_resolve_as_their_tests_say() {
    run("smithy.rules#endpointBdd", lower_bdd);
}

fn params(values: &Value) -> Params {
    let mut params = Params::new();
    for (name, value) in values.as_object().into_iter().flatten() {
        let value = match value {
            Value::String(text) => ParamValue::String(text.clone()),
            Value::Bool(value) => ParamValue::Boolean(*value),
            Value::Array(items) => ParamValue::StringArray(items.iter().map(text).collect()),
            other => panic!("{other} is no endpoint parameter"),
        };
        params.set(name.clone(), value);
    }
    params
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn matches(actual: &Result<Endpoint, EndpointError>, expect: &Value) -> bool {
    match actual {
        Err(EndpointError::Rejected(reason)) => expect["error"] == **reason,
        Err(_) => false,
        Ok(endpoint) => {
            let expected = &expect["endpoint"];
            let headers: BTreeMap<_, _> = endpoint.headers.iter().cloned().collect();
            expected["url"] == *endpoint.url
                && or_empty(&expected["headers"]) == serde_json::json!(headers)
                && or_empty(&expected["properties"]) == object(&endpoint.properties)
        }
    }
}

fn or_empty(value: &Value) -> Value {
    if value.is_null() { serde_json::json!({}) } else { value.clone() }
}

fn object<'a>(entries: impl IntoIterator<Item = (&'a String, &'a Document)>) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.clone(), json(value))).collect())
}

fn json(document: &Document) -> Value {
    match document {
        Document::Object(entries) => object(entries),
        Document::Array(items) => items.iter().map(json).collect(),
        Document::String(text) => Value::from(&**text),
        Document::Bool(value) => Value::from(*value),
        Document::Number(Number::PosInt(value)) => Value::from(*value),
        other => panic!("{other:?} has no place in endpoint properties"),
    }
}
