//! rpcv2Json from input to request and from response to output and error.

use aws_smithy_types::{BigDecimal, BigInteger};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::*;
use crate::operation::Protocol;
use crate::test_support::shapes::{Empty, Oops, SERVICE, operation, request, structure};
use crate::walk::schema::Member;

structure!(Numbers { integer: BigInteger = Member::new("integer"), decimal: BigDecimal = Member::new("decimal") });

operation!(Count(Numbers) -> Numbers, OperationMeta::rpc(SERVICE, "Count"), RpcV2Json);
operation!(Ping(Empty) -> Empty, OperationMeta::rpc(SERVICE, "Ping").bare(), RpcV2Json);

fn respond<T>(body: &str, read: impl FnOnce(Response<'_>) -> T) -> T {
    read(Response::new(StatusCode::OK, &HeaderMap::new(), body.as_bytes()))
}

#[test]
fn the_path_names_the_operation_and_headers_name_the_protocol() {
    let request = request::<Count>(Numbers::default());
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/service/Service/operation/Count"));
    let header = |name| request.headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap());
    assert_eq!(header("smithy-protocol"), Some("rpc-v2-json"));
    assert_eq!(header("accept"), Some("application/json"));
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(request.body.bytes(), Some(&b"{}"[..]));
}

#[test]
fn an_operation_without_input_sends_nothing() {
    let request = request::<Ping>(Empty {});
    assert_eq!(request.headers.get("content-type"), None);
    assert_eq!(request.headers.get("accept").unwrap(), "application/json");
    assert_eq!(request.body.bytes(), Some(&b""[..]));
}

#[test]
fn big_numbers_are_strings() {
    let numbers = Numbers {
        integer: Some("9223372036854775808".parse().unwrap()),
        decimal: Some("-0.100000000000000000000001".parse().unwrap()),
    };
    let text = r#"{"integer":"9223372036854775808","decimal":"-0.100000000000000000000001"}"#;
    assert_eq!(request::<Count>(numbers.clone()).body.bytes(), Some(text.as_bytes()));
    assert_eq!(respond(text, RpcV2Json::output::<Count>).unwrap(), numbers);
    // Numbers proper are taken as well.
    let read = respond(r#"{"integer":7}"#, RpcV2Json::output::<Count>).unwrap();
    assert_eq!(read.integer, Some("7".parse().unwrap()));
    for bad in [r#"{"integer":"7a"}"#, r#"{"integer":""}"#, r#"{"decimal":true}"#] {
        assert!(respond(bad, RpcV2Json::output::<Count>).is_err(), "{bad}");
    }
}

#[test]
fn only_the_type_names_an_error() {
    let read = |body: &str| {
        respond(body, |response| RpcV2Json::error::<Oops>(response, RpcV2Json::error_metadata(&[], response)).unwrap())
    };
    let Oops::Invalid(error, meta) = read(r#"{"__type":"a.b#Invalid","code":"Other","message":"hi"}"#) else {
        panic!("another error")
    };
    assert_eq!((error.message.as_deref(), meta.code()), (Some("hi"), Some("Invalid")));
    assert!(matches!(read(r#"{"code":"Invalid"}"#), Oops::Unhandled(_)));
}
