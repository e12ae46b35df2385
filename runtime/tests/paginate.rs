//! Pages and items.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::pin::Pin;

use futures_core::Stream;
use http::Response;
use proptest::prelude::*;
use support::{Echo, NoSleep, config, engine, hello};
use tinsmith::error::{BuildError, SdkError};
use tinsmith::paginate::Pager;
use tinsmith::test::{Replay, replay, respond};

fn pages(pages: &[&'static str]) -> Replay {
    replay(pages.iter().map(|page| Response::new(*page)).collect::<Vec<_>>())
}

fn pager(http: &Replay) -> Pager<Echo> {
    Pager::new(engine(config().http_client(http.clone()).sleep_impl(NoSleep)), Ok(hello()))
}

fn tokens(http: &Replay) -> Vec<String> {
    let token = |body: &str| body.lines().find_map(|line| line.strip_prefix("token=")).unwrap_or("-").to_owned();
    http.requests().iter().map(|request| token(std::str::from_utf8(request.body()).unwrap())).collect()
}

#[tokio::test]
async fn pages_follow_their_tokens_to_the_end() {
    for end in ["text=c", "text=c\nnext="] {
        let http = pages(&["text=a\nnext=1", "text=b\nnext=2", end]);
        let mut stream = pager(&http).send();
        let mut texts = Vec::new();
        while let Some(page) = stream.try_next().await.unwrap() {
            texts.extend(page.text);
        }
        assert_eq!(texts, ["a", "b", "c"]);
        assert_eq!(tokens(&http), ["-", "1", "2"]);
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn items_are_flattened_and_pages_are_asked_for_when_needed() {
    let http = pages(&["text=a,b\nnext=1", "text=c"]);
    let mut stream = pager(&http).page_size(2).items().send();
    assert_eq!(stream.next().await.unwrap().unwrap(), "a");
    assert_eq!(stream.next().await.unwrap().unwrap(), "b");
    assert_eq!(http.requests().len(), 1);
    let rest: Result<Vec<String>, _> = stream.collect().await;
    assert_eq!(rest.unwrap(), ["c"]);
    assert!(http.requests().iter().all(|request| request.body().starts_with(b"name=2\n")));
}

#[tokio::test]
async fn a_token_that_comes_again_ends_the_pages_unless_told_otherwise() {
    let http = pages(&["text=a\nnext=1", "text=b\nnext=1", "text=c"]);
    let all: Result<Vec<_>, _> = pager(&http).send().collect().await;
    assert_eq!(all.unwrap().len(), 2);

    let http = pages(&["text=a\nnext=1", "text=b\nnext=1", "text=c"]);
    let all: Result<Vec<_>, _> = pager(&http).stop_on_duplicate_token(false).send().collect().await;
    assert_eq!(all.unwrap().len(), 3);
}

/// The number of pages, of 1,000 at the most, if the page of `token` gives `next(token)`.
fn count(next: impl Fn(Option<&str>) -> Option<String> + Send + Sync + 'static) -> usize {
    let http = respond(move |request| {
        let body = std::str::from_utf8(request.body()).unwrap();
        let token = body.lines().find_map(|line| line.strip_prefix("token="));
        let next = next(token).map(|token| format!("\nnext={token}")).unwrap_or_default();
        Ok(Response::new(format!("text=a{next}").into()))
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut stream = pager(&http).send();
    let mut ended = || runtime.block_on(stream.next()).map(Result::unwrap).is_none();
    (0..1000).take_while(|_| !ended()).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    /// Each page gives one token whenever it is asked for, so that tokens repeat at some time.
    #[test]
    fn tokens_that_repeat_end(next in proptest::collection::vec(0..20_usize, 20)) {
        let pages = count(move |token| {
            let token = token.map_or(0, |token| token.parse().unwrap());
            Some(next[token].to_string())
        });
        prop_assert!(pages <= 3 * 21, "{pages}");
    }

    #[test]
    fn tokens_that_do_not_repeat_give_all_pages(last in 0..200_usize) {
        let pages = count(move |token| {
            let token = token.map_or(0, |token| token.parse().unwrap());
            (token < last).then(|| (token + 1).to_string())
        });
        prop_assert_eq!(pages, last + 1);
    }
}

#[tokio::test]
async fn a_flag_beside_the_token_ends_the_pages() {
    let http = pages(&["text=a\nnext=1\nmore=true", "text=b\nnext=2\nmore=false", "text=c"]);
    let all: Result<Vec<_>, _> = pager(&http).send().collect().await;
    assert_eq!(all.unwrap().len(), 2);
    assert_eq!(tokens(&http), ["-", "1"]);
}

#[tokio::test]
async fn the_first_error_ends_the_pages() {
    let denied = Response::builder().status(403).body("Denied: no").unwrap();
    let http = replay([Response::new("text=a,b\nnext=1"), denied, Response::new("text=c")]);
    let mut stream = pager(&http).items().send();
    stream.next().await.unwrap().unwrap();
    stream.next().await.unwrap().unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap_err().code(), Some("Denied"));
    assert!(stream.next().await.is_none());
    let http = pages(&["text=a\nnext=1"]);
    let all: Result<Vec<String>, _> = pager(&http).items().send().collect().await;
    assert!(all.unwrap_err().to_string().contains("there are no more responses to replay"));
}

#[tokio::test]
async fn an_input_that_could_not_be_built_is_the_only_page() {
    let http = pages(&[]);
    let engine = engine(config().http_client(http.clone()));
    let mut stream = Pager::<Echo>::new(engine, Err(BuildError::missing_field("name", "is required"))).send();
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(matches!(&error, SdkError::ConstructionFailure(_)) && error.to_string().contains("name"), "{error}");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn streams_are_streams_and_can_be_sent() {
    fn check<S: Stream + Send + Unpin>(_: &S) {}
    let http = pages(&["text=a"]);
    let mut stream = pager(&http).send();
    check(&stream);
    let first = std::future::poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await;
    assert_eq!(first.unwrap().unwrap().text.as_deref(), Some("a"));
    let items = tokio::spawn(async move { stream.next().await.is_none() });
    assert!(items.await.unwrap());
}
