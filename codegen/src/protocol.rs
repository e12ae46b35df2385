//! The protocols that emitted crates can speak: one table of their differences for the generator.
//!
//! The rest of a protocol is code of the runtime, behind the type that the table names.

use tinsmith_model::Model;

/// The facts of a protocol that the generator needs.
#[derive(Debug)]
pub struct Protocol {
    /// The id of its trait.
    pub id: &'static str,
    /// Its type in `tinsmith::emitted`.
    pub(crate) runtime: &'static str,
    /// The features of the runtime that it needs.
    pub(crate) features: &'static [&'static str],
    /// Whether members have HTTP bindings. Without, all of them are in the body.
    pub(crate) http_bindings: bool,
    /// Whether the runtime needs the name of the service's shape, to address operations.
    pub(crate) service_name: bool,
    /// Whether an operation without input sends no document at all, rather than an empty one.
    pub(crate) bare_without_input: bool,
    /// Whether keys are those of `smithy.api#jsonName`.
    pub(crate) json_names: bool,
    /// Whether the XML traits name and lay out elements, in one direction at least.
    pub(crate) xml_names: bool,
    /// Whether requests and responses are XML documents, whose roots have a name.
    pub(crate) xml_roots: bool,
    /// Whether `smithy.api#timestampFormat` has an effect.
    pub(crate) timestamp_formats: bool,
    /// Whether there are event streams.
    pub(crate) event_streams: bool,
    /// Whether `aws.protocols#awsQueryError` gives the codes of errors.
    pub(crate) query_errors: bool,
}

/// A protocol with HTTP bindings.
const REST: Protocol = Protocol {
    id: "",
    runtime: "",
    features: &[],
    http_bindings: true,
    service_name: false,
    bare_without_input: false,
    json_names: false,
    xml_names: false,
    xml_roots: false,
    timestamp_formats: true,
    event_streams: true,
    query_errors: false,
};

/// A protocol whose requests are a name and a document.
const RPC: Protocol = Protocol { http_bindings: false, service_name: true, ..REST };

/// `smithy.protocols#rpcv2*` (<https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>).
const RPC_V2: Protocol = Protocol { bare_without_input: true, timestamp_formats: false, ..RPC };

/// A protocol whose requests are forms, and its responses XML.
const QUERY: Protocol =
    Protocol { service_name: false, features: &["query"], xml_names: true, event_streams: false, ..RPC };

/// The protocols, the most preferred first: the order of the AWS SDKs, compact formats before wordy ones.
const TABLE: &[Protocol] = &[
    Protocol { id: "smithy.protocols#rpcv2Cbor", runtime: "RpcV2Cbor", features: &["cbor"], ..RPC_V2 },
    Protocol { id: "smithy.protocols#rpcv2Json", runtime: "RpcV2Json", features: &["json"], ..RPC_V2 },
    Protocol { id: "aws.protocols#awsJson1_0", runtime: "AwsJson1_0", features: &["json"], ..RPC },
    Protocol { id: "aws.protocols#awsJson1_1", runtime: "AwsJson1_1", features: &["json"], ..RPC },
    Protocol { id: "aws.protocols#restJson1", runtime: "RestJson1", features: &["json"], json_names: true, ..REST },
    Protocol {
        id: "aws.protocols#restXml",
        runtime: "RestXml",
        features: &["xml"],
        xml_names: true,
        xml_roots: true,
        ..REST
    },
    Protocol { id: "aws.protocols#awsQuery", runtime: "AwsQuery", query_errors: true, ..QUERY },
    Protocol { id: "aws.protocols#ec2Query", runtime: "Ec2Query", ..QUERY },
];

/// The trait ids of the protocols that emitted crates can speak, the most preferred first.
pub const PROTOCOLS: &[&str] = &ids();

const fn ids() -> [&'static str; TABLE.len()] {
    let mut ids = [""; TABLE.len()];
    let mut at = 0;
    while at < ids.len() {
        ids[at] = TABLE[at].id;
        at += 1;
    }
    ids
}

impl Protocol {
    /// The protocol that was chosen for a model.
    pub(crate) fn of(model: &Model) -> Option<&'static Self> {
        TABLE.iter().find(|protocol| protocol.id == model.protocol())
    }

    /// The protocol of that name: a trait id, or the part after its `#`.
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLE.iter().find(|protocol| protocol.id == name || protocol.name() == name)
    }

    /// Whether the runtime has a protocol under that name.
    pub(crate) fn is_type(name: &str) -> bool {
        TABLE.iter().any(|protocol| protocol.runtime == name)
    }

    /// The names of all of them.
    pub fn names() -> Vec<&'static str> {
        TABLE.iter().map(Self::name).collect()
    }

    /// The part of the trait id after the `#`, such as `restJson1`.
    pub fn name(&self) -> &'static str {
        self.id.rsplit('#').next().unwrap_or(self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_protocol_is_named_with_or_without_its_namespace() {
        for name in ["awsJson1_0", "aws.protocols#awsJson1_0"] {
            assert_eq!(Protocol::named(name).map(|it| it.runtime), Some("AwsJson1_0"), "{name}");
        }
        assert!(Protocol::named("json").is_none());
    }

    #[test]
    fn every_protocol_is_listed_once() {
        for (index, id) in PROTOCOLS.iter().enumerate() {
            assert_eq!(PROTOCOLS.iter().position(|it| it == id), Some(index), "{id}");
        }
    }
}
