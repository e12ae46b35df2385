//! Time that a test moves: retries, waits for pages and timeouts take none.

use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use ivsrealtime::Client;
use ivsrealtime::config::TimeSource;
use ivsrealtime::config::timeout::TimeoutConfig;
use tinsmith::test::{Clock, replay};
use tinsmith_tests::client::config;

/// An HTTP client that never answers.
#[derive(Debug, Clone)]
struct Silent;

impl HttpConnector for Silent {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(std::future::pending())
    }
}

impl HttpClient for Silent {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

fn client(clock: &Clock, http: impl HttpClient + 'static, timeouts: TimeoutConfig) -> Client {
    let config = config("https://example.com").time_source(clock.clone()).sleep_impl(clock.clone());
    Client::from_conf(config.http_client(http).timeout_config(timeouts).build())
}

#[test]
fn retries_take_the_time_of_the_clock_on_any_executor() {
    let clock = Clock::new();
    let answers = [503, 500, 200].map(|status| http::Response::builder().status(status).body("{}").unwrap());
    let client = client(&clock, replay(answers), TimeoutConfig::disabled());
    let began = clock.now();
    let mut call = Box::pin(client.get_stage().arn("a").send());
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(call.as_mut().poll(&mut cx).is_ready(), "nothing waits");
    let pauses = clock.pauses();
    assert_eq!(pauses.len(), 2);
    assert_eq!(clock.now(), began + pauses.iter().sum::<Duration>());
}

#[tokio::test]
async fn timeouts_run_out_when_the_clock_says_so() {
    let timeouts = TimeoutConfig::builder().operation_timeout(Duration::from_secs(30)).build();
    let silent = client(&Clock::new(), Silent, timeouts.clone());
    let error = silent.get_stage().arn("a").send().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");

    let clock = Clock::manual();
    let waiting = tokio::spawn(client(&clock, Silent, timeouts).get_stage().arn("a").send());
    tokio::task::yield_now().await;
    clock.advance(Duration::from_secs(29));
    tokio::task::yield_now().await;
    assert!(!waiting.is_finished());
    clock.advance(Duration::from_secs(1));
    let error = waiting.await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "GetStage failed: no answer within the operation timeout of 30s");
}
