//! Endpoints that an operation of the service gives.

use std::time::Duration;

use tinsmith::Engine;
use tinsmith::config::Builder;
use tinsmith::emitted::discovery::{ReloadEndpoint, enable};
use tinsmith::test::{Clock, Replay, replay};

use crate::support::{Echo, Input, Output, config, engine, hello};
use crate::{ok, status};

const MINUTE: Duration = Duration::from_secs(60);

/// Asks for the endpoint.
fn ask() -> Input {
    Input { token: Some("where".to_owned()), ..hello() }
}

/// Endpoints are good for five minutes.
fn read(output: &Output) -> Option<(String, i64)> {
    Some((output.text.clone()?, 5))
}

fn at(address: &'static str) -> http::Response<&'static str> {
    status(200, address)
}

async fn discovering(http: &Replay, clock: &Clock) -> (Engine, ReloadEndpoint) {
    let clock = clock.clone();
    let config: Builder = config().http_client(http.clone()).time_source(clock.clone()).sleep_impl(clock);
    enable::<Echo>(engine(config), ask, read).await.unwrap()
}

fn hosts(http: &Replay) -> Vec<String> {
    http.requests().iter().map(|request| request.uri().host().unwrap().to_owned()).collect()
}

const RULES: &str = "echo.us-east-1.example.com";

#[tokio::test]
async fn calls_go_to_the_endpoint_that_was_given() {
    let http = replay([at("text=cell1.example.com"), ok(), ok()]);
    let (client, _reload) = discovering(&http, &Clock::manual()).await;
    for _ in 0..2 {
        client.send::<Echo>(hello()).await.unwrap();
    }
    assert_eq!(hosts(&http), [RULES, "cell1.example.com", "cell1.example.com"]);
}

/// The task loads it two minutes before, and a call does without the task.
#[tokio::test]
async fn an_endpoint_is_loaded_again_when_it_expires() {
    let (one, two, three) = (at("text=cell1.example.com"), at("text=cell2.example.com"), at("text=cell3.example.com"));
    let (http, clock) = (replay([one, two, ok(), three, ok()]), Clock::manual());
    let (client, reload) = discovering(&http, &clock).await;
    let task = tokio::spawn(reload.reload_task());
    for _ in 0..4 {
        tokio::task::yield_now().await;
        clock.advance(MINUTE);
    }
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    client.send::<Echo>(hello()).await.unwrap();
    assert_eq!(hosts(&http), [RULES, RULES, "cell2.example.com"]);
    task.abort();
    clock.advance(5 * MINUTE);
    client.send::<Echo>(hello()).await.unwrap();
    assert_eq!(hosts(&http)[3..], [RULES, "cell3.example.com"]);
}

#[tokio::test]
async fn an_endpoint_serves_on_if_no_other_is_given() {
    let (http, clock) = (replay([at("text=cell1.example.com"), status(400, ""), ok()]), Clock::manual());
    let (client, reload) = discovering(&http, &clock).await;
    clock.advance(5 * MINUTE);
    client.send::<Echo>(hello()).await.unwrap();
    assert_eq!(hosts(&http), [RULES, RULES, "cell1.example.com"]);
    drop(client);
    // The client is gone, so there is nothing to load.
    reload.reload_once().await;
    reload.reload_task().await;
    assert_eq!(hosts(&http).len(), 3);
}

#[tokio::test]
async fn a_url_of_the_configuration_is_called_whatever_is_given() {
    let http = replay([at("text=cell1.example.com"), ok()]);
    let config = config().http_client(http.clone()).endpoint_url("http://localhost:8000");
    let (client, _reload) = enable::<Echo>(engine(config), ask, read).await.unwrap();
    client.send::<Echo>(hello()).await.unwrap();
    assert_eq!(hosts(&http), ["localhost", "localhost"]);
}

#[tokio::test]
async fn no_endpoint_is_an_error() {
    for (answer, words) in [(ok(), "has no endpoint"), (status(400, "code=Conflict"), "Conflict")] {
        let http = replay([answer]);
        let none = |_: &Output| None;
        let error = enable::<Echo>(engine(config().http_client(http)), ask, none).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}
