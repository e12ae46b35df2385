//! Requests at random, signed by the runtime and by `aws-sigv4`: the headers have to be the same, and so do
//! presigned URIs.
//!
//! Left out is what `aws-sigv4` cannot sign (headers beyond ASCII), and queries that hold bytes which are not UTF-8: it
//! replaces them, the runtime leaves them as they are.

mod oracle;

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_smithy_types::body::SdkBody;
use http::{HeaderName, HeaderValue, Request, Uri};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use tinsmith::internals::signing::sign;
use tinsmith::signing::{Payload, Scope, Signer};

const PATH: &str = r#"([a-zA-Z0-9_~!$&'()*+,;=:@"|{}^é-]|%[0-9a-fA-F]{2}|\.|\.\.|/|/|/\./|/\.\./){0,12}(/|/\.|/\.\.)?"#;
const QUERY: &str = r"([a-z0-9._~!$'()*,;:@/?é-]|%[2-7][0-9a-fA-F]|%C3%a9|\+|%zz|=|=|&|&&|a=1&|a=&|a&|a1=|%&){0,14}";
const HEADERS: [&str; 12] = [
    "x-a",
    "x-a",
    "x-a-b",
    "x-amz-meta-a",
    "content-type",
    "date",
    "host",
    "user-agent",
    "x-amzn-trace-id",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-security-token",
];

#[derive(Debug, Clone)]
enum Body {
    Bytes(Vec<u8>),
    Stream,
}

#[derive(Debug)]
struct Case {
    method: &'static str,
    uri: Uri,
    headers: Vec<(&'static str, String)>,
    body: Body,
    credentials: Credentials,
    scope: Scope,
    unsigned: bool,
    time: SystemTime,
}

impl Case {
    fn request(&self) -> Request<SdkBody> {
        let mut request = Request::new(match &self.body {
            Body::Bytes(bytes) => SdkBody::from(bytes.clone()),
            Body::Stream => SdkBody::from_body_1_x(SdkBody::from("stream")),
        });
        *request.method_mut() = self.method.parse().expect("method");
        *request.uri_mut() = self.uri.clone();
        for (name, value) in &self.headers {
            let value = HeaderValue::from_str(value).expect("value");
            request.headers_mut().append(HeaderName::from_static(name), value);
        }
        request
    }
}

fn uris() -> impl Strategy<Value = Uri> {
    let authorities = prop::sample::select(vec!["a.example.com", "b.com:80", "b.com:443", "b.com:8443", "[::1]:80"]);
    let schemes = prop::sample::select(vec!["http", "https"]);
    (schemes, authorities, PATH, option::of(QUERY)).prop_filter_map("not a URI", |(scheme, authority, path, query)| {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        format!("{scheme}://{authority}/{path}{query}").parse().ok()
    })
}

fn scopes() -> impl Strategy<Value = Scope> {
    let names = prop::sample::select(vec!["ivs", "s3", "execute-api"]);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (names, "[a-z]{2}-[a-z]{4}-[1-9]", flags).prop_map(|(name, region, flags)| {
        let mut scope = Scope::new(name, region);
        (scope.double_encode, scope.normalize_path, scope.content_sha256, scope.session_token) = flags;
        scope
    })
}

fn credentials() -> impl Strategy<Value = Credentials> {
    ("[A-Z0-9]{1,20}", "[ -~é]{0,80}", option::of("[A-Za-z0-9+/=]{1,60}"))
        .prop_map(|(id, secret, token)| Credentials::new(id, secret, token, None, "test"))
}

fn times() -> impl Strategy<Value = SystemTime> {
    let after = (0..253_402_300_800_000_u64).prop_map(|millis| SystemTime::UNIX_EPOCH + Duration::from_millis(millis));
    let before = (0..60_000_000_000_000_u64).prop_map(|millis| SystemTime::UNIX_EPOCH - Duration::from_millis(millis));
    prop_oneof![4 => after, 1 => before]
}

fn cases() -> impl Strategy<Value = Case> {
    let methods = prop::sample::select(vec!["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "PROPFIND"]);
    let headers = vec((prop::sample::select(HEADERS.to_vec()), "( |  |\t|[!-~]){0,12}"), 0..10);
    let bodies = prop_oneof![3 => vec(any::<u8>(), 0..200).prop_map(Body::Bytes), 1 => Just(Body::Stream)];
    (methods, uris(), headers, bodies, credentials(), scopes(), any::<bool>(), times()).prop_map(
        |(method, uri, headers, body, credentials, scope, unsigned, time)| Case {
            method,
            uri,
            headers,
            body,
            credentials,
            scope,
            unsigned,
            time,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn headers_are_those_of_aws_sigv4(case in cases()) {
        let (mut ours, mut theirs) = (case.request(), case.request());
        let identity = case.credentials.clone().into();
        sign(&mut ours, &case.credentials, &case.scope, case.unsigned, case.time).expect("signed");
        oracle::sign(&mut theirs, &identity, &case.scope, case.unsigned, case.time);
        prop_assert_eq!(ours.headers(), theirs.headers());
    }

    #[test]
    fn presigned_requests_are_those_of_aws_sigv4(case in cases()) {
        let (ours, mut theirs) = (case.request(), case.request());
        let (mut parts, body) = ours.into_parts();
        let payload = match body.bytes() {
            Some(bytes) if !case.unsigned => Payload::Bytes(bytes),
            _ => Payload::Unsigned,
        };
        let signer = Signer::new(case.scope.clone());
        signer.presign_parts(&mut parts, payload, &case.credentials, case.time, Duration::from_secs(60)).expect("signed");
        oracle::presign(&mut theirs, &case.credentials.clone().into(), &case.scope, case.unsigned, case.time);
        prop_assert_eq!(parts.uri, theirs.uri().clone());
        prop_assert_eq!(&parts.headers, theirs.headers());
    }
}
