//! Bindings of operations and members to HTTP.

use serde_json::Value;

use super::Traits;
use crate::uri::{HostPrefix, UriPattern};

/// The value of the `http` trait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http<'m> {
    /// The method, as in `POST`.
    pub method: &'m str,
    /// The URI pattern.
    pub uri: UriPattern,
    /// The status code of success.
    pub code: u16,
}

impl Traits {
    /// Method, URI and status code of an operation.
    pub fn http(&self) -> Option<Http<'_>> {
        let value = self.object("smithy.api#http")?;
        let code = value.get("code").and_then(Value::as_u64).unwrap_or(200);
        Some(Http {
            method: value.get("method")?.as_str()?,
            uri: UriPattern::parse(value.get("uri")?.as_str()?).ok()?,
            code: u16::try_from(code).ok()?,
        })
    }

    /// Whether the member fills a label of the URI.
    pub fn http_label(&self) -> bool {
        self.has("smithy.api#httpLabel")
    }

    /// The header that the member is sent in.
    pub fn http_header(&self) -> Option<&str> {
        self.text("smithy.api#httpHeader")
    }

    /// The common prefix of the headers that the entries of the map are sent in; may be empty.
    pub fn http_prefix_headers(&self) -> Option<&str> {
        self.text("smithy.api#httpPrefixHeaders")
    }

    /// The query parameter that the member is sent in.
    pub fn http_query(&self) -> Option<&str> {
        self.text("smithy.api#httpQuery")
    }

    /// Whether the entries of the map are sent as query parameters.
    pub fn http_query_params(&self) -> bool {
        self.has("smithy.api#httpQueryParams")
    }

    /// Whether the member is the whole body.
    pub fn http_payload(&self) -> bool {
        self.has("smithy.api#httpPayload")
    }

    /// Whether the member is the status code of the response.
    pub fn http_response_code(&self) -> bool {
        self.has("smithy.api#httpResponseCode")
    }

    /// Whether the member has any of the HTTP bindings of requests and responses, so is not in a document body.
    pub fn http_bound(&self) -> bool {
        self.http_label()
            || self.http_payload()
            || self.http_query_params()
            || self.http_response_code()
            || self.http_header().is_some()
            || self.http_prefix_headers().is_some()
            || self.http_query().is_some()
    }

    /// The status code of an error.
    pub fn http_error(&self) -> Option<u16> {
        u16::try_from(self.get("smithy.api#httpError")?.as_u64()?).ok()
    }

    /// The prefix that an operation puts before the host of the endpoint.
    pub fn host_prefix(&self) -> Option<HostPrefix> {
        let value = self.object("smithy.api#endpoint")?;
        HostPrefix::parse(value.get("hostPrefix")?.as_str()?).ok()
    }

    /// Whether the member fills a label of the host prefix.
    pub fn host_label(&self) -> bool {
        self.has("smithy.api#hostLabel")
    }
}
