//! The examples of RFC 8949: those of appendix A are read, those of appendix F are refused.

use super::{diagnostic, hex};
use crate::formats::cbor::Scanner;

/// <https://www.rfc-editor.org/rfc/rfc8949#appendix-A>, where the notation says the same for all forms of a number.
const EXAMPLES: &[(&str, &str)] = &[
    ("00", "0"),
    ("01", "1"),
    ("0a", "10"),
    ("17", "23"),
    ("1818", "24"),
    ("1819", "25"),
    ("1864", "100"),
    ("1903e8", "1000"),
    ("1a000f4240", "1000000"),
    ("1b000000e8d4a51000", "1000000000000"),
    ("1bffffffffffffffff", "18446744073709551615"),
    ("c249010000000000000000", "2(h'010000000000000000')"),
    ("3bffffffffffffffff", "-18446744073709551616"),
    ("c349010000000000000000", "3(h'010000000000000000')"),
    ("20", "-1"),
    ("29", "-10"),
    ("3863", "-100"),
    ("3903e7", "-1000"),
    ("f4", "false"),
    ("f5", "true"),
    ("f6", "null"),
    ("f7", "undefined"),
    ("f0", "simple(16)"),
    ("f8ff", "simple(255)"),
    ("c074323031332d30332d32315432303a30343a30305a", r#"0("2013-03-21T20:04:00Z")"#),
    ("c11a514b67b0", "1(1363896240)"),
    ("c1fb41d452d9ec200000", "1(1363896240.5)"),
    ("d74401020304", "23(h'01020304')"),
    ("d818456449455446", "24(h'6449455446')"),
    ("d82076687474703a2f2f7777772e6578616d706c652e636f6d", r#"32("http://www.example.com")"#),
    ("40", "h''"),
    ("4401020304", "h'01020304'"),
    ("60", r#""""#),
    ("6161", r#""a""#),
    ("6449455446", r#""IETF""#),
    ("62225c", r#""\"\\""#),
    ("62c3bc", "\"\u{fc}\""),
    ("63e6b0b4", "\"\u{6c34}\""),
    ("64f0908591", "\"\u{10151}\""),
    ("80", "[]"),
    ("83010203", "[1, 2, 3]"),
    ("8301820203820405", "[1, [2, 3], [4, 5]]"),
    (
        "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
        "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]",
    ),
    ("a0", "{}"),
    ("a201020304", "{1: 2, 3: 4}"),
    ("a26161016162820203", r#"{"a": 1, "b": [2, 3]}"#),
    ("826161a161626163", r#"["a", {"b": "c"}]"#),
    ("a56161614161626142616361436164614461656145", r#"{"a": "A", "b": "B", "c": "C", "d": "D", "e": "E"}"#),
    ("5f42010243030405ff", "h'0102030405'"),
    ("7f657374726561646d696e67ff", r#""streaming""#),
    ("9fff", "[]"),
    ("9f018202039f0405ffff", "[1, [2, 3], [4, 5]]"),
    ("9f01820203820405ff", "[1, [2, 3], [4, 5]]"),
    ("83018202039f0405ff", "[1, [2, 3], [4, 5]]"),
    ("83019f0203ff820405", "[1, [2, 3], [4, 5]]"),
    (
        "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff",
        "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]",
    ),
    ("bf61610161629f0203ffff", r#"{"a": 1, "b": [2, 3]}"#),
    ("826161bf61626163ff", r#"["a", {"b": "c"}]"#),
    ("bf6346756ef563416d7421ff", r#"{"Amt": -2, "Fun": true}"#),
];

/// The floating-point numbers of appendix A.
const FLOATS: &[(&str, f64)] = &[
    ("f90000", 0.0),
    ("f98000", -0.0),
    ("f93c00", 1.0),
    ("fb3ff199999999999a", 1.1),
    ("f93e00", 1.5),
    ("f97bff", 65504.0),
    ("fa47c35000", 100_000.0),
    ("fa7f7fffff", f32::MAX as f64),
    ("fb7e37e43c8800759c", 1.0e300),
    ("f90001", 5.960464477539063e-8),
    ("f90400", 0.00006103515625),
    ("f9c400", -4.0),
    ("fbc010666666666666", -4.1),
    ("f97c00", f64::INFINITY),
    ("f9fc00", f64::NEG_INFINITY),
    ("fa7f800000", f64::INFINITY),
    ("faff800000", f64::NEG_INFINITY),
    ("fb7ff0000000000000", f64::INFINITY),
    ("fbfff0000000000000", f64::NEG_INFINITY),
];

/// <https://www.rfc-editor.org/rfc/rfc8949#appendix-F>
const NOT_WELL_FORMED: &str = "
    18 19 1a 1b 1901 1a0102 1b01020304050607 38 58 78 98 9a01ff00 b8 d8 f8 f900 fa0000 fb000000
    41 61 5affffffff00 5bffffffffffffffff010203 7affffffff00 7b7fffffffffffffff010203
    81 818181818181818181 8200 a1 a20102 a100 a2000000 c0
    5f4100 7f6100 9f 9f0102 bf bf01020102 819f 9f8000 9f9f9f9f9fffffffff 9f819f819f9fffffff
    1c 1d 1e 3c 3d 3e 5c 5d 5e 7c 7d 7e 9c 9d 9e bc bd be dc dd de fc fd fe
    f800 f801 f818 f81f
    5f00ff 5f21ff 5f6100ff 5f80ff 5fa0ff 5fc000ff 5fe0ff 7f4100ff 5f5f4100ffff 7f7f6100ffff
    ff 81ff 8200ff a1ff a1ff00 a100ff a20000ff 9f81ff 9f829f819f9fffffffff bf00ff bf000000ff 1f 3f df";

#[test]
fn examples_are_read() {
    for (digits, notation) in EXAMPLES {
        let bytes = hex(digits);
        assert_eq!(diagnostic(&bytes).unwrap(), *notation, "{digits}");
        let mut scanner = Scanner::new(&bytes);
        scanner.skip_value().and_then(|()| scanner.end()).unwrap_or_else(|error| panic!("{digits}: {error}"));
    }
}

#[test]
fn numbers_of_examples_are_read() {
    for (digits, number) in FLOATS {
        let read = Scanner::new(&hex(digits)).double().unwrap();
        assert_eq!(read.to_bits(), number.to_bits(), "{digits}");
    }
    for digits in ["f97e00", "fa7fc00000", "fb7ff8000000000000"] {
        assert!(Scanner::new(&hex(digits)).double().unwrap().is_nan(), "{digits}");
    }
    for (digits, number) in [
        ("1bffffffffffffffff", "18446744073709551615"),
        ("c249010000000000000000", "18446744073709551616"),
        ("3bffffffffffffffff", "-18446744073709551616"),
        ("c349010000000000000000", "-18446744073709551617"),
        ("c48221196ab3", "273.15"),
    ] {
        assert_eq!(Scanner::new(&hex(digits)).number().unwrap(), number, "{digits}");
    }
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for digits in NOT_WELL_FORMED.split_whitespace() {
        let bytes = hex(digits);
        assert!(diagnostic(&bytes).is_err(), "{digits}");
        let mut scanner = Scanner::new(&bytes);
        assert!(scanner.skip_value().and_then(|()| scanner.end()).is_err(), "{digits}");
    }
}
