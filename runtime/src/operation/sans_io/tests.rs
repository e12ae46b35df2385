//! Answers that are not of the service, in every protocol: what a person reads of them.

use http::{HeaderValue, Response};
use proptest::prelude::*;

use crate::error::OperationError;
use crate::error::modeled::Unhandled;
use crate::error::{DisplayErrorContext, SdkError};
use crate::meta::OperationMeta;
use crate::operation::Operation;
use crate::protocols::aws_json::{AwsJson1_0, AwsJson1_1};
use crate::protocols::query::{AwsQuery, Ec2Query};
use crate::protocols::rest_json::RestJson1;
use crate::protocols::rest_xml::RestXml;
use crate::protocols::rpc_v2::{RpcV2Cbor, RpcV2Json};
use crate::test_support::shapes::{Empty, Oops, SERVICE, meta, operation, structure};
use crate::walk::schema::{Location, Member, Payload};

structure!(Page { text: String = Member::new("text"), count: i32 = Member::new("count") });
structure!(Whole { page: Page = Member::new("page").at(Location::Payload(Payload::Structure)) });

const RPC: OperationMeta = OperationMeta::rpc(SERVICE, "Test");

/// Operations of a protocol: one with members in the document, and one without any.
macro_rules! protocols {
    ($($protocol:ident: $list:ident, $delete:ident, $meta:expr, $ours:expr;)*) => {
        $(
            operation!($list(Empty) -> Page, $meta, $protocol);
            operation!($delete(Empty) -> Empty, $meta, $protocol);
        )*

        /// The reading of a response by each protocol, for both operations.
        fn told(response: &Response<Vec<u8>>) -> Vec<(&'static str, [Result<(), String>; 2])> {
            vec![$((stringify!($protocol), [told_by::<$list>(response), told_by::<$delete>(response)]),)*]
        }

        /// The outcome of each protocol for a document of its own.
        fn ours() -> Vec<(&'static str, Result<(), String>)> {
            vec![$((stringify!($protocol), told_by::<$list>(&Response::new($ours.to_vec()))),)*]
        }

        /// The errors that a response is in each protocol.
        fn errors(response: &Response<Vec<u8>>) -> Vec<SdkError<Oops>> {
            let results = [$($list::http_response(response).err(), $delete::http_response(response).err(),)*];
            results.into_iter().flatten().collect()
        }
    };
}

protocols! {
    RestJson1: ListJson, DeleteJson, meta("GET", &[]), br#"{"text":"a"}"#;
    AwsJson1_0: ListJson10, DeleteJson10, RPC, br#"{"text":"a"}"#;
    AwsJson1_1: ListJson11, DeleteJson11, RPC, br#"{"text":"a"}"#;
    RpcV2Json: ListRpcJson, DeleteRpcJson, RPC, br#"{"text":"a"}"#;
    RpcV2Cbor: ListCbor, DeleteCbor, RPC, b"\xA1\x64text\x61a";
    RestXml: ListXml, DeleteXml, meta("GET", &[]), b"<!-- c --><Page><text>a</text></Page>";
    AwsQuery: ListQuery, DeleteQuery, RPC, b"<TestResponse><TestResult><text>a</text></TestResult></TestResponse>";
    Ec2Query: ListEc2, DeleteEc2, RPC, b"<TestResponse><text>a</text></TestResponse>";
}

operation!(WholeJson(Empty) -> Whole, meta("GET", &[]), RestJson1);
operation!(WholeXml(Empty) -> Whole, meta("GET", &[]), RestXml);

fn told_by<O: Operation<Error = Oops>>(response: &Response<Vec<u8>>) -> Result<(), String> {
    O::http_response(response).map(drop).map_err(|error| error.to_string())
}

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response<Vec<u8>> {
    let response =
        headers.iter().fold(Response::builder().status(status), |it, (name, value)| it.header(*name, *value));
    response.body(body.as_bytes().to_vec()).unwrap()
}

const HTML: (&str, &str) = ("content-type", "text/html; charset=utf-8");
const PLAIN: (&str, &str) = ("content-type", "text/plain");
const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn every_answer_of_somebody_else_is_an_error_that_shows_it() {
    let page = "<!DOCTYPE html>\n<html>\n <body><h1>Log in</h1>";
    for (response, shown) in [
        (answer(200, &[HTML], page), &["status 200", HTML.1, "`<!DOCTYPE html> <html> <body><h1>Log in</h1>`"][..]),
        (answer(200, &[HTML], "<html><br>x"), &["status 200", HTML.1, "`<html><br>x`"]),
        (answer(200, &[HTML], "<HTML></HTML>"), &["status 200", HTML.1, "`<HTML></HTML>`"]),
        (answer(502, &[HTML], page), &["status 502", HTML.1, "`<!DOCTYPE html> <html>"]),
        (answer(404, &[HTML], page), &["status 404", HTML.1, "`<!DOCTYPE html> <html>"]),
        (answer(301, &[("location", "https://else.example/\u{e9}?a")], ""), &["status 301", "location https://else"]),
        (answer(302, &[HTML, ("location", "/login")], page), &["status 302", "location /login", HTML.1, "`<!DOCTYPE"]),
        (answer(500, &[PLAIN], "busy\r\nsorry"), &["status 500", PLAIN.1, "`busy sorry`"]),
        (answer(403, &[JSON], r#"{"message":"Forbidden"}"#), &["status 403", JSON.1, r#"`{"message":"Forbidden"}`"#]),
        (answer(403, &[JSON], r#"{"error":{"code":5}}"#), &["status 403", JSON.1, r#"`{"error":{"code":5}}`"#]),
        (answer(503, &[], "<Fault><Code>x</Code></Fault>"), &["status 503", "`<Fault><Code>x</Code></Fault>`"]),
    ] {
        for (protocol, results) in told(&response) {
            for result in results {
                let text = result.expect_err(protocol);
                for part in shown {
                    assert!(text.contains(part), "{protocol}: {part} is not in {text}");
                }
            }
        }
    }
}

#[test]
fn a_document_of_something_else_is_an_error_where_there_must_be_one() {
    for (body, content_type) in
        [("OK", PLAIN), ("[1]", JSON), ("<note><to/></note>", PLAIN), ("<note>", PLAIN), ("-", PLAIN)]
    {
        for (protocol, [list, _]) in told(&answer(200, &[content_type], body)) {
            let text = list.expect_err(protocol);
            for part in ["status 200", content_type.1, &format!("body `{body}`")] {
                assert!(text.contains(part), "{protocol}: {part} is not in {text}");
            }
        }
    }
    // Objects of JSON may have any keys.
    for (protocol, [list, _]) in told(&answer(200, &[JSON], r#"{"blocked":true}"#)) {
        assert_eq!(list.is_ok(), protocol.contains("Json"), "{protocol}: {list:?}");
    }
}

/// JSON protocols take nothing for `{}`, as the official clients and botocore do.
#[test]
fn nothing_is_an_error_where_there_must_be_a_document() {
    let expected = Err("Test failed: the response could not be read: the body is empty (status 200)".to_owned());
    for (protocol, [list, delete]) in told(&answer(200, &[], "")) {
        assert_eq!(delete, Ok(()), "{protocol}");
        assert_eq!(list, if protocol.contains("Json") { Ok(()) } else { expected.clone() }, "{protocol}");
    }
    assert_eq!(told_by::<ListXml>(&answer(200, &[], " \n")), expected);
    for status in [204, 205] {
        assert_eq!(told_by::<ListXml>(&answer(status, &[], "")), Ok(()), "{status}");
    }
}

#[test]
fn payloads_are_documents_too() {
    for body in ["<html><h1>Log in", "<note/>", "<note>x</note>"] {
        let response = answer(200, &[HTML], body);
        for text in [told_by::<WholeJson>(&response).unwrap_err(), told_by::<WholeXml>(&response).unwrap_err()] {
            assert!(text.contains(&format!("(status 200, content type {}, body `{body}`)", HTML.1)), "{text}");
        }
    }
    assert_eq!(told_by::<WholeXml>(&answer(200, &[], "<Page/>")), Ok(()));
    assert_eq!(told_by::<WholeXml>(&answer(200, &[], "<Other><text>a</text></Other>")), Ok(()));
}

#[test]
fn errors_with_a_status_of_success_are_errors_of_the_service() {
    for body in [
        "<Error><Code>Slow</Code></Error>",
        "<!-- c --><Error><Code>Slow</Code></Error>",
        "<s:Error xmlns:s='x'><s:Code>Slow</s:Code></s:Error>",
        "<ErrorResponse><Error><Code>Slow</Code></Error></ErrorResponse>",
        "<Response><Errors><Error><Code>Slow</Code></Error></Errors></Response>",
    ] {
        let response = answer(200, &[], body);
        for result in [
            told_by::<ListXml>(&response),
            told_by::<DeleteXml>(&response),
            told_by::<ListQuery>(&response),
            told_by::<DeleteQuery>(&response),
            told_by::<ListEc2>(&response),
            told_by::<DeleteEc2>(&response),
        ] {
            assert_eq!(result, Err("Test failed: Slow (status 200)".to_owned()), "{body}");
        }
    }
}

#[test]
fn what_is_of_the_service_is_read_and_not_shown() {
    for (protocol, result) in ours() {
        assert_eq!(result, Ok(()), "{protocol}");
    }
    // It may be secret.
    for text in [
        told_by::<ListJson>(&answer(200, &[], r#"{"text":"secret","count":"#)),
        told_by::<ListJson>(&answer(200, &[], r#" {"count":[],"text":"secret"}"#)),
        told_by::<ListXml>(&answer(200, &[], "<Page><text>secret</text><count>x</count></Page>")),
        told_by::<ListXml>(&answer(200, &[], "<Other><text>secret</text>")),
    ] {
        let text = text.unwrap_err();
        assert!(!text.contains("secret") && !text.contains("body"), "{text}");
    }
}

/// Text with much that must not be in a line.
fn text() -> impl Strategy<Value = String> {
    "([a-c#:;]|\n|\r|\t|\u{0}|\u{1b}|\u{7f}|\u{85}|\u{9b}|\u{2028}|\u{202e}|\u{2066}|\u{e9}|.){0,8}"
}

fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let escaped = |text: &str| text.chars().map(|it| format!("&#{};", u32::from(it))).collect::<String>();
    prop_oneof![
        (text(), text())
            .prop_map(|(code, message)| serde_json::json!({"__type": code, "message": message}).to_string()),
        (text(), text()).prop_map(|(text, count)| serde_json::json!({"text": text, "count": count}).to_string()),
        (text(), text()).prop_map(move |(code, message)| {
            format!("<Error><Code>{}</Code><Message>{message}</Message></Error>", escaped(&code))
        }),
        text().prop_map(move |count| format!("<Page><count>{}</count></Page>", escaped(&count))),
        text().prop_map(|name| format!("<{name}>{name}")),
        text(),
    ]
    .prop_map(String::into_bytes)
    .boxed()
    .prop_union(proptest::collection::vec(any::<u8>(), 0..40).boxed())
}

const HEADERS: [&str; 6] =
    ["content-type", "location", "x-amzn-requestid", "x-amz-id-2", "x-amzn-errortype", "x-amzn-query-error"];

proptest! {
    /// Whatever a server sends, the errors are one line each, however they are displayed.
    #[test]
    fn errors_are_one_line(
        status in proptest::sample::select(vec![200u16, 204, 302, 400, 404, 500]),
        values in proptest::collection::vec(text(), HEADERS.len()),
        body in bodies(),
    ) {
        let mut response = Response::new(body);
        *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
        for (name, value) in HEADERS.iter().zip(&values) {
            if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
                response.headers_mut().insert(*name, value);
            }
        }
        for error in errors(&response) {
            let mut lines = vec![error.to_string()];
            let mut source = std::error::Error::source(&error);
            while let Some(cause) = source {
                lines.push(cause.to_string());
                source = cause.source();
            }
            let service = error.as_service_error().map(|error| Unhandled::new(OperationError::meta(error).clone()));
            lines.extend(service.map(|error| error.to_string()));
            lines.push(DisplayErrorContext(error).to_string());
            for line in lines {
                prop_assert!(!line.contains(crate::text::is_control), "{:?}", line);
            }
        }
    }
}
