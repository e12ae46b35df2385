//! Settings: of the client, of one call, and from an `SdkConfig`.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::time::{Duration, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_ivsrealtime as ivs;
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_http_client::test_util::StaticReplayClient;
use aws_types::SdkConfig;
use aws_types::app_name::AppName;
use ivs::config::retry::RetryConfig;
use ivs::config::{BehaviorVersion, Builder, Region};

use crate::support::{config, replay, response};

/// An HTTP client with enough answers.
fn http() -> StaticReplayClient {
    replay((0..4).map(|_| response(200, "{}")))
}

/// The URLs of the requests.
fn urls(http: &StaticReplayClient) -> Vec<String> {
    http.actual_requests().map(|request| request.uri().to_owned()).collect()
}

/// Headers of the requests, as they are.
fn headers(http: &StaticReplayClient, name: &str) -> Vec<Option<String>> {
    http.actual_requests().map(|request| request.headers().get(name).map(str::to_owned)).collect()
}

async fn url(change: impl FnOnce(Builder) -> Builder) -> String {
    let http = http();
    let client = ivs::Client::from_conf(change(config().http_client(http.clone())).build());
    client.get_stage().arn("a").send().await.unwrap();
    urls(&http).remove(0)
}

#[tokio::test]
async fn endpoints_follow_from_settings() {
    let of = |region| move |config: Builder| config.region(Region::new(region));
    assert_eq!(url(of("cn-north-1")).await, "https://ivsrealtime.cn-north-1.amazonaws.com.cn/GetStage");
    let fips = |config: Builder| config.use_fips(true);
    assert_eq!(url(fips).await, "https://ivsrealtime-fips.us-east-1.amazonaws.com/GetStage");
    let dual = |config: Builder| config.use_dual_stack(true);
    assert_eq!(url(dual).await, "https://ivsrealtime.us-east-1.api.aws/GetStage");
    let both = |config: Builder| config.use_dual_stack(true).use_fips(true);
    assert_eq!(url(both).await, "https://ivsrealtime-fips.us-east-1.api.aws/GetStage");
    let local = |config: Builder| config.endpoint_url("http://localhost:8000/prefix");
    assert_eq!(url(local).await, "http://localhost:8000/prefix/GetStage");
}

#[tokio::test]
async fn settings_that_exclude_each_other_are_an_error() {
    let http = http();
    let config = config().http_client(http.clone()).use_fips(true).endpoint_url("http://localhost");
    let error = ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap_err();
    let error = ivs::error::DisplayErrorContext(&error).to_string();
    assert!(error.contains("FIPS and custom endpoint are not supported"), "{error}");
    assert!(urls(&http).is_empty());
}

#[tokio::test]
async fn a_call_has_other_settings_than_its_client() {
    let http = http();
    let client = ivs::Client::from_conf(config().http_client(http.clone()).build());
    let keys = Credentials::new("AKIDOTHER", "SECRET", Some("TOKEN".to_owned()), None, "test");
    let over = ivs::Config::builder().region(Region::new("eu-west-1")).credentials_provider(keys);
    client.get_stage().arn("a").customize().config_override(over).send().await.unwrap();
    client.get_stage().arn("a").send().await.unwrap();
    let hosts = ["eu-west-1", "us-east-1"].map(|region| format!("https://ivsrealtime.{region}.amazonaws.com/GetStage"));
    assert_eq!(urls(&http), hosts);
    let signed = headers(&http, "authorization");
    assert!(signed[0].as_ref().unwrap().contains("Credential=AKIDOTHER/"));
    assert!(signed[0].as_ref().unwrap().contains("/eu-west-1/ivs/aws4_request"));
    assert!(signed[1].as_ref().unwrap().contains("Credential=AKIDEXAMPLE/"));
    assert_eq!(headers(&http, "x-amz-security-token"), [Some("TOKEN".to_owned()), None]);
    assert_eq!(client.config().region(), Some(&Region::new("us-east-1")));
}

#[tokio::test(start_paused = true)]
async fn a_call_has_other_retries_and_endpoints_than_its_client() {
    let http = replay([response(500, "{}"), response(500, "{}"), response(200, "{}")]);
    let client = ivs::Client::from_conf(config().http_client(http.clone()).build());
    let over = ivs::Config::builder().retry_config(RetryConfig::disabled()).endpoint_url("http://localhost:1");
    client.get_stage().arn("a").customize().config_override(over).send().await.unwrap_err();
    assert_eq!(urls(&http), ["http://localhost:1/GetStage"]);
    client.get_stage().arn("a").send().await.unwrap();
    assert_eq!(urls(&http).len(), 3);
}

/// Settings as `aws-config` makes them of the environment.
fn sdk_config(http: &StaticReplayClient) -> aws_types::sdk_config::Builder {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("ap-south-1"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new("AKIDSDK", "SECRET", None, None, "test")))
        .http_client(http.clone())
}

#[tokio::test]
async fn an_sdk_config_configures_a_client() {
    let http = http();
    let name = AppName::new("shop").unwrap();
    let sdk = sdk_config(&http).app_name(name).endpoint_url("http://localhost:9").build();
    ivs::Client::new(&sdk).get_stage().arn("a").send().await.unwrap();
    assert_eq!(urls(&http), ["http://localhost:9/GetStage"]);
    assert!(headers(&http, "authorization")[0].as_ref().unwrap().contains("Credential=AKIDSDK/"));
    assert!(headers(&http, "user-agent")[0].as_ref().unwrap().contains(" app/shop"));
    let config = ivs::Config::new(&sdk);
    assert_eq!(config.region(), Some(&Region::new("ap-south-1")));
    assert_eq!(config.app_name().map(AppName::as_ref), Some("shop"));
}

#[tokio::test]
async fn settings_are_put_over_those_of_an_sdk_config() {
    let http = http();
    let sdk = sdk_config(&http).use_fips(true).build();
    let config = ivs::config::Builder::from(&sdk).region(Region::new("us-west-2")).use_fips(false).build();
    let client = ivs::Client::from_conf(config);
    client.get_stage().arn("a").send().await.unwrap();
    client.get_stage().arn("a").customize().config_override(&sdk).send().await.unwrap();
    let hosts = ["ivsrealtime.us-west-2", "ivsrealtime-fips.ap-south-1"];
    assert_eq!(urls(&http), hosts.map(|host| format!("https://{host}.amazonaws.com/GetStage")));
}

#[test]
fn a_configuration_is_changed_by_its_builder() {
    let config = config().retry_config(RetryConfig::standard().with_max_attempts(7)).build();
    assert_eq!(config.retry_config().map(RetryConfig::max_attempts), Some(7));
    let mut builder = config.to_builder();
    builder.set_region(Some(Region::new("eu-central-1"))).set_app_name(None);
    let changed = builder.build();
    assert_eq!(changed.region().map(Region::as_ref), Some("eu-central-1"));
    assert_eq!(changed.retry_config().map(RetryConfig::max_attempts), Some(7));
    assert_eq!(config.region().map(Region::as_ref), Some("us-east-1"));
    assert!(changed.to_builder().region(None).build().region().is_none());
    let nothing = ivs::Config::builder().build();
    assert!(nothing.region().is_none() && nothing.timeout_config().is_none() && nothing.http_client().is_none());
    assert!(nothing.app_name().is_none() && nothing.interceptors().next().is_none());
}

#[tokio::test]
async fn calls_without_credentials_are_unsigned_if_they_may_be() {
    let http = http();
    let bare = || ivs::Config::builder().behavior_version(BehaviorVersion::latest()).region(Region::new("us-east-1"));
    let config = bare().http_client(http.clone()).allow_no_auth();
    ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap();
    assert_eq!(headers(&http, "authorization"), [None]);
    let refused = ivs::Client::from_conf(bare().http_client(http.clone()).build()).get_stage().arn("a").send().await;
    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(urls(&http).len(), 1);
}

#[tokio::test]
async fn requests_are_signed_by_the_clock_of_the_program() {
    let http = http();
    let time = StaticTimeSource::new(UNIX_EPOCH + Duration::from_secs(1_700_000_000));
    let client = ivs::Client::from_conf(config().http_client(http.clone()).time_source(time).build());
    client.get_stage().arn("a").send().await.unwrap();
    assert_eq!(headers(&http, "x-amz-date"), [Some("20231114T221320Z".to_owned())]);
    let signature = headers(&http, "authorization")[0].clone().unwrap();
    assert!(signature.contains("AKIDEXAMPLE/20231114/us-east-1/ivs/aws4_request"), "{signature}");
}

#[tokio::test]
async fn test_defaults_make_requests_predictable() {
    let http = http();
    let config = || ivs::Config::builder().http_client(http.clone()).with_test_defaults_v2();
    for _ in 0..2 {
        ivs::Client::from_conf(config().build()).start_composition().stage_arn("a").send().await.unwrap();
    }
    let requests: Vec<_> = http.actual_requests().collect();
    assert_eq!(requests[0].uri(), "https://ivsrealtime.us-east-1.amazonaws.com/StartComposition");
    assert_eq!(requests[0].headers().get("x-amz-date"), Some("20090213T233130Z"));
    assert_eq!(requests[0].body().bytes(), requests[1].body().bytes());
    assert!(
        String::from_utf8_lossy(requests[0].body().bytes().unwrap()).contains("00000000-0000-4000-8000-000000000000")
    );
}
