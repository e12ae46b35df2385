//! Operations without the engine: no socket, no clock, no async runtime.

use std::collections::HashMap;

use http::{Method, Response};
use ivsrealtime::Operation;
use ivsrealtime::error::{RequestId, SdkError};
use ivsrealtime::operation::create_stage::{CreateStage, CreateStageInput};
use ivsrealtime::operation::list_tags_for_resource::{ListTagsForResource, ListTagsForResourceInput};
use ivsrealtime::operation::start_composition::{StartComposition, StartCompositionInput};
use ivsrealtime::operation::untag_resource::{UntagResource, UntagResourceInput};

const ENDPOINT: &str = "https://ivsrealtime.us-west-2.amazonaws.com";

#[test]
fn an_input_becomes_a_request() {
    let input = CreateStageInput::builder().name("blue").tags("a", "b").build().unwrap();
    let request = CreateStage::http_request(input, ENDPOINT).unwrap();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.uri(), "https://ivsrealtime.us-west-2.amazonaws.com/CreateStage");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.headers()["content-length"], "32");
    assert_eq!(request.headers().len(), 2, "{:?}", request.headers());
    assert_eq!(request.body().bytes(), Some(&br#"{"name":"blue","tags":{"a":"b"}}"#[..]));
}

#[test]
fn labels_and_queries_go_into_the_uri_behind_the_path_of_the_endpoint() {
    let input = UntagResourceInput::builder().resource_arn("arn:a/b").tag_keys("x").tag_keys("y z").build().unwrap();
    let request = UntagResource::http_request(input, "http://localhost:8000/v1/").unwrap();
    assert_eq!(request.method(), Method::DELETE);
    assert_eq!(request.uri(), "http://localhost:8000/v1/tags/arn%3Aa%2Fb?tagKeys=x&tagKeys=y%20z");
    assert_eq!(request.body().bytes(), Some(&b""[..]));
    assert!(request.headers().is_empty(), "{:?}", request.headers());
}

#[test]
fn a_missing_idempotency_token_is_made_up() {
    let input = StartCompositionInput::builder().stage_arn("a").build().unwrap();
    let request = StartComposition::http_request(input, ENDPOINT).unwrap();
    let body: serde_json::Value = serde_json::from_slice(request.body().bytes().unwrap()).unwrap();
    assert_eq!(body["idempotencyToken"].as_str().map(str::len), Some(36));
}

#[test]
fn what_makes_no_request_is_told() {
    let unset = ListTagsForResourceInput::builder().build().unwrap();
    let error = ListTagsForResource::http_request(unset, ENDPOINT).unwrap_err();
    let why = "it is part of the address, so it must be set and not empty";
    assert_eq!(error.to_string(), format!("resourceArn was missing: {why}"));

    for endpoint in ["localhost:8000", "/path", "", "https://exa mple"] {
        let input = CreateStageInput::builder().build().unwrap();
        let error = CreateStage::http_request(input, endpoint).unwrap_err().to_string();
        assert!(error.contains("endpoint") && error.contains(endpoint), "{endpoint}: {error}");
    }
}

#[test]
fn a_response_becomes_an_output() {
    let body = r#"{"tags":{"a":"1"}}"#.to_owned();
    let response = Response::builder().header("x-amzn-requestid", "id-1").body(body).unwrap();
    let output = ListTagsForResource::http_response(&response).unwrap();
    assert_eq!(output.tags(), &HashMap::from([("a".to_owned(), "1".to_owned())]));
    assert_eq!(output.request_id(), Some("id-1"));
}

#[test]
fn a_response_of_failure_becomes_an_error() {
    let response = Response::builder().status(400).header("x-amzn-requestid", "id-2");
    let body = br#"{"__type":"ValidationException","exceptionMessage":"too long"}"#;
    let error = CreateStage::http_response(&response.body(&body[..]).unwrap()).unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("ValidationException"), Some("too long")));
    assert_eq!(error.request_id(), Some("id-2"));
    assert_eq!(error.raw_response().unwrap().body().bytes(), Some(&body[..]));
    let text = "CreateStage failed: ValidationException: too long (status 400, request id id-2)";
    assert_eq!(error.to_string(), text);
    assert!(error.into_service_error().is_validation_exception());
}

#[test]
fn a_response_that_cannot_be_read_is_told() {
    let error = CreateStage::http_response(&Response::new("{\"stage\":")).unwrap_err();
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    let text = error.to_string();
    assert!(text.starts_with("CreateStage failed: the response could not be read: "), "{text}");
    assert!(text.ends_with(" in `stage` (status 200)"), "{text}");
}
