//! Written documents, and reading them back.

use aws_smithy_types::{Blob, DateTime, Document, Number};
use proptest::prelude::*;

use crate::formats::json;
use crate::formats::json::{JsonNames, MemberNames};
use crate::test_support::shapes::kinds::{Choice, Kinds};

fn write(kinds: &Kinds) -> String {
    String::from_utf8(json::write::<JsonNames, _>(kinds).unwrap()).unwrap()
}

fn read(text: &str) -> Kinds {
    json::read::<JsonNames, _>(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn members_come_in_order_with_commas_between() {
    assert_eq!(write(&Kinds::default()), "{}");
    let kinds = Kinds {
        boolean: Some(true),
        byte: Some(-1),
        float: Some(0.1),
        double: Some(1e21),
        blob: Some(Blob::new("value")),
        epoch: Some(DateTime::from_secs_and_nanos(1, 500_000_000)),
        date_time: Some(DateTime::from_secs(0)),
        big_integer: "123456789012345678901234567890".parse().ok(),
        nested: Some(Box::default()),
        choice: Some(Choice::Number(1)),
        list: Some(vec!["[".into(), "{".into()]),
        sparse_list: Some(vec![None, Some(1)]),
        structures: Some(vec![Kinds::default(), Kinds::default()]),
        map: Some([("k\"".to_owned(), vec![])].into()),
        ..Kinds::default()
    };
    let text = concat!(
        r#"{"boolean":true,"byte":-1,"float":0.1,"DoubleDribble":1e21,"blob":"dmFsdWU=","epoch":1.5,"#,
        r#""dateTime":"1970-01-01T00:00:00Z","bigInteger":123456789012345678901234567890,"nested":{},"#,
        r#""choice":{"number":1},"list":["[","{"],"sparseList":[null,1],"structures":[{},{}],"map":{"k\"":[]}}"#
    );
    assert_eq!(write(&kinds), text);
    assert_eq!(read(text), kinds);
}

#[test]
fn numbers_that_json_lacks_are_strings() {
    let kinds = Kinds { float: Some(f32::NEG_INFINITY), double: Some(f64::NAN), ..Kinds::default() };
    assert_eq!(write(&kinds), r#"{"float":"-Infinity","DoubleDribble":"NaN"}"#);
}

#[test]
fn names_are_a_matter_of_the_protocol() {
    let kinds = Kinds { double: Some(0.5), ..Kinds::default() };
    assert_eq!(json::write::<MemberNames, _>(&kinds).unwrap(), br#"{"double":0.5}"#);
    let quoted = Kinds { quoted: Some(true), ..Kinds::default() };
    assert_eq!(write(&quoted), r#"{"a \"key\"":true}"#);
    assert_eq!(read(&write(&quoted)), quoted);
    assert_eq!(json::write::<MemberNames, _>(&quoted).unwrap(), br#"{"quoted":true}"#);
}

/// Strings are looked at in chunks, so what has to be found is tried at each place of each length.
#[test]
fn what_needs_an_escape_is_found_anywhere() {
    for length in 1..40 {
        for (at, special) in (0..length).flat_map(|at| ['"', '\\', '\u{0}', '\u{1f}'].map(|special| (at, special))) {
            let text: String = (0..length).map(|index| if index == at { special } else { '\u{7f}' }).collect();
            let kinds = Kinds { string: Some(text), ..Kinds::default() };
            assert_eq!(
                serde_json::from_str::<serde_json::Value>(&write(&kinds)).unwrap()["string"],
                kinds.string.as_deref().unwrap()
            );
            assert_eq!(read(&write(&kinds)), kinds);
        }
    }
}

#[test]
fn what_has_no_form_is_an_error() {
    let unknown = Kinds { choice: Some(Choice::Unknown), ..Kinds::default() };
    assert!(json::write::<JsonNames, _>(&unknown).is_err());
    let far = Kinds { date_time: Some(DateTime::from_secs(i64::MAX)), ..Kinds::default() };
    assert!(json::write::<JsonNames, _>(&far).is_err());
}

proptest! {
    #[test]
    fn strings_read_back(text in any::<String>(), control in "[\\x00-\\x1f\"\\\\a-z]{0,40}") {
        for string in [text, control] {
            let kinds = Kinds { string: Some(string.clone()), map: Some([(string, vec![1])].into()), ..Kinds::default() };
            let written = write(&kinds);
            prop_assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok());
            prop_assert_eq!(read(&written), kinds);
        }
    }

    #[test]
    fn numbers_read_back(long in any::<i64>(), float in any::<f32>(), double in any::<f64>()) {
        let kinds = Kinds { long: Some(long), float: Some(float), double: Some(double), ..Kinds::default() };
        let read = read(&write(&kinds));
        prop_assert_eq!(read.long, Some(long));
        prop_assert_eq!(read.float.map(f32::to_bits), Some(float.to_bits()));
        prop_assert_eq!(read.double.map(f64::to_bits), Some(double.to_bits()));
    }

    #[test]
    fn timestamps_and_blobs_read_back(
        seconds in any::<i64>(), nanos in 0..1_000_000_000u32, bytes in any::<Vec<u8>>()
    ) {
        let epoch = Some(DateTime::from_secs_and_nanos(seconds, nanos));
        let kinds = Kinds { epoch, blob: Some(Blob::new(bytes)), ..Kinds::default() };
        prop_assert_eq!(read(&write(&kinds)), kinds);
    }

    #[test]
    fn documents_read_back(document in document()) {
        let kinds = Kinds { document: Some(document), ..Kinds::default() };
        let read = read(&write(&kinds));
        if kinds.document != Some(Document::Null) {
            prop_assert_eq!(read, kinds);
        }
    }
}

/// Any document without numbers that JSON lacks.
pub(super) fn document() -> impl Strategy<Value = Document> {
    let finite = any::<f64>().prop_filter("JSON numbers are finite", |number| number.is_finite());
    let leaf = prop_oneof![
        Just(Document::Null),
        any::<bool>().prop_map(Document::Bool),
        any::<String>().prop_map(Document::String),
        any::<u64>().prop_map(|number| Document::Number(Number::PosInt(number))),
        (i64::MIN..0).prop_map(|number| Document::Number(Number::NegInt(number))),
        finite.prop_map(|number| Document::Number(Number::Float(number))),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Document::Array),
            proptest::collection::hash_map(any::<String>(), inner, 0..6).prop_map(Document::Object),
        ]
    })
}
