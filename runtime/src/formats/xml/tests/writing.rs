//! Written documents, and reading them back.

use aws_smithy_types::{Blob, DateTime};
use proptest::prelude::*;

use super::shapes::{Choice, Kinds};
use crate::formats::xml;
use crate::formats::xml::tree;

fn write(kinds: &Kinds) -> String {
    String::from_utf8(xml::write(kinds).unwrap()).unwrap()
}

fn read(text: &str) -> Kinds {
    xml::read(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn members_come_in_order_and_attributes_in_the_tag() {
    assert_eq!(write(&Kinds::default()), "<Kinds></Kinds>");
    let kinds = Kinds {
        boolean: Some(true),
        byte: Some(-1),
        float: Some(0.1),
        double: Some(1e21),
        kind: Some("<&\"'>".into()),
        string: Some("<&\"'>".into()),
        blob: Some(Blob::new("value")),
        date_time: Some(DateTime::from_secs(0)),
        epoch: Some(DateTime::from_secs_and_nanos(1, 500_000_000)),
        http_date: Some(DateTime::from_secs(0)),
        big_integer: "123456789012345678901234567890".parse().ok(),
        nested: Some(Box::new(Kinds { flag: Some(false), ..Kinds::default() })),
        flag: Some(true),
        ..Kinds::default()
    };
    let text = concat!(
        "<Kinds xsi:type=\"&lt;&amp;&quot;'&gt;\" flag=\"true\"><boolean>true</boolean><byte>-1</byte>",
        "<float>0.1</float><DoubleDribble>1e21</DoubleDribble><string>&lt;&amp;&quot;'&gt;</string>",
        "<blob>dmFsdWU=</blob><dateTime>1970-01-01T00:00:00Z</dateTime><epoch>1.5</epoch>",
        "<httpDate>Thu, 01 Jan 1970 00:00:00 GMT</httpDate><bigInteger>123456789012345678901234567890</bigInteger>",
        "<nested xmlns:xsi=\"http://xsi.example\" flag=\"false\"></nested></Kinds>",
    );
    assert_eq!(write(&kinds), text);
    assert_eq!(read(text), kinds);
}

#[test]
fn collections() {
    let kinds = Kinds {
        list: Some(vec!["a".into(), String::new()]),
        renamed: Some(vec![vec![1], vec![]]),
        structures: Some(vec![Kinds { flag: Some(true), byte: Some(1), ..Kinds::default() }, Kinds::default()]),
        numbers: Some(vec![1, 2]),
        map: Some([("k&".to_owned(), vec![1])].into()),
        flat_map: Some([("k".to_owned(), "v".to_owned())].into()),
        flag: Some(false),
        ..Kinds::default()
    };
    let text = concat!(
        "<Kinds flag=\"false\"><list><member>a</member><member></member></list>",
        "<renamed><row xmlns=\"http://row.example\"><member>1</member></row>",
        "<row xmlns=\"http://row.example\"></row></renamed>",
        "<structures flag=\"true\"><byte>1</byte></structures><structures></structures><n>1</n><n>2</n>",
        "<map><entry><key>k&amp;</key><value><member>1</member></value></entry></map>",
        "<KVP><K>k</K><V>v</V></KVP></Kinds>",
    );
    assert_eq!(write(&kinds), text);
    assert_eq!(read(text), kinds);
    let empty = Kinds { list: Some(vec![]), numbers: Some(vec![]), map: Some([].into()), ..Kinds::default() };
    assert_eq!(write(&empty), "<Kinds><list></list><map></map></Kinds>");
    let sparse = Kinds { sparse: Some(vec![None, Some("a".into())]), ..Kinds::default() };
    assert_eq!(write(&sparse), "<Kinds><sparse><member></member><member>a</member></sparse></Kinds>");
}

#[test]
fn a_root_is_called_as_its_schema_says() {
    let text = xml::write(&Choice::Number(1)).unwrap();
    assert_eq!(text, b"<Chosen xmlns=\"http://choice.example\"><number>1</number></Chosen>");
    let nested = Kinds { choice: Some(Choice::Number(1)), ..Kinds::default() };
    assert_eq!(write(&nested), "<Kinds><choice><number>1</number></choice></Kinds>");
}

#[test]
fn what_has_no_form_is_an_error() {
    let unknown = Kinds { choice: Some(Choice::Unknown), ..Kinds::default() };
    assert!(xml::write(&unknown).is_err());
    let far = Kinds { date_time: Some(DateTime::from_secs(i64::MAX)), ..Kinds::default() };
    assert!(xml::write(&far).is_err());
}

#[test]
fn characters_that_xml_normalises_or_lacks_are_written_as_references() {
    let text = "\t\n\r\u{0}\u{1f}\u{85}\u{2028}é";
    let kinds = Kinds { string: Some(text.into()), kind: Some(text.into()), ..Kinds::default() };
    let written = "&#x9;&#xA;&#xD;&#x0;&#x1F;&#x85;&#x2028;é";
    assert_eq!(write(&kinds), format!("<Kinds xsi:type=\"{written}\"><string>{written}</string></Kinds>"));
}

proptest! {
    #[test]
    fn strings_read_back(text in any::<String>(), special in "[\\x00-\\x1f<>&\"';\\]#a-z \u{85}\u{2028}]{0,40}") {
        for string in [text, special] {
            let kinds = Kinds {
                string: Some(string.clone()),
                kind: Some(string.clone()),
                list: Some(vec![string.clone()]),
                flat_map: Some([(string.clone(), string)].into()),
                ..Kinds::default()
            };
            let written = write(&kinds);
            prop_assert_eq!(read(&written), kinds);
            prop_assert!(tree::read(written.as_bytes()).is_ok());
        }
    }

    #[test]
    fn numbers_read_back(long in any::<i64>(), float in any::<f32>(), double in any::<f64>()) {
        let kinds = Kinds { long: Some(long), float: Some(float), double: Some(double), ..Kinds::default() };
        let read = read(&write(&kinds));
        prop_assert_eq!(read.long, Some(long));
        prop_assert!(read.float.is_some_and(|read| read == float || read.is_nan() && float.is_nan()));
        prop_assert!(read.double.is_some_and(|read| read == double || read.is_nan() && double.is_nan()));
    }

    #[test]
    fn timestamps_and_blobs_read_back(
        seconds in -62_135_596_800..253_402_300_800i64, nanos in 0..1_000_000_000u32, bytes in any::<Vec<u8>>()
    ) {
        let epoch = Some(DateTime::from_secs_and_nanos(seconds, nanos));
        let date_time = Some(DateTime::from_secs_and_nanos(seconds, nanos / 1_000_000 * 1_000_000));
        let kinds = Kinds { epoch, date_time, blob: Some(Blob::new(bytes)), ..Kinds::default() };
        prop_assert_eq!(read(&write(&kinds)), kinds);
    }

    #[test]
    fn structures_read_back(kinds in kinds()) {
        let kinds = Kinds { nested: Some(Box::new(kinds.clone())), structures: Some(vec![kinds.clone()]), ..kinds };
        prop_assert_eq!(read(&write(&kinds)), kinds);
    }
}

/// Collections of any content; flattened ones are not empty, as these are the same as none.
fn kinds() -> impl Strategy<Value = Kinds> {
    let text = || proptest::option::of(any::<String>());
    let rows = proptest::option::of(proptest::collection::vec(proptest::collection::vec(any::<i32>(), 0..3), 0..3));
    let numbers = proptest::option::of(proptest::collection::vec(any::<i32>(), 1..4));
    let map = proptest::option::of(proptest::collection::hash_map(
        any::<String>(),
        proptest::collection::vec(any::<i32>(), 0..3),
        0..3,
    ));
    let flat_map = proptest::option::of(proptest::collection::hash_map(any::<String>(), any::<String>(), 1..3));
    (text(), text(), rows, numbers, map, flat_map, any::<Option<bool>>()).prop_map(
        |(string, kind, renamed, numbers, map, flat_map, flag)| Kinds {
            string,
            kind,
            renamed,
            numbers,
            map,
            flat_map,
            flag,
            choice: flag.map(|_| Choice::Text("x".into())),
            ..Kinds::default()
        },
    )
}
