//! Signatures of HTTP requests, by Signature Version 4 and, with the feature `sigv4a`, 4A
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>).
//!
//! Clients sign what they send. This module is for requests that no client sends: to an API behind API Gateway, an OpenSearch
//! domain, a store that speaks S3, by whatever HTTP client is at hand. The functions are those of the clients.
//!
//! A [`Signer`] signs requests of one [`Scope`], with the signature in headers or, for a while, in the query.
//!
//! ```
//! use std::time::{Duration, SystemTime};
//!
//! use tinsmith::config::Credentials;
//! use tinsmith::signing::{CanonicalForm, Scope, Signer};
//!
//! let credentials = Credentials::new("AKIDEXAMPLE", "a secret", None, None, "example");
//!
//! // A request to an API of one's own. Whoever sends it must leave method, path, query, body and signed headers as they are.
//! let signer = Signer::new(Scope::new("execute-api", "eu-central-1"));
//! let mut request = http::Request::post("https://abc123.execute-api.eu-central-1.amazonaws.com/live/pets")
//!     .header("content-type", "application/json")
//!     .body(r#"{"name":"Rex"}"#)?;
//! signer.sign(&mut request, &credentials, SystemTime::now())?;
//! assert!(request.headers()["authorization"].to_str()?.contains("SignedHeaders=content-type;host;x-amz-date"));
//!
//! // A link that is good for an hour, to an object in a store that speaks S3.
//! let mut scope = Scope::new("s3", "us-east-1").form(CanonicalForm::Verbatim);
//! scope.unsigned_payload = true;
//! let mut request = http::Request::get("https://store.example.com/bucket/key").body("")?;
//! Signer::new(scope).presign(&mut request, &credentials, SystemTime::now(), Duration::from_secs(3600))?;
//! assert!(request.uri().query().is_some_and(|query| query.contains("X-Amz-Signature=")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod canonical;
#[cfg(feature = "checksums")]
mod chunks;
mod date;
#[cfg(feature = "event-stream")]
pub(crate) mod frames;
pub(crate) mod hash;
mod in_headers;
mod in_query;
mod key;
mod path;
mod payload;
mod query;
mod scope;
mod signer;
#[cfg(feature = "sigv4a")]
mod sigv4a;
mod to_sign;

#[cfg(any(feature = "checksums", feature = "event-stream"))]
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, Method, Uri};

#[cfg(feature = "checksums")]
pub(crate) use chunks::ChunkSigner;
pub(crate) use date::basic_format;
pub(crate) use in_query::{WEEK, too_long};
pub(crate) use key::Keys;
pub use payload::Payload;
pub use scope::{CanonicalForm, Scope};
pub use signer::{Signer, SigningError};

/// The header with the hash of the body, or with the text in its place.
pub(crate) const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
/// The text in the place of the hash of a body that is not signed.
pub(crate) const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

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

/// The parts of a request that signatures read and change, but for its body.
pub(crate) struct Head<'a> {
    pub(crate) method: &'a Method,
    pub(crate) uri: &'a Uri,
    pub(crate) headers: &'a mut HeaderMap,
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
