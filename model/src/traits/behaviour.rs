//! Behaviour of clients: retries, pagination, checksums, tokens, endpoint discovery, waiters.

use serde_json::Value;

use super::{Traits, texts};

/// The side that has caused an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorFault {
    /// The caller.
    Client,
    /// The service.
    Server,
}

/// The value of the `retryable` trait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retryable {
    /// Whether the error says that there were too many requests.
    pub throttling: bool,
}

/// The value of the `paginated` trait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paginated<'m> {
    /// The member of the input that takes the token.
    pub input_token: Option<&'m str>,
    /// The path (members joined by dots) to the next token in the output.
    pub output_token: Option<&'m str>,
    /// The path to the list or map of items in the output.
    pub items: Option<&'m str>,
    /// The member of the input that limits the size of a page.
    pub page_size: Option<&'m str>,
}

impl<'m> Paginated<'m> {
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            input_token: self.input_token.or(other.input_token),
            output_token: self.output_token.or(other.output_token),
            items: self.items.or(other.items),
            page_size: self.page_size.or(other.page_size),
        }
    }
}

/// The value of the `httpChecksum` trait.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpChecksum<'m> {
    /// The member of the input that names the algorithm for the request.
    pub request_algorithm_member: Option<&'m str>,
    /// Whether requests must carry a checksum.
    pub request_checksum_required: bool,
    /// The member of the input that asks for checksums in the response.
    pub request_validation_mode_member: Option<&'m str>,
    /// The algorithms of checksums in the response.
    pub response_algorithms: Vec<&'m str>,
}

/// The value of the `clientDiscoveredEndpoint` trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiscoveredEndpoint {
    /// Whether the operation only works with a discovered endpoint.
    pub required: bool,
}

impl Traits {
    /// Whether the structure is an error, and whose.
    pub fn error(&self) -> Option<ErrorFault> {
        match self.text("smithy.api#error")? {
            "client" => Some(ErrorFault::Client),
            "server" => Some(ErrorFault::Server),
            _ => None,
        }
    }

    /// Whether trying again after the error makes sense.
    pub fn retryable(&self) -> Option<Retryable> {
        let value = self.get("smithy.api#retryable")?;
        let throttling = value.get("throttling").and_then(Value::as_bool);
        Some(Retryable { throttling: throttling.unwrap_or(false) })
    }

    /// The settings for pages of this operation or service alone; see
    /// [`Model::pagination_of`](crate::Model::pagination_of).
    pub fn paginated(&self) -> Option<Paginated<'_>> {
        let value = self.object("smithy.api#paginated")?;
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        Some(Paginated {
            input_token: text("inputToken"),
            output_token: text("outputToken"),
            items: text("items"),
            page_size: text("pageSize"),
        })
    }

    /// Whether clients fill the member with a fresh token if it is not set.
    pub fn idempotency_token(&self) -> bool {
        self.has("smithy.api#idempotencyToken")
    }

    /// Whether the operation changes nothing.
    pub fn readonly(&self) -> bool {
        self.has("smithy.api#readonly")
    }

    /// Whether doing the operation twice is the same as doing it once.
    pub fn idempotent(&self) -> bool {
        self.has("smithy.api#idempotent")
    }

    /// Whether the request needs a `Content-MD5` header.
    pub fn http_checksum_required(&self) -> bool {
        self.has("smithy.api#httpChecksumRequired")
    }

    /// The flexible checksums of the operation.
    pub fn http_checksum(&self) -> Option<HttpChecksum<'_>> {
        let value = self.object("aws.protocols#httpChecksum")?;
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let required = value.get("requestChecksumRequired").and_then(Value::as_bool);
        Some(HttpChecksum {
            request_algorithm_member: text("requestAlgorithmMember"),
            request_checksum_required: required.unwrap_or(false),
            request_validation_mode_member: text("requestValidationModeMember"),
            response_algorithms: value.get("responseAlgorithms").map(texts).unwrap_or_default(),
        })
    }

    /// The encodings that requests of the operation may be compressed with.
    pub fn request_compression(&self) -> Option<Vec<&str>> {
        self.object("smithy.api#requestCompression")?.get("encodings").map(texts)
    }

    /// Whether the operation discovers its endpoint by another operation.
    pub fn discovered_endpoint(&self) -> Option<DiscoveredEndpoint> {
        let value = self.object("aws.api#clientDiscoveredEndpoint")?;
        let required = value.get("required").and_then(Value::as_bool);
        Some(DiscoveredEndpoint { required: required.unwrap_or(false) })
    }

    /// The id of the operation that discovers endpoints of the service.
    pub fn endpoint_discovery_operation(&self) -> Option<&str> {
        self.object("aws.api#clientEndpointDiscovery")?.get("operation")?.as_str()
    }

    /// Whether the member is an identifier that endpoint discovery takes.
    pub fn endpoint_discovery_id(&self) -> bool {
        self.has("aws.api#clientEndpointDiscoveryId")
    }

    /// The waiters of the operation by name, raw.
    pub fn waiters(&self) -> Option<&Value> {
        self.get("smithy.waiters#waitable")
    }
}
