//! Which headers a signature has, and what cannot be signed.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_smithy_types::body::SdkBody;
use http::{HeaderValue, Request};

use super::*;
use crate::error::BoxError;

fn sign(
    request: &mut Request<SdkBody>,
    credentials: &Credentials,
    scope: &Scope,
    unsigned: bool,
    time: SystemTime,
) -> Result<(), BoxError> {
    Keys::default().sign_request(request, credentials, scope, unsigned, time)
}

fn signed(scope: &Scope, unsigned: bool, body: SdkBody) -> Request<SdkBody> {
    let mut request = Request::post("https://example.com/tags/arn%3Aaws%3Aivs%2Fx?a=b").body(body).unwrap();
    request.headers_mut().insert("user-agent", HeaderValue::from_static("test"));
    request.headers_mut().insert("connection", HeaderValue::from_static("close"));
    request.headers_mut().insert(TRACE_ID, HeaderValue::from_static("Root=1"));
    let keys = Credentials::new("AKID", "SECRET", Some("TOKEN".into()), None, "test");
    sign(&mut request, &keys, scope, unsigned, SystemTime::UNIX_EPOCH).unwrap();
    request
}

fn header<'a>(request: &'a Request<SdkBody>, name: &str) -> &'a str {
    request.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[test]
fn headers_that_proxies_change_are_not_signed() {
    let request = signed(&Scope::new("ivs", "us-east-1"), false, SdkBody::from("{}"));
    let authorization = header(&request, "authorization");
    assert!(authorization.contains("SignedHeaders=host;x-amz-date;x-amz-security-token,"), "{authorization}");
    assert!(authorization.contains("Credential=AKID/19700101/us-east-1/ivs/aws4_request"), "{authorization}");
    assert_eq!(header(&request, "x-amz-security-token"), "TOKEN");
    assert_eq!(header(&request, "x-amz-content-sha256"), "");
}

#[test]
fn a_payload_that_is_not_signed_says_so() {
    let request = signed(&Scope::new("ebs", "us-east-1"), true, SdkBody::from("bytes"));
    assert_eq!(header(&request, "x-amz-content-sha256"), "UNSIGNED-PAYLOAD");
    let stream = SdkBody::from_body_1_x(SdkBody::from("bytes"));
    let request = signed(&Scope::new("s3", "us-east-1").form(CanonicalForm::Verbatim), false, stream);
    assert_eq!(header(&request, "x-amz-content-sha256"), "UNSIGNED-PAYLOAD");
}

#[test]
fn s3_has_the_hash_of_the_body() {
    let request = signed(&Scope::new("s3", "us-east-1").form(CanonicalForm::Verbatim), false, SdkBody::from(""));
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(header(&request, "x-amz-content-sha256"), empty);
}

#[test]
fn signing_again_replaces_the_signature() {
    let scope = Scope::new("ivs", "us-east-1");
    let mut request = signed(&scope, false, SdkBody::from("{}"));
    let first = header(&request, "authorization").to_owned();
    let keys = Credentials::new("AKID", "SECRET", Some("TOKEN".into()), None, "test");
    sign(&mut request, &keys, &scope, false, SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(header(&request, "authorization"), first);
    assert_eq!(request.headers().get_all("x-amz-date").iter().count(), 1);
}

#[test]
fn a_token_may_be_added_after_signing() {
    let scope = Scope { session_token: false, ..Scope::new("ivs", "us-east-1") };
    let request = signed(&scope, false, SdkBody::from("{}"));
    assert!(header(&request, "authorization").contains("SignedHeaders=host;x-amz-date,"));
    assert_eq!(header(&request, "x-amz-security-token"), "TOKEN");
    assert!(request.headers()["x-amz-security-token"].is_sensitive());
}

#[test]
fn what_cannot_be_signed_is_told() {
    let fail = |uri: &str, token: &str, time| {
        let mut request = Request::get(uri).body(SdkBody::empty()).unwrap();
        let keys = Credentials::new("AKID", "SECRET", Some(token.into()), None, "test");
        sign(&mut request, &keys, &Scope::new("ivs", "us-east-1"), false, time).unwrap_err().to_string()
    };
    let epoch = SystemTime::UNIX_EPOCH;
    assert_eq!(fail("/", "TOKEN", epoch), "the URI `/` has no host");
    assert_eq!(fail("http://a/", "a\nb", epoch), "the session token does not fit into a header");
    let late = epoch + std::time::Duration::from_secs(1 << 40);
    assert_eq!(fail("http://a/", "TOKEN", late), "the year of the time has not four digits");
}
