//! The signer for programs.

use std::error::Error;
use std::fmt;
use std::mem;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use http::Request;
use http::request::Parts;

use super::key::Keys;
use super::{Head, Payload, Scope};
use crate::error::BoxError;

/// Signs requests of one scope.
///
/// It keeps the keys that it derives from credentials for the day they are good for, so one that is used again is faster.
#[derive(Debug)]
pub struct Signer {
    scope: Scope,
    keys: Keys,
}

impl Signer {
    /// Returns a signer for a scope.
    #[inline]
    pub fn new(scope: Scope) -> Self {
        Self { scope, keys: Keys::default() }
    }

    /// Returns the scope.
    #[inline]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Signs a request whose body is at hand: adds `x-amz-date`, `authorization`, the session token if the credentials have one,
    /// and `x-amz-content-sha256` if the scope says so. Replaces the headers of an earlier signature.
    ///
    /// Path and query must be percent-encoded as they are to be sent. A request whose URI has no host must have the header
    /// `host`.
    ///
    /// # Errors
    ///
    /// Fails if the request has no host, if a header is not UTF-8, if credentials or scope do not fit into headers, and if the
    /// year of `time` has not four digits.
    #[inline]
    pub fn sign<B: AsRef<[u8]>>(
        &self,
        request: &mut Request<B>,
        credentials: &Credentials,
        time: SystemTime,
    ) -> Result<(), SigningError> {
        let mut headers = mem::take(request.headers_mut());
        let head = Head { method: request.method(), uri: request.uri(), headers: &mut headers };
        let signed = self.keys.sign(head, Payload::Bytes(request.body().as_ref()), credentials, &self.scope, time);
        *request.headers_mut() = headers;
        signed.map_err(SigningError)
    }

    /// Signs a request whose body is elsewhere, as [`sign`](Self::sign) does.
    ///
    /// # Errors
    ///
    /// Fails as [`sign`](Self::sign) does.
    #[inline]
    pub fn sign_parts(
        &self,
        parts: &mut Parts,
        payload: Payload<'_>,
        credentials: &Credentials,
        time: SystemTime,
    ) -> Result<(), SigningError> {
        let head = Head { method: &parts.method, uri: &parts.uri, headers: &mut parts.headers };
        self.keys.sign(head, payload, credentials, &self.scope, time).map_err(SigningError)
    }

    /// Signs a request in its query, so that it is good from `time` on for as long as `expires_in`, or until the credentials
    /// expire. Replaces an earlier signature.
    ///
    /// The headers of the request are signed, but those that proxies change: whoever sends it must send them, too, and the
    /// body. `expires_in` counts in whole seconds.
    ///
    /// # Errors
    ///
    /// Fails if the request has no host, if a header is not UTF-8, if the year of `time` has not four digits, and if
    /// `expires_in` is longer than a week.
    #[inline]
    pub fn presign<B: AsRef<[u8]>>(
        &self,
        request: &mut Request<B>,
        credentials: &Credentials,
        time: SystemTime,
        expires_in: Duration,
    ) -> Result<(), SigningError> {
        let mut headers = mem::take(request.headers_mut());
        let head = Head { method: request.method(), uri: request.uri(), headers: &mut headers };
        let payload = Payload::Bytes(request.body().as_ref());
        let signed = self.keys.presign(head, payload, credentials, &self.scope, time, expires_in);
        *request.headers_mut() = headers;
        *request.uri_mut() = signed.map_err(SigningError)?;
        Ok(())
    }

    /// Signs a request whose body is elsewhere in its query, as [`presign`](Self::presign) does.
    ///
    /// # Errors
    ///
    /// Fails as [`presign`](Self::presign) does.
    #[inline]
    pub fn presign_parts(
        &self,
        parts: &mut Parts,
        payload: Payload<'_>,
        credentials: &Credentials,
        time: SystemTime,
        expires_in: Duration,
    ) -> Result<(), SigningError> {
        let head = Head { method: &parts.method, uri: &parts.uri, headers: &mut parts.headers };
        let signed = self.keys.presign(head, payload, credentials, &self.scope, time, expires_in);
        parts.uri = signed.map_err(SigningError)?;
        Ok(())
    }
}

/// The reason why a request cannot be signed.
#[derive(Debug)]
pub struct SigningError(BoxError);

impl fmt::Display for SigningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for SigningError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
