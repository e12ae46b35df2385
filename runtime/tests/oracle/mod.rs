//! The signature of `aws-sigv4` for a request that `tinsmith::internals::signing::sign` signs, too.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, reason = "helpers of tests")]

use std::time::SystemTime;

use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SessionTokenMode, SignableBody, SignableRequest, SigningSettings,
    UriPathNormalizationMode, sign as signature,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::body::SdkBody;
use http::{HeaderName, HeaderValue, Request};
use tinsmith::internals::signing::Scope;

const NOT_SIGNED: [&str; 5] = ["authorization", "user-agent", "transfer-encoding", "connection", "x-amzn-trace-id"];

/// Signs with `aws-sigv4`.
pub fn sign(request: &mut Request<SdkBody>, identity: &Identity, scope: &Scope, unsigned: bool, time: SystemTime) {
    for stale in ["x-amz-date", "x-amz-security-token", "authorization"] {
        request.headers_mut().remove(stale);
    }
    let payload = match request.body().bytes() {
        Some(bytes) if !unsigned => SignableBody::Bytes(bytes),
        _ => SignableBody::UnsignedPayload,
    };
    let settings = settings(scope, payload == SignableBody::UnsignedPayload);
    let params = v4::SigningParams::builder().identity(identity).region(&scope.region).name(&scope.name).time(time);
    let params = params.settings(settings).build().unwrap().into();
    let headers = request.headers().iter().filter(|(name, _)| !NOT_SIGNED.contains(&name.as_str()));
    let headers: Vec<_> = headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
    let uri = request.uri().to_string();
    let signable = SignableRequest::new(request.method().as_str(), uri, headers.into_iter(), payload).unwrap();
    let (added, _) = signature(signable, &params).unwrap().into_parts().0.into_parts();
    for header in added {
        let value = HeaderValue::from_str(header.value()).unwrap();
        request.headers_mut().insert(HeaderName::from_static(header.name()), value);
    }
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
