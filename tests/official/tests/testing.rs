//! The HTTP clients and clocks that official crates give to tests.

use std::time::Duration;

use aws_sdk_ivsrealtime as ivs;

use aws_smithy_async::test_util::instant_time_and_sleep;
use aws_smithy_http_client::test_util::{
    NeverClient, ReplayEvent, StaticReplayClient, capture_request, infallible_client_fn,
};
use aws_smithy_types::body::SdkBody;
use ivs::config::timeout::TimeoutConfig;

use crate::support::config;

const STAGE: &str = r#"{"stage":{"arn":"a"}}"#;

#[tokio::test]
async fn a_replay_client_compares_requests() {
    let expected = http::Request::post("https://ivsrealtime.us-east-1.amazonaws.com/GetStage")
        .header("content-type", "application/json")
        .body(SdkBody::from(r#"{"arn":"arn"}"#))
        .unwrap();
    let http = StaticReplayClient::new(vec![ReplayEvent::new(expected, http::Response::new(SdkBody::from(STAGE)))]);
    let client = ivs::Client::from_conf(config().http_client(http.clone()).build());
    let output = client.get_stage().arn("arn").send().await.unwrap();
    assert_eq!(output.stage().map(|stage| stage.arn()), Some("a"));
    http.assert_requests_match(&["authorization", "x-amz-date", "user-agent", "x-amz-user-agent"]);
    assert_eq!(http.actual_requests().count(), 1);
}

#[tokio::test]
async fn a_replay_client_takes_http_0_2() {
    let request = http_02x::Request::post("https://ivsrealtime.us-east-1.amazonaws.com/GetStage")
        .body(SdkBody::from(r#"{"arn":"arn"}"#))
        .unwrap();
    let http = StaticReplayClient::new(vec![ReplayEvent::new(request, http_02x::Response::new(SdkBody::from(STAGE)))]);
    let client = ivs::Client::from_conf(config().http_client(http.clone()).build());
    client.get_stage().arn("arn").send().await.unwrap();
    http.relaxed_requests_match();
}

#[tokio::test]
async fn a_request_is_captured() {
    let (http, captured) = capture_request(Some(http::Response::new(SdkBody::from(STAGE))));
    let client = ivs::Client::from_conf(config().http_client(http).build());
    client.get_stage().arn("arn").send().await.unwrap();
    let request = captured.expect_request();
    assert_eq!(request.uri(), "https://ivsrealtime.us-east-1.amazonaws.com/GetStage");
    assert_eq!(request.body().bytes(), Some(&br#"{"arn":"arn"}"#[..]));
    assert!(request.headers().get("authorization").unwrap().starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
}

#[tokio::test]
async fn nothing_is_sent_for_an_input_that_lacks_a_member() {
    let (http, captured) = capture_request(None);
    let client = ivs::Client::from_conf(config().http_client(http).build());
    let output = client.list_tags_for_resource().send().await;
    assert!(matches!(output, Err(ivs::error::SdkError::ConstructionFailure(_))), "{output:?}");
    captured.expect_no_request();
}

#[tokio::test]
async fn retries_take_no_time() {
    let (time, sleep) = instant_time_and_sleep(std::time::UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    let answers = std::sync::Mutex::new(vec![200, 503, 500]);
    let http = infallible_client_fn(move |_| {
        let status = answers.lock().unwrap().pop().unwrap();
        http::Response::builder().status(status).body(SdkBody::from(STAGE)).unwrap()
    });
    let config = config().http_client(http).time_source(time).sleep_impl(sleep.clone());
    ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap();
    assert!(sleep.logs().len() >= 2);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_answers_runs_into_the_timeout() {
    let http = NeverClient::new();
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_secs(60)).build();
    let config = config().http_client(http.clone()).timeout_config(timeouts);
    let client = ivs::Client::from_conf(config.sleep_impl(aws_smithy_async::rt::sleep::TokioSleep::new()).build());
    let began = tokio::time::Instant::now();
    let error = client.get_stage().arn("a").send().await.unwrap_err();
    assert!(matches!(error, ivs::error::SdkError::TimeoutError(_)), "{error:?}");
    assert_eq!((began.elapsed().as_secs(), http.num_calls()), (60, 1));
}
