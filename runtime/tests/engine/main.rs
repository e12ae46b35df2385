//! The engine against an HTTP client without a network.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod bodies;
mod clock;
mod pace;
mod retries;
#[path = "../support/mod.rs"]
mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aws_smithy_runtime_api::client::connection::{CaptureSmithyConnection, ConnectionMetadata};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::{Request, Response};
use support::{
    Clock, Echo, EchoError, EchoIfYouLike, EchoPoll, EchoStream, EchoUnchanged, Input, SERVICE, config, engine, hello,
    keys,
};
use tinsmith::Engine;
use tinsmith::Operation;
use tinsmith::config::retry::RetryConfig;
use tinsmith::config::timeout::TimeoutConfig;
use tinsmith::config::{AppName, Config, Region};
use tinsmith::customize::CustomizableOperation;
use tinsmith::error::SdkError;
use tinsmith::test::{Replay, replay, respond};

fn status(status: u16, body: &'static str) -> Response<&'static str> {
    Response::builder().status(status).header("x-amzn-requestid", "id-1").body(body).unwrap()
}

fn ok() -> Response<&'static str> {
    status(200, "text=hi")
}

fn client(http: &Replay) -> Engine {
    engine(Clock::default().of(config().http_client(http.clone())))
}

fn header<'r>(request: &'r Request<Bytes>, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_call_goes_out_complete_and_comes_back_with_its_request_id() {
    let http = replay([ok()]);
    let config = config()
        .http_client(http.clone())
        .app_name(AppName::new("tests").unwrap())
        .invocation_id_generator("invocation")
        .idempotency_token_provider("token");
    let output = engine(config).send::<Echo>(hello()).await.unwrap();
    assert_eq!(output.text.as_deref(), Some("hi"));
    assert_eq!(output.request_id.as_deref(), Some("id-1"));

    let [request] = &http.requests()[..] else { panic!("one request") };
    assert_eq!(request.uri(), "https://echo.us-east-1.example.com/echo/arn%3Aaws%2Fx?a=b");
    assert_eq!(request.body(), "name=hello\nidempotency=token\n");
    assert_eq!(header(request, "content-type"), Some("text/lines"));
    assert_eq!(header(request, "content-length"), Some("29"));
    assert_eq!(header(request, "amz-sdk-invocation-id"), Some("invocation"));
    assert_eq!(header(request, "amz-sdk-request"), Some("attempt=1; max=3"));
    assert_eq!(header(request, "x-endpoint"), Some("rules"));
    assert_eq!(header(request, "x-amz-security-token"), Some("TOKEN"));
    assert_eq!(header(request, "connection"), None);
    let agent =
        format!("tinsmith/{} ua/2.1 api/echo_test#1.2.3 os/linux lang/rust m/E app/tests", env!("CARGO_PKG_VERSION"));
    assert_eq!(header(request, "user-agent"), Some(agent.as_str()));
    assert_eq!(header(request, "x-amz-user-agent"), Some(agent.as_str()));
    let authorization = header(request, "authorization").unwrap();
    assert!(authorization.contains("/us-east-1/echo/aws4_request"), "{authorization}");
    assert!(!authorization.contains(";user-agent") && !authorization.contains("connection"), "{authorization}");
}

/// A response of success is one with the engine and without.
#[tokio::test]
async fn engine_and_operation_agree_on_what_succeeds() {
    async fn both<O>(status: u16, text: &'static str) -> [(bool, Option<String>); 2]
    where
        O: Operation<Input = Input, Output = support::Output, Error = EchoError>,
    {
        let response = Response::builder().status(status).body(text).unwrap();
        let config = config().http_client(replay([response.clone()])).retry_config(RetryConfig::disabled());
        [engine(config).send::<O>(hello()).await, O::http_response(&response)].map(|answer| match answer {
            Ok(output) => (true, output.text),
            Err(error) => (false, error.code().map(str::to_owned)),
        })
    }
    for status in (200..600).filter(|status| status % 100 < 10) {
        for text in ["text=hi", "Conflict: there is one", "Late: sorry"] {
            let [engine, alone] = both::<Echo>(status, text).await;
            assert_eq!(engine, alone, "{status} {text}");
            assert_eq!(engine.0, (200..300).contains(&status) && text == "text=hi", "{status} {text}");
            let [engine, alone] = both::<EchoUnchanged>(status, text).await;
            assert_eq!(engine, alone, "{status} {text}, where 304 is success");
            assert!(engine.0 || status != 304 || text != "text=hi", "304 is success");
        }
    }
}

/// Whatever a call fails with in the end, it says how often it was tried and how long that took, if it was more than once.
/// A timer whose pauses are over at once, with the lengths that they were to have.
#[tokio::test]
async fn pages_of_proxies_and_redirects_are_errors_with_a_status() {
    for (code, body) in [(302, "<html>: moved"), (404, "\u{0}"), (403, "")] {
        let http = replay([status(code, body)]);
        let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
        assert!(matches!(error.as_service_error(), Some(EchoError::Unhandled(_))), "{error}");
        assert_eq!(error.raw_response().unwrap().status().as_u16(), code);
        assert_eq!(error.raw_response().unwrap().body().bytes(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn a_response_that_cannot_be_read_is_told_and_not_asked_for_again() {
    let http = replay([status(200, "nonsense")]);
    let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Echo failed: the response could not be read: a line without `=` (status 200, request id id-1)"
    );
    assert_eq!(error.request_id(), Some("id-1"));
}

#[tokio::test]
async fn an_input_that_cannot_be_written_is_never_sent() {
    let http = replay([ok()]);
    let input = Input { name: Some("invalid".into()), ..Input::default() };
    let error = client(&http).send::<Echo>(input).await.unwrap_err();
    assert!(error.to_string().contains("the name is invalid"), "{error}");
    assert!(matches!(error, SdkError::ConstructionFailure(_)));
    assert!(http.requests().is_empty());
}

#[tokio::test]
async fn what_is_missing_is_told_before_anything_is_sent() {
    let http = replay([ok()]);
    let told = async |config: tinsmith::config::Builder| {
        let engine = Engine::new(&SERVICE, config.http_client(http.clone()).build());
        engine.send::<Echo>(hello()).await.unwrap_err().to_string()
    };
    let no_region = "Echo failed: no region is set; give one with config::Builder::region, or let Config::from_env read \
                     AWS_REGION, or aws-config that and profiles (Config::builder reads neither)";
    assert_eq!(told(Config::builder().credentials_provider(keys())).await, no_region);
    let custom = Config::builder().credentials_provider(keys()).endpoint_url("http://localhost:1");
    assert_eq!(told(custom).await, no_region);
    let no_keys = told(Config::builder().region(Region::new("us-east-1"))).await;
    assert!(no_keys.starts_with("Echo failed: no credentials are set; give them with config::Builder"), "{no_keys}");
    let no_scheme = told(config().endpoint_url("localhost:8000")).await;
    assert!(no_scheme.contains("has no scheme; write `https://localhost:8000` or"), "{no_scheme}");
    assert!(http.requests().is_empty());
}

#[tokio::test]
async fn unsigned_calls_have_no_authorization() {
    let unsigned = async |config: tinsmith::config::Builder, optional: bool| {
        let http = replay([ok()]);
        let engine = engine(config.http_client(http.clone()));
        match optional {
            true => engine.send::<EchoIfYouLike>(hello()).await.unwrap(),
            false => engine.send::<Echo>(hello()).await.unwrap(),
        };
        let request = http.requests().remove(0);
        header(&request, "authorization").is_none() && header(&request, "x-amz-security-token").is_none()
    };
    let no_keys = || Config::builder().region(Region::new("us-east-1"));
    assert!(unsigned(config().anonymous(true), false).await);
    assert!(unsigned(no_keys().allow_no_auth(), false).await);
    assert!(unsigned(no_keys(), true).await);
    assert!(!unsigned(config().allow_no_auth(), false).await);
    assert!(!unsigned(config(), true).await);
}

#[tokio::test]
async fn a_custom_endpoint_keeps_its_path_and_takes_the_host_prefix() {
    let http = replay([ok(), ok()]);
    let engine = engine(config().endpoint_url("http://localhost:8000/base/").http_client(http.clone()));
    engine.send::<Echo>(hello()).await.unwrap();
    let prefix = Input { name: Some("prefix".into()), ..Input::default() };
    engine.send::<Echo>(prefix).await.unwrap();
    let uris: Vec<String> = http.requests().iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(uris[0], "http://localhost:8000/base/echo/arn%3Aaws%2Fx?a=b");
    assert_eq!(uris[1], "http://data.localhost:8000/base/echo/arn%3Aaws%2Fx?a=b");
}

#[tokio::test]
async fn calls_can_be_customized() {
    let http = replay([status(500, ""), ok()]);
    let operation = CustomizableOperation::<Echo>::new(client(&http), Ok(hello()));
    let mut attempts = 0;
    let output = operation
        .mutate_request(move |request| {
            attempts += 1;
            request.headers_mut().insert("x-attempt", attempts.to_string());
        })
        .map_request(|mut request| request.set_uri("https://elsewhere.example.com/").map(|()| request))
        .config_override(Config::builder().region(Region::new("eu-west-1")).close_connection(true))
        .send()
        .await
        .unwrap();
    assert_eq!(output.text.as_deref(), Some("hi"));
    let requests = http.requests();
    assert_eq!(header(&requests[1], "x-attempt"), Some("2"));
    assert_eq!(requests[1].uri().host(), Some("elsewhere.example.com"));
    assert_eq!(header(&requests[1], "connection"), Some("close"));
    let authorization = header(&requests[1], "authorization").unwrap();
    assert!(authorization.contains("/eu-west-1/") && authorization.contains("x-attempt"), "{authorization}");
}

#[tokio::test]
async fn an_error_of_a_change_ends_the_call() {
    let http = replay([ok()]);
    let operation = CustomizableOperation::<Echo>::new(client(&http), Ok(hello()));
    let error = operation.map_request(|_| Err(std::io::Error::other("not today"))).send().await.unwrap_err();
    assert_eq!(error.to_string(), "Echo failed: not today");
    assert!(http.requests().is_empty());
}
