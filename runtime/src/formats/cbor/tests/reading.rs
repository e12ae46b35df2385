//! Documents that are read, documents that are refused, and the errors.

use aws_smithy_types::DateTime;

use super::hex;
use crate::formats::cbor;
use crate::test_support::shapes::kinds::{Choice, Kinds};

/// A map of one member, given the value in hexadecimal digits.
fn one(member: &str, value: &str) -> Vec<u8> {
    let length = u8::try_from(member.len()).unwrap();
    [&[0xA1, 0x60 | length], member.as_bytes(), &hex(value)].concat()
}

fn read(bytes: &[u8]) -> Kinds {
    cbor::read(bytes).unwrap_or_else(|error| panic!("{bytes:02x?}: {error}"))
}

fn read_one(member: &str, value: &str) -> Kinds {
    cbor::read(&one(member, value)).unwrap_or_else(|error| panic!("{member}: {value}: {error}"))
}

fn refuse(bytes: &[u8]) -> String {
    match cbor::read::<Kinds>(bytes) {
        Ok(kinds) => panic!("{bytes:02x?} was read as {kinds:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn empty_bodies_and_nulls_leave_members_unset() {
    let unknown = b"\xA2\x67unknown\x9F\xA1\x61a\x5F\x41\xFF\xFF\xFF\x65other\xFB12345678";
    for bytes in [&b""[..], b"\xA0", b"\xBF\xFF", b"\xD9\xD9\xF7\xA0", unknown] {
        assert_eq!(read(bytes), Kinds::default(), "{bytes:02x?}");
    }
    for null in ["f6", "f7"] {
        assert_eq!(read_one("string", null), Kinds::default());
        assert_eq!(read_one("nested", null), Kinds::default());
    }
}

#[test]
fn members_are_found_in_any_order_and_lengths_may_be_indefinite() {
    let kinds = read(b"\xBF\x66string\x61a\x64byte\x24\x64list\x9F\x61x\xF6\x7F\x60\x61y\xFF\xFF\xFF");
    assert_eq!((kinds.string.as_deref(), kinds.byte), (Some("a"), Some(-5)));
    assert_eq!(kinds.list, Some(vec!["x".to_owned(), "y".to_owned()]));
    assert_eq!(read(b"\xA1\x7F\x62by\x62te\xFF\x01").byte, Some(1), "keys may come in pieces");
    assert_eq!(read(b"\xA2\x64byte\x01\x64byte\x02").byte, Some(2), "the last of duplicates wins");
    assert_eq!(read(b"\xB8\x01\x78\x04byte\x18\x01").byte, Some(1), "heads may be longer than they must");
    assert_eq!(read_one("double", "f93e00").double, Some(1.5), "keys are the members' names");
    assert_eq!(read_one("DoubleDribble", "f93e00"), Kinds::default());
}

#[test]
fn strings_and_blobs() {
    for (digits, value) in [("60", ""), ("63e282ac", "€"), ("7f62c3a960ff", "é"), ("c060", ""), ("d8206161", "a")] {
        assert_eq!(read_one("string", digits).string.as_deref(), Some(value), "{digits}");
    }
    for digits in ["61ff", "62c3", "7f61c361a9ff", "7f", "7f7f60ffff", "7f40ff", "7bffffffffffffffff", "40", "00", "f5"]
    {
        refuse(&one("string", digits));
    }
    for (digits, value) in [("40", &b""[..]), ("420aff", &[10, 255]), ("5f410a4041ffff", &[10, 255])] {
        assert_eq!(read_one("blob", digits).blob.unwrap().as_ref(), value, "{digits}");
    }
    for digits in ["60", "5f", "5f60ff", "5bffffffffffffffff", "5a7fffffff00", "80"] {
        refuse(&one("blob", digits));
    }
}

#[test]
fn integers_come_from_every_form_of_an_integral_number() {
    let long = |digits: &str| read_one("long", digits).long.unwrap();
    for (digits, value) in [
        ("17", 23),
        ("1b0000000000000001", 1),
        ("1b7fffffffffffffff", i64::MAX),
        ("3b7fffffffffffffff", i64::MIN),
        ("f94000", 2),
        ("fac0a00000", -5),
        ("c24105", 5),
        ("c34104", -5),
        ("c48201181e", 300),
        ("c482201832", 5),
        ("d9ffff05", 5),
    ] {
        assert_eq!(long(digits), value, "{digits}");
    }
    for digits in [
        "1b8000000000000000",
        "3b8000000000000000",
        "fb43e0000000000000",
        "f93e00",
        "f97c00",
        "f97e00",
        "c249010000000000000000",
        "6131",
        "f5",
    ] {
        refuse(&one("long", digits));
    }
    assert_eq!(read_one("byte", "387f").byte, Some(-128));
    for (member, digits) in [("byte", "1880"), ("short", "198000"), ("integer", "1a80000000")] {
        refuse(&one(member, digits));
    }
}

#[test]
fn floats_come_from_every_number() {
    for (digits, value) in [
        ("fb3ff0000000000000", 1.0),
        ("fa3f800000", 1.0),
        ("f93c00", 1.0),
        ("01", 1.0),
        ("3863", -100.0),
        ("1bffffffffffffffff", 18_446_744_073_709_551_616.0),
        ("c48221196ab3", 273.15),
        ("c24101", 1.0),
        ("d9fffffb3ff0000000000000", 1.0),
    ] {
        assert_eq!(read_one("double", digits).double, Some(value), "{digits}");
        #[allow(clippy::cast_possible_truncation)] // as a float member does
        let single = value as f32;
        assert_eq!(read_one("float", digits).float, Some(single), "{digits}");
    }
    assert_eq!(read_one("float", "fb7ff0000000000000").float, Some(f32::INFINITY));
    assert!(read_one("double", "f97e00").double.unwrap().is_nan());
    for digits in ["6131", "f5", "c4821a7fffffff01", "80"] {
        refuse(&one("double", digits));
    }
}

#[test]
fn numbers_of_any_size() {
    for (digits, value) in [
        ("00", "0"),
        ("3863", "-100"),
        ("c240", "0"),
        ("c34100", "-1"),
        ("c24e00018ee90ff6c373e0ee4e3f0ad2", "123456789012345678901234567890"),
        ("c25f418eff", "142"),
        ("f94500", "5"),
    ] {
        assert_eq!(read_one("bigInteger", digits).big_integer.unwrap().as_ref(), value, "{digits}");
    }
    for (digits, value) in [
        ("05", "5"),
        ("f93e00", "1.5"),
        ("c48221196ab3", "273.15"),
        ("c4822105", "0.05"),
        ("c4822124", "-0.05"),
        ("c48200c2420100", "256"),
        ("c482030f", "15e3"),
        ("c48238c705", "5e-200"),
        ("c49f2005ff", "0.5"),
    ] {
        assert_eq!(read_one("bigDecimal", digits).big_decimal.unwrap().as_ref(), value, "{digits}");
    }
    let long = |bytes: usize| [&one("bigInteger", "c259")[..], &[4, 0], &vec![1; bytes]].concat();
    assert_eq!(read(&long(1024)).big_integer.unwrap().as_ref().len(), 2464);
    let longer = [&one("bigInteger", "c259")[..], &[4, 1], &[1; 1025]].concat();
    assert!(refuse(&longer).starts_with("the number has too many digits"));
    for digits in ["c260", "c205", "c2c24101", "f93e00", "f97e00", "c4822005", "61", "c58200f5"] {
        refuse(&one("bigInteger", digits));
    }
    for digits in
        ["c480", "c48101", "c483010203", "c405", "c482f93e0001", "c48201f93e00", "c482c48201020304", "c482c10001"]
    {
        refuse(&one("bigDecimal", digits));
    }
}

#[test]
fn timestamps_are_seconds_whatever_their_format() {
    let time = DateTime::from_secs(1_398_796_238);
    for digits in ["c11a535fefce", "1a535fefce", "c1fb41d4d7fbf3800000", "fb41d4d7fbf3800000", "c1c244535fefce"] {
        for member in ["epoch", "dateTime", "httpDate"] {
            let kinds = read_one(member, digits);
            assert_eq!(kinds.epoch.or(kinds.date_time).or(kinds.http_date), Some(time), "{member}: {digits}");
        }
    }
    for (digits, seconds, nanos) in [
        ("c1fb41cc37db380fbe77", 946_845_296, 123_000_000),
        ("c120", -1, 0),
        ("c1f9be00", -2, 500_000_000),
        ("c1fabfc00000", -2, 500_000_000),
        ("c1fb3eb0c6f7a0b5ed8d", 0, 1_000),
        ("c1c482211904e2", 12, 500_000_000),
    ] {
        let epoch = read_one("epoch", digits).epoch;
        assert_eq!(epoch, Some(DateTime::from_secs_and_nanos(seconds, nanos)), "{digits}");
    }
    for digits in ["c1f97c00", "c1fb7ff8000000000000", "c1fb7e37e43c8800759c", "c16131", "c11bffffffffffffffff", "c1"] {
        refuse(&one("epoch", digits));
    }
}

#[test]
fn sparse_collections_keep_nulls_and_others_drop_them() {
    assert_eq!(read_one("sparseList", "8301f6f7").sparse_list, Some(vec![Some(1), None, None]));
    let kinds = read_one("sparseMap", "a26161f661626163");
    assert_eq!(kinds.sparse_map, Some([("a".into(), None), ("b".into(), Some("c".into()))].into()));
    let kinds = read_one("map", "bf6178806179f6617a8201f6ff");
    assert_eq!(kinds.map, Some([("x".into(), vec![]), ("z".into(), vec![1])].into()));
    assert_eq!(read_one("times", "82c10020").times, Some(vec![DateTime::from_secs(0), DateTime::from_secs(-1)]));
}

#[test]
fn unions() {
    let choice = |digits: &str| read_one("choice", digits).choice;
    assert_eq!(choice("a164746578746161"), Some(Choice::Text("a".into())));
    assert_eq!(choice("a3665f5f747970656178666e756d626572016474657874f6"), Some(Choice::Number(1)));
    assert_eq!(choice("bf636e6577a1616100ff"), Some(Choice::Unknown));
    refuse(&one("choice", "a0"));
    refuse(&one("choice", "a1665f5f747970656178"));
    let error = refuse(&one("choice", "a2647465787461 61 666e756d62657201"));
    assert!(error.starts_with("a union must hold one variant, found a second"), "{error}");
}

#[test]
fn documents_are_none_of_this_format() {
    let error = refuse(&one("document", "01"));
    assert!(error.starts_with("a document cannot stand at this place"), "{error}");
}

#[test]
fn every_cut_is_an_error() {
    let definite =
        b"\xA5\x66string\x62a\n\x64list\x82\x61x\xF6\x66nested\xA1\x64byte\x01\x61u\x81\x42ab\x65epoch\xC1\xF9\x3E\x00";
    let open = b"\xBF\x66string\x7F\x62a\n\xFF\x64list\x9F\x61x\xF6\xFF\x66nested\xBF\x64byte\x18\x01\xFF\x61u\x9F\x5F\x42ab\xFF\xFF\xFF";
    for bytes in [&definite[..], open] {
        read(bytes);
        for end in 1..bytes.len() {
            refuse(&bytes[..end]);
        }
    }
}

#[test]
fn what_is_no_map_or_goes_on_is_refused() {
    for bytes in [
        &b"\xF6"[..],
        b"\x80",
        b"\x60",
        b"\x01",
        b"\xA0\x00",
        b"\xA0\xA0",
        b"\xFF",
        b"\xBF\xFF\xFF",
        b"\xA1\x01\x02",
        b"\xA1\x44byte\x01",
        b"\xBF\x64byte\xFF",
        b"\xA2\x64byte\x01",
        b"\xBBffffffff",
        b"\xA1\x64list\x9Bffffffff",
        b"\xA1\x64list\xA0",
        b"\xA1\x66nested\x80",
        b"\xA1\x63map\x80",
        b"\xA1\x63map\xA1\x01\x80",
        b"\xA1\x67boolean\x01",
        b"\xA1\x61u\xFF",
        b"\xA1\x61u\x9Bffffffff",
        b"\xA1\x61u\xBF\x01\xFF",
    ] {
        refuse(bytes);
    }
}

#[test]
fn declared_counts_are_not_believed() {
    let error = refuse(&one("list", "9affffffff"));
    assert!(error.starts_with("more items are declared than the input holds"), "{error}");
    assert!(refuse(b"\xBB\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF").starts_with("more items are declared"));
}

#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| [b"\xA1\x66nested".repeat(depth), b"\xA0".to_vec()].concat();
    read(&nested(127));
    assert!(refuse(&nested(128)).starts_with("the data is nested too deeply"));
    let unknown = |depth: usize, open: &[u8], close: &[u8]| {
        [b"\xA1\x61u", &open.repeat(depth)[..], &close.repeat(depth)].concat()
    };
    for (open, close) in [(&b"\x9F"[..], &b"\xFF"[..]), (b"\x82\x00", b"\x00".get(..0).unwrap())] {
        let tail = |depth| {
            if close.is_empty() { [unknown(depth, open, close), vec![0]].concat() } else { unknown(depth, open, close) }
        };
        read(&tail(512));
        assert!(refuse(&tail(513)).starts_with("the data is nested too deeply"));
    }
    for opening in [
        &b"\x9F"[..],
        b"\x81",
        b"\xA1\x61a",
        b"\xA1\x66nested",
        b"\xA1\x61u\x81",
        b"\xC1",
        b"\xA1\x6AbigDecimal\xC4\x82",
    ] {
        refuse(&opening.repeat(1_000_000));
    }
}

#[test]
fn errors_say_where() {
    for (bytes, message) in [
        (
            &b"\xA1\x66nested\xA1\x64list\x82\x61a\x05"[..],
            "expected a string, found an integer at byte 17 in `nested.list`",
        ),
        (b"\xA1\x66nested\xA1\x64byte\x19\x01\x2C", "300 does not fit into i8 at byte 17 in `nested.byte`"),
        (b"\xA1\x64byte\xF9\x3E\x00", "expected an integer of 64 bits, found 1.5 at byte 6 in `byte`"),
        (b"\xA1\x66string\x63a", "the input ends in a string at byte 9 in `string`"),
        (b"\xA2\x64byte\x01", "expected the name of a member, found the end of the input at byte 7"),
        (b"\xA1\x66string\x62a\xFF", "the text is not UTF-8 at byte 10 in `string`"),
        (b"\xA1\x64list\xF5", "expected an array, found a boolean at byte 6 in `list`"),
    ] {
        assert_eq!(refuse(bytes), message, "{bytes:02x?}");
    }
}
