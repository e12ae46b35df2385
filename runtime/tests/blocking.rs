//! Calls, pages and waiters of programs that have no async runtime.
#![cfg(all(feature = "blocking", feature = "rustls"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::io::Read as _;
use std::time::Duration;

use http::Response;
use support::server::{Act, Server, ok, response};
use support::{Echo, EchoError, EchoStream, NoSleep, config, engine, hello};
use tinsmith::blocking::Reader;
use tinsmith::customize::CustomizableOperation;
use tinsmith::error::SdkError;
use tinsmith::internals::jmespath::Expr;
use tinsmith::paginate::Pager;
use tinsmith::test::replay;
use tinsmith::waiters::error::WaiterError;
use tinsmith::waiters::{Acceptor, Check, Matcher, State, Waiter, WaiterMeta};

const REFUSED: &str = "a blocking call cannot be made from async code";

#[test]
fn a_call_waits_for_its_answer_and_keeps_the_connection() {
    let server = Server::apart([ok("text=hi"), Act::Answer(response("409 Conflict", "")), ok("text=again")]);
    let engine = engine(config().endpoint_url(server.url()));
    assert_eq!(engine.send::<Echo>(hello()).wait().unwrap().text.as_deref(), Some("hi"));
    let error = engine.send::<Echo>(hello()).wait().unwrap_err();
    assert_eq!(error.operation(), Some("Echo"));
    assert!(matches!(error, SdkError::ServiceError(_)), "{error}");
    let customized = CustomizableOperation::<Echo>::new(engine, Ok(hello()))
        .mutate_request(|request| drop(request.headers_mut().insert("x-custom", "1")))
        .send_blocking();
    assert_eq!(customized.unwrap().text.as_deref(), Some("again"));
    assert!(server.requests()[2].contains("\r\nx-custom: 1\r\n"), "{:?}", server.requests());
    assert_eq!(server.connections(), 1);
}

#[test]
fn many_threads_share_a_client() {
    const THREADS: usize = 8;
    let server = Server::apart([ok("text=hi")]);
    let engine = engine(config().endpoint_url(server.url()));
    let calls = |_| {
        let engine = engine.clone();
        std::thread::spawn(move || (0..5).all(|_| engine.send::<Echo>(hello()).wait().is_ok()))
    };
    let threads: Vec<_> = (0..THREADS).map(calls).collect();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
    assert_eq!(server.requests().len(), 5 * THREADS);
    assert!(server.connections() <= THREADS, "{} connections", server.connections());
}

#[test]
fn the_body_of_a_stream_is_read() {
    let server = Server::apart([ok("some bytes")]);
    let output = engine(config().endpoint_url(server.url())).send::<EchoStream>(hello()).wait().unwrap();
    let mut text = String::new();
    Reader::new(output.stream.unwrap()).read_to_string(&mut text).unwrap();
    assert_eq!(text, "some bytes");
}

#[test]
fn pages_and_items_are_iterators() {
    let pager = || {
        let http = replay(["text=a,b\nnext=1", "text=c"].map(Response::new));
        Pager::<Echo>::new(engine(config().http_client(http)), Ok(hello()))
    };
    let pages: Vec<_> = pager().send_blocking().map(|page| page.unwrap().text.unwrap()).collect();
    assert_eq!(pages, ["a,b", "c"]);
    let items: Result<Vec<_>, _> = pager().items().send_blocking().collect();
    assert_eq!(items.unwrap(), ["a", "b", "c"]);
}

#[test]
fn the_first_error_ends_the_pages() {
    let answers = [Response::new("text=a\nnext=1"), Response::builder().status(409).body("").unwrap()];
    let mut pages = Pager::<Echo>::new(engine(config().http_client(replay(answers))), Ok(hello())).send_blocking();
    assert!(pages.next().unwrap().is_ok());
    assert!(matches!(pages.next(), Some(Err(SdkError::ServiceError(_)))));
    assert!(pages.next().is_none() && pages.next().is_none());
}

static READY: WaiterMeta<'static> = WaiterMeta {
    name: "Ready",
    min_delay: 2,
    max_delay: 8,
    acceptors: &[Acceptor(State::Success, Matcher::Output(Expr::Field("text"), Check::Equals("ready")))],
};

#[test]
fn waiters_wait() {
    let http = replay(["text=no", "text=no", "text=ready"].map(Response::new));
    let waiter = Waiter::new(engine(config().http_client(http.clone()).sleep_impl(NoSleep)), &READY);
    let last = waiter.wait_blocking::<Echo>(hello(), Duration::from_secs(100)).unwrap();
    assert_eq!(last.into_result().unwrap().text.as_deref(), Some("ready"));
    assert_eq!(http.requests().len(), 3);
}

/// Blocking there would hold up the other tasks of the thread, and panics in other libraries.
#[tokio::test]
async fn async_code_is_an_error() {
    let http = replay([Response::new("text=hi")]);
    let engine = engine(config().http_client(http.clone()));
    let error = engine.send::<Echo>(hello()).wait().unwrap_err();
    assert!(error.to_string().starts_with(&format!("Echo failed: {REFUSED}")), "{error}");
    let mut pages = Pager::<Echo>::new(engine.clone(), Ok(hello())).send_blocking();
    assert!(pages.next().unwrap().unwrap_err().to_string().contains(REFUSED));
    assert!(pages.next().is_none());
    let waited = Waiter::new(engine.clone(), &READY).wait_blocking::<Echo>(hello(), Duration::from_secs(1));
    let error: WaiterError<_, EchoError> = waited.unwrap_err();
    assert!(matches!(error, WaiterError::ConstructionFailure(_)) && error.to_string().contains(REFUSED), "{error}");
    assert!(http.requests().is_empty(), "nothing was sent");
    let answer = tokio::task::spawn_blocking(move || engine.send::<Echo>(hello()).wait()).await.unwrap();
    assert_eq!(answer.unwrap().text.as_deref(), Some("hi"));
}
