//! Typed readings of traits, on a model with a bit of everything.

use serde_json::json;
use tinsmith_model::traits::{Deprecated, ErrorFault, Length, QueryError, TimestampFormat, XmlNamespace};
use tinsmith_model::{HostPart, Model, Options, Segment, Source, Traits, load};

use crate::{member, shape};

fn everything() -> Model {
    let source = Source { name: "everything.json", text: include_str!("../models/everything.json") };
    let options = Options { protocols: &["aws.protocols#restXml"], ..Options::default() };
    load(&source, &options).unwrap_or_else(|report| panic!("{report}"))
}

fn of<'m>(model: &'m Model, name: &str) -> &'m Traits {
    &shape(model, name).traits
}

#[test]
fn services() {
    let model = everything();
    let traits = &model.service_shape().traits;
    let info = traits.service_info().unwrap();
    assert_eq!((info.sdk_id, info.arn_namespace, info.endpoint_prefix), ("Api", Some("api"), Some("api")));
    assert_eq!(traits.sigv4_name(), Some("api"));
    assert_eq!(traits.auth(), Some(vec!["aws.auth#sigv4"]));
    assert_eq!(traits.xml_namespace(), Some(XmlNamespace { uri: "https://example.com/", prefix: Some("x") }));
    assert!(traits.no_error_wrapping());
    let params = traits.client_context_params();
    assert_eq!((params[0].name, params[0].kind, params[0].documentation), ("Accelerate", "boolean", Some("Faster.")));
    assert!(traits.endpoint_rule_set().is_some() && traits.endpoint_tests().is_some());
    assert_eq!(traits.endpoint_discovery_operation(), Some("a#Put"));
}

#[test]
fn operations() {
    let model = everything();
    let traits = of(&model, "a#Create");
    let http = traits.http().unwrap();
    assert_eq!((http.method, http.code), ("PUT", 201));
    assert_eq!(http.uri.segments[1..], [Segment::Label("id".into()), Segment::Greedy("path".into())]);
    let prefix = traits.host_prefix().unwrap();
    assert_eq!(prefix.parts, [HostPart::Label("account".into()), HostPart::Literal(".data.".into())]);
    assert_eq!(traits.static_context_params(), [("Use", &json!(true))]);
    assert_eq!(traits.operation_context_params(), [("Names", "keys(tags)")]);
    assert_eq!(traits.request_compression(), Some(vec!["gzip"]));
    assert_eq!(traits.discovered_endpoint().map(|discovered| discovered.required), Some(false));
    let checksum = of(&model, "a#Put").http_checksum().unwrap();
    assert_eq!(checksum.request_algorithm_member, Some("algorithm"));
    assert!(checksum.request_checksum_required);
    assert_eq!(checksum.response_algorithms, ["CRC32"]);
    let purge = of(&model, "a#Purge");
    assert!(purge.readonly() && purge.optional_auth() && purge.unsigned_payload() && !purge.idempotent());
}

#[test]
fn members() {
    let model = everything();
    let traits = |name| &member(&model, "a#CreateInput", name).traits;
    assert!(traits("id").http_label() && traits("id").required() && traits("id").http_bound());
    assert!(traits("account").host_label() && !traits("account").http_bound());
    assert_eq!(traits("account").context_param(), Some("Account"));
    assert_eq!(traits("header").http_header(), Some("x-when"));
    assert_eq!(traits("header").timestamp_format(), Some(TimestampFormat::HttpDate));
    assert_eq!(traits("query").http_query(), Some("q"));
    assert!(traits("rest").http_query_params());
    assert_eq!(traits("meta").http_prefix_headers(), Some("x-meta-"));
    assert!(traits("token").idempotency_token());
    assert_eq!(traits("token").json_name(), Some("Token"));
    assert_eq!(traits("count").default_value(), Some(&json!(3)));
    let range = traits("count").range().unwrap();
    assert_eq!((range.min.and_then(|n| n.as_i64()), range.max.and_then(|n| n.as_f64())), (Some(0), Some(9.5)));
    assert!(traits("flag").client_optional());
    assert_eq!(traits("choice").xml_name(), Some("Wahl"));
    let links = member(&model, "a#PutInput", "name").traits.external_documentation();
    assert_eq!(links, [("Home", "https://example.com")]);
}

#[test]
fn shapes() {
    let model = everything();
    let name = of(&model, "a#Name");
    assert_eq!(name.length(), Some(Length { min: Some(1), max: Some(64) }));
    assert_eq!(name.pattern(), Some("^[a-z]+$"));
    assert_eq!(name.deprecated(), Some(Deprecated { message: Some("no"), since: Some("2020") }));
    assert!(name.sensitive() && of(&model, "a#Names").sparse());
    let data = of(&model, "a#Data");
    assert!(data.streaming() && data.requires_length());
    assert_eq!(data.media_type(), Some("image/png"));
    assert!(of(&model, "a#CreateInput").input() && of(&model, "a#CreateOutput").output());
}

#[test]
fn errors() {
    let model = everything();
    let gone = of(&model, "a#Gone");
    assert_eq!((gone.error(), gone.http_error()), (Some(ErrorFault::Client), Some(410)));
    assert_eq!(gone.query_error(), Some(QueryError { code: "Gone", http_response_code: 410 }));
    assert!(gone.retryable().is_none());
    assert!(of(&model, "a#Common").retryable().is_some_and(|retryable| retryable.throttling));
}

#[test]
fn raw_values_are_there_in_order() {
    let model = everything();
    let ids: Vec<_> = of(&model, "a#Gone").iter().map(|(id, _)| id.name()).collect();
    assert_eq!(ids, ["error", "httpError", "awsQueryError"]);
    assert!(of(&model, "a#Gone").has("smithy.api#httpError"));
    assert_eq!(of(&model, "a#Gone").get("smithy.api#httpError"), Some(&json!(410)));
    assert_eq!(of(&model, "a#Gone").get("smithy.api#required"), None);
}
