//! rpcv2Cbor from input to request and from response to output and error.

use aws_smithy_types::{Blob, DateTime};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::*;
use crate::operation::Protocol;
use crate::protocols::query_compatible::QueryCompatible;
use crate::test_support::shapes::{Empty, Oops, SERVICE, operation, request, structure};
use crate::walk::schema::Member;

structure!(Note { at: DateTime = Member::new("at"), data: Blob = Member::new("data") });

operation!(Keep(Note) -> Note, OperationMeta::rpc(SERVICE, "Keep"), RpcV2Cbor);
operation!(Ping(Empty) -> Empty, OperationMeta::rpc(SERVICE, "Ping").bare(), RpcV2Cbor);

fn respond<T>(body: &[u8], read: impl FnOnce(Response<'_>) -> T) -> T {
    read(Response::new(StatusCode::OK, &HeaderMap::new(), body))
}

#[test]
fn the_path_names_the_operation_and_headers_name_the_protocol() {
    let note = Note { at: Some(DateTime::from_secs(1)), data: Some(Blob::new("a")) };
    let request = request::<Keep>(note);
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/service/Service/operation/Keep"));
    let header = |name| request.headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap());
    assert_eq!(header("smithy-protocol"), Some("rpc-v2-cbor"));
    assert_eq!(header("accept"), Some("application/cbor"));
    assert_eq!(header("content-type"), Some("application/cbor"));
    assert_eq!(header("content-length"), Some("14"));
    assert_eq!(request.body.bytes(), Some(&b"\xBF\x62at\xC1\x01\x64data\x41a\xFF"[..]));
}

#[test]
fn an_input_of_nothing_is_an_empty_map_and_no_input_is_no_body() {
    assert_eq!(request::<Keep>(Note::default()).body.bytes(), Some(&b"\xBF\xFF"[..]));
    let request = request::<Ping>(Empty {});
    assert_eq!(request.headers.get("content-type"), None);
    assert_eq!(request.headers.get("accept").unwrap(), "application/cbor");
    assert_eq!(request.body.bytes(), Some(&b""[..]));
}

#[test]
fn an_output_is_read_and_must_end() {
    let note = respond(b"\xA2\x64data\x41a\x62at\x01", RpcV2Cbor::output::<Keep>).unwrap();
    assert_eq!((note.at, note.data), (Some(DateTime::from_secs(1)), Some(Blob::new("a"))));
    for empty in [&b"\xA0"[..], b"\xBF\xFF"] {
        assert_eq!(respond(empty, RpcV2Cbor::output::<Keep>).unwrap(), Note::default());
    }
    assert_eq!(respond(b"", RpcV2Cbor::output::<Ping>).unwrap(), Empty {});
    for bad in [&b""[..], b"\xA0\xA0", b"<html>", b"\x80", b"\xBF"] {
        assert!(respond(bad, RpcV2Cbor::output::<Keep>).is_err(), "{bad:02x?}");
    }
}

#[test]
fn only_the_type_names_an_error() {
    let read = |body: &[u8]| {
        respond(body, |response| RpcV2Cbor::error::<Oops>(response, RpcV2Cbor::error_metadata(&[], response)).unwrap())
    };
    let Oops::Invalid(error, meta) = read(b"\xBF\x66__type\x6Ba.b#Invalid\x64code\x65Other\x67message\x62hi\xFF")
    else {
        panic!("another error")
    };
    assert_eq!((error.message.as_deref(), meta.code(), meta.message()), (Some("hi"), Some("Invalid"), Some("hi")));
    for other in [&b"\xA1\x64code\x67Invalid"[..], b"", b"<html>", b"\xA1\x66__type\x01"] {
        assert!(matches!(read(other), Oops::Unhandled(_)), "{other:02x?}");
    }
}

#[test]
fn a_query_compatible_service_says_its_old_code_in_a_header() {
    let mut headers = HeaderMap::new();
    headers.insert("x-amzn-query-error", HeaderValue::from_static("Old.Code;Sender"));
    let body = b"\xA1\x66__type\x69a#Invalid";
    let response = Response::new(StatusCode::BAD_REQUEST, &headers, body);
    let meta = QueryCompatible::<RpcV2Cbor>::error_metadata(&[], response);
    assert_eq!((meta.code(), meta.extra("type")), (Some("Old.Code"), Some("Sender")));
    assert!(matches!(QueryCompatible::<RpcV2Cbor>::error::<Oops>(response, meta), Ok(Oops::Invalid(..))));
    let request = QueryCompatible::<RpcV2Cbor>::request::<Ping>(&mut Empty {}).unwrap();
    assert_eq!(request.headers.get("x-amzn-query-mode").unwrap(), "true");
}
