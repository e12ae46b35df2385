//! The parts of a request that stay the same from attempt to attempt, and the error of the last. `runtime/tests` has the rest.

use bytes::Bytes;
use http::Response;
use ivsrealtime::Client;
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
