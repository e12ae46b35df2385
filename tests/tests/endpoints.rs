//! Every `smithy.rules#endpointTests` case of the reference models, through lowering and the runtime's interpreter.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aws_smithy_types::{Document, Number};
use serde_json::Value;
use tinsmith::internals::endpoint::{Endpoint, EndpointError, ParamValue, Params, RuleSet};
use tinsmith_codegen::TraitProblem;
use tinsmith_codegen::ir::endpoint as ir;
use tinsmith_codegen::lower::endpoint::{lower, lower_bdd};
use tinsmith_codegen::lower::jmespath;
use tinsmith_reference::needed_for;
use tinsmith_tests::paths::{table, value};
use tinsmith_tests::reference::{files, read, say};
use tinsmith_tests::rules::tables;

/// The paths of the reference models.
fn models(reference: &Path) -> Vec<PathBuf> {
    files(reference, &["models", "protocol-tests/endpoints", "facts"])
}

#[derive(Default)]
struct Tally {
    passed: usize,
    failures: Vec<String>,
}

impl Tally {
    fn check(&mut self, path: &Path, rules: &RuleSet<'_>, case: &Value) {
        self.judge(path, case, &rules.resolve(&params(&case["params"])));
    }

    fn judge(&mut self, path: &Path, case: &Value, actual: &Result<Endpoint, EndpointError>) {
        if matches(actual, &case["expect"]) {
            self.passed += 1;
        } else {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            self.failures.push(format!("{name}: {case}\n    got {actual:?}"));
        }
    }

    fn problems(&mut self, path: &Path, problems: &[TraitProblem]) {
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
fn run(trait_id: &str, lower: impl Fn(&Value) -> Result<ir::RuleSet, Vec<TraitProblem>>) {
    let Some(reference) = needed_for(&format!("the cases of {trait_id}")) else { return };
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

/// The parameters that a call has, from where the model says that they come: built-ins and settings of the client first,
/// then JMESPath over the input, members of the input, and what the operation fixes.
fn params_of_call(model: &Value, rules: &Value, call: &Value) -> Params {
    let mut found = params(&call["clientParams"]);
    for (name, param) in rules["parameters"].as_object().into_iter().flatten() {
        if let Some(value) = param["builtIn"].as_str().and_then(|built_in| call["builtInParams"].get(built_in)) {
            let given = params(&serde_json::json!({ (name): value }));
            found.set(name.clone(), given.get(name));
        }
    }
    let name = format!("#{}", text(&call["operationName"]));
    let shapes = model["shapes"].as_object().expect("a model has shapes");
    let (_, operation) = shapes.iter().find(|(id, _)| id.ends_with(&name)).expect("the operation is there");
    let input = &call["operationParams"];
    let traits = |name: &str| operation["traits"][name].as_object().into_iter().flatten();
    for (param, path) in traits("smithy.rules#operationContextParams") {
        let expr = jmespath::lower(&text(&path["path"])).expect("the path is supported");
        found.set(param.clone(), table(&expr).eval(&value(input)).into_owned());
    }
    let members = &model["shapes"][text(&operation["input"]["target"])]["members"];
    for (member, about) in members.as_object().into_iter().flatten() {
        if let (Some(param), Some(value)) = (about["traits"].get("smithy.rules#contextParam"), input.get(member)) {
            found.set(text(&param["name"]), text(value));
        }
    }
    for (param, fixed) in traits("smithy.rules#staticContextParams") {
        let given = params(&serde_json::json!({ (param): fixed["value"] }));
        found.set(param.clone(), given.get(param));
    }
    found
}

/// `operationInputs` say how a program comes by the parameters of a case.
#[test]
fn calls_resolve_as_the_tests_of_their_models_say() {
    let Some(reference) = needed_for("the cases of calls in smithy.rules#endpointTests") else { return };
    let mut tally = Tally::default();
    for path in files(&reference, &["models"]) {
        let model = read(&path);
        for shape in model["shapes"].as_object().into_iter().flat_map(|shapes| shapes.values()) {
            let cases = shape["traits"]["smithy.rules#endpointTests"]["testCases"].as_array();
            let cases: Vec<_> = cases.into_iter().flatten().filter(|case| case["operationInputs"].is_array()).collect();
            if cases.is_empty() {
                continue;
            }
            let given = &shape["traits"]["smithy.rules#endpointRuleSet"];
            let rules = tables(&lower(given).expect("the rules are fine"));
            for case in cases {
                for call in case["operationInputs"].as_array().into_iter().flatten() {
                    let found = rules.resolve(&params_of_call(&model, given, call));
                    tally.judge(&path, case, &found);
                }
            }
        }
    }
    tally.finish();
}

/// A rule set whose endpoint has the partition of the region `R` for properties.
static PARTITION: RuleSet<'static> = {
    use tinsmith::internals::endpoint::rules::Condition::Let;
    use tinsmith::internals::endpoint::rules::Expr::{Call, Get, Ref};
    use tinsmith::internals::endpoint::rules::{Field, Function, Outcome, Param, Properties, Rule, Rules, Var};
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
    let Some(reference) = needed_for("the published partitions") else { return };
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
