//! Interceptors: added to the configuration or to a call, they read and change what passes through.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::{Arc, Mutex};

use aws_sdk_ivsrealtime as ivs;
use aws_smithy_http_client::test_util::StaticReplayClient;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::config_bag::{Storable, StoreReplace};
use ivs::config::interceptors::{
    BeforeSerializationInterceptorContextMut, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use ivs::config::{ConfigBag, Intercept, RuntimeComponents, SharedInterceptor};
use ivs::operation::get_stage::GetStageInput;

use crate::support;

pub(crate) const STAGE: &str = r#"{"stage":{"arn":"arn:aws:ivs:us-east-1:123456789012:stage/a","name":"lobby"}}"#;

pub(crate) fn replay(answers: impl IntoIterator<Item = (u16, &'static str)>) -> StaticReplayClient {
    support::replay(answers.into_iter().map(|(status, body)| support::response(status, body)))
}

pub(crate) fn config(http: &StaticReplayClient) -> ivs::config::Builder {
    support::config().http_client(http.clone())
}

/// Counts the attempts of each call in the bag, and the calls in itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Metrics(pub(crate) Arc<Mutex<Vec<String>>>);

#[derive(Debug)]
struct Attempts(u32);

impl Storable for Attempts {
    type Storer = StoreReplace<Self>;
}

impl Intercept for Metrics {
    fn name(&self) -> &'static str {
        "Metrics"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        cfg.interceptor_state().store_put(Attempts(0));
        Ok(())
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let attempts = cfg.load::<Attempts>().map_or(0, |attempts| attempts.0);
        cfg.interceptor_state().store_put(Attempts(attempts + 1));
        Ok(())
    }

    fn read_after_execution(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        use aws_smithy_runtime_api::client::orchestrator::Metadata;

        let operation = cfg.load::<Metadata>().map(|it| format!("{}/{}", it.service(), it.name())).unwrap_or_default();
        let attempts = cfg.load::<Attempts>().map_or(0, |attempts| attempts.0);
        let status = context.response().map(|response| response.status().as_u16());
        let outcome = match context.output_or_error() {
            Some(Ok(_)) => "ok",
            Some(Err(_)) => "error",
            None => "nothing",
        };
        self.0.lock().unwrap().push(format!("{operation}: {outcome} {status:?} after {attempts}"));
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn metrics_of_calls_are_collected() {
    let http = replay([(500, "{}"), (200, STAGE), (404, "{}")]);
    let metrics = Metrics::default();
    let client = ivs::Client::from_conf(config(&http).interceptor(metrics.clone()).build());
    client.get_stage().arn("a").send().await.unwrap();
    client.delete_stage().arn("a").send().await.unwrap_err();
    let expected = ["IVS RealTime/GetStage: ok Some(200) after 2", "IVS RealTime/DeleteStage: error Some(404) after 1"];
    assert_eq!(*metrics.0.lock().unwrap(), expected);
}

/// Adds a header, which is signed.
#[derive(Debug)]
struct Header(&'static str, &'static str);

impl Intercept for Header {
    fn name(&self) -> &'static str {
        "Header"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().headers_mut().insert(self.0, self.1);
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn headers_are_added_and_signed() {
    let http = replay([(200, STAGE), (200, STAGE)]);
    let client = ivs::Client::from_conf(config(&http).interceptor(Header("x-tenant", "blue")).build());
    client.get_stage().arn("a").customize().interceptor(Header("x-call", "1")).send().await.unwrap();
    client.get_stage().arn("a").send().await.unwrap();
    let requests: Vec<_> = http.actual_requests().collect();
    for request in &requests {
        assert_eq!(request.headers().get("x-tenant"), Some("blue"));
        assert!(request.headers().get("authorization").unwrap().contains(";x-tenant"));
    }
    assert_eq!(requests[0].headers().get("x-call"), Some("1"));
    assert_eq!(requests[1].headers().get("x-call"), None);
}

/// Sends requests elsewhere, as the example in the official documentation does.
#[derive(Debug)]
struct Elsewhere;

impl Intercept for Elsewhere {
    fn name(&self) -> &'static str {
        "Elsewhere"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().set_uri("https://elsewhere.example.com/GetStage")?;
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_uri_is_changed_before_signing() {
    let http = replay([(200, STAGE)]);
    let client = ivs::Client::from_conf(config(&http).interceptor(Elsewhere).build());
    client.get_stage().arn("a").send().await.unwrap();
    assert_eq!(http.actual_requests().next().unwrap().uri(), "https://elsewhere.example.com/GetStage");
}

/// Fills a member that the caller left out.
#[derive(Debug)]
struct DefaultArn;

impl Intercept for DefaultArn {
    fn name(&self) -> &'static str {
        "DefaultArn"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(input) = context.input_mut().downcast_mut::<GetStageInput>() {
            input.arn.get_or_insert_with(|| "arn:default".to_owned());
        }
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn inputs_are_changed() {
    let http = replay([(200, STAGE)]);
    let client = ivs::Client::from_conf(config(&http).interceptor(DefaultArn).build());
    client.get_stage().send().await.unwrap();
    let request = http.actual_requests().next().unwrap();
    assert_eq!(request.body().bytes(), Some(&br#"{"arn":"arn:default"}"#[..]));
}

#[tokio::test(start_paused = true)]
async fn interceptors_are_shared_replaced_and_listed() {
    let http = replay([(200, STAGE)]);
    let mut builder = config(&http).interceptor(Elsewhere);
    builder.set_interceptors([SharedInterceptor::new(Header("x-a", "1"))]);
    builder.push_interceptor(SharedInterceptor::new(Header("x-b", "2")));
    let config = builder.build();
    assert_eq!(config.interceptors().count(), 2);
    let over = ivs::Config::builder().interceptor(Header("x-b", "3"));
    let client = ivs::Client::from_conf(config);
    client.get_stage().arn("a").customize().config_override(over).send().await.unwrap();
    let request = http.actual_requests().next().unwrap();
    assert_eq!((request.headers().get("x-a"), request.headers().get("x-b")), (Some("1"), Some("3")));
}
