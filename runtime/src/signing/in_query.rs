//! Signatures in the query: requests that are good for a while
//! (<https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>).

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use http::Uri;
use http::header::AUTHORIZATION;
use http::uri::PathAndQuery;

use super::date::Stamp;
use super::hash::push_hex;
use super::key::Keys;
use super::{DATE, Head, Payload, ROOM, SECURITY_TOKEN, Scope, canonical, push_all, to_sign};
use crate::error::{BoxError, ContextError};
use crate::text::percent::encode;

/// The longest time that a presigned request can be good for: a week.
pub(crate) const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The parameters that a signature adds, in the order in which they are added.
const ALGORITHM: &str = "X-Amz-Algorithm";
const CREDENTIAL: &str = "X-Amz-Credential";
const TIME: &str = "X-Amz-Date";
const EXPIRES: &str = "X-Amz-Expires";
const SIGNED_HEADERS: &str = "X-Amz-SignedHeaders";
const SIGNATURE: &str = "X-Amz-Signature";
const REGIONS: &str = "X-Amz-Region-Set";
const TOKEN: &str = "X-Amz-Security-Token";

/// Headers that whoever sends a presigned request need not send as they are.
const FREE: [&str; 2] = ["x-amz-user-agent", "x-amz-checksum-mode"];

impl Keys {
    /// Returns the URI of a request with the signature in its query. All headers are signed but those that proxies change.
    /// Headers and parameters of an earlier signature are taken away.
    ///
    /// # Errors
    ///
    /// Fails if the request has no host, if a header is not UTF-8, if the year of the time has not four digits, and if the
    /// request would be good for longer than a week.
    #[inline]
    pub(crate) fn presign(
        &self,
        head: Head<'_>,
        payload: Payload<'_>,
        credentials: &Credentials,
        scope: &Scope,
        time: SystemTime,
        expires_in: Duration,
    ) -> Result<Uri, BoxError> {
        let Head { method, uri, headers } = head;
        if expires_in > WEEK {
            return Err(too_long(expires_in).into());
        }
        let stamp = Stamp::of(time)?;
        let payload = if scope.unsigned_payload { Payload::Unsigned } else { payload }.stand_in();
        for stale in [AUTHORIZATION, DATE, SECURITY_TOKEN] {
            headers.remove(stale);
        }
        let signed = canonical::headers(uri, headers, scope, &FREE)?;
        let mut query = without_signature(uri.query().unwrap_or_default());
        push_params(credentials.access_key_id(), scope, &stamp, expires_in, &mut query);
        push_param(SIGNED_HEADERS, &canonical::names(&signed), &mut query);
        let signature_goes_here = query.len();
        if scope.is_asymmetric() {
            push_param(REGIONS, &scope.region, &mut query);
        }
        push_token(credentials, scope.session_token, &mut query);
        let mut text = String::with_capacity(ROOM + query.len());
        canonical::write(method, uri.path(), &query, &signed, scope, &payload, &mut text);
        push_token(credentials, !scope.session_token, &mut query);
        let key = self.get(credentials, &stamp, scope)?;
        let (_, signature) = to_sign::sign(scope, &stamp, key, &mut text);
        text.clear();
        push_all(&[uri.path(), "?", &query[..signature_goes_here], "&", SIGNATURE, "="], &mut text);
        push_hex(signature.as_ref(), &mut text);
        text.push_str(&query[signature_goes_here..]);
        with_target(uri, &text)
    }
}

/// The error for a request that would be good for too long.
pub(crate) fn too_long(expires_in: Duration) -> ContextError {
    ContextError::new(format!(
        "`expires_in` is {} s, and must be no longer than one week ({} s)",
        expires_in.as_secs(),
        WEEK.as_secs()
    ))
}

/// The query without the parameters of a signature.
#[inline]
fn without_signature(query: &str) -> String {
    let mut kept = String::with_capacity(query.len() + ROOM / 2);
    let mut separator = "";
    for param in query.split('&') {
        let name = param.split('=').next().unwrap_or_default();
        let names = [ALGORITHM, CREDENTIAL, TIME, EXPIRES, SIGNED_HEADERS, SIGNATURE, REGIONS, TOKEN];
        if !names.contains(&name) {
            push_all(&[separator, param], &mut kept);
            separator = "&";
        }
    }
    kept
}

#[inline]
fn push_params(key_id: &str, scope: &Scope, stamp: &Stamp, expires_in: Duration, query: &mut String) {
    push_param(ALGORITHM, scope.algorithm(), query);
    let mut credential = format!("{key_id}/");
    to_sign::push_scope(scope, stamp, &mut credential);
    push_param(CREDENTIAL, &credential, query);
    push_param(TIME, stamp.as_str(), query);
    push_param(EXPIRES, itoa::Buffer::new().format(expires_in.as_secs()), query);
}

#[inline]
fn push_token(credentials: &Credentials, is_its_place: bool, query: &mut String) {
    if let Some(token) = credentials.session_token().filter(|_| is_its_place) {
        push_param(TOKEN, token, query);
    }
}

#[inline]
fn push_param(name: &str, value: &str, query: &mut String) {
    push_all(&[if query.is_empty() { "" } else { "&" }, name, "="], query);
    encode(value, false, query);
}

/// The URI with another path and query.
#[inline]
fn with_target(uri: &Uri, target: &str) -> Result<Uri, BoxError> {
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(target)?);
    Ok(Uri::from_parts(parts)?)
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;
    use crate::signing::Signer;

    const MINUTE: Duration = Duration::from_secs(60);

    fn presigned(mut request: Request<&str>, expires_in: Duration) -> Result<Request<&str>, String> {
        let keys = Credentials::new("AKID", "SECRET", Some("TOKEN".into()), None, "test");
        let signer = Signer::new(Scope::new("test", "us-east-1"));
        let signed = signer.presign(&mut request, &keys, SystemTime::UNIX_EPOCH, expires_in);
        signed.map(|()| request).map_err(|error| error.to_string())
    }

    fn request() -> http::request::Builder {
        Request::get("https://example.com/a?b=c")
    }

    #[test]
    fn a_signature_takes_the_place_of_an_earlier_one() {
        let once = presigned(request().body("").unwrap(), MINUTE).unwrap();
        let twice = presigned(once.clone(), MINUTE).unwrap();
        assert_eq!(twice.uri(), once.uri());
        let signed =
            request().header("authorization", "a").header("x-amz-date", "b").header("x-amz-security-token", "c");
        let again = presigned(signed.body("").unwrap(), MINUTE).unwrap();
        assert_eq!((again.uri(), again.headers().len()), (once.uri(), 0));
    }

    #[test]
    fn headers_that_need_not_be_sent_are_not_signed() {
        let free = request().header("x-amz-user-agent", "a").header("x-amz-checksum-mode", "ENABLED");
        let free = presigned(free.body("").unwrap(), MINUTE).unwrap();
        assert_eq!(free.uri(), presigned(request().body("").unwrap(), MINUTE).unwrap().uri());
    }

    #[test]
    fn requests_are_good_for_a_week_at_most() {
        assert!(presigned(request().body("").unwrap(), WEEK).is_ok());
        let error = presigned(request().body("").unwrap(), WEEK + Duration::from_secs(1)).unwrap_err();
        assert_eq!(error, "`expires_in` is 604801 s, and must be no longer than one week (604800 s)");
    }
}
