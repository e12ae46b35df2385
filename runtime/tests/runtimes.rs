//! Clients that are used from several Tokio runtimes, or from one that can do less than others.
#![cfg(feature = "rustls")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::time::Duration;

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep, TokioSleep};
use support::server::{Server, ok, settle};
use support::{Echo, EchoError, Output, config, engine, hello};
use tinsmith::Engine;
use tinsmith::config::Builder;
use tinsmith::config::timeout::TimeoutConfig;
use tinsmith::error::SdkError;
use tinsmith::test::respond;
use tokio::runtime;

type Result = std::result::Result<Output, SdkError<EchoError>>;

/// Generous, for busy machines; what is tested is that a call ends at all.
const LONG: Duration = Duration::from_secs(60);

fn with_everything() -> runtime::Runtime {
    runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

async fn call(engine: &Engine) -> Result {
    let answer = engine.send::<Echo>(hello()).await;
    settle().await;
    answer
}

/// A runtime that is alive but not driven holds connections on which nothing moves.
#[test]
fn each_runtime_uses_its_own_connections() {
    let server = Server::apart([ok("text=hi")]);
    let engine = engine(config().endpoint_url(server.url()));
    let runtimes = [with_everything(), with_everything(), with_everything()];
    for _ in 0..3 {
        for runtime in &runtimes {
            let answer = runtime.block_on(async { tokio::time::timeout(LONG, call(&engine)).await });
            answer.expect("the call ends").unwrap();
        }
    }
    assert_eq!((server.connections(), server.requests().len()), (3, 9));
}

/// Sleeps for ever.
#[derive(Debug)]
struct NoEnd;

impl AsyncSleep for NoEnd {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::pending())
    }
}

/// The outcomes of two calls from a runtime that has IO or not, and timers or not.
fn from(io: bool, time: bool, config: Builder) -> String {
    let mut builder = runtime::Builder::new_current_thread();
    if io {
        builder.enable_io();
    }
    if time {
        builder.enable_time();
    }
    let server = Server::apart([ok("text=hi")]);
    // The name may have addresses of both families, between which connecting pauses where it can.
    let host = format!("localhost:{}", server.address().port());
    let engine = engine(config.endpoint_url(format!("http://{host}")));
    builder.build().unwrap().block_on(async {
        match (call(&engine).await, call(&engine).await) {
            (Ok(_), Ok(_)) => format!("{} connections", server.connections()),
            (Err(error), _) | (_, Err(error)) => error.to_string().replace(&host, "HOST"),
        }
    })
}

#[test]
fn what_a_runtime_cannot_do_is_told() {
    const NO_TIMERS: &str = "Echo failed: timeouts need timers, which are turned off in this Tokio runtime; turn them on with \
         `enable_time` of its builder, or set config::Builder::sleep_impl";
    const NO_IO: &str = "Echo failed: cannot connect to HOST: IO is turned off in this Tokio runtime; turn it on with \
         `enable_io` of its builder, or set config::Builder::http_client";
    const FINE: &str = "1 connections";
    const PLUGGED: &str = "0 connections";
    let timed = |config: Builder| config.timeout_config(TimeoutConfig::builder().operation_timeout(LONG).build());
    let plugged = || config().http_client(respond(|_| Ok(http::Response::new("text=hi".into()))));
    // With neither, with IO, with timers, with both.
    let cases = [
        ("by default connecting has a limit", config(), [NO_TIMERS, NO_TIMERS, NO_IO, FINE]),
        ("the timer of an `SdkConfig`", config().sleep_impl(TokioSleep::new()), [NO_TIMERS, NO_TIMERS, NO_IO, FINE]),
        ("a timer of its own", config().sleep_impl(NoEnd), [NO_IO, FINE, NO_IO, FINE]),
        ("no limits", config().timeout_config(TimeoutConfig::disabled()), [NO_IO, FINE, NO_IO, FINE]),
        ("an HTTP client", plugged(), [PLUGGED; 4]),
        ("an HTTP client and a limit", timed(plugged()), [NO_TIMERS, NO_TIMERS, PLUGGED, PLUGGED]),
    ];
    for (name, config, expected) in cases {
        for ((io, time), expected) in
            [(false, false), (true, false), (false, true), (true, true)].into_iter().zip(expected)
        {
            assert_eq!(from(io, time, config.clone()), expected, "{name}, IO {io}, timers {time}");
        }
    }
}
