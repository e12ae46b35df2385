//! Requests and responses of operations. What restXml shares with restJson1 is tested there.

use aws_smithy_types::Blob;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::error::SdkError;
use crate::error::modeled::ModeledError;
use crate::http::{Request, Response, with_response_ids};
use crate::meta::ErrorMeta;
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::protocols::rest_xml::RestXml;
use crate::test_support::shapes::{Empty, Oops, SERVICE, meta, operation, request, structure};
use crate::walk::ReadError;
use crate::walk::schema::{Location, Member, Payload, Xml};

structure!(Config { data: i32 = Member::new("data"), flag: bool = Member::new("flag").xml(&Xml::new().attribute()) });

structure!(DocumentInput {
    header: String = Member::new("header").at(Location::Header("X-Foo")),
    text: String = Member::new("text").xml(&Xml::new().name("Text")),
    items: Vec<Config> = Member::new("items").xml(&Xml::new().name("Item").flattened()),
});
operation!(Plain(DocumentInput) -> DocumentInput, meta("PUT", &[]), RestXml);
operation!(Nothing(Empty) -> Empty, meta("POST", &[]), RestXml);

structure!(StructureInput { payload: Config = Member::new("payload").at(Location::Payload(Payload::Structure)) });
operation!(Structure(StructureInput) -> StructureInput, meta("POST", &[]), RestXml);

structure!(NamedInput {
    payload: Config = Member::new("payload")
        .at(Location::Payload(Payload::Structure))
        .xml(&Xml::new().name("Named").prefix("n", "http://n.example")),
});
operation!(Named(NamedInput) -> NamedInput, meta("POST", &[]), RestXml);

structure!(BytesInput { payload: Blob = Member::new("payload").at(Location::Payload(Payload::Blob)) });
operation!(Bytes(BytesInput) -> BytesInput, meta("POST", &[]), RestXml);

structure!(LocationOutput { constraint: String = Member::new("LocationConstraint") });
operation!(Unwrapped(Empty) -> LocationOutput, meta("GET", &[]).unwrapped_output(), RestXml);

/// Body, content type and length.
fn body(request: &Request) -> (&str, Option<&str>, Option<&str>) {
    let header = |name| request.headers.get(name).map(|value| value.to_str().unwrap());
    let body = std::str::from_utf8(request.body.bytes().unwrap()).unwrap();
    (body, header("content-type"), header("content-length"))
}

fn config() -> Config {
    Config { data: Some(25), flag: Some(true) }
}

#[test]
fn members_of_the_body_make_a_document_even_if_unset() {
    let input = DocumentInput { header: Some("Foo".into()), text: Some("a<b".into()), items: Some(vec![config()]) };
    let set = request::<Plain>(input);
    let text = "<DocumentInput><Text>a&lt;b</Text><Item flag=\"true\"><data>25</data></Item></DocumentInput>";
    assert_eq!(body(&set), (text, Some("application/xml"), Some("90")));
    assert_eq!(set.headers["x-foo"], "Foo");
    let unset = request::<Plain>(DocumentInput::default());
    assert_eq!(body(&unset), ("<DocumentInput></DocumentInput>", Some("application/xml"), Some("31")));
    assert_eq!(body(&request::<Nothing>(Empty {})), ("", None, None));
}

#[test]
fn a_payload_is_the_whole_body() {
    let sent = request::<Structure>(StructureInput { payload: Some(config()) });
    assert_eq!(body(&sent).0, "<Config flag=\"true\"><data>25</data></Config>");
    assert_eq!(body(&sent).1, Some("application/xml"));
    let sent = request::<Named>(NamedInput { payload: Some(config()) });
    assert_eq!(body(&sent).0, "<Named xmlns:n=\"http://n.example\" flag=\"true\"><data>25</data></Named>");
    assert_eq!(body(&request::<Structure>(StructureInput::default())), ("", None, None));
    let sent = request::<Bytes>(BytesInput { payload: Some(Blob::new("<raw>")) });
    assert_eq!(body(&sent), ("<raw>", Some("application/octet-stream"), Some("5")));
}

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
}

fn output<O: Operation>(pairs: &[(&'static str, &'static str)], body: &str) -> Result<O::Output, ReadError> {
    let headers = headers(pairs);
    RestXml::output::<O>(Response::new(StatusCode::OK, &headers, body.as_bytes()))
}

#[test]
fn outputs_come_from_headers_and_the_document() {
    let text = "<?xml version='1.0'?><AnyRoot><Text>a</Text><Item flag='true'><data>25</data></Item></AnyRoot>\n";
    let expected = DocumentInput { header: Some("Foo".into()), text: Some("a".into()), items: Some(vec![config()]) };
    assert_eq!(output::<Plain>(&[("x-foo", "Foo")], text).unwrap(), expected);
    for empty in [
        "<DocumentInput/>",
        "<AnyResponse/>",
        "<AnyResult/>",
        "<n:AnyOutput xmlns:n='x'> </n:AnyOutput>",
        "<n:DocumentInput xmlns:n='x'> <Other/> </n:DocumentInput>",
    ] {
        assert_eq!(output::<Plain>(&[], empty).unwrap(), DocumentInput::default(), "{empty}");
    }
    assert_eq!(output::<Nothing>(&[], "not read").unwrap(), Empty {});
    for other in ["not XML", "", "<AnyRoot/>", "<AnyRoot><Other>a</Other></AnyRoot>", "<AnyRoot>"] {
        assert!(output::<Plain>(&[], other).is_err(), "{other}");
    }
    assert!(output::<Plain>(&[], "<a><Item><data>x</data></Item></a>").is_err());
}

#[test]
fn payloads_come_from_the_whole_body() {
    let text = "<Any flag='true'><data>25</data></Any>";
    assert_eq!(output::<Structure>(&[], text).unwrap().payload, Some(config()));
    assert_eq!(output::<Structure>(&[], "").unwrap().payload, None);
    assert_eq!(output::<Bytes>(&[], text).unwrap().payload, Some(Blob::new(text)));
    assert!(output::<Structure>(&[], "<a/><b/>").is_err());
}

#[test]
fn an_unwrapped_output_has_its_member_as_root() {
    for text in [
        "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">us-west-2</LocationConstraint>",
        "<?xml version=\"1.0\"?>\n<LocationConstraint>us-west-2</LocationConstraint>\n",
    ] {
        assert_eq!(output::<Unwrapped>(&[], text).unwrap().constraint.as_deref(), Some("us-west-2"), "{text}");
    }
    for empty in ["<LocationConstraint/>", "<LocationConstraint xmlns='x'> </LocationConstraint>", "<LocationOutput/>"]
    {
        assert_eq!(output::<Unwrapped>(&[], empty).unwrap().constraint, None, "{empty}");
    }
    let wrapped = "<Any><LocationConstraint>us-west-2</LocationConstraint></Any>";
    assert_eq!(output::<Unwrapped>(&[], wrapped).unwrap().constraint.as_deref(), Some("us-west-2"));
    for other in ["", "<html>", "<LocationConstraint>", "<Any/>"] {
        assert!(output::<Unwrapped>(&[], other).is_err(), "{other}");
    }
}

fn error(status: StatusCode, pairs: &[(&'static str, &'static str)], body: &str) -> Oops {
    let headers = headers(pairs);
    let response = Response::new(status, &headers, body.as_bytes());
    let meta = with_response_ids(RestXml::error_metadata(ERRORS, response), SERVICE, &headers);
    RestXml::error::<Oops>(response, meta).unwrap()
}

const ERRORS: &[ErrorMeta] = &[ErrorMeta::new("Invalid", 400)];

#[test]
fn an_error_may_have_its_own_name_for_a_root() {
    let body = "<?xml version='1.0'?><Invalid xmlns='x'><RequestId>1</RequestId><message>Hi</message></Invalid>";
    let read = error(StatusCode::BAD_REQUEST, &[], body);
    let Oops::Invalid(invalid, meta) = read else { panic!("{read:?}") };
    assert_eq!(invalid.message.as_deref(), Some("Hi"));
    assert_eq!((meta.code(), meta.message(), meta.extra("aws_request_id")), (Some("Invalid"), Some("Hi"), Some("1")));
    let other = error(StatusCode::BAD_REQUEST, &[], &body.replace("Invalid", "Unknown"));
    assert_eq!(ModeledError::meta(&other).code(), None);
}

#[test]
fn errors_have_members_and_metadata_wrapped_or_not() {
    const ERROR: &str = "<Error><Type>Sender</Type><Code>Invalid</Code><message>Hi</message></Error>";
    for body in [
        format!("<ErrorResponse>{ERROR}<RequestId>1</RequestId></ErrorResponse>"),
        format!("<?xml version='1.0'?>{}", ERROR.replace("</Error>", "<RequestId>1</RequestId></Error>")),
    ] {
        let read = error(StatusCode::BAD_REQUEST, &[("x-header", "Header"), ("x-amz-id-2", "2")], &body);
        let Oops::Invalid(invalid, meta) = read else { panic!("{read:?}") };
        assert_eq!((invalid.message.as_deref(), invalid.header.as_deref()), (Some("Hi"), Some("Header")));
        assert_eq!((meta.code(), meta.message()), (Some("Invalid"), Some("Hi")));
        let ids = (meta.extra("aws_request_id"), meta.extra("s3_extended_request_id"));
        assert_eq!(ids, (Some("1"), Some("2")), "{body}");
    }
    let read = error(StatusCode::BAD_REQUEST, &[("x-amz-request-id", "header")], ERROR);
    assert_eq!(ModeledError::meta(&read).extra("aws_request_id"), Some("header"));
}

/// The outcome of `http_response` for a body with status 200.
fn accepted<O: Operation>(body: &str) -> Result<O::Output, SdkError<O::Error>> {
    O::http_response(&http::Response::builder().header("x-amz-request-id", "1").body(body).unwrap())
}

#[test]
fn an_error_with_a_status_of_success_is_an_error() {
    let body = "<?xml version=\"1.0\"?>\n\n  <Error><Code>InternalError</Code><Message>Sorry</Message></Error>";
    for error in [
        accepted::<Plain>(body).unwrap_err(),
        accepted::<Nothing>(body).unwrap_err(),
        accepted::<Structure>(body).unwrap_err(),
        accepted::<Unwrapped>(body).unwrap_err(),
    ] {
        assert_eq!(error.to_string(), "Test failed: InternalError: Sorry (status 200, request id 1)");
    }
    let Oops::Invalid(invalid, _) =
        accepted::<Plain>("<Error><Code>Invalid</Code><message>Hi</message></Error>").unwrap_err().into_service_error()
    else {
        panic!("another error")
    };
    assert_eq!(invalid.message.as_deref(), Some("Hi"));
    assert_eq!(accepted::<Bytes>(body).unwrap().payload, Some(Blob::new(body)), "the body is the caller's");
    assert_eq!(accepted::<Plain>("<Any><Error/><Text>a</Text></Any>").unwrap().text.as_deref(), Some("a"));
}

#[test]
fn what_the_operation_does_not_list_is_unhandled() {
    for (status, body, code) in [
        (StatusCode::NOT_FOUND, "", Some("NotFound")),
        (StatusCode::FORBIDDEN, "", None),
        (StatusCode::NOT_FOUND, "<html>", None),
        (StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>", Some("NoSuchKey")),
    ] {
        let read = error(status, &[], body);
        assert!(matches!(read, Oops::Unhandled(_)), "{body}");
        assert_eq!(ModeledError::meta(&read).code(), code, "{body}");
    }
}
