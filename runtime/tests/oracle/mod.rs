//! The signature of `aws-sigv4` for a request that `tinsmith::internals::signing::sign` signs, too.
#![allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used, reason = "helpers of tests and of a benchmark")]

use std::time::{Duration, SystemTime};

use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SessionTokenMode, SignableBody, SignableRequest, SignatureLocation,
    SigningInstructions, SigningSettings, UriPathNormalizationMode, sign as signature,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::body::SdkBody;
use http::{HeaderName, HeaderValue, Request};
use tinsmith::internals::signing::Scope;

const NOT_SIGNED: [&str; 5] = ["authorization", "user-agent", "transfer-encoding", "connection", "x-amzn-trace-id"];

/// Signs with `aws-sigv4` in headers.
pub fn sign(request: &mut Request<SdkBody>, identity: &Identity, scope: &Scope, unsigned: bool, time: SystemTime) {
    for header in instructions(request, identity, scope, unsigned, time, None).into_parts().0 {
        let value = HeaderValue::from_str(header.value()).unwrap();
        request.headers_mut().insert(HeaderName::from_static(header.name()), value);
    }
}

/// Signs with `aws-sigv4` in the query, for a minute.
pub fn presign(request: &mut Request<SdkBody>, identity: &Identity, scope: &Scope, unsigned: bool, time: SystemTime) {
    let minute = Some(Duration::from_secs(60));
    instructions(request, identity, scope, unsigned, time, minute).apply_to_request_http1x(request);
}

fn instructions(
    request: &mut Request<SdkBody>,
    identity: &Identity,
    scope: &Scope,
    unsigned: bool,
    time: SystemTime,
    expires_in: Option<Duration>,
) -> SigningInstructions {
    for stale in ["x-amz-date", "x-amz-security-token", "authorization"] {
        request.headers_mut().remove(stale);
    }
    let payload = match request.body().bytes() {
        Some(bytes) if !unsigned => SignableBody::Bytes(bytes),
        _ => SignableBody::UnsignedPayload,
    };
    let mut settings = settings(scope, payload == SignableBody::UnsignedPayload);
    if expires_in.is_some() {
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = expires_in;
    }
    let params = v4::SigningParams::builder().identity(identity).region(&scope.region).name(&scope.name).time(time);
    let params = params.settings(settings).build().unwrap().into();
    let headers = request.headers().iter().filter(|(name, _)| !NOT_SIGNED.contains(&name.as_str()));
    let headers: Vec<_> = headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    let uri = request.uri().to_string();
    let signable = SignableRequest::new(request.method().as_str(), uri, headers.into_iter(), payload).unwrap();
    signature(signable, &params).unwrap().into_parts().0
}

fn settings(scope: &Scope, unsigned: bool) -> SigningSettings {
    let mut settings = SigningSettings::default();
    settings.percent_encoding_mode = match scope.double_encode {
        true => PercentEncodingMode::Double,
        false => PercentEncodingMode::Single,
    };
    settings.uri_path_normalization_mode = UriPathNormalizationMode::from(scope.normalize_path);
    settings.payload_checksum_kind = match scope.content_sha256 || unsigned {
        true => PayloadChecksumKind::XAmzSha256,
        false => PayloadChecksumKind::NoHeader,
    };
    settings.session_token_mode = match scope.session_token {
        true => SessionTokenMode::Include,
        false => SessionTokenMode::Exclude,
    };
    settings.excluded_headers = None;
    settings
}
