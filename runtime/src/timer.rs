//! Pauses and limits of futures, by the timer of the configuration or Tokio's.

use std::cell::Cell;
use std::future::{Future, pending, ready};
use std::panic::catch_unwind;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep, TokioSleep};
use tokio::runtime::{Handle, Id};

use crate::error::{ContextError, TimedOut};

/// The timer of the configuration, or Tokio's.
#[derive(Debug, Clone)]
pub(crate) struct Timer(Option<SharedAsyncSleep>);

impl Timer {
    /// The timer over a sleep implementation; Tokio's without one.
    pub(crate) fn new(sleep: Option<&SharedAsyncSleep>) -> Self {
        Self(sleep.filter(|sleep| !is_tokio(sleep)).cloned())
    }

    /// Whether there is a timer here: Tokio's works only inside its runtime, and only if that has timers.
    pub(crate) fn works(&self) -> bool {
        self.0.is_some() || tokio_has_timers()
    }

    /// Checks that there is a timer here. `users` names what needs one, e.g. `timeouts`.
    ///
    /// # Errors
    ///
    /// Fails if there is none.
    pub(crate) fn check(&self, users: &str) -> Result<(), ContextError> {
        if self.works() {
            return Ok(());
        }
        Err(ContextError::new(match Handle::try_current() {
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

    /// A pause; none where there is no timer.
    pub(crate) fn sleep(&self, duration: Duration) -> Sleep {
        self.measured(duration).unwrap_or_else(|| Sleep::new(ready(())))
    }

    /// A pause, where there is a timer.
    pub(crate) fn measured(&self, duration: Duration) -> Option<Sleep> {
        match &self.0 {
            Some(sleep) => Some(sleep.sleep(duration)),
            None => tokio_has_timers().then(|| Sleep::new(tokio::time::sleep(duration))),
        }
    }

    /// The sleep implementation for HTTP clients that measure their own timeouts.
    pub(crate) fn shared(&self) -> SharedAsyncSleep {
        self.0.clone().unwrap_or_else(|| SharedAsyncSleep::new(self.clone()))
    }

    /// Runs a future until the limit, if there is one and a timer to measure it. The future is pinned already, so that it is not
    /// copied around. The pause begins when the future first waits, so what is there at once costs no timer.
    pub(crate) fn within<F: Future + Unpin>(
        &self,
        limit: Option<Duration>,
        error: fn(Duration) -> TimedOut,
        future: F,
    ) -> Within<'_, F> {
        Within { future, timer: self, limit: limit.map(error), sleep: None }
    }
}

/// A future with a limit.
pub(crate) struct Within<'t, F> {
    future: F,
    timer: &'t Timer,
    limit: Option<TimedOut>,
    sleep: Option<Sleep>,
}

impl<F: Future + Unpin> Future for Within<'_, F> {
    type Output = Result<F::Output, TimedOut>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(output) = Pin::new(&mut self.future).poll(cx) {
            return Poll::Ready(Ok(output));
        }
        let Some(timed_out) = self.limit else { return Poll::Pending };
        if self.sleep.is_none() {
            self.sleep = self.timer.measured(timed_out.limit());
        }
        let Some(sleep) = &mut self.sleep else { return Poll::Pending };
        Pin::new(sleep).poll(cx).map(|()| Err(timed_out))
    }
}

/// Tokio's timer, for HTTP clients. Where there is none, their limits are never reached.
impl AsyncSleep for Timer {
    fn sleep(&self, duration: Duration) -> Sleep {
        self.measured(duration).unwrap_or_else(|| Sleep::new(pending()))
    }
}

/// Whether this is Tokio's timer as the official crates wrap it, which every `SdkConfig` has: it panics wherever Tokio's does,
/// so it is taken for what is there anyway. A shared timer can be recognised by its text alone.
fn is_tokio(sleep: &SharedAsyncSleep) -> bool {
    format!("{sleep:?}") == format!("{:?}", SharedAsyncSleep::new(TokioSleep::new()))
}

/// Whether this is a Tokio runtime whose timers are on.
///
/// Tokio has no function for it; it panics where a timer is used that is off. So one is tried when a thread meets another
/// runtime than the last time, and what Tokio's panic prints is printed then.
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
    fn the_timer_of_an_sdk_config_is_that_of_tokio() {
        let timer = |sleep: SharedAsyncSleep| Timer::new(Some(&sleep));
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
