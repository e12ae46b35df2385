//! Signature Version 4 of a request, and 4A behind the feature `sigv4a`
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>).
//!
//! Programs that send requests by other means can call [`sign`] by themselves.

mod canonical;
#[cfg(feature = "checksums")]
mod chunks;
mod date;
#[cfg(feature = "event-stream")]
mod frames;
pub(crate) mod hash;
mod key;
mod path;
mod query;
#[cfg(feature = "sigv4a")]
mod sigv4a;

use std::borrow::Cow;
use std::ops::Range;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::body::SdkBody;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, Request};

use crate::error::{BoxError, ContextError};
#[cfg(feature = "checksums")]
pub(crate) use chunks::ChunkSigner;
use date::Stamp;
#[cfg(feature = "event-stream")]
pub use frames::FrameSigner;
use hash::{Hash, push_hex, sha256};
use key::Key;
pub(crate) use key::Keys;

const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const DATE: HeaderName = HeaderName::from_static("x-amz-date");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");
#[cfg(feature = "sigv4a")]
const REGION_SET: HeaderName = HeaderName::from_static("x-amz-region-set");
const TRACE_ID: &str = "x-amzn-trace-id";
/// The mark in `x-amz-content-sha256` of a body in chunks that are signed one by one, with signed trailers behind them.
pub(crate) const SIGNED_CHUNKS: &str = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
/// The mark of a body in chunks with trailers behind them, of which nothing is signed.
pub(crate) const UNSIGNED_CHUNKS: &str = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
/// The length that the texts of a signature have without session token and target, most of the time.
const ROOM: usize = 2048;

/// The form in which a service reads the request that was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CanonicalForm {
    /// The path without `.`, `..` and empty segments, encoded once more.
    Normalized,
    /// The path as it is, and the hash of the body in `x-amz-content-sha256`.
    Verbatim,
}

/// The scope of a signature, and how the request is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The service, e.g. `ivs`.
    pub name: Cow<'static, str>,
    /// The region, e.g. `us-east-1`; of an asymmetric signature the regions that it is good for, as in `us-east-1,us-west-*`.
    pub region: Cow<'static, str>,
    /// Whether the path, encoded as it is, is encoded once more.
    pub double_encode: bool,
    /// Whether `.`, `..` and empty segments are taken out of the path.
    pub normalize_path: bool,
    /// Whether the hash of the body goes out as `x-amz-content-sha256`.
    pub content_sha256: bool,
    /// Whether the session token is part of what is signed, rather than added afterwards. Services want that.
    pub session_token: bool,
    /// Whether the signature is asymmetric (SigV4A), so that it is good for several regions.
    #[cfg(feature = "sigv4a")]
    pub asymmetric: bool,
}

impl Scope {
    /// The scope of a service that reads requests in the normalized form.
    pub fn new(name: impl Into<Cow<'static, str>>, region: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            region: region.into(),
            double_encode: true,
            normalize_path: true,
            content_sha256: false,
            session_token: true,
            #[cfg(feature = "sigv4a")]
            asymmetric: false,
        }
    }

    /// The scope with requests in that form.
    #[must_use]
    pub fn form(self, form: CanonicalForm) -> Self {
        let is_normalized = form == CanonicalForm::Normalized;
        Self { double_encode: is_normalized, normalize_path: is_normalized, content_sha256: !is_normalized, ..self }
    }

    #[cfg(feature = "sigv4a")]
    pub(crate) fn is_asymmetric(&self) -> bool {
        self.asymmetric
    }

    #[cfg(not(feature = "sigv4a"))]
    pub(crate) fn is_asymmetric(&self) -> bool {
        false
    }

    fn algorithm(&self) -> &'static str {
        if self.is_asymmetric() { "AWS4-ECDSA-P256-SHA256" } else { "AWS4-HMAC-SHA256" }
    }
}

/// Signs a request: adds `x-amz-date`, `authorization`, the session token if there is one, and `x-amz-content-sha256`
/// where the service needs it.
///
/// A body that is a stream is left unsigned unless its hash stands in `x-amz-content-sha256`, as is any body if
/// `unsigned_payload` says so. A stream in chunks has a mark in that header, which is what is signed. Headers that proxies change
/// (`user-agent`, `x-amzn-trace-id`, `transfer-encoding`, `connection`) are not signed.
///
/// # Errors
///
/// When the request has no host, when a header is not UTF-8, when the identity holds no AWS credentials or such as do
/// not fit into headers, or when the year of the time has not four digits.
#[cfg_attr(not(feature = "internals"), allow(dead_code, reason = "of tests and benchmarks"))]
pub fn sign(
    request: &mut Request<SdkBody>,
    identity: &Identity,
    scope: &Scope,
    unsigned_payload: bool,
    time: SystemTime,
) -> Result<(), BoxError> {
    Keys::default().sign(request, identity, scope, unsigned_payload, time)
}

impl Keys {
    /// Signs a request as [`sign`] does, with a key that was derived before if there is one.
    pub(crate) fn sign(
        &self,
        request: &mut Request<SdkBody>,
        identity: &Identity,
        scope: &Scope,
        unsigned_payload: bool,
        time: SystemTime,
    ) -> Result<(), BoxError> {
        if request.uri().host().is_none() {
            return Err(ContextError::new(format!("the URI `{}` has no host", request.uri())).into());
        }
        let credentials =
            identity.data::<Credentials>().ok_or_else(|| ContextError::new("the identity holds no AWS credentials"))?;
        let stamp = Stamp::new(time).ok_or_else(|| ContextError::new("the year of the time has not four digits"))?;
        let payload = Payload::of(request, unsigned_payload);
        let mut token = security_token(credentials)?;
        let mut text = String::with_capacity(ROOM + token.as_ref().map_or(0, HeaderValue::len));
        add_headers(request.headers_mut(), scope, &stamp, &payload, &mut text)?;
        if let Some(token) = token.take_if(|_| scope.session_token) {
            request.headers_mut().insert(SECURITY_TOKEN, token);
        }
        let signed_headers = canonical::write(request, scope, &payload, &mut text)?;
        let key = self.get(credentials, &stamp, scope).ok_or_else(|| ContextError::new("there is no key"))?;
        let authorization = authorization(credentials.access_key_id(), scope, &stamp, key, signed_headers, text)?;
        request.headers_mut().insert(AUTHORIZATION, authorization);
        if let Some(token) = token {
            request.headers_mut().insert(SECURITY_TOKEN, token);
        }
        Ok(())
    }
}

/// The part of a signature that stands for the body.
enum Payload {
    /// The hash of the body.
    Hash(Hash),
    /// The mark of a body in chunks.
    Chunks(&'static str),
    /// Nothing of the body.
    Unsigned,
}

impl Payload {
    /// The part for the body of a request: for a stream, what a header promises.
    fn of(request: &Request<SdkBody>, unsigned: bool) -> Self {
        let bytes = request.body().bytes();
        let promised = request.headers().get(CONTENT_SHA256).filter(|_| bytes.is_none()).map(HeaderValue::as_bytes);
        let mark = [SIGNED_CHUNKS, UNSIGNED_CHUNKS].into_iter().find(|mark| promised == Some(mark.as_bytes()));
        match mark {
            Some(mark) => Self::Chunks(mark),
            None if unsigned => Self::Unsigned,
            None => match bytes {
                Some(bytes) => Self::Hash(sha256(bytes)),
                None => promised.and_then(hash::from_hex).map_or(Self::Unsigned, Self::Hash),
            },
        }
    }

    /// Appends the text in the canonical request.
    fn push(&self, out: &mut String) {
        match self {
            Self::Hash(hash) => push_hex(hash, out),
            Self::Chunks(mark) => out.push_str(mark),
            Self::Unsigned => out.push_str("UNSIGNED-PAYLOAD"),
        }
    }
}

fn security_token(credentials: &Credentials) -> Result<Option<HeaderValue>, BoxError> {
    let Some(token) = credentials.session_token() else { return Ok(None) };
    let mut value = HeaderValue::from_str(token)
        .map_err(|error| ContextError::with_source("the session token does not fit into a header", error))?;
    value.set_sensitive(true);
    Ok(Some(value))
}

/// Replaces the headers of an earlier signature, but for the token. `text` is empty before and after.
fn add_headers(
    headers: &mut HeaderMap,
    scope: &Scope,
    stamp: &Stamp,
    payload: &Payload,
    text: &mut String,
) -> Result<(), BoxError> {
    headers.remove(AUTHORIZATION);
    headers.remove(SECURITY_TOKEN);
    headers.insert(DATE, HeaderValue::from_str(stamp.as_str())?);
    #[cfg(feature = "sigv4a")]
    if scope.asymmetric {
        headers.insert(REGION_SET, HeaderValue::from_str(&scope.region)?);
    }
    if scope.content_sha256 || !matches!(payload, Payload::Hash(_)) {
        payload.push(text);
        headers.insert(CONTENT_SHA256, HeaderValue::from_str(text)?);
        text.clear();
    }
    Ok(())
}

/// Signs the canonical request that `text` holds, and gives the value of `authorization`. What is signed and the value
/// itself are written behind the request.
fn authorization(
    key_id: &str,
    scope: &Scope,
    stamp: &Stamp,
    key: Key,
    signed_headers: Range<usize>,
    mut text: String,
) -> Result<HeaderValue, BoxError> {
    let request = sha256(text.as_bytes());
    let to_sign = text.len();
    push_all(&[scope.algorithm(), "\n", stamp.as_str(), "\n"], &mut text);
    let credential = text.len();
    push_all(&[stamp.date(), "/"], &mut text);
    if !scope.is_asymmetric() {
        push_all(&[&scope.region, "/"], &mut text);
    }
    push_all(&[&scope.name, "/aws4_request"], &mut text);
    let credential = credential..text.len();
    text.push('\n');
    push_hex(&request, &mut text);
    let signature = key.sign(&text.as_bytes()[to_sign..]);
    let value = text.len();
    push_all(&[scope.algorithm(), " Credential=", key_id, "/"], &mut text);
    text.extend_from_within(credential);
    text.push_str(", SignedHeaders=");
    text.extend_from_within(signed_headers);
    text.push_str(", Signature=");
    push_hex(signature.as_ref(), &mut text);
    let value = HeaderValue::from_str(&text[value..]);
    value.map_err(|error| {
        ContextError::with_source("the access key id or the scope does not fit into a header", error).into()
    })
}

/// The signature in the headers of a request that was signed.
#[cfg(any(feature = "checksums", feature = "event-stream"))]
fn signature_of(headers: &HeaderMap) -> Option<&str> {
    let (_, signature) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once("Signature=")?;
    Some(signature.split(',').next().unwrap_or_default().trim())
}

fn push_all(parts: &[&str], out: &mut String) {
    for part in parts {
        out.push_str(part);
    }
}

#[cfg(test)]
mod tests;
