//! Documents that are read, documents that are refused, and the errors.

use aws_smithy_types::{DateTime, Document};

use crate::formats::json;
use crate::formats::json::{JsonNames, MemberNames};
use crate::test_support::shapes::kinds::{Choice, Kinds};

fn read(text: &str) -> Kinds {
    json::read::<JsonNames, Kinds>(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refuse(text: impl AsRef<[u8]>) -> String {
    match json::read::<JsonNames, Kinds>(text.as_ref()) {
        Ok(kinds) => panic!("{} was read as {kinds:?}", String::from_utf8_lossy(text.as_ref())),
        Err(error) => error.to_string(),
    }
}

#[test]
fn empty_bodies_and_nulls_leave_members_unset() {
    for text in ["", "{}", " { } \n", r#"{"string":null,"nested":null}"#, r#"{"unknown":[{"a":["]"]}],"other":1e5}"#] {
        assert_eq!(read(text), Kinds::default(), "{text}");
    }
}

#[test]
fn members_are_found_in_any_order_and_around_space() {
    let kinds = read("{ \"string\" : \"a\" ,\n\t\"byte\":-5 , \"list\" : [ \"x\" , null, \"y\" ] }");
    assert_eq!((kinds.string.as_deref(), kinds.byte), (Some("a"), Some(-5)));
    assert_eq!(kinds.list, Some(vec!["x".to_owned(), "y".to_owned()]));
    assert_eq!(read(r#"{"b\u0079te":1}"#).byte, Some(1), "keys may hold escapes");
    assert_eq!(read(r#"{"byte":1,"byte":2}"#).byte, Some(2), "the last of duplicates wins");
    assert_eq!(read(r#"{"DoubleDribble":1,"double":2}"#).double, Some(1.0));
    let by_name = json::read::<MemberNames, Kinds>(br#"{"DoubleDribble":1,"double":2}"#).unwrap();
    assert_eq!(by_name.double, Some(2.0));
}

#[test]
fn strings() {
    for (text, value) in [
        (r#""""#, ""),
        (r#""plain text that is longer than a word""#, "plain text that is longer than a word"),
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u00e9\u20AC\ud83d\ude00 tail""#, "é€😀 tail"),
        (r#""é😀""#, "é😀"),
    ] {
        assert_eq!(read(&format!("{{\"string\":{text}}}")).string.as_deref(), Some(value), "{text}");
    }
    for text in [r#""\ud83d""#, r#""\ude00""#, r#""\ud83d\u0041""#, r#""\x""#, r#""\u12g4""#, "\"\n\"", "\"", r#""\"#] {
        refuse(format!("{{\"string\":{text}}}"));
    }
    refuse(b"{\"string\":\"\xff\"}");
}

#[test]
fn numbers() {
    let kinds =
        read(r#"{"long":9223372036854775807,"integer":5.0,"short":1e3,"byte":-128,"float":1,"DoubleDribble":-0.5e2}"#);
    assert_eq!((kinds.long, kinds.integer, kinds.short, kinds.byte), (Some(i64::MAX), Some(5), Some(1000), Some(-128)));
    assert_eq!((kinds.float, kinds.double), (Some(1.0), Some(-50.0)));
    for (member, values) in [
        ("byte", &["128", "1.5", "\"1\"", "true", "01", "+1", "1.", ".5", "-", "NaN", "1e99", "null1"][..]),
        ("long", &["9223372036854775808", "1e19", "0.5", "1e-1"]),
        ("DoubleDribble", &["1e400", "\"1\"", "\"nan\"", "\"inf\"", "Infinity", "0x1", "1e", "00"]),
    ] {
        for value in values {
            refuse(format!("{{\"{member}\":{value}}}"));
        }
    }
    let kinds = read(r#"{"float":"-Infinity","DoubleDribble":"NaN"}"#);
    assert_eq!(kinds.float, Some(f32::NEG_INFINITY));
    assert!(kinds.double.is_some_and(f64::is_nan));
    let kinds = read(r#"{"bigInteger":123456789012345678901234567890,"bigDecimal":-1.50e400}"#);
    assert_eq!(kinds.big_integer.unwrap().as_ref(), "123456789012345678901234567890");
    assert_eq!(kinds.big_decimal.unwrap().as_ref(), "-1.50e400");
}

#[test]
fn timestamps_and_blobs() {
    let kinds = read(
        r#"{"epoch":1398796238.5,"dateTime":"2014-04-29T18:30:38Z","httpDate":"Tue, 29 Apr 2014 18:30:38 GMT",
            "times":["2014-04-29T20:30:38+02:00"],"blob":"dmFsdWU="}"#,
    );
    let time = DateTime::from_secs(1_398_796_238);
    assert_eq!(kinds.epoch, Some(DateTime::from_secs_and_nanos(1_398_796_238, 500_000_000)));
    assert_eq!((kinds.date_time, kinds.http_date, kinds.times), (Some(time), Some(time), Some(vec![time])));
    assert_eq!(kinds.blob.unwrap().as_ref(), b"value");
    refuse(r#"{"epoch":"1398796238"}"#);
    refuse(r#"{"epoch":1e300}"#);
    refuse(r#"{"dateTime":1398796238}"#);
    refuse(r#"{"blob":"dmFsdWU"}"#);
    refuse(r#"{"blob":"?"}"#);
}

#[test]
fn sparse_collections_keep_nulls_and_others_drop_them() {
    let kinds = read(r#"{"sparseList":[1,null],"sparseMap":{"a":null,"b":"c"},"map":{"x":[],"y":null,"z":[1,null]}}"#);
    assert_eq!(kinds.sparse_list, Some(vec![Some(1), None]));
    assert_eq!(kinds.sparse_map, Some([("a".into(), None), ("b".into(), Some("c".into()))].into()));
    assert_eq!(kinds.map, Some([("x".into(), vec![]), ("z".into(), vec![1])].into()));
    assert_eq!(read(r#"{"documents":[null]}"#).documents, Some(vec![Document::Null]));
}

#[test]
fn unions() {
    let choice = |text: &str| read(&format!("{{\"choice\":{text}}}")).choice;
    assert_eq!(choice(r#"{"text":"a"}"#), Some(Choice::Text("a".into())));
    assert_eq!(choice(r#"{"__type":"x#Choice","number":1,"text":null}"#), Some(Choice::Number(1)));
    assert_eq!(choice(r#"{"new":{"deep":[1]}}"#), Some(Choice::Unknown));
    refuse(r#"{"choice":{}}"#);
    refuse(r#"{"choice":{"__type":"x"}}"#);
    let error = refuse(r#"{"choice":{"text":"a","number":1}}"#);
    assert!(error.starts_with("a union must hold one variant, found a second"), "{error}");
}

#[test]
fn every_cut_is_an_error() {
    let text = r#"{"string":"a\n","list":["x",null],"nested":{"byte":1},"unknown":{"a":["\"]"]},"choice":{"text":""}}"#;
    read(text);
    for end in 1..text.len() {
        refuse(&text[..end]);
    }
}

#[test]
fn what_is_not_json_is_refused() {
    for text in [
        " ",
        "null",
        "[]",
        "\"\"",
        "1",
        "{}{}",
        "{} x",
        "{,}",
        "{\"byte\":1,}",
        "{\"byte\" 1}",
        "{\"byte\":1 \"long\":2}",
        "{byte:1}",
        "{\"list\":[\"a\",]}",
        "{\"list\":[,]}",
        "{\"list\":[\"a\" \"b\"]}",
        "{\"list\":[}",
        "{\"list\":{}}",
        "{\"nested\":[]}",
        "{\"map\":[]}",
        "{\"boolean\":1}",
        "{\"boolean\":truth}",
        "{\"boolean\":\"true\"}",
        "{\"u\":[}]}",
        "{\"u\":tru}",
        "{\"u\":}",
        "{\"u\":01}",
        "{\"u\":\"\n\"}",
        "\u{feff}{}",
    ] {
        refuse(text);
    }
}

#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| format!("{}{}", "{\"nested\":".repeat(depth), "{}".to_owned() + &"}".repeat(depth));
    read(&nested(127));
    assert!(refuse(nested(128)).starts_with("the text is nested too deeply"));
    let unknown = |depth: usize| format!("{{\"u\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    read(&unknown(512));
    assert!(refuse(unknown(513)).starts_with("the text is nested too deeply"));
    let document = |depth: usize| format!("{{\"document\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    read(&document(256));
    assert!(refuse(document(257)).starts_with("the document is nested too deeply"));
    for opening in ["[", "{\"a\":", "{\"nested\":", "{\"document\":[", "{\"u\":[", "{\"structures\":["] {
        refuse(opening.repeat(1_000_000));
    }
}

#[test]
fn errors_say_where() {
    for (text, message) in [
        (r#"{"nested":{"list":["a",5]}}"#, "expected a string, found `5` at byte 23 in `nested.list`"),
        (r#"{"nested":{"byte":300}}"#, "300 does not fit into i8 at byte 21 in `nested.byte`"),
        (r#"{"byte":1.5}"#, "expected an integer of 64 bits, found 1.5 at byte 8 in `byte`"),
        (r#"{"string":"a"#, "the input ends in a string at byte 12 in `string`"),
        (r#"{"byte":1"#, "expected `,` or `}`, found the end of the input at byte 9"),
        (r#"{"dateTime":"x"}"#, "`x` is not a timestamp in the format DateTime at byte 12 in `dateTime`"),
    ] {
        assert_eq!(refuse(text), message, "{text}");
    }
}

#[test]
fn room_is_made_for_maps_like_the_one_before() {
    let sizes = [300, 1, 1, 0, 9, 8];
    let map = |entries: usize| (0..entries).map(|key| format!("\"{key}\":[{key}]")).collect::<Vec<_>>().join(",");
    let structures = sizes.map(|size| format!("{{\"map\":{{{}}}}}", map(size))).join(",");
    let maps = read(&format!("{{\"structures\":[{structures}]}}")).structures.expect("it is there");
    let maps: Vec<_> = maps.into_iter().map(|kinds| kinds.map.expect("each has one")).collect();
    for (map, size) in maps.iter().zip(sizes) {
        assert_eq!(map.len(), size);
        assert!((0..size).all(|key| map[&key.to_string()] == [key as i32]));
    }
    let room = maps.iter().map(|map| map.capacity()).collect::<Vec<_>>();
    assert!((64..300).contains(&room[1]), "{room:?}: as many as before, but no more than 64");
    assert!(room[2] < 64, "{room:?}: the one before has one entry");
    assert_eq!(room[3], 0, "{room:?}: nothing where no entry comes");
    assert_eq!(room[5], room[4], "{room:?}: as many as before");
}

#[test]
fn lists_within_lists_make_no_room_for_the_rest_of_the_text() {
    let list = vec!["a"; 20];
    let text = serde_json::json!({ "structures": vec![serde_json::json!({ "list": list }); 100] }).to_string();
    let structures = read(&text).structures.unwrap();
    let room: Vec<_> = structures.iter().map(|it| it.list.as_ref().unwrap().capacity()).collect();
    assert!(room.iter().all(|room| *room <= 40), "{room:?}");
}
