//! The user agent: who calls, with what, and by which features.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;

use aws_sdk_ivsrealtime as ivs;
use aws_smithy_http_client::test_util::StaticReplayClient;
use ivs::config::retry::RetryConfig;
use ivs::config::{AppName, Builder, FrameworkMetadata};

use crate::support::{config, replay, response};

/// The words of the only request's user agent.
fn words(http: &StaticReplayClient) -> Vec<String> {
    let request = http.actual_requests().next().expect("a request");
    let agent = request.headers().get("user-agent").expect("a user agent");
    assert_eq!(request.headers().get("x-amz-user-agent"), Some(agent));
    agent.split(' ').map(str::to_owned).collect()
}

async fn called(change: impl FnOnce(Builder) -> Builder) -> Vec<String> {
    let http = replay([response(200, "{}")]);
    let client = ivs::Client::from_conf(change(config().http_client(http.clone())).build());
    client.get_stage().arn("a").send().await.unwrap();
    words(&http)
}

/// The words that begin so, without their beginning.
fn after<'a>(words: &'a [String], beginning: &str) -> Vec<&'a str> {
    words.iter().filter_map(|word| word.strip_prefix(beginning)).collect()
}

/// The ids of features.
fn features(words: &[String]) -> BTreeSet<&str> {
    let features = after(words, "m/");
    assert_eq!(features.len(), 1, "{words:?}");
    features[0].split(',').collect()
}

#[tokio::test]
async fn a_program_has_a_name() {
    let words = called(|config| config.app_name(AppName::new("shop-3").unwrap())).await;
    assert_eq!(after(&words, "app/"), ["shop-3"]);
    assert_eq!(after(&words, "ua/"), ["2.1"]);
    assert_eq!((after(&words, "os/").len(), after(&words, "api/").len()), (1, 1), "{words:?}");
    assert!(words.iter().any(|word| word.starts_with("lang/rust")), "{words:?}");
    assert!(AppName::new("not a name").is_err());
    assert!(after(&called(|config| config).await, "app/").is_empty());
}

#[tokio::test]
async fn frameworks_are_named_once_each_and_no_more_than_ten() {
    let framework = |name: String, version: Option<&'static str>| FrameworkMetadata::new(name, version).unwrap();
    let shop = || framework("shop".to_owned(), Some("1.0"));
    let words = called(|config| {
        let mut config = config.framework_metadata(shop());
        config.push_framework_metadata(framework("cart".to_owned(), None)).push_framework_metadata(shop());
        config.framework_metadata(framework("shop".to_owned(), Some("2.0")))
    })
    .await;
    assert_eq!(after(&words, "lib/"), ["shop/1.0", "cart", "shop/2.0"]);
    let words = called(|config| {
        (0..12).fold(config, |config, number| config.framework_metadata(framework(format!("f{number}"), None)))
    })
    .await;
    let expected: Vec<_> = (0..10).map(|number| format!("f{number}")).collect();
    assert_eq!(after(&words, "lib/"), expected);
    assert!(FrameworkMetadata::new("a b", None::<&str>).is_err());
}

#[tokio::test]
async fn features_are_counted() {
    assert!(features(&called(|config| config).await).contains("E"), "standard retries");
    let adaptive = called(|config| config.retry_config(RetryConfig::adaptive())).await;
    assert!(features(&adaptive).contains("F") && !features(&adaptive).contains("E"), "{adaptive:?}");
    let elsewhere = called(|config| config.endpoint_url("http://localhost")).await;
    assert!(features(&elsewhere).contains("N"), "{elsewhere:?}");
    let http = replay([response(200, "{}")]);
    let client = ivs::Client::from_conf(config().http_client(http.clone()).build());
    client.list_stages().into_paginator().send().try_collect().await.unwrap();
    assert!(features(&words(&http)).contains("C"), "a paginator");
    let (http, keys) = (replay([response(200, "{}")]), credentials());
    let config = config().http_client(http.clone()).credentials_provider(keys);
    ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap();
    assert!(features(&words(&http)).is_superset(&["e", "T"].into()), "{:?}", words(&http));
}

/// Keys of code that says so, and of which the account is known.
fn credentials() -> aws_credential_types::Credentials {
    let keys = aws_credential_types::Credentials::builder().access_key_id("AKID").secret_access_key("SECRET");
    let mut keys = keys.account_id("123456789012").provider_name("test").build();
    keys.get_property_mut_or_default::<Vec<aws_credential_types::credential_feature::AwsCredentialFeature>>()
        .push(aws_credential_types::credential_feature::AwsCredentialFeature::CredentialsCode);
    keys
}

#[tokio::test]
async fn a_call_has_another_name_than_its_client_and_more_frameworks() {
    let http = replay([response(200, "{}")]);
    let name = |name: &'static str| AppName::new(name).unwrap();
    let library = |name: &'static str| FrameworkMetadata::new(name, Some("1")).unwrap();
    let config = config().http_client(http.clone()).app_name(name("shop")).framework_metadata(library("a"));
    let client = ivs::Client::from_conf(config.build());
    let over = ivs::Config::builder().app_name(name("cart")).framework_metadata(library("b"));
    client.get_stage().arn("a").customize().config_override(over).send().await.unwrap();
    let words = words(&http);
    assert_eq!((after(&words, "app/"), after(&words, "lib/")), (vec!["cart"], vec!["a/1", "b/1"]));
}
