//! Getters of a configuration, identity caches, protection from stalling, and lookups of interceptors.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_sdk_ivsrealtime as ivs;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use aws_smithy_http_client::test_util::{StaticReplayClient, infallible_client_fn};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::{IdentityFuture, ResolveIdentity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::retries::{RetryStrategy, ShouldAttempt};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::telemetry::CapturedTelemetryAttributes;
use ivs::config::interceptors::BeforeTransmitInterceptorContextRef;
use ivs::config::retry::RetryConfig;
use ivs::config::{
    ConfigBag, IdentityCache, Intercept, ResolveCachedIdentity, RuntimeComponents, SharedHttpClient,
    SharedIdentityCache, StalledStreamProtectionConfig,
};
use ivs::error::SdkError;

use crate::support;

const STAGE: &str = r#"{"stage":{"arn":"arn:aws:ivs:us-east-1:123456789012:stage/a"}}"#;

fn replay(answers: usize) -> StaticReplayClient {
    support::replay((0..answers).map(|_| support::response(200, STAGE)))
}

#[test]
fn the_configuration_of_a_client_is_asked() {
    let http: SharedHttpClient = aws_smithy_runtime_api::shared::IntoShared::into_shared(replay(0));
    let config = support::config()
        .http_client(http)
        .sleep_impl(TokioSleep::new())
        .disable_clock_skew_correction(true)
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
        .build();
    let client = ivs::Client::from_conf(config);
    let config = client.config();
    assert_eq!(config.signing_name(), "ivs");
    assert_eq!(config.region().unwrap().as_ref(), "us-east-1");
    assert_eq!(config.disable_clock_skew_correction(), Some(true));
    assert!(!config.stalled_stream_protection().unwrap().is_enabled());
    let _: (Option<SharedHttpClient>, Option<SharedAsyncSleep>) = (config.http_client(), config.sleep_impl());
    let _: Option<SharedTimeSource> = config.time_source();
    let _: Option<SharedIdentityCache> = config.identity_cache();
}

/// Gives keys, and counts how often.
#[derive(Debug, Clone, Default)]
struct Counts(Arc<AtomicUsize>);

impl Counts {
    fn times(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

impl ProvideCredentials for Counts {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        self.0.fetch_add(1, Ordering::SeqCst);
        future::ProvideCredentials::ready(Ok(Credentials::new("AKIDEXAMPLE", "SECRET", None, None, "test")))
    }
}

/// The number of times that three calls ask the provider.
async fn asked(cache: impl ResolveCachedIdentity + 'static) -> usize {
    let counts = Counts::default();
    let config = support::config().http_client(replay(3)).credentials_provider(counts.clone()).identity_cache(cache);
    let client = ivs::Client::from_conf(config.build());
    for _ in 0..3 {
        client.get_stage().arn("a").send().await.unwrap();
    }
    counts.times()
}

#[tokio::test]
async fn identities_are_kept_as_the_cache_says() {
    let lazy: SharedIdentityCache = IdentityCache::lazy().load_timeout(Duration::from_secs(30)).build();
    assert_eq!(asked(lazy).await, 1);
    assert_eq!(asked(IdentityCache::no_cache()).await, 3);
}

/// A cache of the program: it keeps nothing, and counts.
#[derive(Debug, Clone, Default)]
struct Own(Counts);

impl ResolveCachedIdentity for Own {
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        bag: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        self.0.0.fetch_add(1, Ordering::SeqCst);
        IdentityFuture::new(async move { resolver.resolve_identity(components, bag).await })
    }
}

#[tokio::test]
async fn a_cache_of_the_program_is_asked_in_each_call() {
    let own = Own::default();
    assert_eq!(asked(own.clone()).await, 3);
    assert_eq!(own.0.times(), 3);
}

/// Keeps what is captured of an input, and asks the retry strategy.
#[derive(Debug, Clone, Default)]
struct Looks(Arc<Mutex<Vec<(String, String)>>>);

impl Intercept for Looks {
    fn name(&self) -> &'static str {
        "Looks"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let captured = bag.load::<CapturedTelemetryAttributes>().ok_or("nothing is captured")?;
        let mut seen: Vec<_> = captured.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        seen.sort();
        *self.0.lock().unwrap() = seen;
        let first = components.retry_strategy().should_attempt_initial_request(components, bag)?;
        assert_eq!(first, ShouldAttempt::Yes);
        Ok(())
    }
}

#[tokio::test]
async fn members_reach_interceptors_under_their_names_in_the_model() {
    let looks = Looks::default();
    let config = support::config()
        .http_client(replay(1))
        .interceptor(looks.clone())
        .emit_input_attributes(["stageArn", "nothing"])
        .capture_input_attributes(["userId", "duration", "capabilities"]);
    let client = ivs::Client::from_conf(config.build());
    let call = client.create_participant_token().stage_arn("arn:a").user_id("\"u\", b\n").duration(3);
    call.send().await.unwrap();
    let seen = [("stageArn", "arn:a"), ("userId", "\"u\", b\n")];
    assert_eq!(*looks.0.lock().unwrap(), seen.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

/// Tokio's time, which stands still until everybody waits.
#[derive(Debug)]
struct Time(tokio::time::Instant);

impl TimeSource for Time {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000) + self.0.elapsed()
    }
}

/// A body of which the end never comes.
struct Stalls(bool);

impl http_body::Body for Stalls {
    type Data = bytes::Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<bytes::Bytes>, std::convert::Infallible>>> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Pending;
        }
        Poll::Ready(Some(Ok(http_body::Frame::data(bytes::Bytes::from_static(b"{\"stage\":")))))
    }
}

#[tokio::test(start_paused = true)]
async fn a_response_that_stalls_is_an_error() {
    let config = support::config()
        .http_client(infallible_client_fn(|_| http::Response::new(SdkBody::from_body_1_x(Stalls(false)))))
        .time_source(Time(tokio::time::Instant::now()))
        .sleep_impl(TokioSleep::new())
        .retry_config(RetryConfig::disabled())
        .stalled_stream_protection(
            StalledStreamProtectionConfig::enabled().grace_period(Duration::from_secs(3)).build(),
        );
    let start = tokio::time::Instant::now();
    let error = ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap_err();
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert!((3..6).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
}
