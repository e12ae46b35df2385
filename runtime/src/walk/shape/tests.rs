//! Values that are the same in every format.

use aws_smithy_types::{BigDecimal, BigInteger};
use http::{HeaderMap, HeaderValue, StatusCode};
use proptest::prelude::*;

use crate::formats::json::{JsonNames, RpcV2Names};
use crate::formats::{cbor, json, xml};
use crate::http::Response;
use crate::meta::OperationMeta;
use crate::operation::Protocol;
use crate::protocols::query::AwsQuery;
use crate::protocols::rest_json::RestJson1;
use crate::test_support::shapes::kinds::Kinds;
use crate::test_support::shapes::{Empty, SERVICE, meta, operation, structure};
use crate::walk::ReadError;
use crate::walk::schema::{Location, Member};

structure!(Bound {
    integer: BigInteger = Member::new("integer").at(Location::Header("x-integer")),
    decimal: BigDecimal = Member::new("decimal").at(Location::Header("x-decimal")),
    float: f32 = Member::new("float").at(Location::Header("x-float")).required(),
    double: f64 = Member::new("double").at(Location::Header("x-double")).required(),
});
operation!(Headers(Bound) -> Bound, meta("GET", &[]));
operation!(Form(Kinds) -> Empty, OperationMeta::rpc(SERVICE, "Test"), AwsQuery);

fn kinds(integer: &BigInteger, decimal: &BigDecimal) -> Kinds {
    Kinds { big_integer: Some(integer.clone()), big_decimal: Some(decimal.clone()), ..Kinds::default() }
}

/// The text that each format writes of a big integer and a big decimal.
fn written(integer: &BigInteger, decimal: &BigDecimal) -> Vec<[String; 2]> {
    let kinds = kinds(integer, decimal);
    let between = |text: &str, before: &str, after: &str| {
        let rest = &text[text.find(before).unwrap() + before.len()..];
        rest[..rest.find(after).unwrap()].to_owned()
    };
    let json = String::from_utf8(json::write::<JsonNames, _>(&kinds).unwrap()).unwrap();
    let rpc = String::from_utf8(json::write::<RpcV2Names, _>(&kinds).unwrap()).unwrap();
    let xml = String::from_utf8(xml::write(&kinds).unwrap()).unwrap();
    let mut form = kinds.clone();
    let form = AwsQuery::request::<Form>(&mut form).unwrap().body.bytes().unwrap().to_vec();
    let form = format!("{}&", String::from_utf8(form).unwrap()).replace("%2B", "+");
    let mut bound = Bound { integer: Some(integer.clone()), decimal: Some(decimal.clone()), ..Bound::default() };
    bound.float = Some(1.0);
    let headers = RestJson1::request::<Headers>(&mut bound).unwrap().headers;
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    vec![
        [between(&json, "\"bigInteger\":", ","), between(&json, "\"bigDecimal\":", "}")],
        [between(&rpc, "\"bigInteger\":\"", "\""), between(&rpc, "\"bigDecimal\":\"", "\"")],
        [between(&xml, "<bigInteger>", "<"), between(&xml, "<bigDecimal>", "<")],
        [between(&form, "bigInteger=", "&"), between(&form, "bigDecimal=", "&")],
        [header("x-integer"), header("x-decimal")],
    ]
}

proptest! {
    /// Whatever spelling the types take, what is written is a number of JSON with the same value.
    #[test]
    fn big_numbers_are_numbers_of_json_in_every_format(
        integer in "-?[0-9]{1,30}",
        decimal in "[+-]?([0-9]{1,20}([.][0-9]{0,10})?|[.][0-9]{1,10})([eE][+-]?[0-9]{1,2})?",
    ) {
        let integer: BigInteger = integer.parse().unwrap();
        let decimal: BigDecimal = decimal.parse().unwrap();
        for [one, other] in written(&integer, &decimal) {
            for text in [&one, &other] {
                prop_assert!(serde_json::from_str::<serde_json::Number>(text).is_ok(), "{}", text);
            }
            let value: BigDecimal = integer.as_ref().parse().unwrap();
            prop_assert_eq!(&one.parse::<BigDecimal>().unwrap(), &value);
            prop_assert_eq!(&other.parse::<BigDecimal>().unwrap(), &decimal);
        }
        let bytes = cbor::write(&kinds(&integer, &decimal)).unwrap();
        let read: Kinds = cbor::read(&bytes).unwrap();
        prop_assert_eq!(read.big_decimal.unwrap(), decimal);
        let (read, value) = (read.big_integer.unwrap(), integer.as_ref());
        prop_assert_eq!(read.as_ref().parse::<BigDecimal>().unwrap(), value.parse::<BigDecimal>().unwrap());
    }
}

#[test]
fn what_is_no_number_is_no_big_number() {
    for text in ["", "1e", "NaN", "-", ".", "--5", "1.2.3", "e5", "0x1", " 1", "1\n"] {
        assert!(text.parse::<BigInteger>().is_err() && text.parse::<BigDecimal>().is_err(), "{text:?}");
    }
}

/// A float and a double.
type Floats = (Option<f32>, Option<f64>);

/// The value that each format reads of a float or double with this text.
fn read(name: &str, text: &str) -> Vec<Result<Floats, ReadError>> {
    let both = |kinds: Kinds| (kinds.float, kinds.double);
    let json = format!("{{\"{}\":{text}}}", if name == "double" { "DoubleDribble" } else { name });
    let xml = format!("<Kinds><{name}>{text}</{name}></Kinds>");
    let mut headers = HeaderMap::new();
    headers.insert(if name == "float" { "x-float" } else { "x-double" }, HeaderValue::from_str(text).unwrap());
    let bound = RestJson1::output::<Headers>(Response::new(StatusCode::OK, &headers, b""));
    let mut results = vec![
        json::read::<JsonNames, Kinds>(json.as_bytes()).map(both),
        xml::read::<Kinds>(xml.as_bytes()).map(both),
        bound.map(|bound| (bound.float, bound.double)),
    ];
    // Doubles of CBOR reach as far as those that they are read as.
    if let Some(double) = text.parse().ok().filter(|double: &f64| double.is_finite()) {
        let key = [&[0xA1, 0x60 + name.len() as u8][..], name.as_bytes(), &[0xFB]].concat();
        results.push(cbor::read::<Kinds>(&[&key[..], &double.to_be_bytes()].concat()).map(both));
    }
    results
}

/// As integers are; the official crates refuse doubles and make floats infinite.
#[test]
fn a_number_that_does_not_fit_is_an_error_in_every_format() {
    for (name, text) in [
        ("float", "1e39"),
        ("float", "-1e39"),
        ("float", "3.5e38"),
        ("float", "1e400"),
        ("double", "1e309"),
        ("double", "-1e400"),
    ] {
        for result in read(name, text) {
            let error = result.expect_err(text).to_string();
            assert!(error.contains(&format!("in `{name}`")), "{text}: {error}");
        }
    }
    for (name, text, float, double) in [
        ("float", "3.4028235e38", Some(f32::MAX), None),
        ("float", "-3.4028235677973366e38", None, None),
        ("float", "1e-50", Some(0.0), None),
        ("double", "1.7976931348623157e308", None, Some(f64::MAX)),
        ("double", "1e-400", None, Some(0.0)),
    ] {
        for result in read(name, text) {
            match (float, double) {
                // Half a step beyond the largest float, where infinity is nearest.
                (None, None) => assert!(result.is_err(), "{text}: {result:?}"),
                expected => assert_eq!(result.unwrap(), expected, "{text}"),
            }
        }
    }
}
