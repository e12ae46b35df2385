//! The scope of signatures, and how a service reads the requests.

use std::borrow::Cow;

use http::HeaderName;

/// The form in which a service reads the request that was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CanonicalForm {
    /// The path without `.`, `..` and empty segments, encoded once more. Most services read requests so.
    Normalized,
    /// The path as it is, and the hash of the body in `x-amz-content-sha256`. S3 reads requests so.
    Verbatim,
}

/// The scope of a signature, and how the request is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scope {
    /// The service, e.g. `ivs`.
    pub name: Cow<'static, str>,
    /// The region, e.g. `us-east-1`; of an asymmetric signature the regions that it is good for, as in `us-east-1,us-west-*`.
    pub region: Cow<'static, str>,
    /// Whether the path, encoded as it is, is encoded once more. The default is `true`.
    pub double_encode: bool,
    /// Whether `.`, `..` and empty segments are taken out of the path that is signed. The default is `true`.
    pub normalize_path: bool,
    /// Whether the hash of the body goes out as `x-amz-content-sha256`. The default is `false`. Presigned requests never have
    /// it.
    pub content_sha256: bool,
    /// Whether the body is left out of the signature, so that another one may be sent. The default is `false`. The service must
    /// allow for it.
    pub unsigned_payload: bool,
    /// Whether the session token is part of what is signed, rather than added afterwards. The default is `true`, which services
    /// want with few exceptions.
    pub session_token: bool,
    /// Headers that are not signed beside those that proxies change: `authorization`, `user-agent`, `x-amzn-trace-id`,
    /// `transfer-encoding` and `connection`. None by default.
    pub unsigned_headers: Vec<HeaderName>,
    /// Whether the signature is asymmetric (SigV4A), so that it is good for several regions. The default is `false`.
    #[cfg(feature = "sigv4a")]
    pub asymmetric: bool,
}

impl Scope {
    /// Returns the scope of a service that reads requests in the normalized form.
    pub fn new(name: impl Into<Cow<'static, str>>, region: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            region: region.into(),
            double_encode: true,
            normalize_path: true,
            content_sha256: false,
            unsigned_payload: false,
            session_token: true,
            unsigned_headers: Vec::new(),
            #[cfg(feature = "sigv4a")]
            asymmetric: false,
        }
    }

    /// Returns the scope with requests in that form.
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

    pub(super) fn algorithm(&self) -> &'static str {
        if self.is_asymmetric() { "AWS4-ECDSA-P256-SHA256" } else { "AWS4-HMAC-SHA256" }
    }
}
