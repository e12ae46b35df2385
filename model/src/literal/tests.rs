//! Values that are read, and values that are none.

use serde_json::{Value, json};

use super::*;

/// A number as a model would spell it.
fn number(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn whole_numbers() {
    for (text, expected) in [
        ("0", Some("0")),
        ("-0", Some("0")),
        ("7.0", Some("7")),
        ("1e3", Some("1000")),
        ("1.5e1", Some("15")),
        ("-120e-1", Some("-12")),
        ("0.0e9999", Some("0")),
        ("0e-9999", Some("0")),
        ("123456789012345678901234567890", Some("123456789012345678901234567890")),
        ("1.5", None),
        ("1e-1", None),
        ("1e401", None),
        ("1e99999999999999999999", None),
    ] {
        assert_eq!(big_integer(&number(text)).as_deref(), expected, "{text}");
        assert_eq!(integer(&number(text)), expected.and_then(|digits| digits.parse().ok()), "{text}");
    }
    assert_eq!(integer(&json!(i64::MIN)), Some(i64::MIN));
    assert_eq!((integer(&json!("1")), big_integer(&json!(null))), (None, None));
}

#[test]
fn floats() {
    assert_eq!((double(&number("0.1")), float(&number("0.1"))), (Some(0.1), Some(0.1)));
    assert_eq!((double(&number("1e39")), float(&number("1e39"))), (Some(1e39), None));
    assert_eq!((double(&number("1e400")), double(&json!("1"))), (None, None));
}

#[test]
fn times() {
    for (text, expected) in [
        ("0", Some((0, 0))),
        ("1.5", Some((1, 500_000_000))),
        ("-1.5", Some((-2, 500_000_000))),
        ("-0.000000001", Some((-1, 999_999_999))),
        ("1515531081.1234", Some((1_515_531_081, 123_400_000))),
        // Fractions that round to a whole second.
        ("0.9999999995", Some((1, 0))),
        ("-0.9999999999", Some((-1, 0))),
        ("0.99999999949", Some((0, 999_999_999))),
        ("1e-12", Some((0, 0))),
        ("253402300799", Some((253_402_300_799, 0))),
        ("253402300799.9999999999", None),
        ("253402300800", None),
        ("-62135596801", None),
        ("9223372036854775807.9999999999", None),
        ("1e300", None),
        (r#""1970-01-01T00:00:00Z""#, Some((0, 0))),
        (r#""1985-04-12T23:20:50.52Z""#, Some((482_196_050, 520_000_000))),
        (r#""2000-02-29t12:00:00z""#, Some((951_825_600, 0))),
        (r#""1969-12-31T23:59:59.9999999999Z""#, Some((0, 0))),
        (r#""0001-01-01T00:00:00Z""#, Some((-62_135_596_800, 0))),
        (r#""9999-12-31T23:59:59.999999999Z""#, Some((253_402_300_799, 999_999_999))),
        (r#""9999-12-31T23:59:59.9999999999Z""#, None),
        (r#""1900-02-29T00:00:00Z""#, None),
        (r#""2001-04-31T00:00:00Z""#, None),
        (r#""2001-13-01T00:00:00Z""#, None),
        (r#""2001-00-01T00:00:00Z""#, None),
        (r#""0000-01-01T00:00:00Z""#, None),
        (r#""2001-01-01T24:00:00Z""#, None),
        (r#""2001-01-01T00:00:60Z""#, None),
        (r#""2001-01-01T00:00:00.Z""#, None),
        (r#""2001-01-01T00:00:00+00:00""#, None),
        (r#""2001-01-01 00:00:00Z""#, None),
        (r#""2001-01-01T00:00:\u00e9Z""#, None),
        (r#""+001-01-01T00:00:00Z""#, None),
        (r#""soon""#, None),
        ("true", None),
    ] {
        assert_eq!(timestamp(&number(text)), expected, "{text}");
    }
}

#[test]
fn bytes() {
    for (text, expected) in [
        ("", Some("")),
        ("YQ==", Some("a")),
        ("YWI=", Some("ab")),
        ("YWJj", Some("abc")),
        ("YWJjZA", Some("abcd")),
        ("YWJjZ", None),
        ("YQ=", None),
        ("=", None),
        ("YWJj=", None),
        ("Y=Q=", None),
        ("a-b_", None),
    ] {
        assert_eq!(base64(text).as_deref(), expected.map(str::as_bytes), "{text}");
    }
}
