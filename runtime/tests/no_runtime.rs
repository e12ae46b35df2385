//! Calls outside of any async runtime.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::time::Duration;

use http::Response;
use support::{Echo, config, engine, hello};
use tinsmith::config::timeout::TimeoutConfig;
use tinsmith::test::{Replay, replay};

fn http() -> Replay {
    replay([Response::new("text=hi")])
}

#[test]
fn a_call_needs_no_runtime_if_its_http_client_needs_none() {
    let future = engine(config().http_client(http())).send::<Echo>(hello());
    fn is_send<T: Send>(_: &T) {}
    is_send(&future);
    assert!(size_of_val(&future) <= 64, "{}", size_of_val(&future));
    assert_eq!(block_on(future).unwrap().text.as_deref(), Some("hi"));
}

#[cfg(feature = "rustls")]
#[test]
fn without_a_runtime_the_default_connection_is_an_error() {
    let error = block_on(engine(config()).send::<Echo>(hello())).unwrap_err();
    assert!(error.to_string().starts_with("Echo failed: the default connection needs a Tokio runtime"), "{error}");
}

#[test]
fn without_a_runtime_timeouts_are_an_error() {
    let timed = TimeoutConfig::builder().operation_timeout(Duration::from_secs(1)).build();
    let timed = engine(config().http_client(http()).timeout_config(timed));
    let error = block_on(timed.send::<Echo>(hello())).unwrap_err();
    assert!(error.to_string().contains("timeouts need a Tokio runtime"), "{error}");
}

/// Polls a future that is never pending for long.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
    }
}
