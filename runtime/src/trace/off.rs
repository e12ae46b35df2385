//! Nothing in the places of spans and events.

use std::time::Duration;

use http::response::Parts;

use super::Reason;
use crate::meta::OperationMeta;

#[inline(always)]
pub(crate) fn operation<F>(_: &'static OperationMeta, call: F) -> F {
    call
}

#[inline(always)]
pub(crate) fn try_op<F>(attempts: F) -> F {
    attempts
}

#[inline(always)]
pub(crate) fn try_attempt<F>(_: u32, attempt: F) -> F {
    attempt
}

#[inline(always)]
pub(crate) fn endpoint<T>(choose: impl FnOnce() -> T) -> T {
    choose()
}

#[inline(always)]
pub(crate) fn load_identity<F>(load: F) -> F {
    load
}

#[inline(always)]
pub(crate) fn sign<T>(sign: impl FnOnce() -> T) -> T {
    sign()
}

#[cfg(feature = "rustls")]
#[inline(always)]
pub(crate) fn connect<F>(_: &str, _: u16, connect: F) -> F {
    connect
}

#[inline(always)]
pub(crate) fn read_body<F>(read: F) -> F {
    read
}

#[inline(always)]
pub(crate) fn waiter<F>(wait: F) -> F {
    wait
}

#[inline(always)]
pub(crate) fn responded(_: &Parts) {}

#[inline(always)]
pub(crate) fn expires_early() {}

#[inline(always)]
pub(crate) fn retries<'a>(_: u32, _: impl FnOnce() -> Reason<'a>, _: Duration) {}

#[inline(always)]
pub(crate) fn gives_up<'a>(_: u32, _: impl FnOnce() -> Reason<'a>) {}
