//! The features in the user agent, by which AWS counts them.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::time::Duration;

use http::Response;
use support::{Clock, Echo, READY, config, engine, hello};
use tinsmith::config::Builder;
use tinsmith::config::retry::RetryConfig;
use tinsmith::paginate::Pager;
use tinsmith::test::{Replay, replay};
use tinsmith::waiters::Waiter;

/// The ids in the user agents of the requests.
fn features(http: &Replay) -> Vec<String> {
    let of = |request: &http::Request<bytes::Bytes>| {
        let agents: Vec<_> = ["user-agent", "x-amz-user-agent"].map(|name| &request.headers()[name]).into();
        assert_eq!(agents[0], agents[1]);
        let words = agents[0].to_str().unwrap().split(' ');
        let features: Vec<_> = words.filter_map(|word| word.strip_prefix("m/")).collect();
        assert_eq!(features.len(), 1, "{agents:?}");
        features[0].to_owned()
    };
    http.requests().iter().map(of).collect()
}

fn one() -> Replay {
    replay([Response::new("text=hi")])
}

async fn called(change: impl FnOnce(Builder) -> Builder) -> String {
    let http = one();
    engine(change(config().http_client(http.clone()))).send::<Echo>(hello()).await.unwrap();
    features(&http).remove(0)
}

#[tokio::test]
async fn settings_show() {
    assert_eq!(called(|config| config).await, "E");
    assert_eq!(called(|config| config.retry_config(RetryConfig::adaptive())).await, "F");
    assert_eq!(called(|config| config.endpoint_url("https://localhost")).await, "E,N");
}

#[tokio::test]
async fn credentials_show_where_they_are_from() {
    let http = one();
    let vars = [("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"), ("AWS_ACCOUNT_ID", "123456789012")];
    let vars = move |name: &str| vars.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    let config = Builder::from_vars(vars).region(tinsmith::config::Region::new("us-east-1"));
    engine(config.http_client(http.clone())).send::<Echo>(hello()).await.unwrap();
    assert_eq!(features(&http), ["E,T,g"]);
}

#[tokio::test]
async fn pages_show() {
    let http = replay(["text=a\nnext=1", "text=b"].map(Response::new));
    let mut pages = Pager::<Echo>::new(engine(config().http_client(http.clone())), Ok(hello())).send();
    while pages.try_next().await.unwrap().is_some() {}
    assert_eq!(features(&http), ["C,E", "C,E"]);
}

#[tokio::test]
async fn waiters_show() {
    let http = replay(["text=no", "text=ready"].map(Response::new));
    let waiter = Waiter::new(engine(Clock::default().of(config().http_client(http.clone()))), &READY);
    waiter.wait::<Echo>(hello(), Duration::from_secs(60)).await.unwrap();
    assert_eq!(features(&http), ["B,E", "B,E"]);
}
