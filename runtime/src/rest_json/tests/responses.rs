//! Outputs and errors from responses.

use std::collections::HashMap;

use aws_smithy_types::{Blob, DateTime, Document};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::modeled::ModeledError;
use crate::operation::Operation;
use crate::protocol::{Protocol, Response};
use crate::read_error::ReadError;
use crate::rest_json::RestJson1;
use crate::schema::{Location, Member, Payload, TimestampFormat};
use crate::test_shapes::{Empty, Oops, meta, operation, structure};

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

#[test]
fn errors_name_the_header() {
    for (name, value, message) in [
        ("X-Boolean", "yes", "header `X-Boolean`: expected `true` or `false`, found `yes` in `boolean`"),
        ("X-Numbers", "1, x", "header `X-Numbers`: expected an integer, found `x` in `numbers`"),
        ("X-Numbers", "300", "300 does not fit into i8 in `numbers`"),
        ("X-Times", "Mon, 16 Dec 2019", "header `X-Times`: `Mon, 16 Dec 2019` is not an HTTP date in `times`"),
        ("X-Strings", "\"a", "header `X-Strings`: a quote is not closed in `strings`"),
        ("X-Double", "inf", "header `X-Double`: expected a number, found `inf` in `double`"),
        ("X-Json", "?", "header `X-Json`: expected base64, found `?` in `json`"),
    ] {
        assert_eq!(output::<Headers>(&[(name, value)], "").unwrap_err().to_string(), message);
    }
    let twice = output::<Headers>(&[("X-String", "a"), ("X-String", "b")], "").unwrap_err();
    assert_eq!(twice.to_string(), "header `X-String`: expected one value, found several in `string`");
    let mut headers = HeaderMap::new();
    headers.insert("x-string", HeaderValue::from_bytes(b"\xff").unwrap());
    let response = Response::new(StatusCode::OK, &headers, b"");
    let error = RestJson1::output::<Headers>(response).unwrap_err();
    assert_eq!(error.to_string(), "header `X-String`: the value is not UTF-8 in `string`");
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
    let meta = RestJson1::error_metadata(response);
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
