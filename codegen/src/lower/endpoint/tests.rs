//! Rules that become shorter, and problems with their places.

use serde_json::{Value, json};

use super::{lower, lower_bdd};
use crate::ir::endpoint::{Condition, Expr, Function, Outcome, Rule, Rules, Template};

fn rule_set(rules: Value) -> Value {
    let text = json!({ "type": "string" });
    let flag = json!({ "type": "boolean" });
    json!({ "version": "1.0", "parameters": { "A": text, "B": flag }, "rules": rules })
}

fn lowered(rules: Value) -> Vec<Rule> {
    match lower(&rule_set(rules)).expect("the rules are valid").rules {
        Rules::Tree(rules) => rules,
        Rules::Diagram(_) => panic!("a rule set is a tree"),
    }
}

/// The problems as `pointer: message` lines.
fn problems(trait_value: &Value) -> Vec<String> {
    let lower = if trait_value.get("nodes").is_some() { lower_bdd } else { lower };
    let problems = lower(trait_value).expect_err("the value is invalid");
    problems.into_iter().map(|problem| format!("{}: {}", problem.pointer, problem.message)).collect()
}

fn error(conditions: Value, message: &str) -> Value {
    json!({ "type": "error", "conditions": conditions, "error": message })
}

fn tree(conditions: Value, rules: Value) -> Value {
    json!({ "type": "tree", "conditions": conditions, "rules": rules })
}

fn is_set(name: &str) -> Value {
    json!({ "fn": "isSet", "argv": [{ "ref": name }] })
}

fn is_b(expected: bool) -> Value {
    json!({ "fn": "booleanEquals", "argv": [{ "ref": "B" }, expected] })
}

/// Levels and messages, with `tree` for a tree.
fn outline(rules: &[Rule]) -> Vec<(u8, usize, &str)> {
    let text = |outcome| match outcome {
        &Outcome::Error(Template { ref format, .. }) => &**format,
        _ => "tree",
    };
    rules.iter().map(|rule| (rule.level, rule.conditions.len(), text(&rule.outcome))).collect()
}

#[test]
fn a_tree_without_conditions_is_its_rules() {
    let inner = json!([error(json!([is_b(true)]), "one"), error(json!([]), "two")]);
    let rules = lowered(json!([tree(json!([]), inner), error(json!([]), "three")]));
    assert_eq!(outline(&rules), [(0, 1, "one"), (0, 0, "two")]);
}

#[test]
fn what_follows_a_tree_without_conditions_stays_unreachable() {
    let inner = json!([error(json!([is_b(true)]), "one")]);
    let rules = lowered(json!([tree(json!([]), inner), error(json!([]), "two")]));
    assert_eq!(outline(&rules), [(0, 1, "one")]);
}

#[test]
fn a_tree_of_one_rule_without_conditions_is_that_rule() {
    let inner = json!([tree(json!([]), json!([error(json!([]), "one")]))]);
    let rules = lowered(json!([tree(json!([is_b(true)]), inner), error(json!([]), "two")]));
    assert_eq!(outline(&rules), [(0, 1, "one"), (0, 0, "two")]);
}

#[test]
fn a_tree_that_may_be_exhausted_keeps_its_level() {
    let inner = json!([error(json!([is_set("A")]), "one")]);
    let rules = lowered(json!([tree(json!([is_b(true)]), inner), error(json!([]), "two")]));
    assert_eq!(outline(&rules), [(0, 1, "tree"), (1, 1, "one"), (0, 0, "two")]);
}

#[test]
fn boolean_equals_a_literal() {
    let rules = lowered(json!([error(json!([is_b(true), is_b(false)]), "x")]));
    let condition = |expr| Condition { expr, assign: None };
    let negated = Expr::Call(Function::Not, vec![Expr::Ref(1)]);
    assert_eq!(rules[0].conditions, [condition(Expr::Ref(1)), condition(negated)]);
}

#[test]
fn templates() {
    for (text, format, args) in [
        ("", "", vec![]),
        ("plain", "plain", vec![]),
        ("{A}", "{}", vec![Expr::Ref(0)]),
        ("a{A}b{A}c", "a{}b{}c", vec![Expr::Ref(0), Expr::Ref(0)]),
        ("{{A}}", "{A}", vec![]),
        ("{{{A}}}", "{{}}", vec![Expr::Ref(0)]),
        ("{{}}{A}", "{{}{}", vec![Expr::Str("}".into()), Expr::Ref(0)]),
    ] {
        let rules = lowered(json!([error(json!([]), text)]));
        assert_eq!(rules[0].outcome, Outcome::Error(Template { format: format.into(), args }), "{text}");
    }
}

#[test]
fn variables_of_the_same_name_share_a_slot() {
    let assign = json!({ "fn": "parseURL", "argv": ["{A}"], "assign": "url_parts" });
    let rules = json!([error(json!([assign]), "{url_parts#path}"), error(json!([assign]), "{url_parts#path}")]);
    let vars = lower(&rule_set(rules)).expect("the rules are valid").vars;
    let names: Vec<_> = vars.iter().map(|var| (&*var.name, &*var.ident)).collect();
    assert_eq!(names, [("A", "A"), ("B", "B"), ("url_parts", "URL_PARTS")]);
}

#[test]
fn identifiers_are_unique() {
    let text = json!({ "type": "string" });
    let parameters = json!({ "fooBar": text, "foo_bar": text, "_1": text, "PROPERTIES_1": text });
    let lowered = lower(&json!({ "version": "1.0", "parameters": parameters, "rules": [] })).expect("valid");
    let mut idents: Vec<_> = lowered.vars.into_iter().map(|var| var.ident).collect();
    idents.sort();
    assert_eq!(idents, ["FOO_BAR", "FOO_BAR_2", "V1", "VPROPERTIES_1"]);
}

#[test]
fn every_problem_in_a_rule_set() {
    let call = |name, argv: Value| json!({ "fn": name, "argv": argv });
    let out_of_scope = json!({ "fn": "parseURL", "argv": ["{A}"], "assign": "url" });
    let rules = json!([
        error(json!([call("isSett", json!([{ "ref": "A" }]))]), "x"),
        error(json!([call("isSet", json!([])), call("coalesce", json!(["a"]))]), "x"),
        error(json!([is_set("C")]), "{D} {A"),
        error(json!([out_of_scope]), "{url#pathh}"),
        error(json!([]), "{url#path}"),
        error(json!([call("getAttr", json!([{ "ref": "A" }, "resourceId[x]"]))]), "x"),
        error(json!([{ "fn": "parseURL", "argv": ["{A}"], "assign": "B" }]), "x"),
        json!({ "type": "endpoin", "conditions": [] }),
        json!({ "type": "endpoint", "conditions": [], "endpoint": { "headers": [], "properties": { "a/b": 1.5 } } }),
    ]);
    let mut value = rule_set(rules);
    value["version"] = json!("2.0");
    value["parameters"]["B"] = json!({ "type": "bool", "default": 1 });
    assert_eq!(
        problems(&value),
        [
            "/version: version `2.0` of the rules engine is not supported, only 1.x is",
            "/parameters/B/type: `bool` is not `string`, `boolean` or `stringArray`",
            "/rules/0/conditions/0/fn: the function `isSett` is not known",
            "/rules/1/conditions/0/argv: `isSet` takes 1 argument, not 0",
            "/rules/1/conditions/1/argv: `coalesce` takes 2 or more arguments, not 1",
            "/rules/2/conditions/0/argv/0/ref: `C` is neither a parameter nor a variable in scope",
            "/rules/2/error: `D` is neither a parameter nor a variable in scope",
            "/rules/3/error: no function returns anything with a property `pathh`",
            "/rules/4/error: `url` is neither a parameter nor a variable in scope",
            "/rules/5/conditions/0/argv/1: `resourceId[x]` is not an index",
            "/rules/6/conditions/0/assign: `B` is already a parameter or variable in scope",
            "/rules/7/type: `endpoin` is not `endpoint`, `error` or `tree`",
            "/rules/8/endpoint: `url` is missing",
            "/rules/8/endpoint/headers: must be an object",
            "/rules/8/endpoint/properties/a~1b: must be a string, a boolean, an array or an object",
        ]
    );
}

#[test]
fn problems_of_diagrams() {
    let diagram = |root: i32, nodes: &str| {
        let conditions = json!([is_set("A")]);
        let mut value = rule_set(json!([]));
        value["conditions"] = conditions;
        value["results"] = json!([error(json!([]), "x")]);
        value["root"] = json!(root);
        value["nodes"] = json!(nodes);
        value
    };
    let terminal = "/////wAAAAH/////";
    // Condition 0, then result 2, else no match.
    let no_such_result = format!("{terminal}AAAAAAX14QL/////");
    let no_such_condition = format!("{terminal}AAAAAQX14QH/////");
    assert_eq!(problems(&diagram(0, terminal)), ["/root: must refer to a node or a result"]);
    assert_eq!(problems(&diagram(2, "====")), ["/nodes: must be the Base64 of nodes of 12 bytes each"]);
    assert_eq!(problems(&diagram(3, terminal)), ["/nodes: there is no node 2"]);
    assert_eq!(
        problems(&diagram(2, &no_such_result)),
        ["/nodes: node 1 refers to something that is neither a node nor a result"]
    );
    assert_eq!(problems(&diagram(2, &no_such_condition)), ["/nodes: node 1 has condition 1, but there are 1"]);
    assert!(lower_bdd(&diagram(100_000_001, terminal)).is_ok(), "the root may be a result");
}
