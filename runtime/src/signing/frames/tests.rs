//! Signed frames beside those of `aws-sigv4`.

use std::time::{Duration, UNIX_EPOCH};

use aws_sigv4::event_stream::{SigningParams, sign_empty_message, sign_message};
use aws_smithy_eventstream::frame::write_message_to;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::event_stream::{Header, HeaderValue as OracleValue, Message};
use bytes::Bytes;
use http::HeaderValue as HttpValue;
use http::header::AUTHORIZATION;

use super::*;
use crate::formats::frames::Frame;

const SEED: &str = "e6f7a0b8d8a2c1f0000000000000000000000000000000000000000000000001";

fn credentials() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None, None, "test")
}

fn signer() -> FrameSigner {
    let mut headers = HeaderMap::new();
    let value = format!("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature={SEED}");
    headers.insert(AUTHORIZATION, HttpValue::from_str(&value).unwrap());
    FrameSigner::new(&headers, credentials(), Scope::new("transcribe", "us-west-2")).unwrap()
}

fn written(message: &Message) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_message_to(message, &mut bytes).unwrap();
    bytes
}

/// Frames one after another, the last one empty, over midnight.
#[test]
fn frames_are_signed_as_aws_sigv4_signs_them() {
    let mut signer = signer();
    let identity = Identity::from(credentials());
    let mut previous = SEED.to_owned();
    let frames = ["", "one", "two"].map(|payload| {
        let header = Header::new("some", OracleValue::String("thing".into()));
        Message::new(Bytes::from_static(payload.as_bytes())).add_header(header)
    });
    for (index, frame) in frames.iter().map(Some).chain([None]).enumerate() {
        let time = UNIX_EPOCH + Duration::from_millis(1_700_000_000_250 + index as u64 * 30_000_000);
        let params = SigningParams::builder().identity(&identity).region("us-west-2").name("transcribe");
        let params = params.time(time).settings(()).build().unwrap();
        let oracle = match frame {
            Some(frame) => sign_message(frame, &previous, &params),
            None => sign_empty_message(&previous, &params),
        };
        let (oracle, signature) = oracle.unwrap().into_parts();
        let frame = frame.map(written).unwrap_or_default();
        let signed = Frame::new(signer.sign(&frame, time).unwrap().into()).unwrap();
        // The order of headers means nothing, and is another one there.
        let oracle = Frame::new(written(&oracle).into()).unwrap();
        assert_eq!((signed.headers().count(), signed.payload()), (2, oracle.payload()), "{index}");
        for name in [DATE, SIGNATURE] {
            assert!(signed.header(name).is_some(), "{index}: {name}");
            assert_eq!(signed.header(name), oracle.header(name), "{index}: {name}");
        }
        previous = signature;
    }
    assert_eq!(signer.previous, previous);
}

#[test]
fn a_signature_depends_on_the_one_before() {
    let mut signer = signer();
    let time = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let signature = |signed: Vec<u8>| {
        let frame = Frame::new(Bytes::from(signed)).unwrap();
        assert_eq!(frame.payload(), b"frame");
        assert_eq!(frame.header(":date"), Some(HeaderValue::Timestamp(DateTime::from_secs(1_700_000_000))));
        match frame.header(":chunk-signature") {
            Some(HeaderValue::Bytes(bytes)) => <[u8; 32]>::try_from(bytes).unwrap(),
            other => panic!("{other:?}"),
        }
    };
    let first = signature(signer.sign(b"frame", time).unwrap());
    let second = signature(signer.sign(b"frame", time).unwrap());
    assert_ne!(first, second);
    assert_eq!(first, signature(super::tests::signer().sign(b"frame", time).unwrap()));
}

#[test]
fn a_request_without_signature_gives_no_signer() {
    let scope = || Scope::new("transcribe", "us-west-2");
    let error = FrameSigner::new(&HeaderMap::new(), credentials(), scope()).unwrap_err();
    assert_eq!(error.to_string(), "events cannot be signed: the request is not");
    assert!(!format!("{:?}", signer()).contains("wJalr"), "the secret is not shown");
}
