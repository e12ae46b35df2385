//! Calls: what is sent, tokens and ids, changes to one request, ids of answers.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use aws_sdk_ivsrealtime as ivs;
use aws_smithy_http_client::test_util::{StaticReplayClient, capture_request};
use ivs::error::DisplayErrorContext;
use ivs::operation::RequestId;
use ivs::operation::get_stage::{GetStageError, GetStageInput, GetStageOutput};
use tinsmith_official::ids;

use crate::support::{config, replay, response};

fn client(http: &StaticReplayClient) -> ivs::Client {
    ivs::Client::from_conf(config().http_client(http.clone()).build())
}

/// A header of each request.
fn headers(http: &StaticReplayClient, name: &str) -> Vec<Option<String>> {
    http.actual_requests().map(|request| request.headers().get(name).map(str::to_owned)).collect()
}

#[tokio::test]
async fn an_input_is_made_first_and_sent_later() {
    let http = replay([response(200, "{}")]);
    let input = GetStageInput::builder().arn("a");
    assert_eq!(input.get_arn().as_deref(), Some("a"));
    let _: GetStageOutput = input.send_with(&client(&http)).await.unwrap();
    assert_eq!(http.actual_requests().next().unwrap().body().bytes(), Some(&br#"{"arn":"a"}"#[..]));
}

/// The bodies of calls that want a token.
async fn started(change: impl Fn(ivs::config::Builder) -> ivs::config::Builder) -> Vec<String> {
    let http = replay([response(500, "{}"), response(200, "{}"), response(200, "{}"), response(200, "{}")]);
    let client = ivs::Client::from_conf(change(config().http_client(http.clone())).build());
    client.start_composition().stage_arn("a").send().await.unwrap();
    client.start_composition().stage_arn("a").send().await.unwrap();
    client.start_composition().stage_arn("a").idempotency_token("mine").send().await.unwrap();
    let body = |request: &aws_smithy_runtime_api::http::Request| {
        String::from_utf8_lossy(request.body().bytes().unwrap()).into_owned()
    };
    http.actual_requests().map(body).collect()
}

/// The token in a body of JSON.
fn token(body: &str) -> &str {
    let (_, rest) = body.split_once(r#""idempotencyToken":""#).expect("a token");
    rest.split('"').next().unwrap()
}

#[tokio::test(start_paused = true)]
async fn tokens_are_the_same_for_all_attempts_of_a_call() {
    let bodies = started(|config| config).await;
    let tokens: Vec<_> = bodies.iter().map(|body| token(body)).collect();
    assert_eq!(tokens[0], tokens[1], "the second attempt");
    assert_ne!(tokens[1], tokens[2], "another call");
    assert_eq!((tokens[2].len(), tokens[3]), (36, "mine"));

    let bodies = started(|config| config.idempotency_token_provider("fixed")).await;
    let tokens: Vec<_> = bodies.iter().map(|body| token(body)).collect();
    assert_eq!(tokens, ["fixed", "fixed", "fixed", "mine"]);
}

#[tokio::test(start_paused = true)]
async fn calls_have_ids() {
    let http = replay([response(500, "{}"), response(200, "{}"), response(200, "{}")]);
    let client = client(&http);
    client.get_stage().arn("a").send().await.unwrap();
    client.get_stage().arn("a").send().await.unwrap();
    let random = headers(&http, "amz-sdk-invocation-id");
    assert_eq!(random[0], random[1]);
    assert_eq!(random.iter().flatten().collect::<HashSet<_>>().len(), 2);

    let http = replay([response(200, "{}"), response(200, "{}")]);
    let config = config().http_client(http.clone()).invocation_id_generator(ids(["first", "second"]));
    let client = ivs::Client::from_conf(config.build());
    client.get_stage().arn("a").send().await.unwrap();
    client.get_stage().arn("a").send().await.unwrap();
    assert_eq!(headers(&http, "amz-sdk-invocation-id").into_iter().flatten().collect::<Vec<_>>(), ["first", "second"]);
}

#[tokio::test(start_paused = true)]
async fn requests_of_one_call_are_changed_in_each_attempt() {
    let http = replay([response(500, "{}"), response(200, "{}"), response(200, "{}")]);
    let attempts = Arc::new(Mutex::new(0));
    let counted = attempts.clone();
    let changed = client(&http).get_stage().arn("a").customize().mutate_request(move |request| {
        *counted.lock().unwrap() += 1;
        request.headers_mut().insert("x-changed", "yes");
    });
    changed.send().await.unwrap();
    client(&http).get_stage().arn("a").send().await.unwrap();
    assert_eq!(*attempts.lock().unwrap(), 2);
    let yes = || Some("yes".to_owned());
    assert_eq!(headers(&http, "x-changed"), [yes(), yes(), None]);
    let signed = headers(&http, "authorization");
    assert!(signed[0].as_ref().unwrap().contains(";x-changed"), "{signed:?}");
}

#[tokio::test]
async fn a_request_is_replaced_or_refused() {
    let http = replay([response(200, "{}")]);
    let mapped = client(&http).get_stage().arn("a").customize().map_request(|mut request| {
        request.set_uri("https://elsewhere.example.com/")?;
        Ok::<_, aws_smithy_runtime_api::http::HttpError>(request)
    });
    mapped.send().await.unwrap();
    assert_eq!(http.actual_requests().next().unwrap().uri(), "https://elsewhere.example.com/");
    let refused = client(&http).get_stage().arn("a").customize();
    let refused = refused.map_request(|_| Err(std::io::Error::other("not this one")));
    let error = refused.send().await.unwrap_err();
    assert!(DisplayErrorContext(&error).to_string().contains("not this one"));
    assert_eq!(http.actual_requests().count(), 1);
}

#[tokio::test]
async fn answers_have_ids() {
    let answer = |status: u16| {
        let mut response = response(status, "{}");
        response.headers_mut().insert("x-amzn-requestid", http::HeaderValue::from_static("id-1"));
        response
    };
    let http = replay([answer(200), answer(404)]);
    let output = client(&http).get_stage().arn("a").send().await.unwrap();
    assert_eq!(output.request_id(), Some("id-1"));
    let error = client(&http).get_stage().arn("a").send().await.unwrap_err();
    assert_eq!(error.request_id(), Some("id-1"));
}

#[tokio::test]
async fn the_chain_of_causes_says_what_happened() {
    let body = r#"{"code":"ResourceNotFoundException","exceptionMessage":"stage a is gone"}"#;
    let error = client(&replay([response(404, body)])).get_stage().arn("a").send().await.unwrap_err();
    let text = DisplayErrorContext(&error).to_string();
    assert!(text.contains("ResourceNotFoundException") && text.contains("stage a is gone"), "{text}");
    assert!(std::error::Error::source(&error).is_some_and(|source| source.is::<GetStageError>()));
}

#[tokio::test]
async fn a_captured_request_has_what_was_sent() {
    let (http, captured) = capture_request(None);
    let client = ivs::Client::from_conf(config().http_client(http).build());
    let tag = client.tag_resource().resource_arn("arn:aws:ivs:us-east-1:1:stage/a b").tags("k", "v");
    let _ = tag.send().await;
    let request = captured.expect_request();
    assert_eq!(
        request.uri(),
        "https://ivsrealtime.us-east-1.amazonaws.com/tags/arn%3Aaws%3Aivs%3Aus-east-1%3A1%3Astage%2Fa%20b"
    );
    assert_eq!(request.headers().get("content-type"), Some("application/json"));
    assert_eq!(request.headers().get("content-length"), Some("18"));
    assert_eq!(request.body().bytes(), Some(&br#"{"tags":{"k":"v"}}"#[..]));
}
