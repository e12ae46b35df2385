//! Written documents, and reading them back.

use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};
use proptest::prelude::*;

use super::{diagnostic, hex};
use crate::formats::cbor;
use crate::test_support::shapes::kinds::{Choice, Kinds};

fn write(kinds: &Kinds) -> Vec<u8> {
    cbor::write(kinds).unwrap()
}

fn read(bytes: &[u8]) -> Kinds {
    cbor::read(bytes).unwrap_or_else(|error| panic!("{bytes:02x?}: {error}"))
}

#[test]
fn members_come_in_order() {
    assert_eq!(write(&Kinds::default()), b"\xBF\xFF");
    let kinds = Kinds {
        boolean: Some(true),
        byte: Some(-1),
        float: Some(0.1),
        double: Some(0.1),
        blob: Some(Blob::new("value")),
        epoch: Some(DateTime::from_secs_and_nanos(1, 500_000_000)),
        date_time: Some(DateTime::from_secs(0)),
        big_integer: "123456789012345678901234567890".parse().ok(),
        nested: Some(Box::default()),
        choice: Some(Choice::Number(1)),
        list: Some(vec!["a".into()]),
        sparse_list: Some(vec![None, Some(1)]),
        structures: Some(vec![Kinds::default(), Kinds::default()]),
        map: Some([("k".to_owned(), vec![])].into()),
        ..Kinds::default()
    };
    let expected = [
        &b"\xBF\x67boolean\xF5\x64byte\x20\x65float\xFA\x3D\xCC\xCC\xCD\x66double\xFB\x3F\xB9\x99\x99\x99\x99\x99\x9A"
            [..],
        b"\x64blob\x45value\x65epoch\xC1\xFA\x3F\xC0\0\0\x68dateTime\xC1\0\x6AbigInteger\xC2\x4D",
        &hex("018ee90ff6c373e0ee4e3f0ad2"),
        b"\x66nested\xBF\xFF\x66choice\xBF\x66number\x01\xFF\x64list\x81\x61a\x6AsparseList\x82\xF6\x01",
        b"\x6Astructures\x82\xBF\xFF\xBF\xFF\x63map\xA1\x61k\x80\xFF",
    ]
    .concat();
    assert_eq!(write(&kinds), expected);
    assert_eq!(read(&expected), kinds);
}

#[test]
fn numbers_are_as_short_as_they_can_be() {
    for (long, digits) in [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (255, "18ff"),
        (256, "190100"),
        (65_536, "1a00010000"),
        (4_294_967_296, "1b0000000100000000"),
        (i64::MAX, "1b7fffffffffffffff"),
        (-24, "37"),
        (-25, "3818"),
        (i64::MIN, "3b7fffffffffffffff"),
    ] {
        let written = write(&Kinds { long: Some(long), ..Kinds::default() });
        assert_eq!(written, [b"\xBF\x64long", &hex(digits)[..], b"\xFF"].concat(), "{long}");
    }
    for (double, digits) in [
        (1.0, "fa3f800000"),
        (-0.0, "fa80000000"),
        (f64::INFINITY, "fa7f800000"),
        (1.889, "fb3ffe395810624dd3"),
        (1e300, "fb7e37e43c8800759c"),
    ] {
        let written = write(&Kinds { double: Some(double), ..Kinds::default() });
        assert_eq!(written, [b"\xBF\x66double", &hex(digits)[..], b"\xFF"].concat(), "{double}");
    }
}

#[test]
fn numbers_of_any_size_are_integers_bignums_and_decimal_fractions() {
    for (digits, notation) in [
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("18446744073709551615", "18446744073709551615"),
        ("-18446744073709551615", "-18446744073709551615"),
        ("18446744073709551616", "2(h'010000000000000000')"),
        ("-18446744073709551616", "3(h'ffffffffffffffff')"),
        ("-18446744073709551617", "3(h'010000000000000000')"),
    ] {
        let kinds = Kinds { big_integer: digits.parse().ok(), ..Kinds::default() };
        assert_eq!(diagnostic(&write(&kinds)).unwrap(), format!("{{\"bigInteger\": {notation}}}"), "{digits}");
    }
    for (digits, notation, again) in [
        ("5", "4([0, 5])", "5"),
        ("-1.50", "4([-2, -150])", "-1.50"),
        ("+.5e+3", "4([2, 5])", "5e2"),
        ("1e-9", "4([-9, 1])", "0.000000001"),
        ("0.18446744073709551616", "4([-20, 2(h'010000000000000000')])", "0.18446744073709551616"),
    ] {
        let kinds = Kinds { big_decimal: digits.parse().ok(), ..Kinds::default() };
        let written = write(&kinds);
        assert_eq!(diagnostic(&written).unwrap(), format!("{{\"bigDecimal\": {notation}}}"), "{digits}");
        assert_eq!(read(&written).big_decimal.unwrap().as_ref(), again, "{digits}");
    }
}

#[test]
fn what_has_no_form_is_an_error() {
    let unknown = Kinds { choice: Some(Choice::Unknown), ..Kinds::default() };
    assert!(cbor::write(&unknown).is_err());
    let document = Kinds { document: Some(Document::Null), ..Kinds::default() };
    let error = cbor::write(&document).unwrap_err().to_string();
    assert!(error.contains("a document cannot be written"), "{error}");
}

proptest! {
    #[test]
    fn strings_and_blobs_read_back(text in any::<String>(), long in "[a-zé]{200,400}", bytes in any::<Vec<u8>>()) {
        for string in [text, long] {
            let map = Some([(string.clone(), vec![1])].into());
            let kinds = Kinds { string: Some(string), map, blob: Some(Blob::new(bytes.clone())), ..Kinds::default() };
            prop_assert_eq!(read(&write(&kinds)), kinds);
        }
    }

    #[test]
    fn numbers_read_back(long in any::<i64>(), bits in any::<u32>(), double in any::<f64>()) {
        let float = f32::from_bits(bits);
        let kinds = Kinds { long: Some(long), float: Some(float), double: Some(double), ..Kinds::default() };
        let read = read(&write(&kinds));
        prop_assert_eq!(read.long, Some(long));
        prop_assert!(read.float == Some(float) || float.is_nan() && read.float.is_some_and(f32::is_nan));
        prop_assert_eq!(read.double.map(f64::to_bits), Some(double.to_bits()));
    }

    #[test]
    fn big_numbers_read_back(digits in "-?[1-9][0-9]{0,200}", places in 0..60usize) {
        let integer: BigInteger = digits.parse().unwrap();
        let mut decimal = digits;
        if places > 0 && decimal.len() > places + 1 {
            decimal.insert(decimal.len() - places, '.');
        }
        prop_assume!(!decimal.starts_with("-."));
        let decimal: BigDecimal = decimal.parse().unwrap();
        let kinds = Kinds { big_integer: Some(integer), big_decimal: Some(decimal), ..Kinds::default() };
        prop_assert_eq!(read(&write(&kinds)), kinds);
    }

    #[test]
    fn milliseconds_read_back(millis in -99_999_999_999_999..99_999_999_999_999i64, seconds in any::<i64>()) {
        let times = [DateTime::from_millis(millis), DateTime::from_secs(seconds)];
        let kinds = Kinds { times: Some(times.into()), ..Kinds::default() };
        prop_assert_eq!(read(&write(&kinds)), kinds);
    }

    #[test]
    fn microseconds_of_this_century_read_back(micros in 0..4_000_000_000_000_000i64) {
        let time = DateTime::from_secs_and_nanos(micros / 1_000_000, (micros % 1_000_000) as u32 * 1000);
        let kinds = Kinds { epoch: Some(time), ..Kinds::default() };
        prop_assert_eq!(read(&write(&kinds)), kinds);
    }
}
