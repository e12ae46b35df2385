//! awsJson from input to request and from response to error, with and without the codes of the query protocol.

use http::HeaderMap;

use super::*;
use crate::meta::{OperationMeta, Segment};
use crate::operation::Protocol;
use crate::protocols::query_compatible::QueryCompatible;
use crate::test_support::shapes::{Empty, Oops, SERVICE, operation, request, structure};
use crate::walk::schema::{Member, TimestampFormat};

structure!(TalkInput {
    name: String = Member::new("name").json_name("other"),
    time: aws_smithy_types::DateTime = Member::new("time"),
    date: aws_smithy_types::DateTime = Member::new("date").timestamp(TimestampFormat::DateTime),
    host: String = Member::new("host").required(),
});

const META: OperationMeta =
    OperationMeta::rpc(SERVICE, "Talk").host_prefix(&[Segment::Label("host"), Segment::Literal(".")]);

operation!(Talk(TalkInput) -> Empty, META, AwsJson1_0);
operation!(TalkOn(Empty) -> Empty, OperationMeta::rpc(SERVICE, "TalkOn"), AwsJson1_1);
operation!(TalkAgain(Empty) -> Empty, OperationMeta::rpc(SERVICE, "TalkAgain"), QueryCompatible<AwsJson1_0>);

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.headers.get(name).map(|value| value.to_str().unwrap())
}

fn body(request: &Request) -> &str {
    std::str::from_utf8(request.body.bytes().unwrap()).unwrap()
}

#[test]
fn the_target_is_in_a_header_and_every_member_in_the_body() {
    let time = Some(aws_smithy_types::DateTime::from_secs(5));
    let input = TalkInput { name: Some("n".into()), time, date: time, host: Some("h".into()) };
    let request = request::<Talk>(input);
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/"));
    assert_eq!(request.host_prefix, "h.");
    assert_eq!(header(&request, "x-amz-target"), Some("Service.Talk"));
    assert_eq!(header(&request, "content-type"), Some("application/x-amz-json-1.0"));
    assert_eq!(header(&request, "content-length"), Some("62"));
    assert_eq!(body(&request), r#"{"name":"n","time":5,"date":"1970-01-01T00:00:05Z","host":"h"}"#);
}

#[test]
fn an_input_without_members_is_an_empty_object() {
    let request = request::<TalkOn>(Empty {});
    assert_eq!(header(&request, "content-type"), Some("application/x-amz-json-1.1"));
    assert_eq!(header(&request, "x-amzn-query-mode"), None);
    assert_eq!(body(&request), "{}");
}

#[test]
fn a_name_that_is_no_header_is_refused() {
    const BAD: OperationMeta = OperationMeta::rpc(SERVICE, "Ta\nlk");
    operation!(Bad(Empty) -> Empty, BAD, AwsJson1_0);
    assert!(AwsJson1_0::request::<Bad>(&mut Empty {}).is_err());
}

/// The error that a response of failure becomes.
fn failed<P: Protocol>(headers: &[(&'static str, &'static str)], body: &str) -> Oops {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.insert(*name, HeaderValue::from_static(value));
    }
    let response = Response::new(http::StatusCode::BAD_REQUEST, &map, body.as_bytes());
    P::error::<Oops>(response, P::error_metadata(&[], response)).unwrap()
}

#[test]
fn the_code_is_in_the_header_or_the_body() {
    for (headers, body) in [
        (&[("x-amzn-errortype", "a.b#Invalid:http://c")][..], r#"{"__type":"Other"}"#),
        (&[], r#"{"code":"Invalid","__type":"Other"}"#),
        (&[], r#"{"__type":"a.b#Invalid"}"#),
    ] {
        let Oops::Invalid(_, meta) = failed::<AwsJson1_0>(headers, body) else { panic!("{body}") };
        assert_eq!(meta.code(), Some("Invalid"), "{body}");
    }
    assert!(matches!(failed::<AwsJson1_0>(&[], ""), Oops::Unhandled(_)));
}

#[test]
fn a_service_that_was_a_query_service_keeps_its_codes() {
    let request = request::<TalkAgain>(Empty {});
    assert_eq!(header(&request, "x-amzn-query-mode"), Some("true"));

    let body = r#"{"__type":"a#Invalid","message":"hi"}"#;
    let headers = [("x-amzn-query-error", "Old.Code;Sender"), ("x-amzn-requestid", "id")];
    let Oops::Invalid(error, meta) = failed::<QueryCompatible<AwsJson1_0>>(&headers, body) else {
        panic!("another error")
    };
    assert_eq!(error.message.as_deref(), Some("hi"));
    assert_eq!((meta.code(), meta.message()), (Some("Old.Code"), Some("hi")));
    assert_eq!((meta.extra("type"), meta.extra("aws_request_id")), (Some("Sender"), Some("id")));

    for headers in [&[][..], &[("x-amzn-query-error", "no fault")]] {
        let Oops::Invalid(_, meta) = failed::<QueryCompatible<AwsJson1_0>>(headers, body) else { panic!("another") };
        assert_eq!((meta.code(), meta.extra("type")), (Some("Invalid"), None));
    }
}
