//! Bodies of requests, their content types and lengths.

use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::{Blob, Document};

use crate::http::Request;
use crate::operation::Operation;
use crate::protocols::rest_json::RestJson1;
use crate::test_support::shapes::{Empty, Oops, meta, operation, request, structure};
use crate::walk::schema::{Location, Member, Payload};

structure!(DocumentInput {
    header: String = Member::new("header").at(Location::Header("X-Foo")),
    double: f64 = Member::new("double").json_name("DoubleDribble"),
});
operation!(Plain(DocumentInput) -> Empty, meta("PUT", &[]));
operation!(Nothing(Empty) -> Empty, meta("POST", &[]));

/// Body, content type and length.
fn body(request: &Request) -> (&str, Option<&str>, Option<&str>) {
    let header = |name| request.headers.get(name).map(|value| value.to_str().unwrap());
    let body = std::str::from_utf8(request.body.bytes().unwrap()).unwrap();
    (body, header("content-type"), header("content-length"))
}

#[test]
fn members_of_the_body_make_a_document_even_if_unset() {
    let input = DocumentInput { double: Some(6.5), header: Some("Foo".into()) };
    let set = request::<Plain>(input);
    assert_eq!(body(&set), (r#"{"DoubleDribble":6.5}"#, Some("application/json"), Some("21")));
    assert_eq!(set.headers["x-foo"], "Foo");
    assert_eq!(body(&request::<Plain>(DocumentInput::default())), ("{}", Some("application/json"), Some("2")));
    assert_eq!(body(&request::<Nothing>(Empty {})), ("", None, None));
}

structure!(Config { data: i32 = Member::new("data") });

macro_rules! payload {
    ($input:ident, $operation:ident, $type:ty, $member:expr) => {
        structure!($input {
            payload: $type = $member,
            content_type: String = Member::new("contentType").at(Location::Header("Content-Type")),
        });
        operation!($operation($input) -> Empty, meta("POST", &[]));
    };
}

const PAYLOAD: Member = Member::new("payload");
payload!(StructureInput, Structure, Config, PAYLOAD.at(Location::Payload(Payload::Structure)));
payload!(UnionInput, Union, Config, PAYLOAD.at(Location::Payload(Payload::Union)));
payload!(AnyInput, Any, Document, PAYLOAD.at(Location::Payload(Payload::Document)));
payload!(TextInput, Text, String, PAYLOAD.at(Location::Payload(Payload::Text)));
payload!(BlobInput, Bytes, Blob, PAYLOAD.at(Location::Payload(Payload::Blob)));
payload!(MediaInput, Media, Blob, PAYLOAD.at(Location::Payload(Payload::Blob)).media_type("image/png"));

#[test]
fn a_payload_is_the_whole_body() {
    let json = Some("application/json");
    let sent = request::<Structure>(StructureInput { payload: Some(Config { data: Some(25) }), content_type: None });
    assert_eq!(body(&sent), (r#"{"data":25}"#, json, Some("11")));
    let sent = request::<Union>(UnionInput { payload: Some(Config { data: Some(25) }), content_type: None });
    assert_eq!(body(&sent), (r#"{"data":25}"#, json, Some("11")));
    let sent = request::<Any>(AnyInput { payload: Some("hello".into()), content_type: None });
    assert_eq!(body(&sent), ("\"hello\"", json, Some("7")));
    let sent = request::<Text>(TextInput { payload: Some("raw\"".into()), content_type: None });
    assert_eq!(body(&sent), ("raw\"", Some("text/plain"), Some("4")));
    let sent = request::<Bytes>(BlobInput { payload: Some(Blob::new("1234")), content_type: None });
    assert_eq!(body(&sent), ("1234", Some("application/octet-stream"), Some("4")));
    let sent = request::<Media>(MediaInput { payload: Some(Blob::new("1234")), content_type: None });
    assert_eq!(body(&sent), ("1234", Some("image/png"), Some("4")));
}

#[test]
fn only_an_unset_structure_is_sent() {
    let sent = request::<Structure>(StructureInput::default());
    assert_eq!(body(&sent), ("{}", Some("application/json"), Some("2")));
    assert_eq!(body(&request::<Union>(UnionInput::default())), ("", None, None));
    assert_eq!(body(&request::<Any>(AnyInput::default())), ("", None, None));
    assert_eq!(body(&request::<Text>(TextInput::default())), ("", None, None));
    assert_eq!(body(&request::<Bytes>(BlobInput::default())), ("", None, None));
}

#[test]
fn the_content_type_of_the_input_wins() {
    let input = BlobInput { payload: Some(Blob::new("1234")), content_type: Some("image/jpg".into()) };
    assert_eq!(body(&request::<Bytes>(input)), ("1234", Some("image/jpg"), Some("4")));
}

structure!(StreamFields {
    foo: String = Member::new("foo").at(Location::Header("X-Foo")),
    unread: String = Member::new("blob").at(Location::Payload(Payload::Stream)),
});

struct Stream;

impl Operation for Stream {
    type Input = StreamFields;
    type Output = Empty;
    type Error = Oops;
    type Protocol = RestJson1;
    const META: &'static crate::meta::OperationMeta = &meta("POST", &[]).requires_length();

    fn take_stream(input: &mut StreamFields) -> Option<ByteStream> {
        input.unread.take().map(|text| ByteStream::from(text.into_bytes()))
    }
}

#[test]
fn a_stream_is_the_body() {
    let input = StreamFields { foo: Some("Foo".into()), unread: Some("blobby".into()) };
    let sent = request::<Stream>(input);
    assert_eq!(body(&sent), ("blobby", Some("application/octet-stream"), Some("6")));
    assert_eq!(body(&request::<Stream>(StreamFields::default())), ("", None, None));
}

#[test]
fn a_stream_of_unknown_length_is_refused_where_the_length_matters() {
    struct Unknown;
    impl Operation for Unknown {
        type Input = StreamFields;
        type Output = Empty;
        type Error = Oops;
        type Protocol = RestJson1;
        const META: &'static crate::meta::OperationMeta = Stream::META;

        fn take_stream(_: &mut StreamFields) -> Option<ByteStream> {
            let frames = endless();
            Some(ByteStream::from_body_1_x(frames))
        }
    }
    let error = Unknown::http_request(StreamFields::default(), "http://example.com").unwrap_err();
    let source = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
    assert!(source.contains("the length of the stream must be known"), "{source}");
}

/// A body of unknown length.
fn endless() -> impl http_body::Body<Data = bytes::Bytes, Error = std::io::Error> + Send + Sync + 'static {
    struct Endless;
    impl http_body::Body for Endless {
        type Data = bytes::Bytes;
        type Error = std::io::Error;

        fn poll_frame(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, std::io::Error>>> {
            std::task::Poll::Pending
        }
    }
    Endless
}
