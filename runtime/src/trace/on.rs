//! Spans and events.

use std::future::Future;
use std::time::Duration;

use http::response::Parts;
use tracing::field::Empty;
use tracing::instrument::Instrumented;
use tracing::{Instrument, Span, debug, debug_span, warn};

use super::{Reason, site};
use crate::http::request_id;
use crate::meta::OperationMeta;

/// A number by which the lines of one call or waiter are found.
pub(super) fn number() -> u32 {
    fastrand::u32(1_000_000..10_000_000)
}

/// Spans a call.
pub(crate) fn operation<F: Future>(meta: &'static OperationMeta, call: F) -> Instrumented<F> {
    call.instrument(site::span(meta))
}

/// Spans the attempts of a call.
pub(crate) fn try_op<F: Future>(attempts: F) -> Instrumented<F> {
    attempts.instrument(debug_span!(target: "tinsmith", "try_op"))
}

/// Spans an attempt; the first has the number 1.
pub(crate) fn try_attempt<F: Future>(number: u32, attempt: F) -> Instrumented<F> {
    let span = debug_span!(target: "tinsmith", "try_attempt", attempt = number, status = Empty, request_id = Empty);
    attempt.instrument(span)
}

/// Spans the choice of an endpoint.
pub(crate) fn endpoint<T>(choose: impl FnOnce() -> T) -> T {
    debug_span!(target: "tinsmith", "orchestrate_endpoint").in_scope(choose)
}

/// Spans loading an identity.
pub(crate) fn load_identity<F: Future>(load: F) -> Instrumented<F> {
    load.instrument(debug_span!(target: "tinsmith", "lazy_load_identity"))
}

/// Spans signing a request.
pub(crate) fn sign<T>(sign: impl FnOnce() -> T) -> T {
    debug_span!(target: "tinsmith", "sign").in_scope(sign)
}

/// Spans making a connection.
#[cfg(feature = "rustls")]
pub(crate) fn connect<F: Future>(host: &str, port: u16, connect: F) -> Instrumented<F> {
    let span = debug_span!(target: "tinsmith", "connect", server.address = host, server.port = port);
    connect.instrument(span)
}

/// Spans reading the body of a response.
pub(crate) fn read_body<F: Future>(read: F) -> Instrumented<F> {
    read.instrument(debug_span!(target: "tinsmith", "read_body"))
}

/// Spans the calls of a waiter.
#[inline]
pub(crate) fn waiter<F: Future>(wait: F) -> Instrumented<F> {
    wait.instrument(waiter_span())
}

fn waiter_span() -> Span {
    debug_span!(target: "tinsmith", "waiter", waiter_id = number())
}

/// Notes the response to the attempt whose span this is.
pub(crate) fn responded(head: &Parts) {
    let (span, status, request_id) = (Span::current(), head.status.as_u16(), request_id(&head.headers));
    span.record("status", status);
    if let Some(request_id) = request_id {
        span.record("request_id", request_id);
    }
    debug!(target: "tinsmith", status, request_id, "received a response");
}

/// Warns that a presigned request is good for a shorter time than was asked for.
#[inline]
pub(crate) fn expires_early() {
    warn!(target: "tinsmith", "the credentials expire before the presigned request, and it with them");
}

/// Notes that an attempt failed, and that another follows after a pause.
pub(crate) fn retries<'a>(number: u32, reason: impl FnOnce() -> Reason<'a>, delay: Duration) {
    match reason() {
        Reason::Service(status, code) => {
            debug!(target: "tinsmith", attempt = number, status, code, ?delay, "the attempt failed; another follows");
        }
        Reason::NoAnswer(reason) => {
            debug!(target: "tinsmith", attempt = number, reason, ?delay, "the attempt failed; another follows");
        }
    }
}

/// Notes that an attempt failed, and that none follows.
pub(crate) fn gives_up<'a>(number: u32, reason: impl FnOnce() -> Reason<'a>) {
    match reason() {
        Reason::Service(status, code) => {
            debug!(target: "tinsmith", attempt = number, status, code, "the attempt failed; none follows");
        }
        Reason::NoAnswer(reason) => {
            debug!(target: "tinsmith", attempt = number, reason, "the attempt failed; none follows")
        }
    }
}
