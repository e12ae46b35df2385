//! Programs whose calls are answered by rules.

use aws_sdk_ivsrealtime::Client;
use aws_sdk_ivsrealtime::config::http::HttpResponse;
use aws_sdk_ivsrealtime::config::retry::RetryConfig;
use aws_sdk_ivsrealtime::operation::create_stage::CreateStageOutput;
use aws_sdk_ivsrealtime::operation::get_stage::{GetStageError, GetStageOutput};
use aws_sdk_ivsrealtime::operation::list_stages::ListStagesOutput;
use aws_sdk_ivsrealtime::types::error::ResourceNotFoundException;
use aws_sdk_ivsrealtime::types::{Stage, StageSummary};
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use tinsmith_official::mocks::{MockResponse, RuleMode, mock, mock_client};

fn stage(arn: &str) -> GetStageOutput {
    GetStageOutput::builder().stage(Stage::builder().arn(arn).build().expect("nothing is missing")).build()
}

fn gone() -> GetStageError {
    GetStageError::ResourceNotFoundException(ResourceNotFoundException::builder().message("gone").build())
}

/// The program under test: the ARN of a stage, if there is one.
async fn arn(client: &Client, arn: &str) -> Result<Option<String>, GetStageError> {
    match client.get_stage().arn(arn).send().await {
        Ok(output) => Ok(output.stage.map(|stage| stage.arn)),
        Err(error) => match error.into_service_error() {
            GetStageError::ResourceNotFoundException(_) => Ok(None),
            error => Err(error),
        },
    }
}

#[tokio::test]
async fn a_rule_answers_with_an_output() {
    let rule = mock!(Client::get_stage).match_requests(|input| input.arn() == Some("a")).then_output(|| stage("a"));
    let client = mock_client!(aws_sdk_ivsrealtime, [&rule]);
    assert_eq!(arn(&client, "a").await.unwrap().as_deref(), Some("a"));
    assert_eq!(rule.num_calls(), 1);
}

#[tokio::test]
async fn rules_go_one_after_the_other() {
    let fine = mock!(Client::get_stage).then_output(|| stage("a"));
    let bad = mock!(Client::get_stage).then_error(gone);
    let create = mock!(Client::create_stage).then_output(|| CreateStageOutput::builder().build());
    let client = mock_client!(aws_sdk_ivsrealtime, RuleMode::Sequential, &[&fine, &bad, &create]);
    assert_eq!(arn(&client, "a").await.unwrap().as_deref(), Some("a"));
    let error = client.get_stage().arn("a").send().await.unwrap_err();
    assert!(error.as_service_error().is_some_and(GetStageError::is_resource_not_found_exception), "{error:?}");
    client.create_stage().send().await.unwrap();
    assert_eq!([&fine, &bad, &create].map(|rule| rule.num_calls()), [1, 1, 1]);
}

#[tokio::test]
async fn the_first_rule_that_matches_answers() {
    let one = mock!(Client::get_stage).match_requests(|input| input.arn() == Some("1")).then_output(|| stage("one"));
    let rest = mock!(Client::get_stage).then_error(gone);
    let client = mock_client!(aws_sdk_ivsrealtime, RuleMode::MatchAny, [&one, &rest]);
    for (input, output) in [("2", None), ("1", Some("one")), ("1", Some("one")), ("3", None)] {
        assert_eq!(arn(&client, input).await.unwrap().as_deref(), output);
    }
    assert_eq!((one.num_calls(), rest.num_calls()), (2, 2));
}

#[tokio::test(start_paused = true)]
async fn responses_of_a_sequence_are_retried() {
    let rule = mock!(Client::get_stage).sequence().http_status(503, None).times(2).output(|| stage("a")).build();
    let client = mock_client!(aws_sdk_ivsrealtime, [&rule]);
    assert_eq!(arn(&client, "a").await.unwrap().as_deref(), Some("a"));
    assert_eq!(rule.num_calls(), 3);

    let rule = mock!(Client::get_stage).sequence().http_status(503, None).repeatedly().build();
    let client = mock_client!(aws_sdk_ivsrealtime, RuleMode::MatchAny, [&rule], |config| config
        .retry_config(RetryConfig::disabled()));
    client.get_stage().arn("a").send().await.unwrap_err();
    assert_eq!(rule.num_calls(), 1);
}

#[tokio::test]
async fn a_response_is_read_as_one_of_the_service() {
    let rule = mock!(Client::get_stage).then_http_response(|| {
        let body = r#"{"code":"ResourceNotFoundException","message":"gone"}"#;
        HttpResponse::new(StatusCode::try_from(404).unwrap(), SdkBody::from(body))
    });
    let client = mock_client!(aws_sdk_ivsrealtime, [&rule]);
    assert_eq!(arn(&client, "a").await.unwrap(), None);

    let rule = mock!(Client::get_stage).then_http_response(|| {
        HttpResponse::new(StatusCode::try_from(200).unwrap(), SdkBody::from(r#"{"stage":{"arn":"b"}}"#))
    });
    let client = mock_client!(aws_sdk_ivsrealtime, [&rule]);
    assert_eq!(arn(&client, "a").await.unwrap().as_deref(), Some("b"));
}

#[tokio::test]
async fn answers_are_made_of_inputs() {
    let rule =
        mock!(Client::get_stage).then_compute_output(|input| stage(&input.arn().unwrap_or_default().to_uppercase()));
    let client = mock_client!(aws_sdk_ivsrealtime, RuleMode::MatchAny, [&rule]);
    assert_eq!(arn(&client, "a").await.unwrap().as_deref(), Some("A"));
    assert_eq!(arn(&client, "b").await.unwrap().as_deref(), Some("B"));

    let rule = mock!(Client::get_stage).then_compute_response(|input| match input.arn() {
        Some("a") => MockResponse::Output(stage("a")),
        _ => MockResponse::Error(gone()),
    });
    let client = mock_client!(aws_sdk_ivsrealtime, RuleMode::MatchAny, [&rule]);
    assert_eq!(arn(&client, "a").await.unwrap().as_deref(), Some("a"));
    assert_eq!(arn(&client, "b").await.unwrap(), None);
}

#[tokio::test]
async fn pages_are_answered_by_a_sequence() {
    let page = |token: Option<&str>| {
        let item = StageSummary::builder().arn("a").build().unwrap();
        ListStagesOutput::builder().stages(item).set_next_token(token.map(str::to_owned)).build().unwrap()
    };
    let rule = mock!(Client::list_stages).sequence().output(move || page(Some("t"))).output(move || page(None)).build();
    let client = mock_client!(aws_sdk_ivsrealtime, [&rule]);
    let pages = client.list_stages().into_paginator().send().try_collect().await.unwrap();
    let stages: usize = pages.iter().map(|page| page.stages().len()).sum();
    assert_eq!((stages, rule.num_calls()), (2, 2));
}

#[tokio::test]
#[should_panic]
async fn a_call_that_no_rule_is_for_panics() {
    let rule = mock!(Client::get_stage).match_requests(|input| input.arn() == Some("a")).then_output(|| stage("a"));
    let _ = arn(&mock_client!(aws_sdk_ivsrealtime, RuleMode::MatchAny, [&rule]), "b").await;
}

#[tokio::test]
#[should_panic]
async fn a_call_out_of_turn_panics() {
    let create = mock!(Client::create_stage).then_output(|| CreateStageOutput::builder().build());
    let rule = mock!(Client::get_stage).then_output(|| stage("a"));
    let _ = arn(&mock_client!(aws_sdk_ivsrealtime, [&create, &rule]), "a").await;
}
