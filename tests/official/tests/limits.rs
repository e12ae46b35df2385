//! Timeouts, and what HTTP clients of programs are given and give back.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_ivsrealtime as ivs;
use aws_smithy_http_client::test_util::NeverClient;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind;
use ivs::config::retry::RetryConfig;
use ivs::config::timeout::TimeoutConfig;
use ivs::error::{DisplayErrorContext, SdkError};
use tokio::time::Instant;

use crate::support::config;

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn each_attempt_has_its_limit() {
    let http = NeverClient::new();
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(7 * SECOND).build();
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_nanos(1));
    let config = config().http_client(http.clone()).timeout_config(timeouts).retry_config(retries);
    let began = Instant::now();
    let error = ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap_err();
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
    assert_eq!((http.num_calls(), began.elapsed().as_secs()), (3, 21));
}

#[tokio::test(start_paused = true)]
async fn the_whole_operation_has_its_limit() {
    let http = NeverClient::new();
    let timeouts =
        TimeoutConfig::builder().operation_attempt_timeout(7 * SECOND).operation_timeout(10 * SECOND).build();
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_nanos(1));
    let config = config().http_client(http.clone()).timeout_config(timeouts).retry_config(retries);
    let began = Instant::now();
    let error = ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap_err();
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
    assert_eq!((http.num_calls(), began.elapsed().as_secs()), (2, 10));
}

#[tokio::test(start_paused = true)]
async fn a_call_has_other_limits_than_its_client() {
    let http = NeverClient::new();
    let limit = |limit| TimeoutConfig::builder().operation_timeout(limit).build();
    let client = ivs::Client::from_conf(config().http_client(http).timeout_config(limit(60 * SECOND)).build());
    let began = Instant::now();
    let over = ivs::Config::builder().timeout_config(limit(5 * SECOND));
    client.get_stage().arn("a").customize().config_override(over).send().await.unwrap_err();
    assert_eq!(began.elapsed().as_secs(), 5);
    client.get_stage().arn("a").send().await.unwrap_err();
    assert_eq!(began.elapsed().as_secs(), 65);
}

/// An HTTP client that remembers the settings of its connectors, and answers each request alike.
#[derive(Debug, Clone, Default)]
struct Settings(Arc<Mutex<Vec<[Option<Duration>; 2]>>>);

impl HttpClient for Settings {
    fn http_connector(&self, settings: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        self.0.lock().unwrap().push([settings.connect_timeout(), settings.read_timeout()]);
        SharedHttpConnector::new(Empty)
    }
}

#[derive(Debug)]
struct Empty;

impl HttpConnector for Empty {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Ok(HttpResponse::new(200.try_into().unwrap(), SdkBody::from("{}"))))
    }
}

#[tokio::test]
async fn limits_of_connections_are_given_to_http_clients() {
    let http = Settings::default();
    let timeouts = TimeoutConfig::builder().connect_timeout(2 * SECOND).read_timeout(3 * SECOND).build();
    let client = ivs::Client::from_conf(config().http_client(http.clone()).timeout_config(timeouts).build());
    client.get_stage().arn("a").send().await.unwrap();
    assert_eq!(http.0.lock().unwrap().last(), Some(&[Some(2 * SECOND), Some(3 * SECOND)]));
}

/// A call whose attempts all fail so, the number of them, and its error.
async fn failing(make: fn() -> ConnectorError) -> (usize, SdkError<ivs::operation::get_stage::GetStageError>) {
    #[derive(Debug)]
    struct Fails(fn() -> ConnectorError, Arc<Mutex<usize>>);

    impl HttpConnector for Fails {
        fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
            *self.1.lock().unwrap() += 1;
            HttpConnectorFuture::ready(Err((self.0)()))
        }
    }

    let calls = Arc::new(Mutex::new(0));
    let connector = SharedHttpConnector::new(Fails(make, calls.clone()));
    let http = http_client_fn(move |_, _| connector.clone());
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_nanos(1));
    let client = ivs::Client::from_conf(config().http_client(http).retry_config(retries).build());
    let error = client.get_stage().arn("a").send().await.unwrap_err();
    let calls = *calls.lock().unwrap();
    (calls, error)
}

#[tokio::test(start_paused = true)]
async fn connections_that_fail_are_tried_again_if_that_may_help() {
    let (calls, error) = failing(|| ConnectorError::io("the line is dead".into())).await;
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_io()), "{error:?}");
    assert!(DisplayErrorContext(&error).to_string().contains("the line is dead"));
    assert_eq!(calls, 3);

    let (calls, error) = failing(|| ConnectorError::timeout("too slow".into())).await;
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_timeout()), "{error:?}");
    assert_eq!(calls, 3);

    let (calls, error) = failing(|| ConnectorError::user("not so".into())).await;
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_user()), "{error:?}");
    assert_eq!(calls, 1);

    let (calls, error) = failing(|| ConnectorError::other("busy".into(), Some(ErrorKind::TransientError))).await;
    let is_transient = |failure: &ivs::error::SdkError<_>| matches!(failure, SdkError::DispatchFailure(failure) if failure.as_other() == Some(ErrorKind::TransientError));
    assert!(is_transient(&error), "{error:?}");
    assert_eq!(calls, 3);

    let (calls, error) = failing(|| ConnectorError::other("odd".into(), None)).await;
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_other()), "{error:?}");
    assert_eq!(calls, 1);
}
