//! Retries: their reasons, and what stays the same from attempt to attempt.

use std::time::Duration;

use bytes::Bytes;
use http::Response;
use ivsrealtime::Client;
use ivsrealtime::config::retry::RetryConfig;
use ivsrealtime::types::DestinationConfiguration;
use tinsmith_tests::client::{ARN, config, without_time};
use tinsmith_tests::pauses::Pauses;
use tinsmith_tests::server::{self, Server};

/// A client of a server that gives these answers, and the pauses that it makes.
async fn scripted(answers: impl IntoIterator<Item = Response<Bytes>>) -> (Client, Server, Pauses) {
    let (server, pauses) = (Server::script(answers).await, Pauses::default());
    let client = Client::from_conf(config(server.url()).sleep_impl(pauses.clone()).build());
    (client, server, pauses)
}

fn fine() -> Response<Bytes> {
    server::json(200, r#"{"stage":{"arn":"a"}}"#)
}

fn trouble(status: u16) -> Response<Bytes> {
    server::json(status, "{}")
}

#[tokio::test]
async fn trouble_of_the_service_is_tried_again() {
    for status in [429, 500, 502, 503, 504] {
        let (client, server, pauses) = scripted([trouble(status), fine()]).await;
        let output = client.get_stage().arn("a").send().await.unwrap();
        assert_eq!(output.stage().unwrap().arn(), "a");
        let [first, second] = &*server.requests() else { panic!("{status}") };
        assert_eq!((first.line(), &first.body), (second.line(), &second.body));
        assert_eq!(pauses.taken().len(), 1, "{status}");
        assert!(pauses.taken()[0] <= Duration::from_secs(1), "{:?}", pauses.taken());
    }
}

#[tokio::test]
async fn throttling_is_tried_again_whatever_its_status() {
    let answers = [
        server::error(429, "ThrottlingException", r#"{"message":"slow down"}"#),
        server::json(400, r#"{"__type":"TooManyRequestsException"}"#),
        fine(),
    ];
    let (client, server, pauses) = scripted(answers).await;
    client.get_stage().arn("a").send().await.unwrap();
    assert_eq!(server.requests().len(), 3);
    let [first, second] = *pauses.taken() else { panic!("{pauses:?}") };
    assert!(first <= Duration::from_secs(1) && second <= Duration::from_secs(2), "{pauses:?}");
}

#[tokio::test]
async fn the_third_failure_is_the_last() {
    let last = server::error(500, "InternalServerException", r#"{"exceptionMessage":"third"}"#);
    let (client, server, pauses) = scripted([trouble(500), trouble(503), last, fine()]).await;
    let error = client.create_encoder_configuration().send().await.unwrap_err();
    let text = "CreateEncoderConfiguration failed: InternalServerException: third (status 500, request id 1111-2222) \
                (after 3 attempts";
    assert_eq!(without_time(&error), text);
    assert_eq!((server.requests().len(), pauses.taken().len()), (3, 2));
}

#[tokio::test]
async fn what_would_fail_again_is_not_tried_again() {
    for (status, code) in
        [(400, "ValidationException"), (403, "AccessDeniedException"), (404, "Unknown"), (409, "ConflictException")]
    {
        let (client, server, pauses) = scripted([server::error(status, code, "{}"), fine()]).await;
        let error = client.get_stage().arn("a").send().await.unwrap_err();
        assert_eq!(error.code(), Some(code));
        assert_eq!((server.requests().len(), pauses.taken().len()), (1, 0), "{code}");
    }
    let (client, server, _) = scripted([server::json(200, "["), fine()]).await;
    client.get_stage().arn("a").send().await.unwrap_err();
    assert_eq!(server.requests().len(), 1, "a response that cannot be read");
}

#[tokio::test]
async fn attempts_share_their_invocation_and_are_numbered() {
    let (client, server, _) = scripted([trouble(500), trouble(500), fine(), fine()]).await;
    client.get_stage().arn("a").send().await.unwrap();
    client.get_stage().arn("a").send().await.unwrap();
    let requests = server.requests();
    let header = |name| requests.iter().map(|request| request.header(name).unwrap_or_default()).collect::<Vec<_>>();
    let numbers = ["attempt=1; max=3", "attempt=2; max=3", "attempt=3; max=3", "attempt=1; max=3"];
    assert_eq!(header("amz-sdk-request"), numbers);
    let ids = header("amz-sdk-invocation-id");
    assert_eq!((ids[0].len(), ids[0], ids[1]), (36, ids[1], ids[2]));
    assert_ne!(ids[2], ids[3]);
    let signatures = header("authorization");
    assert_ne!(signatures[0], signatures[1], "each attempt is signed for itself");
}

#[tokio::test]
async fn the_idempotency_token_is_kept_over_attempts() {
    let (client, server, _) = scripted([trouble(500), trouble(500), fine()]).await;
    let destination = DestinationConfiguration::builder().name("d").build();
    client.start_composition().stage_arn(ARN).destinations(destination).send().await.unwrap();
    let requests = server.requests();
    let token = requests[0].json()["idempotencyToken"].as_str().map(str::len);
    assert_eq!((requests.len(), token), (3, Some(36)));
    assert!(requests.iter().all(|request| request.body == requests[0].body));
}

#[tokio::test]
async fn retries_can_be_turned_off_and_counted() {
    let five = RetryConfig::standard().with_max_attempts(5).with_max_backoff(Duration::from_secs(1));
    for (retries, attempts) in [(RetryConfig::disabled(), 1), (five, 5), (RetryConfig::adaptive(), 3)] {
        let (server, pauses) = (Server::script((0..9).map(|_| trouble(500))).await, Pauses::default());
        let config = config(server.url()).retry_config(retries).sleep_impl(pauses.clone());
        Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap_err();
        assert_eq!((server.requests().len(), pauses.taken().len()), (attempts, attempts - 1));
        let max = format!("attempt=1; max={attempts}");
        assert_eq!(server.requests()[0].header("amz-sdk-request"), Some(&*max));
    }
}

#[tokio::test]
async fn the_service_may_ask_for_a_longer_pause() {
    let mut busy = trouble(503);
    busy.headers_mut().insert("x-amz-retry-after", "1500".parse().unwrap());
    let (client, _, pauses) = scripted([busy, fine()]).await;
    client.get_stage().arn("a").send().await.unwrap();
    assert_eq!(pauses.taken(), [Duration::from_millis(1500)]);
}

#[tokio::test]
async fn a_service_in_trouble_is_spared_once_the_budget_is_spent() {
    let (client, server, _) = scripted((0..200).map(|_| trouble(500))).await;
    for _ in 0..60 {
        client.get_stage().arn("a").send().await.unwrap_err();
    }
    let retries = server.requests().len() - 60;
    assert_eq!(retries, 100, "500 tokens, 5 for each retry");
}
