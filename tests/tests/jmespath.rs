//! JMESPath expressions from their text to what they give: own cases, the compliance cases of the specification, and
//! every expression of the reference models.

use serde_json::{Value as Json, json};
use tinsmith::internals::jmespath::Value;
use tinsmith_codegen::lower::jmespath::lower;
use tinsmith_reference::needed_for;
use tinsmith_tests::paths::{table, value};
use tinsmith_tests::reference::{files, read, say};

/// The value of an expression, or the reason for refusing it.
fn search(text: &str, over: &Json) -> Result<Value, String> {
    Ok(table(&lower(text)?).eval(&value(over)).into_owned())
}

#[test]
fn what_models_use() {
    let group = |min: u32, states: &[&str]| {
        let instances: Vec<_> = states.iter().map(|state| json!({ "LifecycleState": state })).collect();
        json!({ "MinSize": min, "Instances": instances })
    };
    let groups = json!({ "AutoScalingGroups": [group(1, &["InService"]), group(2, &["InService", "Pending"])] });
    let none = json!({ "AutoScalingGroups": [] });
    let enough =
        "contains(AutoScalingGroups[].[length(Instances[?LifecycleState=='InService']) >= MinSize][], `false`)";
    let items = json!({ "TransactItems": [
        { "Put": { "TableName": "a" } }, { "Delete": { "TableName": "b" } }, { "Put": { "TableName": "a" } },
    ] });
    let request = json!({ "RequestItems": { "b": [], "a": [] }, "status": "DELETED" });
    for (text, over, expected) in [
        ("length(AutoScalingGroups) > `0`", &groups, json!(true)),
        ("length(AutoScalingGroups) > `0`", &none, json!(false)),
        (enough, &groups, json!(true)),
        (enough, &none, json!(false)),
        ("AutoScalingGroups[0].MinSize", &groups, json!(1)),
        ("AutoScalingGroups[*].Instances[] | length(@)", &groups, json!(3)),
        ("TransactItems[*].[Put.TableName, Delete.TableName][]", &items, json!(["a", "b", "a"])),
        ("TransactItems[*].Put.TableName", &items, json!(["a", "a"])),
        ("keys(RequestItems)", &request, json!(["a", "b"])),
        ("status != 'CANCELLING' && status != 'CANCELLED'", &request, json!(true)),
        ("RequestItems.* | length(@)", &request, json!(2)),
        ("missing[].status", &request, json!(null)),
        ("starts_with(status, 'DEL') || ends_with(status, 'x')", &request, json!(true)),
    ] {
        assert_eq!(search(text, over), Ok(value(&expected)), "{text}");
    }
}

#[test]
fn what_is_not_supported_is_told() {
    for (text, expected) in [
        ("a[0:2]", "`a[0:2]` uses a slice, which is not supported"),
        ("{a: b}", "`{a: b}` uses a multi-select hash, which is not supported"),
        ("max_by(a, &b)", "`max_by(a, &b)` uses the function `max_by`, which is not supported"),
        ("contains(a, &b)", "`contains(a, &b)` uses an expression reference, which is not supported"),
        ("a == `[1]`", "`a == `[1]`` uses a literal list or object, which is not supported"),
        ("length(a, b)", "`length(a, b)` uses `length` with 2 arguments instead of 1, which is not supported"),
        ("a..b", "`a..b` is no JMESPath expression: "),
        ("a[", "`a[` is no JMESPath expression: "),
    ] {
        let told = search(text, &Json::Null).expect_err("it is refused");
        assert!(told.starts_with(expected), "{told}");
    }
    let long = "a.".repeat(600);
    assert_eq!(lower(&long), Err("the JMESPath expression has 1200 bytes, more than 1000".to_owned()));
}

#[derive(Default)]
struct Tally {
    passed: usize,
    refused: usize,
    failures: Vec<String>,
}

impl Tally {
    /// A case whose expression is not supported only counts; one that is must give the result, and null where the
    /// specification has an error of types.
    fn check(&mut self, over: &Json, case: &Json) {
        let text = case["expression"].as_str().expect("a case has an expression");
        let expected = match case["error"].as_str() {
            None => Some(&case["result"]),
            Some("invalid-type") => Some(&Json::Null),
            Some(_) => None,
        };
        match (search(text, over), expected) {
            (Ok(found), Some(expected)) if found == value(expected) => self.passed += 1,
            (Err(_), None) => self.passed += 1,
            (Err(told), Some(_)) if told.ends_with("not supported") => self.refused += 1,
            (found, _) => self.failures.push(format!("{text} over {over}: {found:?}")),
        }
    }
}

#[test]
fn compliance_cases() {
    let Some(reference) = needed_for("the compliance cases of JMESPath") else { return };
    let mut tally = Tally::default();
    for path in files(&reference, &["data/jmespath"]) {
        for suite in read(&path).as_array().expect("a file is a list") {
            let cases = suite["cases"].as_array().expect("a suite has cases").iter();
            // What measures speed has no result.
            cases.filter(|case| case.get("bench").is_none()).for_each(|case| tally.check(&suite["given"], case));
        }
    }
    let Tally { passed, refused, failures } = tally;
    say(&format!("JMESPath: {passed} passed, {} failed, {refused} use what is not supported", failures.len()));
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(passed > refused, "most of the language is supported");
}

#[test]
fn every_expression_of_the_models_is_supported() {
    let Some(reference) = needed_for("the JMESPath expressions of the models") else { return };
    let mut count = 0;
    for path in files(&reference, &["models"]) {
        let model = read(&path);
        for shape in model["shapes"].as_object().into_iter().flat_map(|shapes| shapes.values()) {
            let params = shape["traits"]["smithy.rules#operationContextParams"].as_object();
            let of_params = params.into_iter().flat_map(|params| params.values()).map(|param| &param["path"]);
            let waiters = shape["traits"]["smithy.waiters#waitable"].as_object();
            let acceptors = waiters
                .into_iter()
                .flat_map(|waiters| waiters.values())
                .flat_map(|waiter| waiter["acceptors"].as_array().expect("a waiter has acceptors"));
            let of_waiters = acceptors.filter_map(|acceptor| acceptor["matcher"].get("output")?.get("path"));
            for path in of_params.chain(of_waiters) {
                lower(path.as_str().expect("a path is text")).expect("it is supported");
                count += 1;
            }
        }
    }
    say(&format!("{count} expressions of models are supported"));
    assert!(count > 0, "there are no expressions");
}
