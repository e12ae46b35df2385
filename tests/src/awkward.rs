//! A model whose names are those that emitted code cannot take as they are: words of Rust, names of its prelude, names of
//! what emitted code defines itself, and names that differ only in how they are written.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tinsmith_codegen::{Files, PROTOCOLS};
use tinsmith_model::{Source, load};

use crate::generate::generate;

/// Strict, reserved and weak keywords (<https://doc.rust-lang.org/reference/keywords.html>).
#[rustfmt::skip] // a word list
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "auto", "await", "become", "box", "break", "const", "continue", "crate", "default", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "macro_rules", "match", "mod", "move", "mut", "override", "priv", "pub", "raw", "ref", "return", "safe", "self",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Names that the prelude, the runtime and emitted code use.
#[rustfmt::skip] // a word list
const TAKEN: &[&str] = &[
    "_1", "as_input", "as_str", "bool", "build", "builder", "builders", "built", "client", "clone", "config", "core",
    "customize", "engine", "eq", "error", "f32", "fmt", "from", "from_conf", "get_x", "i64", "input", "into",
    "into_paginator", "is_x", "m", "make_operation", "message", "message_value", "meta", "new", "operation", "option",
    "output", "presigned", "r", "request_id", "result", "send", "send_with", "service", "set_message", "set_x", "str",
    "string", "test", "tinsmith", "types", "unhandled", "unit", "unknown", "unknown_value", "value", "values", "vec",
    "w", "wait", "wait_until_x", "waiter", "waiters", "waiting", "x", "x_value",
];

/// More that come to the same name.
const ALIKE: &[&str] = &["aB", "Ab", "AB", "a_b", "A_B", "aB2", "__a_b", "MessageValue", "messageValue", "sendValue"];

/// The words, beginning with a capital letter or not, and those that are alike.
fn words(capital: bool) -> Vec<String> {
    let cased = |word: &&str| {
        let (first, rest) = word.split_at(1);
        if capital { first.to_ascii_uppercase() + rest } else { (*word).to_owned() }
    };
    let words: BTreeSet<_> = KEYWORDS.iter().chain(TAKEN).chain(ALIKE).map(cased).collect();
    words.into_iter().collect()
}

/// Members with all of these names that hold such a shape.
fn members(target: &str, traits: &Value) -> Value {
    let member = |word| (word, json!({ "target": target, "traits": traits }));
    words(false).into_iter().map(member).collect::<Map<_, _>>().into()
}

fn target(id: &str) -> Value {
    json!({ "target": id })
}

/// The shapes that have everything: members of each name wherever there can be members.
fn aggregates() -> Vec<(&'static str, Value)> {
    let (text, none, required) = ("smithy.api#String", json!({}), json!({ "smithy.api#required": {} }));
    let structure = |target: &str, traits: &Value| json!({ "type": "structure", "members": members(target, traits) });
    let value = |word: String| {
        (word.clone(), json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": word } }))
    };
    let mut failure = structure("smithy.api#Integer", &none);
    failure["traits"] = json!({ "smithy.api#error": "client" });
    vec![
        ("every#OptionalMembers", structure(text, &none)),
        ("every#RequiredMembers", structure(text, &required)),
        ("every#CallInput", structure(text, &none)),
        ("every#PollInput", structure(text, &none)),
        ("every#Failure", failure),
        ("every#Choice", json!({ "type": "union", "members": members(text, &none) })),
        ("every#Kind", {
            let values: Map<_, _> = words(false).into_iter().map(value).collect();
            json!({ "type": "enum", "members": values })
        }),
        ("one#Busy", json!({ "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } })),
        ("other#Busy", json!({ "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } })),
    ]
}

/// The files of a crate whose operations, structures, errors, unions, enums, members, values and waiters are called so,
/// with a capital letter at the beginning or without one. What is a structure in the one is an error in the other.
///
/// # Panics
///
/// If the model is refused: all of these names are names in Smithy.
pub fn awkward(crate_name: &str, capital: bool) -> Files {
    let mut shapes: Map<String, Value> = aggregates().into_iter().map(|(id, shape)| (id.to_owned(), shape)).collect();
    let mut types: Vec<_> =
        ["every#OptionalMembers", "every#RequiredMembers", "every#Choice", "every#Kind"].map(str::to_owned).into();
    let mut errors: Vec<_> = ["every#Failure", "one#Busy", "other#Busy"].map(str::to_owned).into();
    let mut operations = vec![target("every#Call"), target("every#Poll")];
    let mut waiters = Map::new();
    for (at, word) in words(capital).into_iter().enumerate() {
        let (ty, is_error) = (format!("types#{word}"), (at % 2 == 0) == capital);
        let traits = if is_error { json!({ "smithy.api#error": "server" }) } else { json!({}) };
        shapes.insert(ty.clone(), json!({ "type": "structure", "members": {}, "traits": traits }));
        if is_error { &mut errors } else { &mut types }.push(ty);
        let http = json!({ "smithy.api#http": { "method": "POST", "uri": format!("/{word}") } });
        let id = format!("operations#{word}");
        operations.push(target(&id));
        shapes.insert(id, json!({ "type": "operation", "traits": http }));
        let acceptor = json!({ "state": "success", "matcher": { "success": true } });
        waiters.insert(word, json!({ "acceptors": [acceptor] }));
    }
    let holders = types.iter().enumerate().map(|(at, ty)| (format!("of{at}"), target(ty))).collect::<Map<_, _>>();
    shapes.insert("every#Everything".to_owned(), json!({ "type": "structure", "members": holders }));
    for (name, traits) in [("Call", json!({})), ("Poll", json!({ "smithy.waiters#waitable": waiters }))] {
        let mut operation = json!({
            "type": "operation",
            "input": target(&format!("every#{name}Input")),
            "output": target("every#Everything"),
            "errors": errors.iter().map(|id| target(id)).collect::<Vec<_>>(),
            "traits": traits,
        });
        operation["traits"]["smithy.api#http"] = json!({ "method": "PUT", "uri": format!("/{name}") });
        shapes.insert(format!("every#{name}"), operation);
    }
    shapes.insert("every#Service".to_owned(), service(operations));
    files(crate_name, shapes)
}

fn service(operations: Vec<Value>) -> Value {
    json!({
        "type": "service",
        "version": "2026-11-01",
        "operations": operations,
        "rename": { "other#Busy": "BusyToo" },
        "traits": { "aws.protocols#restJson1": {} },
    })
}

fn files(crate_name: &str, shapes: Map<String, Value>) -> Files {
    let text = json!({ "smithy": "2.0", "shapes": shapes }).to_string();
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    let model =
        load(&Source { name: "awkward.json", text: &text }, &options).unwrap_or_else(|report| panic!("{report}"));
    generate(&model, crate_name).files
}
