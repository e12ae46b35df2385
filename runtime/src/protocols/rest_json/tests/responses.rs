//! Outputs and errors from responses.

use std::collections::HashMap;

use aws_smithy_types::{Blob, DateTime, Document};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::error::modeled::ModeledError;
use crate::http::Response;
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::protocols::rest_json::RestJson1;
use crate::test_support::shapes::{Empty, Oops, meta, operation, structure};
use crate::walk::ReadError;
use crate::walk::schema::{Location, Member, Payload, TimestampFormat};

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let pair = |(name, value): &(&'static str, &'static str)| {
        (HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_bytes(value.as_bytes()).unwrap())
    };
    let mut map = HeaderMap::new();
    for (name, value) in pairs.iter().map(pair) {
        map.append(name, value);
    }
    map
}

fn output<O: Operation>(pairs: &[(&'static str, &'static str)], body: &str) -> Result<O::Output, ReadError> {
    let headers = headers(pairs);
    RestJson1::output::<O>(Response::new(StatusCode::CREATED, &headers, body.as_bytes()))
}

structure!(HeadersOutput {
    string: String = Member::new("string").at(Location::Header("X-String")),
    strings: Vec<String> = Member::new("strings").at(Location::Header("X-Strings")),
    numbers: Vec<i8> = Member::new("numbers").at(Location::Header("X-Numbers")),
    times: Vec<DateTime> = Member::new("times").at(Location::Header("X-Times")),
    epoch: DateTime = Member::new("epoch").at(Location::Header("X-Epoch")).timestamp(TimestampFormat::EpochSeconds),
    boolean: bool = Member::new("boolean").at(Location::Header("X-Boolean")),
    double: f64 = Member::new("double").at(Location::Header("X-Double")),
    json: String = Member::new("json").at(Location::Header("X-Json")).media_type("application/json"),
    prefixed: HashMap<String, String> = Member::new("prefixed").at(Location::PrefixHeaders("X-Foo-")),
    status: i32 = Member::new("status").at(Location::StatusCode),
});
operation!(Headers(Empty) -> HeadersOutput, meta("GET", &[]));

#[test]
fn headers_and_status() {
    let output = output::<Headers>(
        &[
            ("X-String", " Hello, \"World\" "),
            ("X-Strings", "\"b,c\", \"\\\"def\\\"\""),
            ("X-Strings", "a"),
            ("X-Numbers", "1, -2,3"),
            ("X-Times", "Mon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:18 GMT"),
            ("X-Epoch", "1576540098"),
            ("X-Boolean", "true"),
            ("X-Double", "-Infinity"),
            ("X-Json", "dHJ1ZQ=="),
            ("X-Foo-Abc", "Abc value"),
            ("X-Foo-def", "Def value"),
        ],
        "not read",
    );
    let time = DateTime::from_secs(1_576_540_098);
    let expected = HeadersOutput {
        string: Some("Hello, \"World\"".into()),
        strings: Some(["b,c", "\"def\"", "a"].map(str::to_owned).to_vec()),
        numbers: Some(vec![1, -2, 3]),
        times: Some(vec![time, time]),
        epoch: Some(time),
        boolean: Some(true),
        double: Some(f64::NEG_INFINITY),
        json: Some("true".into()),
        prefixed: Some([("abc", "Abc value"), ("def", "Def value")].map(|(k, v)| (k.to_owned(), v.to_owned())).into()),
        status: Some(201),
    };
    assert_eq!(output.unwrap(), expected);
}

#[test]
fn headers_that_are_absent_or_empty_lists_are_unset() {
    let empty = HeadersOutput { status: Some(201), prefixed: Some(HashMap::new()), ..HeadersOutput::default() };
    assert_eq!(output::<Headers>(&[], "").unwrap(), empty);
    let blank = HeadersOutput { string: Some(String::new()), ..empty };
    assert_eq!(output::<Headers>(&[("X-Strings", ""), ("X-Times", " "), ("X-String", "")], "").unwrap(), blank);
}

/// The output for lines of headers, given as bytes, and one header that is always good.
fn lines<O: Operation>(lines: &[(&'static str, &[u8])]) -> Result<O::Output, ReadError> {
    let mut headers = headers(&[("X-Good", "good")]);
    for (name, value) in lines {
        headers.append(*name, HeaderValue::from_bytes(value).unwrap());
    }
    RestJson1::output::<O>(Response::new(StatusCode::OK, &headers, b""))
}

macro_rules! headers_of_all_kinds {
    ($($output:ident = $operation:ident $(.$required:ident())?;)*) => {$(
        structure!($output {
            string: String = Member::new("string").at(Location::Header("x-string"))$(.$required())?,
            json: String = Member::new("json").at(Location::Header("x-json")).media_type("application/json")$(.$required())?,
            boolean: bool = Member::new("boolean").at(Location::Header("x-boolean"))$(.$required())?,
            byte: i8 = Member::new("byte").at(Location::Header("x-byte"))$(.$required())?,
            long: i64 = Member::new("long").at(Location::Header("x-long"))$(.$required())?,
            float: f32 = Member::new("float").at(Location::Header("x-float"))$(.$required())?,
            double: f64 = Member::new("double").at(Location::Header("x-double"))$(.$required())?,
            time: DateTime = Member::new("time").at(Location::Header("x-time"))$(.$required())?,
            epoch: DateTime =
                Member::new("epoch").at(Location::Header("x-epoch")).timestamp(TimestampFormat::EpochSeconds)$(.$required())?,
            blob: Blob = Member::new("blob").at(Location::Header("x-blob"))$(.$required())?,
            strings: Vec<String> = Member::new("strings").at(Location::Header("x-strings"))$(.$required())?,
            numbers: Vec<i32> = Member::new("numbers").at(Location::Header("x-numbers"))$(.$required())?,
            times: Vec<DateTime> = Member::new("times").at(Location::Header("x-times"))$(.$required())?,
            meta: HashMap<String, String> = Member::new("meta").at(Location::PrefixHeaders("x-meta-")),
            good: String = Member::new("good").at(Location::Header("x-good"))$(.$required())?,
        });
        operation!($operation(Empty) -> $output, meta("GET", &[]));
    )*};
}

headers_of_all_kinds! {
    OptionalHeaders = Optional;
    RequiredHeaders = Required.required();
}

/// The headers of all kinds, whether any text is a value of theirs, and a value.
const KINDS: [(&str, bool, &[u8]); 14] = [
    ("x-string", true, b"a"),
    ("x-json", false, b"e30="),
    ("x-boolean", false, b"true"),
    ("x-byte", false, b"1"),
    ("x-long", false, b"1"),
    ("x-float", false, b"1.5"),
    ("x-double", false, b"1.5"),
    ("x-time", false, b"Mon, 16 Dec 2019 23:48:18 GMT"),
    ("x-epoch", false, b"1"),
    ("x-blob", false, b"e30="),
    ("x-strings", true, b"a, b"),
    ("x-numbers", false, b"1, 2"),
    ("x-times", false, b"Mon, 16 Dec 2019 23:48:18 GMT"),
    ("x-meta-a", true, b"a"),
];

/// Texts in the place of a value, or beside it.
const DAMAGE: [&[u8]; 9] = [b"", b" ", b"caf\xe9", b"\xff", b"\xc3\xa9", b"?", b"\"a", b"\"a\" b", b"1e400"];

#[test]
fn no_header_that_may_be_missing_costs_the_answer() {
    for (name, is_text, value) in KINDS {
        for damage in DAMAGE {
            for sent in [&[(name, damage)][..], &[(name, value), (name, damage)], &[(name, damage), (name, value)]] {
                let optional = lines::<Optional>(sent).unwrap();
                assert_eq!(optional.good.as_deref(), Some("good"), "{name}: {sent:?}");
                let required = lines::<Required>(sent);
                assert!(!is_text || required.is_ok(), "{name}: {sent:?}: {required:?}");
                if sent.len() > 1 && !name.ends_with('s') {
                    assert!(required.is_ok(), "one of the lines can be read: {name}: {sent:?}: {required:?}");
                }
            }
        }
    }
}

/// A default would be a value that the service did not send.
#[test]
fn a_required_header_that_cannot_be_read_is_an_error() {
    for (name, value, message) in [
        ("x-boolean", "yes", "header `x-boolean`: expected `true` or `false`, found `yes` in `boolean`"),
        ("x-numbers", "1, x", "header `x-numbers`: expected an integer, found `x` in `numbers`"),
        ("x-byte", "300", "300 does not fit into i8 in `byte`"),
        ("x-times", "Mon, 16 Dec 2019", "header `x-times`: `Mon, 16 Dec 2019` is not an HTTP date in `times`"),
        ("x-double", "inf", "header `x-double`: expected a number, found `inf` in `double`"),
        ("x-json", "?", "header `x-json`: expected base64, found `?` in `json`"),
    ] {
        assert_eq!(lines::<Required>(&[(name, value.as_bytes())]).unwrap_err().to_string(), message);
        assert!(lines::<Optional>(&[(name, value.as_bytes())]).is_ok(), "{name}");
    }
}

#[test]
fn what_can_be_read_of_a_header_is_kept() {
    let string = |sent: &[&[u8]]| {
        let sent: Vec<_> = sent.iter().map(|value| ("x-string", *value)).collect();
        lines::<Optional>(&sent).unwrap().string.unwrap()
    };
    assert_eq!(string(&[b"attachment; filename=\"caf\xe9.txt\""]), "attachment; filename=\"caf\u{e9}.txt\"");
    assert_eq!(string(&["\u{e9}".as_bytes()]), "\u{e9}");
    assert_eq!(string(&[b"a", b"a"]), "a");
    assert_eq!(string(&[b"a", b" b ", b"a"]), "a, b");
    assert_eq!(string(&[b""]), "");

    let sent: [(&str, &[u8]); 6] = [
        ("x-byte", b"300"),
        ("x-byte", b"3"),
        ("x-strings", b"\"a, \xe9"),
        ("x-meta-Name", b"\xe9"),
        ("x-meta-empty", b""),
        ("x-meta-", b"no key"),
    ];
    let read = lines::<Optional>(&sent).unwrap();
    assert_eq!(read.strings, Some(vec!["\"a".to_owned(), "\u{e9}".to_owned()]));
    let meta =
        [("name", "\u{e9}"), ("empty", ""), ("", "no key")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(read.meta, Some(meta.into()));
}

structure!(BodyOutput {
    foo: String = Member::new("foo").at(Location::Header("X-Foo")),
    baz: String = Member::new("baz").at(Location::Query("baz")),
    list: Vec<i32> = Member::new("list").json_name("List"),
});
operation!(Body(Empty) -> BodyOutput, meta("GET", &[]));

#[test]
fn the_document_fills_what_nothing_else_does() {
    let read = output::<Body>(&[("x-foo", "Foo")], r#"{"foo":"not this","List":[1],"baz":"bam"}"#).unwrap();
    let expected = BodyOutput { foo: Some("Foo".into()), baz: Some("bam".into()), list: Some(vec![1]) };
    assert_eq!(read, expected);
    assert_eq!(output::<Body>(&[], r#"{"foo":{"a":[1]}}"#).unwrap(), BodyOutput::default());
    assert_eq!(output::<Body>(&[], "").unwrap(), BodyOutput::default());
    assert_eq!(output::<Nothing>(&[], "anything").unwrap(), Empty {});
    assert!(output::<Body>(&[], "{} trailing").is_err());
    let error = output::<Body>(&[], r#"{"List":["a"]}"#).unwrap_err();
    assert_eq!(error.to_string(), "expected a number, found `\"` at byte 9 in `list`");
}

operation!(Nothing(Empty) -> Empty, meta("GET", &[]));

macro_rules! payload {
    ($output:ident, $operation:ident, $type:ty, $payload:ident) => {
        structure!($output {
            payload: $type = Member::new("payload").at(Location::Payload(Payload::$payload)),
        });
        operation!($operation(Empty) -> $output, meta("GET", &[]));
    };
}

payload!(StructureOutput, Structure, BodyOutput, Structure);
payload!(AnyOutput, Any, Document, Document);
payload!(TextOutput, Text, String, Text);
payload!(BlobOutput, Bytes, Blob, Blob);
payload!(StreamOutput, Stream, String, Stream);

#[test]
fn a_payload_is_the_whole_body() {
    let nested = output::<Structure>(&[], r#"{"foo":"nested bindings mean nothing"}"#).unwrap().payload.unwrap();
    assert_eq!(nested.foo.as_deref(), Some("nested bindings mean nothing"));
    assert_eq!(output::<Any>(&[], " \"hello\" ").unwrap().payload, Some("hello".into()));
    assert_eq!(output::<Text>(&[], " raw\"").unwrap().payload.as_deref(), Some(" raw\""));
    assert_eq!(output::<Bytes>(&[], "1234").unwrap().payload, Some(Blob::new("1234")));
    assert_eq!(output::<Stream>(&[], "").unwrap().payload, None);
    assert!(output::<Structure>(&[], "{}x").is_err());
}

#[test]
fn an_empty_body_is_no_payload() {
    assert_eq!(output::<Structure>(&[], "").unwrap().payload, None);
    assert_eq!(output::<Any>(&[], "").unwrap().payload, None);
    assert_eq!(output::<Text>(&[], "").unwrap().payload, None);
    assert_eq!(output::<Bytes>(&[], "").unwrap().payload, None);
}

fn error(pairs: &[(&'static str, &'static str)], body: &str) -> Oops {
    let headers = headers(pairs);
    let response = Response::new(StatusCode::BAD_REQUEST, &headers, body.as_bytes());
    let meta = RestJson1::error_metadata(&[], response);
    RestJson1::error::<Oops>(response, meta).unwrap()
}

#[test]
fn errors_are_known_by_header_code_or_type() {
    for (pairs, body) in [
        (&[("X-Amzn-Errortype", "Invalid")][..], r#"{"code":"Other"}"#),
        (&[("X-Amzn-Errortype", "Invalid:http://internal.amazon.com/coral/#x")], ""),
        (&[("X-Amzn-Errortype", "a.b#Invalid:http://internal.amazon.com/coral/")], ""),
        (&[], r#"{"code":"a.b#Invalid","__type":"Other"}"#),
        (&[], r#"{"nested":{"code":"Other"},"__type":"a.b#Invalid"}"#),
    ] {
        assert!(matches!(error(pairs, body), Oops::Invalid(..)), "{pairs:?} {body}");
    }
}

#[test]
fn errors_have_members_and_metadata() {
    let read = error(
        &[
            ("X-Amzn-Errortype", "Invalid"),
            ("X-Header", "Header"),
            ("x-amz-request-id", "2"),
            ("x-amzn-requestid", "1"),
        ],
        r#"{"message":"Hi"}"#,
    );
    let Oops::Invalid(invalid, meta) = read else { panic!("{read:?}") };
    assert_eq!((invalid.message.as_deref(), invalid.header.as_deref()), (Some("Hi"), Some("Header")));
    assert_eq!((meta.code(), meta.message()), (Some("Invalid"), Some("Hi")));
    assert_eq!(meta.extra("aws_request_id"), Some("1"));
}

#[test]
fn what_the_operation_does_not_list_is_unhandled() {
    for (body, code, message) in [
        ("", None, None),
        ("<html>", None, None),
        (r#"{"code":"New","Message":"hi"}"#, Some("New"), Some("hi")),
        (r#"{"code":5,"message":[]}"#, None, None),
    ] {
        let read = error(&[], body);
        assert!(matches!(read, Oops::Unhandled(_)), "{body}");
        assert_eq!((ModeledError::meta(&read).code(), ModeledError::meta(&read).message()), (code, message));
    }
}
