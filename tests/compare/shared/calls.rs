//! Calls of `CreateStage`, on a canned connection and over loopback.

use std::time::Instant;

use aws_smithy_types::body::SdkBody;
use compare_work::load;
use compare_work::measure::{cpu, repeated};
use compare_work::stage::{ANSWER_HEADERS, ARN, REQUEST, answer};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use super::canned::Canned;
use crate::sdk::Client;
use crate::sdk::config::{BehaviorVersion, Config, Credentials, Region};
use crate::sdk::types::{ParticipantTokenCapability, ParticipantTokenConfiguration};
use crate::side;

/// The configuration of both sides: static credentials, and defaults.
pub fn config() -> crate::sdk::config::Builder {
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", None, None, "compare"))
}

pub fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime needs nothing")
}

/// The CPU time in ns of one call on a canned connection.
pub fn one() -> f64 {
    let (runtime, client) = canned();
    repeated(|| runtime.block_on(create_stage(&client)))
}

/// A client on a canned connection that has made a call, and what runs it.
pub fn canned() -> (Runtime, Client) {
    let body = bytes::Bytes::from(answer());
    let connection = Canned::new(move |request| {
        assert_eq!(request.uri(), "https://ivsrealtime.us-east-1.amazonaws.com/CreateStage");
        assert_eq!(request.body().bytes().map(<[u8]>::len), Some(REQUEST.len()));
        side::sent(&request);
        assert!(request.headers().get("authorization").is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256 ")));
        let mut response = http::Response::builder().header("content-length", body.len());
        for (name, value) in ANSWER_HEADERS {
            response = response.header(name, value);
        }
        response.body(SdkBody::from(body.clone())).expect("it is valid")
    });
    let client = Client::from_conf(config().http_client(connection).build());
    let runtime = runtime();
    runtime.block_on(create_stage(&client));
    (runtime, client)
}

pub async fn create_stage(client: &Client) {
    let host = ParticipantTokenConfiguration::builder()
        .duration(720)
        .user_id("user-0")
        .attributes("role", "host")
        .capabilities(ParticipantTokenCapability::Publish)
        .capabilities(ParticipantTokenCapability::Subscribe)
        .build();
    let call = client.create_stage().name("lobby").participant_token_configurations(host).tags("team", "video");
    let output = call.send().await.expect("the answer is one of success");
    assert_eq!(output.stage().map(|stage| stage.arn()), Some(ARN));
    assert_eq!(output.participant_tokens().len(), 2);
}

/// Prints how many calls a second get through, with 64 at a time, and what one costs this process.
pub fn load(url: &str) {
    let client = Client::from_conf(side::connected(config()).endpoint_url(url).build());
    let runtime = runtime();
    let calls = |count: usize| {
        let mut tasks = JoinSet::new();
        for _ in 0..load::CONCURRENT {
            let client = client.clone();
            let calls = async move {
                for _ in 0..count / load::CONCURRENT {
                    create_stage(&client).await;
                }
            };
            tasks.spawn_on(calls, runtime.handle());
        }
        runtime.block_on(tasks.join_all());
    };
    calls(load::WARM_UP);
    let (wall, used) = (Instant::now(), cpu());
    calls(load::CALLS);
    load::print(wall.elapsed(), cpu() - used);
}
