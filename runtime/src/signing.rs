//! Signature Version 4 of a request
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>).
//!
//! The cryptography is `aws-sigv4`'s; this module decides what is signed. Programs that send requests by other means can
//! call [`sign`] by themselves.

use std::borrow::Cow;
use std::time::SystemTime;

use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SessionTokenMode, SignableBody, SignableRequest, SigningParams,
    SigningSettings, UriPathNormalizationMode, sign as signature,
};
use aws_sigv4::sign::v4;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::body::SdkBody;
use http::header::{AUTHORIZATION, CONNECTION, HeaderName, HeaderValue, TRANSFER_ENCODING, USER_AGENT};
use http::{HeaderMap, Request};

use crate::error::{BoxError, Explained};

const TRACE_ID: &str = "x-amzn-trace-id";

/// The scope of a signature, and how the request is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The service, e.g. `ivs`.
    pub name: Cow<'static, str>,
    /// The region, e.g. `us-east-1`.
    pub region: Cow<'static, str>,
    /// Whether the path, encoded as it is, is encoded once more; all services but S3 want that.
    pub double_encode: bool,
    /// Whether `.`, `..` and empty segments are taken out of the path; all services but S3 want that.
    pub normalize_path: bool,
    /// Whether the hash of the body goes out as `x-amz-content-sha256`; S3 wants that.
    pub content_sha256: bool,
    /// Whether the session token is part of what is signed, rather than added afterwards. Services want that.
    pub session_token: bool,
}

impl Scope {
    /// The scope of a service other than S3.
    pub fn new(name: impl Into<Cow<'static, str>>, region: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            region: region.into(),
            double_encode: true,
            normalize_path: true,
            content_sha256: false,
            session_token: true,
        }
    }

    /// The scope of S3 and its relatives.
    pub fn s3(name: impl Into<Cow<'static, str>>, region: impl Into<Cow<'static, str>>) -> Self {
        Self { double_encode: false, normalize_path: false, content_sha256: true, ..Self::new(name, region) }
    }
}

/// Signs a request: adds `x-amz-date`, `authorization`, the session token if there is one, and `x-amz-content-sha256`
/// where the service needs it.
///
/// A body that is a stream is left unsigned, as is any body if `unsigned_payload` says so. Headers that proxies change
/// (`user-agent`, `x-amzn-trace-id`, `transfer-encoding`, `connection`) are not signed.
///
/// # Errors
///
/// When the request has no host, when a header is not UTF-8, or when the identity holds no AWS credentials.
pub fn sign(
    request: &mut Request<SdkBody>,
    identity: &Identity,
    scope: &Scope,
    unsigned_payload: bool,
    time: SystemTime,
) -> Result<(), BoxError> {
    if request.uri().host().is_none() {
        return Err(Explained::new(format!("the URI `{}` has no host", request.uri())).into());
    }
    for stale in ["x-amz-date", "x-amz-security-token", "authorization"] {
        request.headers_mut().remove(stale);
    }
    let payload = match request.body().bytes() {
        Some(bytes) if !unsigned_payload => SignableBody::Bytes(bytes),
        _ => SignableBody::UnsignedPayload,
    };
    let unsigned = payload == SignableBody::UnsignedPayload;
    let params: SigningParams<'_> = v4::SigningParams::builder()
        .identity(identity)
        .region(&scope.region)
        .name(&scope.name)
        .time(time)
        .settings(settings(scope, unsigned))
        .build()?
        .into();
    let uri = request.uri().to_string();
    let headers = signable_headers(request.headers())?;
    let signable = SignableRequest::new(request.method().as_str(), uri, headers.into_iter(), payload)?;
    let (added, _) = signature(signable, &params)?.into_parts().0.into_parts();
    for header in added {
        let mut value = HeaderValue::from_str(header.value())?;
        value.set_sensitive(header.sensitive());
        request.headers_mut().insert(HeaderName::from_static(header.name()), value);
    }
    Ok(())
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
    // What is not signed is not handed over in the first place.
    settings.excluded_headers = None;
    settings
}

fn signable_headers(headers: &HeaderMap) -> Result<Vec<(&str, &str)>, BoxError> {
    let mut signable = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        if [AUTHORIZATION, USER_AGENT, TRANSFER_ENCODING, CONNECTION].contains(name) || name == TRACE_ID {
            continue;
        }
        let text = std::str::from_utf8(value.as_bytes())
            .map_err(|error| Explained::because(format!("the header `{name}` is not UTF-8"), error))?;
        signable.push((name.as_str(), text));
    }
    Ok(signable)
}

#[cfg(test)]
mod tests {
    use aws_credential_types::Credentials;

    use super::*;

    fn signed(scope: &Scope, unsigned: bool, body: SdkBody) -> Request<SdkBody> {
        let mut request = Request::post("https://example.com/tags/arn%3Aaws%3Aivs%2Fx?a=b").body(body).unwrap();
        request.headers_mut().insert("user-agent", HeaderValue::from_static("test"));
        request.headers_mut().insert("connection", HeaderValue::from_static("close"));
        request.headers_mut().insert(TRACE_ID, HeaderValue::from_static("Root=1"));
        let keys = Credentials::new("AKID", "SECRET", Some("TOKEN".into()), None, "test");
        sign(&mut request, &keys.into(), scope, unsigned, SystemTime::UNIX_EPOCH).unwrap();
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
        let request = signed(&Scope::s3("s3", "us-east-1"), false, stream);
        assert_eq!(header(&request, "x-amz-content-sha256"), "UNSIGNED-PAYLOAD");
    }

    #[test]
    fn s3_has_the_hash_of_the_body() {
        let request = signed(&Scope::s3("s3", "us-east-1"), false, SdkBody::from(""));
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(header(&request, "x-amz-content-sha256"), empty);
    }

    #[test]
    fn signing_again_replaces_the_signature() {
        let scope = Scope::new("ivs", "us-east-1");
        let mut request = signed(&scope, false, SdkBody::from("{}"));
        let first = header(&request, "authorization").to_owned();
        let keys = Credentials::new("AKID", "SECRET", Some("TOKEN".into()), None, "test");
        sign(&mut request, &keys.into(), &scope, false, SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(header(&request, "authorization"), first);
        assert_eq!(request.headers().get_all("x-amz-date").iter().count(), 1);
    }
}
