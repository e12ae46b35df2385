//! Calls with interceptors and retry classifiers of the program.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod changes;
mod choices;
mod discovery;
mod failures;
mod identity;
mod lookups;
mod presigned;
mod recorder;
mod retries;
mod streams;
#[path = "../support/mod.rs"]
mod support;

use aws_smithy_runtime_api::client::interceptors::disable_interceptor;
use http::{Request, Response};
use recorder::{POINTS, Recorder};
use support::{Clock, Echo, config, engine, hello};
use tinsmith::Engine;
use tinsmith::config::interceptors::BeforeSerializationInterceptorContextRef;
use tinsmith::config::{Builder, ConfigBag, Intercept};
use tinsmith::customize::CustomizableOperation;
use tinsmith::error::BoxError;
use tinsmith::test::{Replay, replay};

fn status(status: u16, body: &'static str) -> Response<&'static str> {
    Response::builder().status(status).header("x-amzn-requestid", "id-1").body(body).unwrap()
}

fn ok() -> Response<&'static str> {
    status(200, "text=hi")
}

fn builder(http: &Replay) -> Builder {
    Clock::default().of(config().http_client(http.clone())).invocation_id_generator("invocation")
}

fn hooked(http: &Replay, recorder: &Recorder) -> Engine {
    engine(builder(http).interceptor(recorder.clone()))
}

fn header<'r>(request: &'r Request<bytes::Bytes>, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_point_is_met_once_and_in_order() {
    let (http, recorder) = (replay([ok()]), Recorder::default());
    let output = hooked(&http, &recorder).send::<Echo>(hello()).await.unwrap();
    assert_eq!((output.text.as_deref(), output.request_id.as_deref()), (Some("hi"), Some("id-1")));
    assert_eq!(recorder.points(), POINTS);
}

#[tokio::test]
async fn the_points_of_an_attempt_are_met_in_each() {
    let (http, recorder) = (replay([status(500, ""), ok()]), Recorder::default());
    hooked(&http, &recorder).send::<Echo>(hello()).await.unwrap();
    let (before, attempt, after) = (&POINTS[..5], &POINTS[5..17], &POINTS[17..]);
    assert_eq!(recorder.points(), [before, attempt, attempt, after].concat());
}

/// A request with an interceptor that changes nothing is that of a call without.
#[tokio::test]
async fn interceptors_that_only_look_change_nothing() {
    let (plain, seen) = (replay([status(503, ""), ok()]), replay([status(503, ""), ok()]));
    let plain_text = engine(builder(&plain)).send::<Echo>(hello()).await.unwrap().text;
    let text = hooked(&seen, &Recorder::default()).send::<Echo>(hello()).await.unwrap().text;
    assert_eq!(text, plain_text);
    let (plain, seen) = (plain.requests(), seen.requests());
    assert_eq!(plain.len(), seen.len());
    for (plain, seen) in plain.iter().zip(&seen) {
        let without_token = |request: &Request<bytes::Bytes>| {
            let mut headers = request.headers().clone();
            headers.remove("authorization");
            (request.method().clone(), request.uri().clone(), headers, request.body().len())
        };
        assert_eq!(without_token(seen), without_token(plain));
    }
}

#[tokio::test]
async fn interceptors_of_the_client_come_before_those_of_the_call() {
    let http = replay([ok()]);
    let (log, names) = (Recorder::default(), ["first", "second", "override", "call"]);
    let of = |name| log.named(name);
    let client = engine(builder(&http).interceptor(of(names[0])).interceptor(of(names[1])));
    let call = CustomizableOperation::<Echo>::new(client, Ok(hello()));
    let over = tinsmith::config::Config::builder().interceptor(of(names[2]));
    call.config_override(over).interceptor(of(names[3])).send().await.unwrap();
    let signing: Vec<_> =
        log.log().into_iter().filter(|(_, point)| *point == "read_before_signing").map(|(name, _)| name).collect();
    assert_eq!(signing, names);
}

#[test]
fn interceptors_are_added_and_replaced() {
    use tinsmith::config::{Config, SharedInterceptor};

    let mut builder = Config::builder().interceptor(Recorder::default());
    builder.push_interceptor(SharedInterceptor::new(Recorder::default()));
    assert_eq!(builder.clone().build().interceptors().count(), 2);
    builder.set_interceptors([SharedInterceptor::new(Recorder::default())]);
    let config = builder.build();
    assert_eq!(config.interceptors().count(), 1);
    assert_eq!(config.to_builder().build().interceptors().count(), 1);
    assert!(Config::builder().build().interceptors().next().is_none());
}

/// The future is not more than a pointer, with hooks or without.
#[tokio::test]
async fn a_call_with_hooks_may_move_between_threads() {
    let (http, recorder) = (replay([ok()]), Recorder::default());
    let call = hooked(&http, &recorder).send::<Echo>(hello());
    assert!(recorder.points().is_empty(), "nothing happens before the future is polled");
    tokio::spawn(call).await.unwrap().unwrap();
}

/// Switches recorders off.
#[derive(Debug)]
struct SwitchesOff;

impl Intercept for SwitchesOff {
    fn name(&self) -> &'static str {
        "SwitchesOff"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        bag.interceptor_state().store_put(disable_interceptor::<Recorder>("a test wants none"));
        Ok(())
    }
}

#[tokio::test]
async fn interceptors_that_are_disabled_do_not_run() {
    let (http, recorder) = (replay([ok()]), Recorder::default());
    let client = engine(builder(&http).interceptor(SwitchesOff).interceptor(recorder.clone()));
    client.send::<Echo>(hello()).await.unwrap();
    assert_eq!(recorder.points(), [""; 0]);
}
