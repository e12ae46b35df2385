//! A presigned request.

use std::fmt;

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, Method, Request, Uri};

/// A presigned request: method, URI and headers, to be sent by whatever HTTP client is at hand. Its URI is as good as the
/// credentials for this one request, so treat it as a secret.
#[derive(Clone)]
#[non_exhaustive]
pub struct PresignedRequest {
    method: Method,
    uri: Uri,
    text: String,
    headers: HeaderMap,
    body: Bytes,
}

impl PresignedRequest {
    #[inline]
    pub(super) fn new(head: Parts, body: Bytes) -> Self {
        Self { method: head.method, text: head.uri.to_string(), uri: head.uri, headers: head.headers, body }
    }

    /// Returns the method, e.g. `GET`.
    #[inline]
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// Returns the URI, with the signature in its query.
    #[inline]
    pub fn uri(&self) -> &str {
        &self.text
    }

    /// Returns the headers that must be sent as they are, names in lower case. `host`, which HTTP clients take from the URI, is not
    /// among them.
    #[inline]
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        // All are UTF-8: others cannot be signed.
        self.headers
            .iter()
            .map(|(name, value)| (name.as_str(), std::str::from_utf8(value.as_bytes()).unwrap_or_default()))
    }

    /// Returns the body that belongs to the request: the document of the input, or its stream if that is signed. Empty where
    /// there is none, and where the body is up to whoever sends the request, as for `PutObject` of S3.
    #[inline]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Makes an HTTP request with a body.
    #[inline]
    pub fn make_http_1x_request<B>(&self, body: B) -> Request<B> {
        self.clone().into_http_1x_request(body)
    }

    /// Turns into an HTTP request with a body.
    #[inline]
    pub fn into_http_1x_request<B>(self, body: B) -> Request<B> {
        let mut request = Request::new(body);
        *request.method_mut() = self.method;
        *request.uri_mut() = self.uri;
        *request.headers_mut() = self.headers;
        request
    }

    /// Makes an HTTP request of `http` 0.2 with a body.
    ///
    /// # Panics
    ///
    /// Panics if an interceptor has put something into the URI that `http` 0.2 does not know, such as letters that are not ASCII.
    #[cfg(feature = "http-02x")]
    #[deprecated = "`http` 0.2 is superseded; prefer `make_http_1x_request`"]
    #[expect(deprecated, reason = "it does the same")]
    #[inline]
    pub fn make_http_02x_request<B>(&self, body: B) -> http_02x::Request<B> {
        self.clone().into_http_02x_request(body)
    }

    /// Turns into an HTTP request of `http` 0.2 with a body.
    ///
    /// # Panics
    ///
    /// Panics as [`make_http_02x_request`](Self::make_http_02x_request) does.
    #[cfg(feature = "http-02x")]
    #[deprecated = "`http` 0.2 is superseded; prefer `into_http_1x_request`"]
    #[inline]
    pub fn into_http_02x_request<B>(self, body: B) -> http_02x::Request<B> {
        let mut request = http_02x::Request::builder().method(self.method.as_str()).uri(self.text);
        for (name, value) in &self.headers {
            request = request.header(name.as_str(), value.as_bytes());
        }
        request.body(body).expect("both versions of `http` know methods, headers and URIs of ASCII")
    }
}

/// Shows neither signature nor session token, nor what headers hold.
impl fmt::Debug for PresignedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().map(|name| name.as_str()).collect();
        f.debug_struct("PresignedRequest")
            .field("method", &self.method)
            .field("uri", &format_args!("{}", Shown(&self.text)))
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}

/// A URI without what makes it a secret.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, param) in self.0.split('&').enumerate() {
            let separator = if index == 0 { "" } else { "&" };
            match param.split_once('=') {
                Some((name @ ("X-Amz-Signature" | "X-Amz-Security-Token"), _)) => write!(f, "{separator}{name}=***")?,
                _ => write!(f, "{separator}{param}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "http-02x")]
    #[test]
    #[expect(deprecated, reason = "it is what is tested")]
    fn a_request_of_the_older_http_is_the_same() {
        let request = Request::put("https://a.com/b?X-Amz-Signature=5ec7e7").header("x-a", "1").header("x-a", "2");
        let presigned = PresignedRequest::new(request.body(()).unwrap().into_parts().0, Bytes::new());
        let request = presigned.make_http_02x_request("body");
        assert_eq!((request.method(), *request.body()), (&http_02x::Method::PUT, "body"));
        assert_eq!(request.uri(), presigned.uri());
        assert_eq!(request.headers().get_all("x-a").iter().collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn what_makes_a_request_a_secret_is_not_shown() {
        let uri = "https://a.com/b?X-Amz-Algorithm=A&X-Amz-Signature=5ec7e7&X-Amz-Security-Token=70ce9&x=1";
        let request = Request::put(uri).header("x-amz-server-side-encryption-customer-key", "5ec7e7").body(()).unwrap();
        let presigned = PresignedRequest::new(request.into_parts().0, Bytes::from_static(b"5ec7e7"));
        let shown = format!("{presigned:?}");
        assert_eq!(
            shown,
            "PresignedRequest { method: PUT, uri: https://a.com/b?X-Amz-Algorithm=A&X-Amz-Signature=***&\
             X-Amz-Security-Token=***&x=1, headers: [\"x-amz-server-side-encryption-customer-key\"], .. }"
        );
        assert_eq!(presigned.uri(), uri);
    }
}
