//! Pagination: over three pages, to the first error, to the token that leads nowhere.

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};
use http::Response;
use ivsrealtime::Client;
use ivsrealtime::config::retry::RetryConfig;
use serde_json::{Value, json};
use tinsmith_tests::client::{client, config};
use tinsmith_tests::server::{self, Server};

/// A page of two keys, and the token of the next.
fn page(first: u8, token: Option<&str>) -> Response<Bytes> {
    let keys = [json!({"arn": format!("k{first}")}), json!({"arn": format!("k{}", first + 1)})];
    server::json(200, json!({"publicKeys": keys, "nextToken": token}).to_string())
}

async fn three_pages() -> Server {
    Server::script([page(1, Some("t1")), page(3, Some("t2")), page(5, None)]).await
}

/// The bodies of the requests, page by page.
fn asked(server: &Server) -> Vec<Value> {
    server.requests().iter().map(|request| request.json()).collect()
}

#[tokio::test]
async fn pages_follow_their_tokens() {
    let server = three_pages().await;
    let mut pages = client(server.url()).list_public_keys().into_paginator().send();
    let mut first_keys = Vec::new();
    assert!(server.requests().is_empty(), "nothing is sent before it is asked for");
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        assert_eq!(page.public_keys().len(), 2);
        first_keys.push(page.public_keys()[0].arn().unwrap().to_owned());
        assert_eq!(server.requests().len(), first_keys.len(), "no page is fetched ahead");
    }
    assert_eq!(first_keys, ["k1", "k3", "k5"]);
    assert_eq!(asked(&server), [json!({}), json!({"nextToken": "t1"}), json!({"nextToken": "t2"})]);
    assert!(pages.next().await.is_none());
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn items_of_all_pages_in_one_go() {
    let server = three_pages().await;
    let items = client(server.url()).list_public_keys().into_paginator().items().send();
    let items: Vec<_> = items.collect::<Result<Vec<_>, _>>().await.unwrap();
    let arns: Vec<_> = items.iter().filter_map(|key| key.arn()).collect();
    assert_eq!(arns, ["k1", "k2", "k3", "k4", "k5", "k6"]);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn pages_and_items_are_streams() {
    let server = three_pages().await;
    let items = client(server.url()).list_public_keys().into_paginator().items().send();
    let arns = StreamExt::map(items, |key| key.unwrap().arn().unwrap().to_owned());
    let last_two: Vec<_> = StreamExt::collect(StreamExt::skip(arns, 4)).await;
    assert_eq!(last_two, ["k5", "k6"]);

    let server = three_pages().await;
    let pages = client(server.url()).list_public_keys().into_paginator().send();
    let lengths = pages.map_ok(|page| page.public_keys.len());
    let total: usize = lengths.try_fold(0, |sum, length| std::future::ready(Ok(sum + length))).await.unwrap();
    assert_eq!(total, 6);
}

#[tokio::test]
async fn the_page_size_goes_with_every_page() {
    let server = three_pages().await;
    let pages = client(server.url()).list_public_keys().into_paginator().page_size(2).send();
    assert_eq!(pages.collect::<Result<Vec<_>, _>>().await.unwrap().len(), 3);
    let expected = [
        json!({"maxResults": 2}),
        json!({"maxResults": 2, "nextToken": "t1"}),
        json!({"maxResults": 2, "nextToken": "t2"}),
    ];
    assert_eq!(asked(&server), expected);
}

#[tokio::test]
async fn the_rest_of_the_input_goes_with_every_page() {
    let answers = [json!({"replicas": [], "nextToken": "t1"}), json!({"replicas": [{"participantId": "r"}]})];
    let server = Server::script(answers.map(|answer| server::json(200, answer.to_string()))).await;
    let call = client(server.url()).list_participant_replicas().source_stage_arn("a").participant_id("p");
    let mut items = call.into_paginator().items().send();
    let item = items.try_next().await.unwrap().unwrap();
    assert_eq!(item.participant_id(), "r", "an empty page is not the end");
    assert!(items.try_next().await.unwrap().is_none());
    assert_eq!(asked(&server)[1], json!({"sourceStageArn": "a", "participantId": "p", "nextToken": "t1"}));
}

#[tokio::test]
async fn paging_may_start_in_the_middle() {
    let server = Server::script([page(3, Some("t2")), page(5, None)]).await;
    let pages = client(server.url()).list_public_keys().next_token("t1").into_paginator().send();
    assert_eq!(pages.collect::<Vec<_>>().await.len(), 2);
    assert_eq!(asked(&server), [json!({"nextToken": "t1"}), json!({"nextToken": "t2"})]);
}

#[tokio::test]
async fn an_error_ends_the_stream() {
    let error = || server::error(400, "ValidationException", r#"{"exceptionMessage":"no such token"}"#);
    let server = Server::script([page(1, Some("t1")), error(), page(5, None)]).await;
    let mut pages = client(server.url()).list_public_keys().into_paginator().send();
    assert!(pages.next().await.unwrap().is_ok());
    let failed = pages.next().await.unwrap().unwrap_err();
    let text = "ListPublicKeys failed: ValidationException: no such token (status 400, request id 1111-2222)";
    assert_eq!(failed.to_string(), text);
    assert!(pages.next().await.is_none());
    assert_eq!(server.requests().len(), 2);

    let server = Server::script([page(1, Some("t1")), error()]).await;
    let items = client(server.url()).list_public_keys().into_paginator().items().send();
    let items: Vec<_> = items.collect().await;
    assert_eq!(items.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, false]);
}

#[tokio::test]
async fn a_page_is_tried_again_like_any_call() {
    let server = Server::script([page(1, Some("t1")), server::json(500, "{}"), page(3, None)]).await;
    let retries = RetryConfig::standard().with_initial_backoff(std::time::Duration::from_millis(1));
    let client = Client::from_conf(config(server.url()).retry_config(retries).build());
    let items = client.list_public_keys().into_paginator().items().send();
    assert_eq!(items.collect::<Result<Vec<_>, _>>().await.unwrap().len(), 4);
    assert_eq!(asked(&server)[1], asked(&server)[2]);
}

#[tokio::test]
async fn a_token_that_leads_nowhere_ends_the_pages() {
    let server = Server::script([page(1, Some("t")), page(3, Some("t")), page(5, None)]).await;
    let pages = client(server.url()).list_public_keys().into_paginator().send();
    assert_eq!(pages.collect::<Result<Vec<_>, _>>().await.unwrap().len(), 2);
    assert_eq!(server.requests().len(), 2);

    let server = Server::script([page(1, Some("t")), page(3, Some("t")), page(5, None)]).await;
    let pages = client(server.url()).list_public_keys().into_paginator().stop_on_duplicate_token(false).send();
    assert_eq!(pages.collect::<Result<Vec<_>, _>>().await.unwrap().len(), 3);

    let server = Server::script([page(1, Some("")), page(3, None)]).await;
    let pages = client(server.url()).list_public_keys().into_paginator().send();
    assert_eq!(pages.collect::<Result<Vec<_>, _>>().await.unwrap().len(), 1);
}

/// Goes through all items of each operation, and gives how many operations there are.
macro_rules! items_of {
    ($client:ident: $($operation:ident $(.$set:ident($value:expr))*;)*) => {
        [$({
            let items = $client.$operation()$(.$set($value))*.into_paginator().page_size(7).items().send();
            assert_eq!(items.collect::<Result<Vec<_>, _>>().await.unwrap().len(), 0);
        }),*].len()
    };
}

#[tokio::test]
async fn every_list_operation_has_pages_of_items() {
    let server = Server::always("{}").await;
    let client = client(server.url());
    let operations = items_of!(client:
        list_compositions;
        list_encoder_configurations;
        list_ingest_configurations;
        list_participant_events.stage_arn("a").session_id("s").participant_id("p");
        list_participant_replicas.source_stage_arn("a").participant_id("p");
        list_participants.stage_arn("a").session_id("s");
        list_public_keys;
        list_stage_sessions.stage_arn("a");
        list_stages;
        list_storage_configurations;
    );
    assert!(asked(&server).iter().all(|body| body["maxResults"] == 7));
    assert_eq!((operations, server.requests().len()), (10, 10));
}
