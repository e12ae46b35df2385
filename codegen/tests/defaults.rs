//! Every kind of default on every simple shape: it is refused with a place, or it is in the crate, and what is in the crate
//! is what the model says.

use tinsmith_codegen::{Options, PROTOCOLS, Runtime, generate};
use tinsmith_model::{Source, load};

const SHAPES: &[&str] = &[
    "Blob",
    "Boolean",
    "String",
    "Byte",
    "Short",
    "Integer",
    "Long",
    "Float",
    "Double",
    "BigInteger",
    "BigDecimal",
    "Timestamp",
    "Document",
];

const VALUES: &[&str] = &[
    "true",
    "false",
    "0",
    "-0",
    "1",
    "-1",
    "127",
    "128",
    "-129",
    "32768",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775809",
    "0.5",
    "1.0",
    "1e3",
    "1.5e1",
    "1e39",
    "3.4e38",
    "1e308",
    "1e400",
    "-1e400",
    "1e-400",
    "1e999999999999999999999",
    "0.1",
    "1.9999999999",
    "-0.9999999999",
    "253402300799",
    "253402300799.9999999999",
    "253402300800",
    "12345678901234567890123.5",
    r#""""#,
    r#""text""#,
    r#""YQ==""#,
    r#""YQ""#,
    r#""Y""#,
    r#""a-b_""#,
    r#""1""#,
    r#""NaN""#,
    r#""quote\" {} \\ \n""#,
    r#""1985-04-12T23:20:50.52Z""#,
    r#""1985-04-12T23:20:50+01:00""#,
    r#""1985-02-30T23:20:50Z""#,
    "[]",
    "[1]",
    "{}",
    r#"{"a": 1}"#,
];

fn model(shape: &str, value: &str) -> String {
    format!(
        r#"{{"smithy": "2.0", "shapes": {{
        "a#Api": {{"type": "service", "version": "1", "operations": [{{"target": "a#Get"}}],
            "traits": {{"aws.protocols#awsJson1_1": {{}}}}}},
        "a#Get": {{"type": "operation", "output": {{"target": "a#Got"}}}},
        "a#Got": {{"type": "structure", "members": {{
            "held": {{"target": "smithy.api#{shape}", "traits": {{"smithy.api#default": {value}}}}}}}}}}}}}"#
    )
}

/// The expression of the default, which is empty if the type's own default is meant, and the field's type.
fn emitted(text: &str) -> (String, String) {
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    let model = load(&Source { name: "model.json", text }, &options).expect("it has been loaded");
    let options = Options { crate_name: "held".to_owned(), runtime: Runtime::Workspace };
    let files = generate(&model, &options).expect("the model is fine").files;
    let file = files["src/operation/get.rs"].split_whitespace().collect::<Vec<_>>().join(" ");
    let between = |start: &str, end: &str| {
        let (_, rest) = file.split_once(start).unwrap_or_else(|| panic!("no `{start}` in {file}"));
        rest.split_once(end).expect("it ends").0.to_owned()
    };
    let expression = between("{ default", " held:").trim_start_matches('(').to_owned();
    let expression = expression.strip_suffix(')').unwrap_or(&expression).replace(' ', "");
    (expression, between("pub held: ", ","))
}

#[test]
fn a_default_is_refused_or_in_the_crate() {
    let mut refused = 0;
    for shape in SHAPES {
        for value in VALUES {
            let text = model(shape, value);
            let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
            match load(&Source { name: "model.json", text: &text }, &options) {
                Ok(_) => {
                    let (expression, ty) = emitted(&text);
                    assert!(!ty.starts_with("Option"), "the default {value} of {shape} is lost: {ty}");
                    check(shape, value, &expression);
                }
                Err(report) => {
                    let problems = report.problems();
                    assert_eq!(problems.len(), 1, "{shape} {value}: {report}");
                    assert!(problems[0].message.starts_with("the default of"), "{report}");
                    assert_eq!(problems[0].shape.as_deref(), Some("a#Got$held"), "{report}");
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 0 && refused < SHAPES.len() * VALUES.len());
}

/// Reads the emitted expression, and compares it with the value.
fn check(shape: &str, value: &str, expression: &str) {
    let json: serde_json::Value = serde_json::from_str(value).expect("the values are JSON");
    let number = value.parse::<f64>().ok();
    let literal = |start: &str, end: &str| {
        expression.split_once(start).map(|(_, rest)| rest.split(end).next().unwrap_or(rest).trim_end_matches(','))
    };
    let zero = expression.is_empty();
    match shape {
        "Timestamp" => {
            let parts = literal("from_secs_and_nanos(", ")").or(literal("from_secs(", ")")).expect(expression);
            let (seconds, nanos) = parts.split_once(',').unwrap_or((parts, "0"));
            let (seconds, nanos): (f64, u32) = (seconds.parse().expect(parts), nanos.parse().expect(parts));
            assert!(nanos < 1_000_000_000, "{value}: {parts}");
            let expected = number.unwrap_or(482_196_050.52);
            assert!((seconds + f64::from(nanos) / 1e9 - expected).abs() < 1e-6, "{value}: {parts}");
        }
        "Float" | "Double" | "Byte" | "Short" | "Integer" | "Long" if !zero => {
            assert_eq!(expression.parse::<f64>().ok(), number, "{shape} {value}: {expression}");
        }
        "BigInteger" | "BigDecimal" if !zero => {
            let digits = literal("\"", "\"").expect(expression);
            assert_eq!(digits.parse::<f64>().ok(), number, "{shape} {value}: {expression}");
        }
        "Float" | "Double" | "Byte" | "Short" | "Integer" | "Long" | "BigInteger" | "BigDecimal" => {
            assert_eq!(number.map(f64::abs), Some(0.0), "{shape} {value}: {expression}");
        }
        "Boolean" => assert_eq!(zero, value == "false", "{expression}"),
        "String" | "Blob" => assert_eq!(zero, json == "", "{shape} {value}: {expression}"),
        _ => assert!(expression.contains("Document::"), "{shape} {value}: {expression}"),
    }
}
