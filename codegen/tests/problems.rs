//! Every problem of a model that only shows when it is lowered, in the exact words that its author reads.

use serde_json::{Value, json};
use tinsmith_codegen::{Options, PROTOCOLS, Runtime, crate_name, generate};
use tinsmith_model::{Model, Source, load};

/// Generates from a service with these endpoint rules, and gives the problems.
fn problems(trait_id: &str, rules: &Value) -> Vec<String> {
    let model = service(&json!({ "aws.api#service": { "sdkId": "Fixture" }, trait_id: rules }));
    problems_of(&model, "fixture")
}

/// The model of a service with these traits, among others.
fn service(traits: &Value) -> Model {
    let mut model = json!({ "smithy": "2.0", "shapes": { "fixture#Service": {
        "type": "service",
        "version": "2026-11-01",
        "traits": { "aws.auth#sigv4": { "name": "fixture" }, "aws.protocols#restJson1": {} },
    } } });
    let known = model["shapes"]["fixture#Service"]["traits"].as_object_mut().expect("it has traits");
    known.extend(traits.as_object().expect("they are an object").clone());
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    load(&Source { name: "model.json", text: &model.to_string() }, &options).expect("the rest is fine")
}

fn problems_of(model: &Model, crate_name: &str) -> Vec<String> {
    let options = Options { crate_name: crate_name.to_owned(), runtime: Runtime::Workspace };
    let problems = generate(model, &options).expect_err("it has a problem");
    problems.iter().map(ToString::to_string).collect()
}

/// Ids from which no crate can be named. Whoever writes files relies on it that such a name gives none.
#[test]
fn ids_of_services_that_name_no_crate() {
    let letters = "the name of a crate is an ASCII letter, then letters, digits, `_` and `-`";
    for (sdk_id, name, why) in [
        ("..", "", letters),
        ("/", "", letters),
        ("_", "", letters),
        ("1abc", "1abc", letters),
        ("3D", "3d", letters),
        ("Self", "self", "that is a keyword of Rust"),
        ("Crate", "crate", "that is a keyword of Rust"),
        ("Tinsmith", "tinsmith", "that is the name of a crate which the emitted one needs"),
        ("core", "core", "that is the name of a crate which the emitted one needs"),
    ] {
        let model = service(&json!({ "aws.api#service": { "sdkId": sdk_id } }));
        let message = format!("the crate would be named `{name}`: {why}; name it yourself with --crate-name");
        assert_eq!(problems_of(&model, &crate_name(&model)), [said("aws.api#service", &message, "/sdkId")]);
    }
}

/// The text of a problem.
fn said(trait_id: &str, message: &str, pointer: &str) -> String {
    format!("fixture#Service: {message} (in the trait {trait_id}, at {pointer})")
}

const RULE_SET: &str = "smithy.rules#endpointRuleSet";
const BDD: &str = "smithy.rules#endpointBdd";

/// Rules that are right: a string `A`, a flag `B`, and one error.
fn rule_set() -> Value {
    let param = |kind| json!({ "type": kind, "documentation": "" });
    json!({
        "version": "1.0",
        "parameters": { "A": param("string"), "B": param("boolean"), "C": param("stringArray") },
        "rules": [{ "type": "error", "conditions": [], "error": "no" }],
    })
}

/// The rule set with the value at a JSON pointer replaced, or removed if it is null.
fn changed(mut rules: Value, pointer: &str, value: Value) -> Value {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer begins with a slash");
    let parent = rules.pointer_mut(parent).expect("the parent is there");
    match (parent, value) {
        (Value::Object(object), Value::Null) => drop(object.remove(key)),
        (Value::Object(object), value) => drop(object.insert(key.to_owned(), value)),
        (Value::Array(items), value) => items[key.parse::<usize>().expect("an index")] = value,
        (other, _) => panic!("{other} has nothing in it"),
    }
    rules
}

fn call(name: &str, argv: Value) -> Value {
    json!({ "fn": name, "argv": argv })
}

/// Checks a table of: where the rules change, to what, where the problem is, and what it says.
fn check(trait_id: &str, rules: &Value, table: Vec<(&str, Value, &str, &str)>) {
    for (pointer, value, place, message) in table {
        let found = problems(trait_id, &changed(rules.clone(), pointer, value));
        assert_eq!(found, [said(trait_id, message, place)]);
    }
}

#[test]
fn rule_sets_and_parameters() {
    let (default, at) = ("/parameters/B/default", "/parameters/B/default");
    let version = "version `2.0` of the rules engine is not supported, only 1.x is";
    let kind = "`bool` is not `string`, `boolean` or `stringArray`";
    let ill_typed = "the default is not of the parameter's type";
    check(
        RULE_SET,
        &rule_set(),
        vec![
            ("/version", json!("2.0"), "/version", version),
            ("/version", json!(1), "/version", "must be a string"),
            ("/version", json!(null), "", "`version` is missing"),
            ("/parameters", json!(null), "", "`parameters` is missing"),
            ("/parameters", json!([]), "/parameters", "must be an object"),
            ("/parameters/B", json!({}), "/parameters/B", "`type` is missing"),
            ("/parameters/B/type", json!("bool"), "/parameters/B/type", kind),
            ("/parameters/B/builtIn", json!(1), "/parameters/B/builtIn", "must be a string"),
            (default, json!("true"), at, ill_typed),
            ("/parameters/A/default", json!(true), "/parameters/A/default", ill_typed),
            ("/parameters/C/default", json!("a"), "/parameters/C/default", ill_typed),
            ("/parameters/C/default", json!(["a", 1]), "/parameters/C/default/1", "must be a string"),
            ("/rules", json!(null), "", "`rules` is missing"),
            ("/rules", json!({}), "/rules", "must be an array"),
        ],
    );
}

#[test]
fn rules_and_endpoints() {
    let endpoint = |endpoint: Value| json!({ "type": "endpoint", "conditions": [], "endpoint": endpoint });
    let unknown = "`endpoin` is not `endpoint`, `error` or `tree`";
    let property = "must be a string, a boolean, an array or an object";
    let with_property = json!({ "url": "x", "properties": { "a": [{ "b": null }] } });
    check(
        RULE_SET,
        &rule_set(),
        vec![
            ("/rules/0/type", json!("endpoin"), "/rules/0/type", unknown),
            ("/rules/0/type", json!(null), "/rules/0", "`type` is missing"),
            ("/rules/0/type", json!("tree"), "/rules/0", "`rules` is missing"),
            ("/rules/0/error", json!(null), "/rules/0", "`error` is missing"),
            ("/rules/0/conditions", json!({}), "/rules/0/conditions", "must be an array"),
            ("/rules/0/type", json!("endpoint"), "/rules/0", "`endpoint` is missing"),
            ("/rules/0", endpoint(json!({})), "/rules/0/endpoint", "`url` is missing"),
            (
                "/rules/0",
                endpoint(json!({ "url": "x", "headers": [] })),
                "/rules/0/endpoint/headers",
                "must be an object",
            ),
            (
                "/rules/0",
                endpoint(json!({ "url": "x", "headers": { "a": "b" } })),
                "/rules/0/endpoint/headers/a",
                "must be an array",
            ),
            ("/rules/0", endpoint(with_property), "/rules/0/endpoint/properties/a/0/b", property),
        ],
    );
}

#[test]
fn calls() {
    let (condition, argv) = ("/rules/0/conditions/0", "/rules/0/conditions/0/argv");
    let get = |path: &str| call("getAttr", json!([{ "ref": "A" }, path]));
    let assigned = json!({ "fn": "parseURL", "argv": ["{A}"], "assign": "B" });
    let taken = "`B` is already a parameter or variable in scope";
    let property = "no function returns anything with a property `nonsense`";
    let table = vec![
        (json!({}), condition.to_owned(), "`fn` is missing"),
        (json!({ "fn": "isSet" }), condition.to_owned(), "`argv` is missing"),
        (call("isSett", json!([])), format!("{condition}/fn"), "the function `isSett` is not known"),
        (call("isSet", json!([])), argv.to_owned(), "`isSet` takes 1 argument, not 0"),
        (call("coalesce", json!(["a"])), argv.to_owned(), "`coalesce` takes 2 or more arguments, not 1"),
        (call("getAttr", json!([])), argv.to_owned(), "`getAttr` takes 2 arguments, not 0"),
        (get("nonsense"), format!("{argv}/1"), property),
        (get("path[x]"), format!("{argv}/1"), "`path[x]` is not an index"),
        (assigned, format!("{condition}/assign"), taken),
    ];
    for (value, place, message) in table {
        check(RULE_SET, &rule_set(), vec![("/rules/0/conditions", json!([value]), &place, message)]);
    }
}

#[test]
fn values_and_templates() {
    let (conditions, at) = ("/rules/0/conditions", "/rules/0/conditions/0/argv/0");
    let is_set = |arg: Value| json!([call("isSet", json!([arg]))]);
    let expression = "must be a string, a boolean, an integer, a `ref` or an `fn`";
    let scope = "`D` is neither a parameter nor a variable in scope";
    check(
        RULE_SET,
        &rule_set(),
        vec![
            (conditions, is_set(json!({ "ref": "D" })), "/rules/0/conditions/0/argv/0/ref", scope),
            (conditions, is_set(json!(null)), at, expression),
            (conditions, is_set(json!(5_000_000_000_u64)), at, "must be a 32-bit integer"),
            ("/rules/0/error", json!("{A"), "/rules/0/error", "`{A` has a brace without its counterpart"),
            ("/rules/0/error", json!("{D}"), "/rules/0/error", scope),
        ],
    );
}

#[test]
fn diagrams() {
    let mut diagram = rule_set();
    let is_set = json!([call("isSet", json!([{ "ref": "A" }]))]);
    let results = diagram["rules"].take();
    diagram = changed(diagram, "/rules", Value::Null);
    // A node that is never reached, and one for the condition.
    let nodes = "/////wAAAAH/////AAAAAAX14QEF9eEA";
    for (key, value) in [("conditions", is_set), ("results", results), ("root", json!(2)), ("nodes", json!(nodes))] {
        diagram[key] = value;
    }
    let neither = "node 1 refers to something that is neither a node nor a result";
    let root = "must refer to a node or a result";
    let around = "node 1 leads back to itself, so that no way through it need end";
    let base64 = "must be the Base64 of nodes of 12 bytes each";
    check(
        BDD,
        &diagram,
        vec![
            ("/root", json!(0), "/root", root),
            ("/root", json!(1.5), "/root", "must be a 32-bit integer"),
            ("/root", json!(null), "", "`root` is missing"),
            ("/root", json!(3), "/nodes", "there is no node 2"),
            ("/nodes", json!("/////wAAAAH/////AAAAAAAAAAIF9eEB"), "/nodes", around),
            // The same by its complement.
            ("/nodes", json!("/////wAAAAH/////AAAAAP////4F9eEB"), "/nodes", around),
            ("/nodes", json!("===="), "/nodes", base64),
            ("/nodes", json!(null), "", "`nodes` is missing"),
            ("/nodes", json!("/////wAAAAH/////AAAAAAX14QIF9eEA"), "/nodes", neither),
            ("/nodes", json!("/////wAAAAH/////AAAAAQX14QEF9eEA"), "/nodes", "node 1 has condition 1, but there are 1"),
            ("/conditions", json!(null), "", "`conditions` is missing"),
            ("/results", json!(null), "", "`results` is missing"),
        ],
    );
}

#[test]
fn all_problems_are_reported_at_once() {
    let rules = changed(rule_set(), "/version", json!("2.0"));
    let rules = changed(rules, "/rules/0/error", json!("{D}"));
    assert_eq!(problems(RULE_SET, &rules).len(), 2);
}

/// Generates from an operation with this trait, and gives the problems without the name of the shape.
fn operation_problems(trait_id: &str, value: &Value) -> Vec<String> {
    let text = json!({ "target": "smithy.api#String" });
    let list = json!({ "type": "list", "member": { "target": "fixture#Item" } });
    let io = json!({ "type": "structure", "members": { "name": text, "items": { "target": "fixture#Items" } } });
    let item = json!({ "type": "structure", "members": { "status": text, "size": { "target": "smithy.api#Long" } } });
    let http = json!({ "method": "POST", "uri": "/", "code": 200 });
    let model = json!({ "smithy": "2.0", "shapes": {
        "fixture#Service": {
            "type": "service",
            "version": "2026-11-01",
            "operations": [{ "target": "fixture#Look" }],
            "traits": {
                "aws.api#service": { "sdkId": "Fixture" },
                "aws.auth#sigv4": { "name": "fixture" },
                "aws.protocols#restJson1": {},
                RULE_SET: changed(rule_set(), "/parameters/D", json!({ "type": "stringArray", "documentation": "" })),
            },
        },
        "fixture#Look": {
            "type": "operation",
            "input": { "target": "fixture#Io" },
            "output": { "target": "fixture#Io" },
            "traits": { "smithy.api#http": http, trait_id: value },
        },
        "fixture#Io": io,
        "fixture#Items": list,
        "fixture#Item": item,
    } });
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    let model = load(&Source { name: "model.json", text: &model.to_string() }, &options);
    let model = model.unwrap_or_else(|report| panic!("{report}"));
    let options = Options { crate_name: "fixture".to_owned(), runtime: Runtime::Workspace };
    let problems = generate(&model, &options).expect_err("the trait has a problem");
    problems.iter().map(|problem| problem.to_string().replace("fixture#Look: ", "")).collect()
}

/// Checks a table of: an output path, a comparator, where the problem is in the matcher, and what it says.
#[test]
fn paths_of_waiters() {
    let trait_id = "smithy.waiters#waitable";
    for (path, comparator, place, message) in [
        ("nmae", "stringEquals", "path", "`fixture#Io` has no member `nmae`"),
        ("items.status", "stringEquals", "path", "`status` is looked up in a list of `Item`"),
        (
            "items[].size",
            "allStringEquals",
            "path",
            "the expression gives a list of numbers, but a list of strings is \
             needed",
        ),
        ("name[]", "stringEquals", "path", "`[]` is applied to a string"),
        ("name == `1`", "booleanEquals", "path", "a string is compared with a number"),
        ("length(items[0])", "stringEquals", "path", "`length` is called with `Item`"),
        ("name", "startsWith", "comparator", "the comparator `startsWith` is not known"),
        ("name[0:1]", "stringEquals", "path", "`name[0:1]` uses a slice, which is not supported"),
        (
            "name.",
            "stringEquals",
            "path",
            "`name.` is no JMESPath expression: Expected identifier, '*', '{', '[', '&', or '[?' -- found Eof (at \
             character 6)",
        ),
    ] {
        let matcher = json!({ "output": { "path": path, "comparator": comparator, "expected": "true" } });
        let waiter = json!({ "Seen": { "acceptors": [{ "state": "success", "matcher": matcher }] } });
        let place = format!("/Seen/acceptors/0/matcher/output/{place}");
        let expected = format!("{message} (in the trait {trait_id}, at {place})");
        assert_eq!(operation_problems(trait_id, &waiter), [expected]);
    }
}

#[test]
fn waiters() {
    let trait_id = "smithy.waiters#waitable";
    let acceptor = json!({ "state": "success", "matcher": { "success": true } });
    let fine = json!({ "Seen": { "acceptors": [acceptor] } });
    let whole = "must be a whole number of seconds, 1 or more";
    let state = "must be `success`, `failure` or `retry`";
    let matcher = "must be `success` with a boolean, `errorType` with a string, `output` or `inputOutput`";
    let both = json!({ "path": "outptu.name", "comparator": "stringEquals", "expected": "a" });
    let neither = "the expression begins with `outptu` instead of `input` or `output`";
    let flag = json!({ "path": "name == 'a'", "comparator": "booleanEquals", "expected": "yes" });
    for (pointer, value, place, message) in [
        ("/Seen/minDelay", json!(0), "/Seen/minDelay", whole),
        ("/Seen/maxDelay", json!("1"), "/Seen/maxDelay", whole),
        ("/Seen/minDelay", json!(121), "/Seen/minDelay", "`minDelay` is more than `maxDelay`"),
        ("/Seen/acceptors", json!(null), "/Seen", "`acceptors` is missing or no list"),
        ("/Seen/acceptors/0/state", json!("done"), "/Seen/acceptors/0/state", state),
        ("/Seen/acceptors/0/matcher", json!({}), "/Seen/acceptors/0/matcher", "`matcher` is missing or empty"),
        ("/Seen/acceptors/0/matcher/success", json!(1), "/Seen/acceptors/0/matcher", matcher),
        (
            "/Seen/acceptors/0/matcher",
            json!({ "inputOutput": both }),
            "/Seen/acceptors/0/matcher/inputOutput/path",
            neither,
        ),
        (
            "/Seen/acceptors/0/matcher",
            json!({ "output": flag }),
            "/Seen/acceptors/0/matcher/output/expected",
            "must be `true` or `false`",
        ),
    ] {
        let expected = format!("{message} (in the trait {trait_id}, at {place})");
        assert_eq!(operation_problems(trait_id, &changed(fine.clone(), pointer, value)), [expected]);
    }
}

#[test]
fn operation_context_params() {
    let trait_id = "smithy.rules#operationContextParams";
    for (param, path, message) in [
        ("D", "items", "the expression gives a list of `Item`, but a list of strings is needed"),
        ("A", "keys(items)", "`keys` is called with a list of `Item`"),
        ("B", "name", "the expression gives a string, but a boolean is needed"),
    ] {
        let expected = format!("{message} (in the trait {trait_id}, at /{param}/path)");
        assert_eq!(operation_problems(trait_id, &json!({ param: { "path": path } })), [expected]);
    }
}
