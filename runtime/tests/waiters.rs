//! Waiters poll until something holds. Time is paused: Tokio jumps to the end of each pause.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::future::Future;
use std::time::Duration;

use http::Response;
use support::{Echo, EchoError, NoSleep, Output, config, engine, hello};
use tinsmith::config::Builder;
use tinsmith::config::retry::RetryConfig;
use tinsmith::error::{ProvideErrorMetadata, SdkError};
use tinsmith::internals::jmespath::Expr;
use tinsmith::test::{Replay, replay};
use tinsmith::waiters::error::WaiterError;
use tinsmith::waiters::{Acceptor, Check, Matcher, State, Waited, Waiter, WaiterMeta};
use tokio::time::Instant;

/// Waits until the text is `ready`; never when it is `broken`; goes on when there is none, or a conflict.
static READY: WaiterMeta<'static> = WaiterMeta {
    name: "Ready",
    min_delay: 2,
    max_delay: 8,
    acceptors: &[
        Acceptor(State::Success, Matcher::Output(Expr::Field("text"), Check::Equals("ready"))),
        Acceptor(State::Failure, Matcher::Output(Expr::Field("text"), Check::Equals("broken"))),
        Acceptor(State::Retry, Matcher::Error("Conflict")),
        Acceptor(State::Failure, Matcher::Error("Denied")),
    ],
};

/// Waits until the service answers with any error.
static GONE: WaiterMeta<'static> = WaiterMeta {
    name: "Gone",
    min_delay: 1,
    max_delay: 1,
    acceptors: &[Acceptor(State::Success, Matcher::Success(false))],
};

fn answer(status: u16, body: &'static str) -> Response<&'static str> {
    Response::builder().status(status).body(body).unwrap()
}

fn plain(http: &Replay) -> Builder {
    config().http_client(http.clone()).retry_config(RetryConfig::disabled())
}

fn wait(
    http: &Replay,
    meta: &'static WaiterMeta<'static>,
    seconds: u64,
) -> impl Future<Output = Waited<Echo>> + Send + use<> {
    Waiter::new(engine(plain(http)), meta).wait::<Echo>(hello(), Duration::from_secs(seconds))
}

fn text(waited: Waited<Echo>) -> Option<String> {
    waited.unwrap().into_result().unwrap().text
}

#[tokio::test(start_paused = true)]
async fn polls_go_on_until_it_holds() {
    let http = replay([answer(200, "text=creating"), answer(409, "Conflict: not yet"), answer(200, "text=ready")]);
    let started = Instant::now();
    assert_eq!(text(wait(&http, &READY, 60).await).as_deref(), Some("ready"));
    let requests = http.requests();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| request.body().starts_with(b"name=hello\n")), "each poll has the input");
    // A pause of 2 s, and one of 2 s to 4 s.
    let took = started.elapsed();
    assert!(took >= Duration::from_secs(4) && took <= Duration::from_secs(7), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_state_of_failure_ends_the_waiting() {
    let http = replay([answer(200, "text=creating"), answer(200, "text=broken")]);
    let error = wait(&http, &READY, 60).await.unwrap_err();
    assert!(error.to_string().contains("will not hold; the output of the last call tells why"), "{error}");
    let WaiterError::FailureState(state) = error else { panic!("{error:?}") };
    assert_eq!(state.into_final_poll().into_result().unwrap().text.as_deref(), Some("broken"));

    let http = replay([answer(403, "Denied: no")]);
    let error = wait(&http, &READY, 60).await.unwrap_err();
    assert_eq!(error.to_string(), "what was waited for will not hold: Denied: no");
    assert_eq!(error.meta().code(), Some("Denied"));
    let WaiterError::FailureState(state) = error else { panic!("{error:?}") };
    assert!(matches!(state.final_poll().as_result(), Err(EchoError::Unhandled(_))));
}

#[tokio::test(start_paused = true)]
async fn an_error_may_be_what_is_waited_for() {
    let http = replay([answer(200, "text=there"), answer(404, "NotFound: gone")]);
    let last = wait(&http, &GONE, 60).await.unwrap().into_result();
    assert!(matches!(&last, Err(SdkError::ServiceError(_))), "{last:?}");
}

#[tokio::test(start_paused = true)]
async fn failures_that_nothing_expects_end_the_waiting() {
    let http = replay([answer(200, "text=creating"), answer(400, "Odd: what?")]);
    let error = wait(&http, &READY, 60).await.unwrap_err();
    assert!(error.to_string().starts_with("a call failed while waiting: Echo failed: Odd: what?"), "{error}");
    assert_eq!(error.meta().code(), Some("Odd"));
    let WaiterError::OperationFailed(failed) = error else { panic!("{error:?}") };
    assert!(matches!(failed.into_error(), SdkError::ServiceError(_)));

    // The service did not answer: that is no error of the service, even for a waiter that waits for any.
    let http = replay::<&str>([]);
    let error = wait(&http, &GONE, 60).await.unwrap_err();
    let WaiterError::OperationFailed(failed) = error else { panic!("{error:?}") };
    assert!(matches!(failed.error(), SdkError::DispatchFailure(_)));
}

#[tokio::test(start_paused = true)]
async fn the_time_is_limited() {
    let creating = || tinsmith::test::respond(|_| Ok(answer(200, "text=creating").map(Into::into)));
    let (http, started) = (creating(), Instant::now());
    let error = wait(&http, &READY, 30).await.unwrap_err();
    let polls = http.requests().len();
    let expected = format!("what was waited for did not hold within 30s, after {polls} calls");
    assert_eq!(error.to_string(), expected);
    let WaiterError::ExceededMaxWait(late) = &error else { panic!("{error:?}") };
    assert_eq!((late.max_wait(), late.poll_count() as usize), (Duration::from_secs(30), polls));
    assert!(late.elapsed() <= Duration::from_secs(30) && started.elapsed() <= Duration::from_secs(31));
    assert!(polls >= 4, "the pauses are at most 8 s: {polls}");

    // There is always one poll, and a timer with a clock of its own does not make it a busy loop.
    let http = creating();
    assert!(matches!(wait(&http, &READY, 0).await, Err(WaiterError::ExceededMaxWait(_))));
    assert_eq!(http.requests().len(), 1);
    let http = creating();
    let waiter = Waiter::new(engine(plain(&http).sleep_impl(NoSleep)), &READY);
    let waited = waiter.wait::<Echo>(hello(), Duration::from_secs(600)).await;
    assert!(matches!(waited, Err(WaiterError::ExceededMaxWait(_))));
    assert!(http.requests().len() <= 302, "{}", http.requests().len());
}

#[tokio::test(start_paused = true)]
async fn dropping_the_future_ends_the_polls() {
    let http = replay([answer(200, "text=creating"), answer(200, "text=ready")]);
    let waiting = wait(&http, &READY, 60);
    assert!(tokio::time::timeout(Duration::from_secs(1), waiting).await.is_err());
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(http.requests().len(), 1);
}

#[test]
fn waiting_needs_something_to_measure_time() {
    let http = replay::<&str>([]);
    let mut waiting = Box::pin(wait(&http, &READY, 60));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = waiting.as_mut().poll(&mut context) else { panic!("it cannot go on") };
    assert!(error.to_string().starts_with("the waiter cannot be used: waiters need a Tokio runtime"), "{error}");
    assert!(matches!(error, WaiterError::<Output, EchoError>::ConstructionFailure(_)));
}
