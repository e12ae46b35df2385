//! Retries: attempts, pauses, budgets, adaptive mode, and the clock of signatures.

use std::time::{Duration, SystemTime};

use aws_sdk_ivsrealtime::Client;
use aws_sdk_ivsrealtime::config::Builder;
use aws_sdk_ivsrealtime::config::retry::{
    ClientRateLimiter, ReconnectMode, RetryConfig, RetryConfigBuilder, RetryMode, RetryPartition, TokenBucket,
};
use aws_sdk_ivsrealtime::error::ProvideErrorMetadata;
use aws_smithy_async::test_util::{InstantSleep, instant_time_and_sleep};
use aws_smithy_http_client::test_util::StaticReplayClient;
use aws_smithy_types::body::SdkBody;

use crate::support::{config, replay, response};

type Response = http::Response<SdkBody>;

fn ok() -> Response {
    response(200, "{}")
}

fn throttled() -> Response {
    response(400, r#"{"code":"ThrottlingException","message":"slow down"}"#)
}

fn unavailable() -> Response {
    response(503, "{}")
}

/// A configuration whose pauses take no time, with a budget of its own, and the pauses.
fn quick(http: &StaticReplayClient) -> (Builder, InstantSleep) {
    let (time, sleep) = instant_time_and_sleep(SystemTime::UNIX_EPOCH);
    let own = RetryPartition::custom("own").build();
    (config().http_client(http.clone()).time_source(time).sleep_impl(sleep.clone()).retry_partition(own), sleep)
}

/// The pauses between attempts. Every tenth of a second the official crate looks at what it sends besides.
fn pauses(sleep: &InstantSleep) -> Vec<Duration> {
    sleep.logs().into_iter().filter(|pause| *pause != Duration::from_millis(100)).collect()
}

async fn call(config: Builder) -> Result<(), Option<String>> {
    let called = Client::from_conf(config.build()).get_stage().arn("arn:aws:ivs:us-east-1:1:stage/a").send().await;
    called.map(drop).map_err(|error| ProvideErrorMetadata::code(&error).map(str::to_owned))
}

#[tokio::test]
async fn errors_that_may_pass_are_retried_twice() {
    let http = replay([unavailable(), throttled(), ok()]);
    let (config, sleep) = quick(&http);
    call(config).await.expect("the third attempt succeeds");
    let attempts: Vec<_> =
        http.actual_requests().map(|request| request.headers().get("amz-sdk-request").unwrap()).collect();
    assert_eq!(attempts, ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3"]);
    let ids: Vec<_> = http.actual_requests().map(|request| request.headers().get("amz-sdk-invocation-id")).collect();
    assert!(ids[0].is_some() && ids.iter().all(|id| *id == ids[0]));
    let pauses = pauses(&sleep);
    assert_eq!(pauses.len(), 2);
    assert!(pauses[0] <= Duration::from_secs(1) && pauses[1] <= Duration::from_secs(2), "{pauses:?}");
}

#[tokio::test]
async fn the_last_error_is_returned() {
    let http = replay([throttled(), throttled(), throttled(), ok()]);
    let (config, _) = quick(&http);
    assert_eq!(call(config).await, Err(Some("ThrottlingException".to_owned())));
    assert_eq!(http.actual_requests().count(), 3);
}

#[tokio::test]
async fn other_errors_are_not_retried_and_retries_can_be_disabled() {
    for (first, retries) in
        [(response(404, r#"{"code":"NotFound"}"#), RetryConfig::standard()), (unavailable(), RetryConfig::disabled())]
    {
        let http = replay([first, ok()]);
        let (config, sleep) = quick(&http);
        call(config.retry_config(retries)).await.expect_err("there is no second attempt");
        assert_eq!((http.actual_requests().count(), pauses(&sleep).len()), (1, 0));
    }
}

#[tokio::test]
async fn the_number_of_attempts_and_the_pauses_can_be_set() {
    let http = replay([unavailable(), unavailable(), unavailable(), unavailable(), ok()]);
    let (config, sleep) = quick(&http);
    let settings = RetryConfigBuilder::new().max_attempts(5).mode(RetryMode::Standard);
    let settings = settings.initial_backoff(Duration::from_millis(20)).max_backoff(Duration::from_millis(50));
    call(config.retry_config(settings.reconnect_mode(ReconnectMode::ReuseAllConnections).build())).await.unwrap();
    assert_eq!(http.actual_requests().count(), 5);
    for (pause, longest) in pauses(&sleep).into_iter().zip([20, 40, 50, 50]) {
        assert!(pause <= Duration::from_millis(longest), "{pause:?}");
    }
}

#[tokio::test]
async fn the_service_may_say_how_long_to_wait() {
    let mut asks = throttled();
    asks.headers_mut().insert("x-amz-retry-after", http::HeaderValue::from_static("1500"));
    let http = replay([asks, ok()]);
    let (config, sleep) = quick(&http);
    call(config).await.unwrap();
    assert_eq!(pauses(&sleep), [Duration::from_millis(1500)]);
}

#[tokio::test]
async fn a_bucket_ends_retries_when_it_is_empty() {
    let bucket = TokenBucket::new(10);
    let partition = RetryPartition::custom("small").token_bucket(bucket.clone()).build();
    let http = replay([unavailable(), unavailable(), unavailable(), ok()]);
    // Clients share what the partition has.
    let clients = [(), ()].map(|()| {
        let (config, _) = quick(&http);
        Client::from_conf(config.retry_partition(partition.clone()).build())
    });
    for (client, attempts) in clients.iter().zip([2, 3]) {
        client.get_stage().arn("a").send().await.expect_err("the budget is spent");
        assert_eq!(http.actual_requests().count(), attempts);
        assert!(bucket.is_empty());
    }
    clients[0].get_stage().arn("a").send().await.expect("the service is back");
    assert!(!bucket.is_empty(), "a success gives tokens back");
}

#[tokio::test]
async fn a_bucket_has_the_costs_that_it_is_given() {
    let builder = TokenBucket::builder().capacity(7).retry_cost(3).throttling_retry_cost(3).timeout_retry_cost(7);
    let bucket = builder.build();
    let partition = RetryPartition::custom("costs").token_bucket(bucket.clone()).build();
    let http = replay([throttled(), throttled(), throttled()]);
    let (config, _) = quick(&http);
    call(config.retry_partition(partition)).await.expect_err("it is throttled three times");
    assert_eq!(http.actual_requests().count(), 3);
    assert!(!bucket.is_empty(), "one token is left");

    let unlimited = RetryPartition::custom("unlimited").token_bucket(TokenBucket::unlimited()).build();
    let http = replay((0..99).map(|_| unavailable()).chain([ok()]));
    let (config, _) = quick(&http);
    call(config.retry_partition(unlimited).retry_config(RetryConfig::standard().with_max_attempts(100))).await.unwrap();
}

#[tokio::test]
async fn named_partitions_are_equal_by_name() {
    assert_eq!(RetryPartition::new("a"), RetryPartition::new("a".to_owned()));
    assert_ne!(RetryPartition::new("a"), RetryPartition::new("b"));
    assert_ne!(RetryPartition::new("a"), RetryPartition::custom("a").build());
    assert_eq!(RetryPartition::new("a").to_string(), "a");
    let config = config().retry_partition(RetryPartition::new("a")).retry_config(RetryConfig::adaptive()).build();
    assert_eq!(config.retry_partition().map(ToString::to_string).as_deref(), Some("a"));
    assert_eq!(config.retry_config().map(RetryConfig::mode), Some(RetryMode::Adaptive));
}

/// The pauses are those of the rate limiter alone, so they are exact.
#[tokio::test]
async fn adaptive_mode_waits_until_the_service_takes_requests_again() {
    let http = replay([throttled(), throttled(), ok()]);
    let (config, sleep) = quick(&http);
    let limiter = ClientRateLimiter::new(0.0);
    let partition = RetryPartition::custom("adaptive").client_rate_limiter(limiter).build();
    call(config.retry_config(RetryConfig::adaptive()).retry_partition(partition)).await.unwrap();
    assert_eq!(pauses(&sleep), [Duration::from_secs(20), Duration::from_secs(18)]);
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_by_the_date_of_the_answer() {
    let dated = |mut response: Response| {
        response.headers_mut().insert("date", http::HeaderValue::from_static("Thu, 01 Jan 1970 01:00:00 GMT"));
        response
    };
    let skewed = || dated(response(403, r#"{"code":"SignatureDoesNotMatch"}"#));
    let http = replay([skewed(), dated(ok())]);
    let (config, _) = quick(&http);
    call(config.retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_nanos(1)))).await.unwrap();
    let signed: Vec<_> = http.actual_requests().map(|request| request.headers().get("x-amz-date").unwrap()).collect();
    assert_eq!(signed, ["19700101T000000Z", "19700101T010000Z"]);

    let http = replay([skewed(), dated(ok())]);
    let (config, _) = quick(&http);
    let refused = call(config.disable_clock_skew_correction(true)).await;
    assert_eq!(refused, Err(Some("SignatureDoesNotMatch".to_owned())));
}
