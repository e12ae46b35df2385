//! Signatures in headers.

use std::mem;
use std::ops::Range;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_smithy_types::body::SdkBody;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderValue, Request};

#[cfg(feature = "sigv4a")]
use super::REGION_SET;
use super::date::Stamp;
use super::hash::push_hex;
use super::key::{Key, Keys};
use super::payload::StandIn;
use super::{CONTENT_SHA256, DATE, Head, Payload, ROOM, SECURITY_TOKEN, Scope, canonical, push_all, to_sign};
use crate::error::{BoxError, ContextError};

impl Keys {
    /// Adds `x-amz-date`, `authorization`, the session token if there is one, and `x-amz-content-sha256` where the service
    /// needs it, with a key that was derived before if there is one. Replaces the headers of an earlier signature.
    ///
    /// # Errors
    ///
    /// Fails if the request has no host, if a header is not UTF-8, if the credentials do not fit into headers, and if the year
    /// of the time has not four digits.
    pub(crate) fn sign(
        &self,
        head: Head<'_>,
        payload: Payload<'_>,
        credentials: &Credentials,
        scope: &Scope,
        time: SystemTime,
    ) -> Result<(), BoxError> {
        let Head { method, uri, headers } = head;
        let stamp = Stamp::of(time)?;
        let payload = if scope.unsigned_payload { Payload::Unsigned } else { payload }.stand_in();
        let mut token = security_token(credentials)?;
        let mut text = String::with_capacity(ROOM + token.as_ref().map_or(0, HeaderValue::len));
        add_headers(headers, scope, &stamp, &payload, &mut text)?;
        if let Some(token) = token.take_if(|_| scope.session_token) {
            headers.insert(SECURITY_TOKEN, token);
        }
        let signed = canonical::headers(uri, headers, scope, &[])?;
        let names =
            canonical::write(method, uri.path(), uri.query().unwrap_or_default(), &signed, scope, &payload, &mut text);
        let key = self.get(credentials, &stamp, scope)?;
        let authorization = authorization(credentials.access_key_id(), scope, &stamp, key, names, text)?;
        headers.insert(AUTHORIZATION, authorization);
        if let Some(token) = token {
            headers.insert(SECURITY_TOKEN, token);
        }
        Ok(())
    }

    /// Signs a request whose body may be a stream, which is left unsigned unless its hash stands in `x-amz-content-sha256`, as
    /// is any body if `unsigned` says so, or the header does with `UNSIGNED-PAYLOAD`. A stream in chunks has a mark in that header,
    /// which is what is signed.
    ///
    /// # Errors
    ///
    /// Fails as [`sign`](Self::sign) does.
    pub(crate) fn sign_request(
        &self,
        request: &mut Request<SdkBody>,
        credentials: &Credentials,
        scope: &Scope,
        unsigned: bool,
        time: SystemTime,
    ) -> Result<(), BoxError> {
        let mut headers = mem::take(request.headers_mut());
        let promised = headers.get(CONTENT_SHA256).cloned();
        let payload = Payload::of(request.body(), promised.as_ref(), unsigned);
        let head = Head { method: request.method(), uri: request.uri(), headers: &mut headers };
        let signed = self.sign(head, payload, credentials, scope, time);
        *request.headers_mut() = headers;
        signed
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
    payload: &StandIn<'_>,
    text: &mut String,
) -> Result<(), BoxError> {
    headers.remove(AUTHORIZATION);
    headers.remove(SECURITY_TOKEN);
    headers.insert(DATE, HeaderValue::from_str(stamp.as_str())?);
    #[cfg(feature = "sigv4a")]
    if scope.asymmetric {
        headers.insert(REGION_SET, HeaderValue::from_str(&scope.region)?);
    }
    if scope.content_sha256 || !payload.is_hash() {
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
    let (of_scope, signature) = to_sign::sign(scope, stamp, key, &mut text);
    let value = text.len();
    push_all(&[scope.algorithm(), " Credential=", key_id, "/"], &mut text);
    text.extend_from_within(of_scope);
    text.push_str(", SignedHeaders=");
    text.extend_from_within(signed_headers);
    text.push_str(", Signature=");
    push_hex(signature.as_ref(), &mut text);
    let value = HeaderValue::from_str(&text[value..]);
    value.map_err(|error| {
        ContextError::with_source("the access key id or the scope does not fit into a header", error).into()
    })
}
