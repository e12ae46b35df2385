//! Shapes in formats of Serde: JSON, which people read, and Postcard, which does not describe itself.

use std::collections::HashMap;

use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document, Number};
use serde_json::{Value as Json, json};

use super::*;
use crate::test_support::shapes::kinds::{Choice, Kinds};
use crate::walk::shape::Shape;

/// A shape as emitted crates have it: with the traits.
#[derive(Debug, PartialEq)]
struct Data<T>(T);

impl<T: Shape> Serialize for Data<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, serializer)
    }
}

impl<'de, T: Shape> Deserialize<'de> for Data<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

fn kinds() -> Kinds {
    Kinds {
        boolean: Some(true),
        byte: Some(-1),
        short: Some(i16::MIN),
        integer: Some(i32::MAX),
        long: Some(i64::MIN),
        float: Some(0.1),
        double: Some(0.2),
        string: Some("text".into()),
        blob: Some(Blob::new(*b"\0\xff")),
        epoch: Some(DateTime::from_secs_and_nanos(1, 234_000_000)),
        date_time: Some(DateTime::from_secs_and_nanos(-1, 1)),
        http_date: Some(DateTime::from_secs(0)),
        big_integer: Some("123456789012345678901234567890".parse::<BigInteger>().unwrap()),
        big_decimal: Some("0.1234567890123456789".parse::<BigDecimal>().unwrap()),
        nested: Some(Box::new(Kinds { string: Some("inner".into()), ..Kinds::default() })),
        choice: Some(Choice::Text("chosen".into())),
        list: Some(vec!["a".into(), String::new()]),
        sparse_list: Some(vec![Some(1), None, Some(3)]),
        structures: Some(vec![Kinds::default()]),
        map: Some(HashMap::from([("k".into(), vec![1, 2])])),
        sparse_map: Some(HashMap::from([("none".into(), None), ("some".into(), Some("v".into()))])),
        times: Some(vec![DateTime::from_secs(0)]),
        quoted: Some(false),
        ..Kinds::default()
    }
}

fn expected() -> Json {
    json!({
        "boolean": true,
        "byte": -1,
        "short": -32768,
        "integer": 2147483647,
        "long": i64::MIN,
        "float": 0.1_f32,
        "double": 0.2,
        "string": "text",
        "blob": "AP8=",
        "epoch": "1970-01-01T00:00:01.234Z",
        "dateTime": "1969-12-31T23:59:59.000000001Z",
        "httpDate": "1970-01-01T00:00:00Z",
        "bigInteger": "123456789012345678901234567890",
        "bigDecimal": "0.1234567890123456789",
        "nested": {"string": "inner"},
        "choice": {"text": "chosen"},
        "list": ["a", ""],
        "sparseList": [1, null, 3],
        "structures": [{}],
        "map": {"k": [1, 2]},
        "sparseMap": {"none": null, "some": "v"},
        "times": ["1970-01-01T00:00:00Z"],
        "quoted": false,
    })
}

fn from_json(json: Json) -> Result<Kinds, String> {
    let read = serde_json::from_str::<Data<Kinds>>(&json.to_string()).map_err(|error| error.to_string())?;
    let value = serde_json::from_value::<Data<Kinds>>(json).map_err(|error| error.to_string())?;
    assert_eq!(read, value, "from text and from a value");
    Ok(read.0)
}

fn to_json(kinds: &Kinds) -> Json {
    serde_json::to_value(Data(Borrowed(kinds))).unwrap()
}

/// A shape by reference.
struct Borrowed<'a>(&'a Kinds);

impl Shape for Borrowed<'_> {
    const SCHEMA: &'static crate::walk::schema::Schema = Kinds::SCHEMA;

    fn write<W: crate::walk::shape::ShapeWriter>(
        &self,
        w: &mut W,
    ) -> Result<(), aws_smithy_types::error::operation::BuildError> {
        self.0.write(w)
    }

    fn read<R: crate::walk::shape::ShapeReader>(_: &mut R) -> Result<Self, crate::walk::ReadError> {
        unreachable!("it is written")
    }
}

fn through_postcard(kinds: Kinds) -> Kinds {
    let bytes = postcard::to_stdvec(&Data(Borrowed(&kinds))).unwrap();
    let read: Data<Kinds> = postcard::from_bytes(&bytes).unwrap();
    read.0
}

#[test]
fn every_kind_has_its_form() {
    assert_eq!(to_json(&kinds()), expected());
    assert_eq!(from_json(expected()).unwrap(), kinds());
    assert_eq!(through_postcard(kinds()), kinds());
    assert_eq!(to_json(&Kinds::default()), json!({}));
}

#[test]
fn documents_are_what_they_hold() {
    let object = HashMap::from([
        ("null".into(), Document::Null),
        ("list".into(), Document::Array(vec![Document::Bool(true), Document::Number(Number::NegInt(-5))])),
        ("number".into(), Document::Number(Number::Float(0.5))),
        ("count".into(), Document::Number(Number::PosInt(u64::MAX))),
    ]);
    let documents = Some(vec![Document::Null, Document::String("s".into())]);
    let kinds = Kinds { document: Some(Document::Object(object)), documents, ..Kinds::default() };
    let json = json!({
        "document": {"null": null, "list": [true, -5], "number": 0.5, "count": u64::MAX},
        "documents": [null, "s"],
    });
    assert_eq!(to_json(&kinds), json);
    assert_eq!(from_json(json).unwrap(), kinds);
    let null = Kinds { document: Some(Document::Null), ..Kinds::default() };
    assert_eq!(from_json(to_json(&null)).unwrap(), null);
}

#[test]
fn unknown_variants_survive() {
    let unknown = || Kinds { choice: Some(Choice::Unknown), ..Kinds::default() };
    assert_eq!(to_json(&unknown()), json!({"choice": {}}));
    assert_eq!(from_json(json!({"choice": {}})).unwrap(), unknown());
    assert_eq!(from_json(json!({"choice": {"newer": {"a": [1]}}})).unwrap(), unknown());
    assert_eq!(through_postcard(unknown()), unknown());
}

#[test]
fn what_is_not_finite_is_text_for_people() {
    let kinds = |double, float| Kinds { double: Some(double), float: Some(float), ..Kinds::default() };
    let infinite = || kinds(f64::NEG_INFINITY, f32::INFINITY);
    assert_eq!(to_json(&infinite()), json!({"double": "-Infinity", "float": "Infinity"}));
    assert_eq!(from_json(to_json(&infinite())).unwrap(), infinite());
    assert_eq!(through_postcard(infinite()), infinite());
    let Data(read) = serde_json::from_value::<Data<Kinds>>(to_json(&kinds(f64::NAN, f32::NAN))).unwrap();
    assert!(read.double.unwrap().is_nan() && read.float.unwrap().is_nan());
    assert_eq!(from_json(json!({"double": 3})).unwrap().double, Some(3.0));
}

#[test]
fn times_without_a_year_of_four_digits_are_seconds() {
    let far = |nanos| Kinds { epoch: Some(DateTime::from_secs_and_nanos(i64::MAX, nanos)), ..Kinds::default() };
    assert_eq!(to_json(&far(500_000_000)), json!({"epoch": "9223372036854775807.5"}));
    assert_eq!(from_json(to_json(&far(500_000_000))).unwrap(), far(500_000_000));
    assert_eq!(through_postcard(far(999_999_999)), far(999_999_999));
    let seconds = |json| from_json(json!({ "epoch": json })).unwrap().epoch.unwrap();
    assert_eq!([seconds(json!(1)), seconds(json!(1.0))], [DateTime::from_secs(1); 2]);
}

#[test]
fn nulls_and_unknown_members_are_skipped() {
    let json = json!({"string": null, "newer": {"a": [{}]}, "message": "m", "integer": 1});
    assert_eq!(from_json(json).unwrap(), Kinds { integer: Some(1), ..Kinds::default() });
}

#[test]
fn what_is_wrong_is_told_once_and_with_its_place() {
    let wrong = |json: &str| serde_json::from_str::<Data<Kinds>>(json).unwrap_err().to_string();
    let cases = [
        (r#"{"integer": "x"}"#, "invalid type: string \"x\", expected i64 at line 1 column 15"),
        (r#"{"byte": 300}"#, "300 does not fit into i8 at line 1 column 1"),
        (r#"{"blob": "%"}"#, "a blob is not in Base64"),
        (r#"{"epoch": "soon"}"#, "invalid value: string \"soon\", expected a timestamp at line 1 column 16"),
        (r#"{"choice": {"text": "a", "number": 1}}"#, "a union must hold one variant, found a second"),
        (r#"{"nested": []}"#, "invalid type: sequence, expected the members of Kinds at line 1"),
        (r#"{"list": {}}"#, "invalid type: map, expected a list at line 1"),
    ];
    for (json, expected) in cases {
        assert!(wrong(json).starts_with(expected), "{json}: {}", wrong(json));
    }
}

#[test]
fn enums_are_text() {
    #[derive(Debug, PartialEq)]
    struct Word(String);

    impl From<&str> for Word {
        fn from(text: &str) -> Self {
            Self(text.to_owned())
        }
    }

    assert_eq!(serialize_text("NEWER", serde_json::value::Serializer).unwrap(), json!("NEWER"));
    assert_eq!(deserialize_text::<Word, _>(json!("NEWER")).unwrap(), Word("NEWER".into()));
}
