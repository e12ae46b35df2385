//! The traits that a generator uses, with the sites and form of each, and those that it ignores.

use super::form::Form;
use super::site::{self, On};

/// A trait that is used.
pub(super) struct Known {
    pub(super) id: &'static str,
    pub(super) on: On,
    pub(super) form: Form,
}

const fn known(id: &'static str, on: On, form: Form) -> Known {
    Known { id, on, form }
}

/// The ids of all traits that are known, used or not, in no order. In namespaces that may change what is sent, others are
/// problems. Traits that only models of Smithy 1.0 have are gone when a model is checked.
pub fn known_traits() -> impl Iterator<Item = &'static str> {
    used().map(|known| known.id).chain(IGNORED.iter().copied())
}

/// The traits that are used.
pub(super) fn used() -> impl Iterator<Item = &'static Known> {
    [GENERAL, HTTP, SERIAL, BEHAVIOUR, AWS, RULES].into_iter().flatten()
}

const GENERAL: &[Known] = &[
    known("smithy.api#addedDefault", site::ANYWHERE, Form::Marker),
    known("smithy.api#clientOptional", site::ANYWHERE, Form::Marker),
    known("smithy.api#default", site::ANYWHERE, Form::Any),
    known(
        "smithy.api#deprecated",
        site::ANYWHERE,
        Form::Record(&[], &[("message", Form::Text), ("since", Form::Text)]),
    ),
    known("smithy.api#documentation", site::ANYWHERE, Form::Text),
    known("smithy.api#examples", site::OPERATION, Form::List(&Form::Object)),
    known("smithy.api#externalDocumentation", site::ANYWHERE, Form::Dict(&Form::Text)),
    known("smithy.api#input", site::STRUCTURE, Form::Marker),
    known("smithy.api#internal", site::ANYWHERE, Form::Marker),
    known("smithy.api#length", site::ANYWHERE, Form::Record(&[], &[("min", Form::Count), ("max", Form::Count)])),
    known("smithy.api#output", site::STRUCTURE, Form::Marker),
    known("smithy.api#pattern", site::ANYWHERE, Form::Text),
    known("smithy.api#range", site::ANYWHERE, Form::Record(&[], &[("min", Form::Number), ("max", Form::Number)])),
    known("smithy.api#required", site::ANYWHERE, Form::Marker),
    known("smithy.api#sensitive", site::ANYWHERE, Form::Marker),
    known("smithy.api#sparse", site::LIST_OR_MAP, Form::Marker),
    known("smithy.api#tags", site::ANYWHERE, Form::List(&Form::Text)),
    known("smithy.api#title", site::ANYWHERE, Form::Text),
    known("smithy.api#uniqueItems", site::ANYWHERE, Form::Marker),
];

const HTTP: &[Known] = &[
    known("smithy.api#endpoint", site::OPERATION, Form::Record(&[("hostPrefix", Form::Text)], &[])),
    known("smithy.api#hostLabel", site::TEXT, Form::Marker),
    known(
        "smithy.api#http",
        site::OPERATION,
        Form::Record(&[("method", Form::Token), ("uri", Form::Text)], &[("code", Form::Status)]),
    ),
    known("smithy.api#httpChecksumRequired", site::OPERATION, Form::Marker),
    known("smithy.api#httpError", site::ERROR, Form::Status),
    known("smithy.api#httpHeader", site::LINES, Form::Token),
    known("smithy.api#httpLabel", site::LINE, Form::Marker),
    known("smithy.api#httpPayload", site::BODY, Form::Marker),
    known("smithy.api#httpPrefixHeaders", site::TEXT_MAP, Form::Text),
    known("smithy.api#httpQuery", site::LINES, Form::Name),
    known("smithy.api#httpQueryParams", site::TEXTS_MAP, Form::Marker),
    known("smithy.api#httpResponseCode", site::INTEGER, Form::Marker),
];

const SERIAL: &[Known] = &[
    known("aws.customizations#s3UnwrappedXmlOutput", site::OPERATION, Form::Marker),
    known("aws.protocols#ec2QueryName", site::FIELD, Form::Name),
    known("smithy.api#eventHeader", site::EVENT_HEADER, Form::Marker),
    known("smithy.api#eventPayload", site::EVENT_BODY, Form::Marker),
    known("smithy.api#jsonName", site::FIELD, Form::Text),
    known("smithy.api#mediaType", site::TEXT_OR_BLOB, Form::Name),
    known("smithy.api#requiresLength", site::BLOB, Form::Marker),
    known("smithy.api#streaming", site::STREAM, Form::Marker),
    known("smithy.api#timestampFormat", site::TIMESTAMP, Form::OneOf(&["date-time", "http-date", "epoch-seconds"])),
    known("smithy.api#xmlAttribute", site::LINE, Form::Marker),
    known("smithy.api#xmlFlattened", site::FLATTENABLE, Form::Marker),
    known("smithy.api#xmlName", site::XML_NAMED, Form::Name),
    known("smithy.api#xmlNamespace", site::ANYWHERE, Form::Record(&[("uri", Form::Text)], &[("prefix", Form::Name)])),
];

const BEHAVIOUR: &[Known] = &[
    known("smithy.api#auth", site::SERVICE_OR_OPERATION, Form::List(&Form::Name)),
    known("smithy.api#error", site::STRUCTURE, Form::OneOf(&["client", "server"])),
    known("smithy.api#httpApiKeyAuth", site::SERVICE, Form::Object),
    known("smithy.api#httpBasicAuth", site::SERVICE, Form::Marker),
    known("smithy.api#httpBearerAuth", site::SERVICE, Form::Marker),
    known("smithy.api#httpDigestAuth", site::SERVICE, Form::Marker),
    known("smithy.api#idempotencyToken", site::TEXT, Form::Marker),
    known("smithy.api#idempotent", site::OPERATION, Form::Marker),
    known("smithy.api#optionalAuth", site::OPERATION, Form::Marker),
    known(
        "smithy.api#paginated",
        site::SERVICE_OR_OPERATION,
        Form::Record(
            &[],
            &[("inputToken", Form::Name), ("outputToken", Form::Name), ("items", Form::Name), ("pageSize", Form::Name)],
        ),
    ),
    known("smithy.api#readonly", site::OPERATION, Form::Marker),
    known(
        "smithy.api#requestCompression",
        site::OPERATION,
        Form::Record(&[("encodings", Form::List(&Form::Name))], &[]),
    ),
    known("smithy.api#retryable", site::ERROR, Form::Record(&[], &[("throttling", Form::Bool)])),
    known("smithy.test#eventStreamTests", site::ANYWHERE, Form::List(&Form::Object)),
    known("smithy.test#httpRequestTests", site::OPERATION, Form::List(&Form::Object)),
    known("smithy.test#httpResponseTests", site::ANYWHERE, Form::List(&Form::Object)),
    known("smithy.test#smokeTests", site::OPERATION, Form::List(&Form::Object)),
    known("smithy.waiters#waitable", site::OPERATION, Form::Dict(&Form::Object)),
];

/// The options that protocols share.
const PROTOCOL: Form = Form::Record(
    &[],
    &[("http", Form::List(&Form::Name)), ("eventStreamHttp", Form::List(&Form::Name)), ("noErrorWrapping", Form::Bool)],
);

const AWS: &[Known] = &[
    known("aws.api#clientDiscoveredEndpoint", site::OPERATION, Form::Record(&[], &[("required", Form::Bool)])),
    known("aws.api#clientEndpointDiscovery", site::SERVICE, Form::Record(&[("operation", Form::Name)], &[])),
    known("aws.api#clientEndpointDiscoveryId", site::TEXT, Form::Marker),
    known(
        "aws.api#service",
        site::SERVICE,
        Form::Record(
            &[("sdkId", Form::Name)],
            &[
                ("arnNamespace", Form::Text),
                ("cloudFormationName", Form::Text),
                ("cloudTrailEventSource", Form::Text),
                ("endpointPrefix", Form::Text),
            ],
        ),
    ),
    known("aws.auth#sigv4", site::SERVICE, Form::Record(&[("name", Form::Name)], &[])),
    known("aws.auth#sigv4a", site::SERVICE, Form::Record(&[("name", Form::Name)], &[])),
    known("aws.auth#unsignedPayload", site::OPERATION, Form::Marker),
    known("aws.protocols#awsJson1_0", site::SERVICE, PROTOCOL),
    known("aws.protocols#awsJson1_1", site::SERVICE, PROTOCOL),
    known("aws.protocols#awsQuery", site::SERVICE, PROTOCOL),
    known("aws.protocols#awsQueryCompatible", site::SERVICE, Form::Marker),
    known(
        "aws.protocols#awsQueryError",
        site::STRUCTURE,
        Form::Record(&[("code", Form::Name), ("httpResponseCode", Form::Status)], &[]),
    ),
    known("aws.protocols#ec2Query", site::SERVICE, PROTOCOL),
    known(
        "aws.protocols#httpChecksum",
        site::OPERATION,
        Form::Record(
            &[],
            &[
                ("requestAlgorithmMember", Form::Name),
                ("requestChecksumRequired", Form::Bool),
                ("requestValidationModeMember", Form::Name),
                ("responseAlgorithms", Form::List(&Form::Name)),
            ],
        ),
    ),
    known("aws.protocols#restJson1", site::SERVICE, PROTOCOL),
    known("aws.protocols#restXml", site::SERVICE, PROTOCOL),
    known("smithy.protocols#rpcv2Cbor", site::SERVICE, PROTOCOL),
    known("smithy.protocols#rpcv2Json", site::SERVICE, PROTOCOL),
];

const RULES: &[Known] = &[
    known(
        "smithy.rules#clientContextParams",
        site::SERVICE,
        Form::Dict(&Form::Record(
            &[("type", Form::OneOf(&["string", "boolean", "stringArray"]))],
            &[("documentation", Form::Text)],
        )),
    ),
    known("smithy.rules#contextParam", site::CONTEXT, Form::Record(&[("name", Form::Name)], &[])),
    known("smithy.rules#endpointBdd", site::SERVICE, Form::Object),
    known("smithy.rules#endpointRuleSet", site::SERVICE, Form::Object),
    known("smithy.rules#endpointTests", site::SERVICE, Form::Object),
    known(
        "smithy.rules#operationContextParams",
        site::OPERATION,
        Form::Dict(&Form::Record(&[("path", Form::Name)], &[])),
    ),
    known("smithy.rules#staticContextParams", site::OPERATION, Form::Dict(&Form::Record(&[("value", Form::Any)], &[]))),
];

/// Namespaces in which an unknown trait may change requests.
pub(super) const WIRE_NAMESPACES: &[&str] = &[
    "aws.api",
    "aws.auth",
    "aws.customizations",
    "aws.endpoints",
    "aws.protocols",
    "smithy.api",
    "smithy.protocols",
    "smithy.rules",
    "smithy.waiters",
];

/// Traits of these namespaces that change nothing for a client.
pub(super) const IGNORED: &[&str] = &[
    "aws.api#arn",
    "aws.api#arnReference",
    "aws.api#controlPlane",
    "aws.api#data",
    "aws.api#dataPlane",
    "aws.api#tagEnabled",
    "aws.api#taggable",
    "aws.auth#cognitoUserPools",
    // The endpoint rules of a model already hold what these say.
    "aws.endpoints#dualStackOnlyEndpoints",
    "aws.endpoints#endpointsModifier",
    "aws.endpoints#rulesBasedEndpoints",
    "aws.endpoints#standardPartitionalEndpoints",
    "aws.endpoints#standardRegionalEndpoints",
    "smithy.api#authDefinition",
    "smithy.api#cors",
    "smithy.api#enumValue",
    "smithy.api#idRef",
    "smithy.api#mixin",
    "smithy.api#nestedProperties",
    "smithy.api#noReplace",
    "smithy.api#notProperty",
    "smithy.api#private",
    "smithy.api#property",
    "smithy.api#protocolDefinition",
    "smithy.api#recommended",
    "smithy.api#references",
    "smithy.api#resourceIdentifier",
    "smithy.api#since",
    "smithy.api#suppress",
    "smithy.api#trait",
    "smithy.api#traitValidators",
    "smithy.api#unitType",
    "smithy.api#unstable",
];
