//! The names and authentication schemes of services.

use serde_json::Value;

use super::{Traits, texts};

/// The value of the `aws.api#service` trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceInfo<'m> {
    /// The name that SDKs derive theirs from, as in `IVS RealTime`.
    pub sdk_id: &'m str,
    /// The name in ARNs.
    pub arn_namespace: Option<&'m str>,
    /// The name in CloudFormation.
    pub cloud_formation_name: Option<&'m str>,
    /// The source of events in CloudTrail.
    pub cloud_trail_event_source: Option<&'m str>,
    /// The first part of the usual host names.
    pub endpoint_prefix: Option<&'m str>,
}

impl Traits {
    /// The names of the service at AWS.
    pub fn service_info(&self) -> Option<ServiceInfo<'_>> {
        let value = self.object("aws.api#service")?;
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        Some(ServiceInfo {
            sdk_id: text("sdkId")?,
            arn_namespace: text("arnNamespace"),
            cloud_formation_name: text("cloudFormationName"),
            cloud_trail_event_source: text("cloudTrailEventSource"),
            endpoint_prefix: text("endpointPrefix"),
        })
    }

    /// The trait ids of the authentication schemes to use, in order of preference, where stated.
    pub fn auth(&self) -> Option<Vec<&str>> {
        self.get("smithy.api#auth").map(texts)
    }

    /// Whether the operation also works without credentials.
    pub fn optional_auth(&self) -> bool {
        self.has("smithy.api#optionalAuth")
    }

    /// The name of the service in SigV4 signatures.
    pub fn sigv4_name(&self) -> Option<&str> {
        self.object("aws.auth#sigv4")?.get("name")?.as_str()
    }

    /// The name of the service in SigV4A signatures.
    pub fn sigv4a_name(&self) -> Option<&str> {
        self.object("aws.auth#sigv4a")?.get("name")?.as_str()
    }

    /// Whether tokens are accepted as `Authorization: Bearer`.
    pub fn http_bearer_auth(&self) -> bool {
        self.has("smithy.api#httpBearerAuth")
    }

    /// Whether the payload of the operation is left out of the signature.
    pub fn unsigned_payload(&self) -> bool {
        self.has("aws.auth#unsignedPayload")
    }
}
