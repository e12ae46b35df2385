//! Notes for the person who generates, about a crate that is less than its model.

use serde_json::{Value, json};
use tinsmith_codegen::{Generated, Options, PROTOCOLS, Runtime, generate};
use tinsmith_model::{Source, load};

/// Generates from a service with these traits and one operation with those.
fn generated(service: Value, operation: Value) -> Generated {
    let mut model = json!({ "smithy": "2.0", "shapes": {
        "fixture#Service": {
            "type": "service",
            "version": "2026-11-01",
            "operations": [{ "target": "fixture#Ask" }],
            "traits": { "aws.api#service": { "sdkId": "Fixture" }, "aws.protocols#restJson1": {} },
        },
        "fixture#Ask": {
            "type": "operation",
            "traits": { "smithy.api#http": { "method": "POST", "uri": "/", "code": 200 } },
        },
    } });
    for (shape, traits) in [("Service", service), ("Ask", operation)] {
        let known = model["shapes"][format!("fixture#{shape}")]["traits"].as_object_mut().expect("it has traits");
        known.extend(traits.as_object().expect("they are an object").clone());
    }
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    let model = load(&Source { name: "model.json", text: &model.to_string() }, &options).expect("it is fine");
    generate(&model, &Options { crate_name: "fixture".to_owned(), runtime: Runtime::Workspace }).expect("it is fine")
}

#[test]
fn operations_whose_schemes_are_all_unsupported() {
    let both =
        json!({ "smithy.api#httpBasicAuth": {}, "smithy.api#httpApiKeyAuth": { "name": "key", "in": "header" } });
    let note = "calls are not authenticated: none of its schemes is supported (`smithy.api#httpApiKeyAuth`, \
                `smithy.api#httpBasicAuth`)";
    let said = generated(both, json!({}));
    assert_eq!(said.notes, [format!("operation Ask: {note}")]);
    let client = said.files["src/client.rs"].replace("\n    ///", "");
    assert!(client.contains(&format!("Its {note}.")), "{client}");

    let of_operation = generated(
        json!({ "aws.auth#sigv4": { "name": "fixture" }, "smithy.api#httpDigestAuth": {} }),
        json!({ "smithy.api#auth": ["smithy.api#httpDigestAuth"] }),
    );
    let note =
        "operation Ask: calls are not authenticated: none of its schemes is supported (`smithy.api#httpDigestAuth`)";
    assert_eq!(of_operation.notes, [note]);
}

#[test]
fn nothing_is_said_where_a_scheme_is_supported_or_none_is_needed() {
    let none: [&str; 0] = [];
    let signed = json!({ "aws.auth#sigv4": { "name": "fixture" }, "smithy.api#httpBasicAuth": {} });
    let basic = json!({ "smithy.api#httpBasicAuth": {} });
    for (service, operation) in [
        (json!({}), json!({})),
        (signed, json!({})),
        (basic.clone(), json!({ "smithy.api#auth": none })),
        (basic.clone(), json!({ "smithy.api#optionalAuth": {} })),
        (basic, json!({ "smithy.api#auth": ["smithy.api#httpBasicAuth", "smithy.api#noAuth"] })),
    ] {
        assert_eq!(generated(service.clone(), operation.clone()).notes, none, "{service} {operation}");
    }
}

#[test]
fn a_protocol_of_forms_has_no_event_streams() {
    let text = include_str!("fixtures/event_streams.json").replace("aws.protocols#restJson1", "aws.protocols#awsQuery");
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    let model = load(&Source { name: "model", text: &text }, &options).unwrap_or_else(|report| panic!("{report}"));
    let options = Options { crate_name: "events".to_owned(), runtime: Runtime::Workspace };
    let generated = generate(&model, &options).unwrap_or_else(|problems| panic!("{problems:?}"));
    let left_out = |operation: &str| format!("operation {operation} left out: awsQuery has no event streams");
    assert_eq!(generated.notes, ["Talk", "Tell", "Watch"].map(left_out));
    assert!(!generated.files.keys().any(|path| path.contains("error/chat")), "{:?}", generated.files.keys());
}

#[test]
fn errors_that_have_one_code() {
    let error = |name: &str| {
        json!({ "type": "structure", "members": {}, "traits": {
            "smithy.api#error": "client",
            "aws.protocols#awsQueryError": { "code": "Busy", "httpResponseCode": 400 },
            "smithy.api#documentation": format!("{name}."),
        } })
    };
    let target = |name: &str| json!({ "target": format!("fixture#{name}") });
    let model = json!({ "smithy": "2.0", "shapes": {
        "fixture#Service": {
            "type": "service",
            "version": "2026-11-01",
            "operations": [target("Ask")],
            "traits": { "aws.api#service": { "sdkId": "Fixture" }, "aws.protocols#awsQuery": {} },
        },
        "fixture#Ask": { "type": "operation", "errors": [target("One"), target("Two"), target("Three")] },
        "fixture#One": error("One"),
        "fixture#Two": error("Two"),
        "fixture#Three": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } },
    } });
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    let model = load(&Source { name: "model.json", text: &model.to_string() }, &options).expect("it is fine");
    let options = Options { crate_name: "fixture".to_owned(), runtime: Runtime::Workspace };
    let said = generate(&model, &options).expect("it is fine").notes;
    assert_eq!(said, ["operation Ask: `One` and `Two` have the code `Busy`, which is read as `One`"]);
}
