//! Futures with a limit, by whatever timer the configuration has.

use std::cell::Cell;
use std::future::{Future, pending, ready};
use std::panic::catch_unwind;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep, TokioSleep};
use aws_smithy_types::timeout::TimeoutConfig;
use tokio::runtime::{Handle, Id};

use super::upload::Upload;
use crate::config::Settings;
use crate::error::{ConnectorError, Explained, TimedOut};

/// The default limit for making a connection.
const CONNECT: Duration = Duration::from_secs(60);

/// The limits of a client.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeouts {
    pub(crate) connect: Option<Duration>,
    pub(crate) read: Option<Duration>,
    pub(crate) attempt: Option<Duration>,
    pub(crate) operation: Option<Duration>,
}

impl Timeouts {
    pub(crate) fn new(config: Option<&TimeoutConfig>) -> Self {
        let mut config = config.cloned().unwrap_or_else(|| TimeoutConfig::builder().build());
        config.take_defaults_from(&TimeoutConfig::builder().connect_timeout(CONNECT).build());
        Self {
            connect: config.connect_timeout(),
            read: config.read_timeout(),
            attempt: config.operation_attempt_timeout(),
            operation: config.operation_timeout(),
        }
    }
}

/// What measures time: the timer of the configuration, or Tokio's.
#[derive(Debug, Clone)]
pub(crate) struct Timer(Option<SharedAsyncSleep>);

impl Timer {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self(settings.sleep_impl.clone().filter(|sleep| !is_tokio(sleep)))
    }

    /// Whether there is a timer here: Tokio's works only inside its runtime, and only if that has timers.
    pub(crate) fn works(&self) -> bool {
        self.0.is_some() || tokio_has_timers()
    }

    /// Checks that there is a timer here. `users` are what needs it, e.g. `timeouts`.
    ///
    /// # Errors
    ///
    /// When there is none: the error says what to do.
    pub(crate) fn check(&self, users: &str) -> Result<(), Explained> {
        if self.works() {
            return Ok(());
        }
        Err(Explained::new(match Handle::try_current() {
            Ok(_) => format!(
                "{users} need timers, which are turned off in this Tokio runtime; turn them on with `enable_time` of its \
                 builder, or set config::Builder::sleep_impl"
            ),
            Err(_) => format!(
                "{users} need a Tokio runtime, and there is none here; call from within one, or set \
                 config::Builder::sleep_impl"
            ),
        }))
    }

    /// A pause; none at all where there is no timer.
    pub(crate) fn sleep(&self, duration: Duration) -> Sleep {
        self.measured(duration).unwrap_or_else(|| Sleep::new(ready(())))
    }

    /// A pause, where there is a timer.
    fn measured(&self, duration: Duration) -> Option<Sleep> {
        match &self.0 {
            Some(sleep) => Some(sleep.sleep(duration)),
            None => tokio_has_timers().then(|| Sleep::new(tokio::time::sleep(duration))),
        }
    }

    /// The sleep implementation for HTTP clients that measure their own timeouts.
    pub(crate) fn shared(&self) -> SharedAsyncSleep {
        self.0.clone().unwrap_or_else(|| SharedAsyncSleep::new(self.clone()))
    }

    /// Runs a future until the limit, if there is one and a timer to measure it. The future is pinned already, so that it is not copied around.
    pub(crate) fn within<F: Future + Unpin>(
        &self,
        limit: Option<Duration>,
        error: fn(Duration) -> TimedOut,
        future: F,
    ) -> Within<F> {
        let end = limit.and_then(|limit| Some((self.measured(limit)?, error(limit))));
        Within { future, end }
    }
}

/// A future with a limit.
pub(crate) struct Within<F> {
    future: F,
    end: Option<(Sleep, TimedOut)>,
}

impl<F: Future + Unpin> Future for Within<F> {
    type Output = Result<F::Output, TimedOut>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(output) = Pin::new(&mut self.future).poll(cx) {
            return Poll::Ready(Ok(output));
        }
        let Some((sleep, timed_out)) = &mut self.end else { return Poll::Pending };
        let timed_out = *timed_out;
        Pin::new(sleep).poll(cx).map(|()| Err(timed_out))
    }
}

/// The read timeout of an attempt: how long the connection may be silent, from the last time that something came or went.
/// The pause begins when it is first waited for, so what is there at once costs no timer.
pub(super) struct Silence {
    limit: Option<Duration>,
    timer: Timer,
    /// What goes out, if it is more than a piece.
    upload: Option<Arc<Upload>>,
    sleep: Option<Sleep>,
}

impl Silence {
    pub(super) fn new(limit: Option<Duration>, timer: Timer, upload: Option<Arc<Upload>>) -> Self {
        Self { limit, timer, upload, sleep: None }
    }

    /// Begins anew, because something came.
    pub(super) fn broken(&mut self) {
        self.sleep = None;
    }

    /// Gives the error once there has been silence for as long as the limit.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<ConnectorError> {
        let Some(limit) = self.limit else { return Poll::Pending };
        if self.upload.as_ref().is_some_and(|upload| upload.has_moved(cx)) {
            self.sleep = None;
        }
        if self.sleep.is_none() {
            self.sleep = self.timer.measured(limit);
        }
        let Some(sleep) = &mut self.sleep else { return Poll::Pending };
        Pin::new(sleep).poll(cx).map(|()| ConnectorError::timeout(TimedOut::Read(limit).into()))
    }
}

/// What a request under way gives, unless there is silence before.
pub(super) struct Until<'s, F>(pub(super) F, pub(super) &'s mut Silence);

impl<T, F: Future<Output = Result<T, ConnectorError>> + Unpin> Future for Until<'_, F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        match Pin::new(&mut self.0).poll(cx) {
            Poll::Ready(sent) => {
                self.1.broken();
                Poll::Ready(sent)
            }
            Poll::Pending => self.1.poll(cx).map(Err),
        }
    }
}

/// Tokio's timer, for HTTP clients. Where there is none, their limits are never reached.
impl AsyncSleep for Timer {
    fn sleep(&self, duration: Duration) -> Sleep {
        self.measured(duration).unwrap_or_else(|| Sleep::new(pending()))
    }
}

/// Whether this is Tokio's timer as the official crates wrap it, which every `SdkConfig` has: it panics wherever Tokio's does,
/// so it is taken for what is there anyway. What is shared can be told by its text alone.
fn is_tokio(sleep: &SharedAsyncSleep) -> bool {
    format!("{sleep:?}") == format!("{:?}", SharedAsyncSleep::new(TokioSleep::new()))
}

/// Whether this is a Tokio runtime whose timers are on.
///
/// Tokio tells nobody; it panics where a timer is used that is off. So one is tried when a thread meets another runtime than the
/// last time, and what Tokio's panic prints is printed then.
pub(crate) fn tokio_has_timers() -> bool {
    thread_local! {
        static LAST: Cell<Option<(Id, bool)>> = const { Cell::new(None) };
    }
    let Ok(runtime) = Handle::try_current() else { return false };
    let id = runtime.id();
    match LAST.get() {
        Some((last, timers)) if last == id => timers,
        _ => {
            let timers = catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).is_ok();
            LAST.set(Some((id, timers)));
            timers
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;

    #[test]
    fn only_the_connect_timeout_has_a_default() {
        let timeouts = Timeouts::new(None);
        assert_eq!(timeouts.connect, Some(CONNECT));
        assert_eq!((timeouts.read, timeouts.attempt, timeouts.operation), (None, None, None));
        assert_eq!(Timeouts::new(Some(&TimeoutConfig::disabled())).connect, None);
        let second = Duration::from_secs(1);
        let config = TimeoutConfig::builder().connect_timeout(second).read_timeout(second).build();
        let timeouts = Timeouts::new(Some(&config));
        assert_eq!((timeouts.connect, timeouts.read), (Some(second), Some(second)));
    }

    #[test]
    fn the_timer_of_an_sdk_config_is_that_of_tokio() {
        let timer = |sleep: SharedAsyncSleep| Timer::new(&Settings { sleep_impl: Some(sleep), ..Settings::default() });
        let tokio = timer(aws_smithy_async::rt::sleep::default_async_sleep().unwrap());
        assert!(tokio.0.is_none() && !tokio.works(), "there is no runtime here");
        assert!(timer(SharedAsyncSleep::new(Timer(None))).works());
    }

    #[test]
    fn a_timer_works_where_tokio_has_one() {
        use tokio::runtime::Builder;

        let (on, off) = (Builder::new_current_thread().enable_time().build(), Builder::new_current_thread().build());
        let (on, off) = (on.unwrap(), off.unwrap());
        let timer = Timer(None);
        for _ in 0..2 {
            on.block_on(async { assert!(timer.works() && timer.check("timeouts").is_ok()) });
            let told = off.block_on(async { timer.check("timeouts").unwrap_err().to_string() });
            assert!(told.starts_with("timeouts need timers, which are turned off in this Tokio runtime; "), "{told}");
            // Without a timer there are no limits, whoever measures them.
            off.block_on(async { timer.within(Some(Duration::ZERO), TimedOut::Read, pin!(yields())).await.unwrap() });
            assert!(!timer.works(), "there is no runtime here");
        }
    }

    async fn yields() {
        tokio::task::yield_now().await;
    }

    #[tokio::test]
    async fn the_limit_ends_a_future_and_says_so() {
        let timer = Timer(None);
        let limit = Some(Duration::from_millis(1));
        let late = timer.within(limit, TimedOut::Read, std::future::pending::<()>()).await;
        assert_eq!(late, Err(TimedOut::Read(Duration::from_millis(1))));
        assert_eq!(timer.within(limit, TimedOut::Read, pin!(async { 1 })).await, Ok(1));
        assert_eq!(timer.within(None, TimedOut::Read, pin!(async { 2 })).await, Ok(2));
    }
}
