//! Smithy RPC v2: documents of some format, and the operation's name in the path
//! (<https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>).
//!
//! The header `smithy-protocol` of responses is not looked at: a proxy's answer that lacks it is recognised by its body.

#[cfg(feature = "cbor")]
mod cbor;
#[cfg(feature = "json")]
mod json;

use http::header::ACCEPT;
use http::{HeaderName, HeaderValue};

#[cfg(feature = "cbor")]
pub use cbor::RpcV2Cbor;
#[cfg(feature = "json")]
pub use json::RpcV2Json;

use crate::formats::DocumentFormat;
use crate::http::Request;
use crate::meta::OperationMeta;

/// `POST /service/Name/operation/Name`, with the protocol's name and what it accepts in headers.
fn address<F: DocumentFormat>(protocol: &'static str, meta: &'static OperationMeta, request: &mut Request) {
    request.target = format!("/service/{}/operation/{}", meta.service.name, meta.name);
    request.headers.insert(HeaderName::from_static("smithy-protocol"), HeaderValue::from_static(protocol));
    let accepted = if meta.output.has_events() { "application/vnd.amazon.eventstream" } else { F::CONTENT_TYPE };
    request.headers.insert(ACCEPT, HeaderValue::from_static(accepted));
}
