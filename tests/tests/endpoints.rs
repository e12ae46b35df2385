//! Every `smithy.rules#endpointTests` case of the reference models, through lowering and the runtime's interpreter.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use aws_smithy_types::{Document, Number};
use serde_json::Value;
use tinsmith::endpoint::{Endpoint, EndpointError, ParamValue, Params, RuleSet};
use tinsmith_codegen::ir::endpoint as ir;
use tinsmith_codegen::lower::endpoint::{LowerProblem, lower, lower_bdd};
use tinsmith_tests::rules::tables;

/// The reference folder, if there is one.
fn reference() -> Option<PathBuf> {
    let reference = std::env::var_os("TINSMITH_REFERENCE");
    if reference.is_none() {
        say("SKIPPED: TINSMITH_REFERENCE is not set");
    }
    // Tests run in the folder of their package; the variable is relative to the workspace.
    Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(reference?))
}

/// Prints a line that the test harness does not hide.
fn say(line: &str) {
    // Nothing is lost if nobody can read it.
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a reference file can be read");
    serde_json::from_str(&text).expect("a reference file is JSON")
}

/// The paths of the reference models.
fn models(reference: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = ["models", "protocol-tests/endpoints", "facts"]
        .iter()
        .flat_map(|folder| fs::read_dir(reference.join(folder)).expect("the reference folder can be read"))
        .map(|entry| entry.expect("the reference folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths
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
        say(&format!("{} passed, {} failed", self.passed, self.failures.len()));
        for failure in self.failures.iter().take(20) {
            eprintln!("{failure}");
        }
        assert!(self.failures.is_empty(), "{} endpoint cases failed", self.failures.len());
        assert!(self.passed > 0, "there are no endpoint cases");
    }
}

/// Runs all cases over the rules in one trait; a model without that trait counts for nothing.
fn run(trait_id: &str, lower: impl Fn(&Value) -> Result<ir::RuleSet, Vec<LowerProblem>>) {
    let Some(reference) = reference() else { return };
    let mut tally = Tally::default();
    for path in models(&reference) {
        let model = read(&path);
        for shape in model["shapes"].as_object().into_iter().flat_map(|shapes| shapes.values()) {
            let Some(rules) = shape["traits"].get(trait_id) else { continue };
            let cases = shape["traits"]["smithy.rules#endpointTests"]["testCases"].as_array();
            match lower(rules) {
                Ok(rules) => {
                    let rules = tables(&rules);
                    cases.into_iter().flatten().for_each(|case| tally.check(&path, &rules, case));
                }
                Err(problems) => tally.problems(&path, &problems),
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

/// A rule set whose endpoint has the partition of the region `R` for properties.
static PARTITION: RuleSet<'static> = {
    use tinsmith::endpoint::rules::Condition::Let;
    use tinsmith::endpoint::rules::Expr::{Call, Get, Ref};
    use tinsmith::endpoint::rules::{Field, Function, Outcome, Param, Properties, Rule, Rules, Var};
    const P: Var = Var(1);
    const OUTPUTS: Properties<'_> = &[
        ("dnsSuffix", Get(&Ref(P), Field::DnsSuffix)),
        ("dualStackDnsSuffix", Get(&Ref(P), Field::DualStackDnsSuffix)),
        ("implicitGlobalRegion", Get(&Ref(P), Field::ImplicitGlobalRegion)),
        ("name", Get(&Ref(P), Field::Name)),
        ("supportsDualStack", Get(&Ref(P), Field::SupportsDualStack)),
        ("supportsFIPS", Get(&Ref(P), Field::SupportsFips)),
    ];
    RuleSet {
        params: &[Param::string("R").required()],
        slots: 2,
        rules: Rules::Tree(&[Rule(
            0,
            &[Let(P, Call(Function::AwsPartition, &[Ref(Var(0))]))],
            Outcome::Endpoint("", &[], &[], OUTPUTS),
        )]),
    }
};

/// The outputs of the partition of a region.
fn partition(region: &str) -> Value {
    let mut params = Params::new();
    params.set("R", region);
    object(&PARTITION.resolve(&params).expect("every region has a partition").properties)
}

#[test]
fn partitions_are_as_published() {
    let Some(reference) = reference() else { return };
    let published = read(&reference.join("data/partitions.json"));
    let mut regions = 0;
    for partition_data in published["partitions"].as_array().expect("partitions are a list") {
        let outputs = &partition_data["outputs"];
        for region in partition_data["regions"].as_object().expect("regions are a map").keys() {
            assert_eq!(&partition(region), outputs, "{region}");
            regions += 1;
        }
        for region in names_that_fit(&text(&partition_data["regionRegex"])) {
            assert_eq!(&partition(&region), outputs, "{region}");
        }
    }
    say(&format!("{regions} regions are in their partitions"));
    assert!(regions > 0, "there are no regions");
}

/// Names of regions that do not exist, one per alternative of a pattern such as `^(us|eu)\-\w+\-\d+$`.
fn names_that_fit(pattern: &str) -> Vec<String> {
    let plain = pattern.trim_matches(['^', '$']).replace(r"\-", "-").replace(r"\w+", "nowhere_9").replace(r"\d+", "42");
    let Some((before, (alternatives, after))) =
        plain.split_once('(').and_then(|(before, rest)| Some((before, rest.split_once(')')?)))
    else {
        return vec![plain];
    };
    alternatives.split('|').map(|alternative| format!("{before}{alternative}{after}")).collect()
}

/// Rules as the emitter writes them; `codegen` tests that it does.
mod emitted {
    include!("../../codegen/src/emit/endpoint/fixture.rs");
}

#[test]
fn emitted_rules_resolve_as_lowered_ones() {
    let fixture: Value = serde_json::from_str(include_str!("../../codegen/src/emit/endpoint/fixture.json"))
        .expect("the fixture is JSON");
    let tree = tables(&lower(&fixture["tree"]).expect("the tree can be lowered"));
    let diagram = tables(&lower_bdd(&fixture["diagram"]).expect("the diagram can be lowered"));
    let mut urls = 0;
    for region in [None, Some("us-east-1"), Some("cn-north-1"), Some("x")] {
        for (fips, id) in [(false, "a-last"), (true, "a-last"), (false, "a"), (true, "a"), (false, "a b")] {
            let mut params = Params::new();
            params.set("Region", region).set("UseFIPS", fips).set("Id", id);
            let (emitted_tree, emitted_diagram) = (emitted::TREE.resolve(&params), emitted::DIAGRAM.resolve(&params));
            urls += usize::from(emitted_tree.is_ok()) + usize::from(emitted_diagram.is_ok());
            assert_eq!(emitted_tree, tree.resolve(&params), "{params:?}");
            assert_eq!(emitted_diagram, diagram.resolve(&params), "{params:?}");
        }
    }
    assert!(urls > 10, "most of these parameters have an endpoint");
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
