//! Pages of list operations.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::future::poll_fn;
use std::pin::Pin;

use aws_sdk_ivsrealtime::Client;
use aws_sdk_ivsrealtime::operation::list_stages::ListStagesOutput;
use aws_smithy_async::future::pagination_stream::PaginationStream as AnyPages;
use aws_smithy_http_client::test_util::StaticReplayClient;
#[allow(unused_imports, reason = "a method of its own has the same name")]
use aws_smithy_types_convert::stream::PaginationStreamExt;
use futures_core::Stream;

use crate::support::{config, replay, response};

/// A page with these stages and this token.
fn page(arns: &[&str], token: Option<&str>) -> http::Response<aws_smithy_types::body::SdkBody> {
    let stages: Vec<_> = arns.iter().map(|arn| format!(r#"{{"arn":"{arn}"}}"#)).collect();
    let token = token.map(|token| format!(r#","nextToken":"{token}""#)).unwrap_or_default();
    response(200, &format!(r#"{{"stages":[{}]{token}}}"#, stages.join(",")))
}

fn client(http: &StaticReplayClient) -> Client {
    Client::from_conf(config().http_client(http.clone()).build())
}

/// The bodies that were sent.
fn sent(http: &StaticReplayClient) -> Vec<String> {
    let text = |request: &aws_smithy_runtime_api::http::Request| {
        String::from_utf8_lossy(request.body().bytes().unwrap_or_default()).into_owned()
    };
    http.actual_requests().map(text).collect()
}

fn arns(page: &ListStagesOutput) -> Vec<&str> {
    page.stages().iter().map(|stage| stage.arn()).collect()
}

#[tokio::test]
async fn pages_follow_each_other_by_their_tokens() {
    let http = replay([page(&["a", "b"], Some("2")), page(&[], Some("3")), page(&["c"], None)]);
    let mut pages = client(&http).list_stages().into_paginator().page_size(2).send();
    assert!(sent(&http).is_empty(), "nothing is sent before somebody asks");
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!((arns(&first), sent(&http).len()), (vec!["a", "b"], 1));
    let second = pages.try_next().await.unwrap().unwrap();
    assert_eq!(arns(&second), [""; 0]);
    assert_eq!(arns(&pages.try_next().await.unwrap().unwrap()), ["c"]);
    assert!(pages.next().await.is_none());
    let expected =
        [r#"{"maxResults":2}"#, r#"{"maxResults":2,"nextToken":"2"}"#, r#"{"maxResults":2,"nextToken":"3"}"#];
    for (sent, expected) in sent(&http).iter().zip(expected) {
        assert_eq!(sorted(sent), sorted(expected));
    }
}

/// The members of an object of plain values, whose order is nobody's business.
fn sorted(object: &str) -> Vec<&str> {
    let mut members: Vec<_> = object.trim_matches(['{', '}']).split(',').collect();
    members.sort_unstable();
    members
}

#[tokio::test]
async fn pages_are_collected() {
    let answers = || replay([page(&["a", "b"], Some("2")), page(&["c"], Some(""))]);
    let http = answers();
    let pages: Result<Vec<_>, _> = client(&http).list_stages().into_paginator().send().collect().await;
    let stages: Vec<_> = pages.unwrap().into_iter().flat_map(|page| page.stages).map(|stage| stage.arn).collect();
    assert_eq!(stages, ["a", "b", "c"]);
    assert_eq!(sent(&http).len(), 2, "an empty token is none");
    let pages = client(&answers()).list_stages().into_paginator().send().try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.stages().len()).collect::<Vec<_>>(), [2, 1]);
}

#[tokio::test]
async fn a_token_that_comes_again_ends_the_pages_unless_it_may() {
    let answers = || replay([page(&["a"], Some("t")), page(&["b"], Some("t")), page(&["c"], None)]);
    let pages = client(&answers()).list_stages().into_paginator().send().try_collect().await.unwrap();
    assert_eq!(pages.iter().flat_map(arns).collect::<Vec<_>>(), ["a", "b"]);
    let paginator = client(&answers()).list_stages().into_paginator().stop_on_duplicate_token(false);
    let pages = paginator.send().try_collect().await.unwrap();
    assert_eq!(pages.iter().flat_map(arns).collect::<Vec<_>>(), ["a", "b", "c"]);
}

#[tokio::test]
async fn pages_begin_behind_a_token() {
    let http = replay([page(&["c"], None)]);
    let paginator = client(&http).list_stages().next_token("2").max_results(7).into_paginator().page_size(1);
    paginator.send().try_collect().await.unwrap();
    assert_eq!(sorted(&sent(&http)[0]), [r#""maxResults":1"#, r#""nextToken":"2""#]);
}

#[tokio::test]
async fn an_error_is_the_last_page() {
    let http =
        replay([page(&["a"], Some("2")), response(403, r#"{"code":"AccessDeniedException"}"#), page(&["b"], None)]);
    let mut pages = client(&http).list_stages().into_paginator().send();
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(error.into_service_error().is_access_denied_exception());
    assert!(pages.next().await.is_none());
    assert_eq!(sent(&http).len(), 2);
}

#[tokio::test]
async fn pages_are_a_stream_of_futures() {
    let http = replay([page(&["a"], Some("2")), page(&["b", "c"], None)]);
    let mut pages = client(&http).list_stages().into_paginator().send().into_stream_03x();
    let mut stages = Vec::new();
    while let Some(page) = poll_fn(|cx| Pin::new(&mut pages).poll_next(cx)).await {
        stages.extend(page.unwrap().stages.into_iter().map(|stage| stage.arn));
    }
    assert_eq!(stages, ["a", "b", "c"]);
}

/// Counts what a stream of any operation has, as a library over several clients does.
async fn count<T, E>(pages: impl Into<AnyPages<Result<T, E>>>) -> Result<usize, E> {
    let mut pages = pages.into();
    let mut count = 0;
    while pages.try_next().await?.is_some() {
        count += 1;
    }
    Ok(count)
}

#[tokio::test]
async fn a_helper_takes_pages_of_any_operation() {
    let http = replay([page(&["a"], Some("2")), page(&["b", "c"], None)]);
    assert_eq!(count(client(&http).list_stages().into_paginator().send()).await.unwrap(), 2);
}
