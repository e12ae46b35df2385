//! Connections: kept, closed, shared by many calls at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::future::join_all;
use tinsmith_tests::client::client;
use tinsmith_tests::server::{self, Server};
use tokio::sync::Barrier;

/// The number of concurrent calls.
const MANY: usize = 64;

#[tokio::test]
async fn a_connection_is_kept_after_an_error_too() {
    let error = || server::error(400, "ValidationException", "{}");
    let server = Server::script([error(), error(), error()]).await;
    let client = client(server.url());
    for _ in 0..3 {
        client.get_stage().arn("a").send().await.unwrap_err();
    }
    assert_eq!(server.connections(), 1);
}

/// A server that answers once [`MANY`] requests are there, with what each asked for.
async fn patient() -> Server {
    let barrier = Arc::new(Barrier::new(MANY));
    Server::start(move |request| {
        let barrier = Arc::clone(&barrier);
        async move {
            barrier.wait().await;
            server::json(200, format!(r#"{{"stage":{{"arn":{}}}}}"#, request.json()["arn"]))
        }
    })
    .await
}

#[tokio::test]
async fn many_calls_at_once_get_each_its_own_answer() {
    let server = patient().await;
    let client = client(server.url());
    for _ in 0..2 {
        let calls = (0..MANY).map(|index| client.get_stage().arn(format!("arn-{index}")).send());
        for (index, output) in join_all(calls).await.into_iter().enumerate() {
            assert_eq!(output.unwrap().stage().unwrap().arn(), format!("arn-{index}"));
        }
    }
    assert_eq!(server.requests().len(), 2 * MANY);
    assert_eq!(server.connections(), MANY, "the second round takes the connections of the first");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tasks_share_a_client() {
    let server = patient().await;
    let client = client(server.url());
    let tasks = (0..MANY).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.get_stage().arn("a").send().await.map(drop) })
    });
    for task in join_all(tasks).await {
        task.unwrap().unwrap();
    }
    let ids: BTreeSet<_> =
        server.requests().iter().map(|request| request.header("amz-sdk-invocation-id").map(str::to_owned)).collect();
    assert_eq!(ids.len(), MANY);
}

#[tokio::test]
async fn a_connection_that_the_server_closed_in_the_meantime_is_not_missed() {
    let server = Server::start(|_| {
        let mut response = server::json(200, "{}");
        response.headers_mut().insert("connection", http::HeaderValue::from_static("close"));
        std::future::ready(response)
    })
    .await;
    let client = client(server.url());
    for _ in 0..3 {
        client.get_stage().arn("a").send().await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (3, 3));
}
