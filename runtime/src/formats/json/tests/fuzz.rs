//! Random and mutated JSON.

use serde_json::Value;

use super::{documents, pieces};
use crate::formats::json;
use crate::formats::json::{JsonNames, MemberNames};
use crate::test_support::fuzz::fuzz;
use crate::test_support::shapes::kinds::Kinds;

/// Texts to begin with: members of all kinds, and things that mutations rarely come up with.
const SEEDS: &[&str] = &[
    r#"{"boolean":true,"byte":1,"short":-2,"integer":3.0,"long":4e2,"float":5.5,"DoubleDribble":"NaN"}"#,
    r#"{"string":"a\u00e9\ud83d\ude00\n","blob":"dmFsdWU=","epoch":1398796238.125,"bigInteger":12345678901234567890123}"#,
    r#"{"dateTime":"2014-04-29T18:30:38.5Z","httpDate":"Tue, 29 Apr 2014 18:30:38 GMT","times":["2014-04-29T18:30:38Z"]}"#,
    r#"{"nested":{"nested":{"list":["a",null,"b"]}},"structures":[{},{"byte":1}],"choice":{"text":"x"}}"#,
    r#"{"document":{"a":[1,-2,3.5,null,true,"x",{}]},"documents":[null,[]],"map":{"k":[1]},"sparseMap":{"a":null}}"#,
    r#"{"unknown":{"deep":[[["\"]}"]],{"x":1e5}]},"choice":{"__type":"t","new":[]},"sparseList":[null,1]}"#,
    r#"[0,-0,1e400,1E+2,0.1e-7,18446744073709551616,"\u0000","\ud800",false,{"a":1,"a":2}]"#,
];

/// Pieces that mutations put in.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\ud83d",
    "null",
    "true",
    "-",
    ".",
    "e",
    "1",
    "0",
    "99999999999",
    " ",
    "\n",
    "\u{0}",
    "é",
    "\"nested\":",
    "\"choice\":",
    "__type",
    "NaN",
    "[[[[[[[[",
    "{\"a\":",
];

#[test]
fn whatever_comes_is_survived() {
    fuzz(SEEDS, PIECES, check);
}

/// Reads the text in every way; what serde_json says of it is what documents say.
fn check(text: &[u8]) {
    let shown = String::from_utf8_lossy(text);
    let kinds = json::read::<JsonNames, Kinds>(text);
    let _ = json::read::<MemberNames, Kinds>(text);
    let _ = json::read_error_body(text);
    if let Ok(Ok(written)) = kinds.map(|kinds| json::write::<JsonNames, _>(&kinds)) {
        assert!(json::read::<JsonNames, Kinds>(&written).is_ok(), "{shown} was written and not read back");
    }
    // Errors differ where the text is not UTF-8 behind another mistake.
    if std::str::from_utf8(text).is_ok() {
        pieces::check(text, 1 + text.len() % 31, 1 + text.len() % 67);
    }
    let nesting = text.iter().filter(|byte| matches!(byte, b'[' | b'{')).count();
    match (documents::read(text), serde_json::from_slice::<Value>(text)) {
        (Ok(document), Ok(value)) => assert!(documents::same(&document, &value), "{shown}: {document:?} {value:?}"),
        (Err(_), Err(_)) => {}
        (Ok(_), Err(_)) if nesting > 127 => {}
        (Err(_), Ok(value)) if documents::exceeds(&value) => {}
        (document, value) => panic!("{shown}: {document:?} but serde_json {value:?}"),
    }
}
