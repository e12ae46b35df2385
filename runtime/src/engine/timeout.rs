//! Futures with a limit, by whatever timer the configuration has.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
use aws_smithy_types::timeout::TimeoutConfig;
use tokio::runtime::Handle;

use crate::config::Settings;
use crate::error::TimedOut;

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
        Self(settings.sleep_impl.clone())
    }

    /// Whether there is a timer here: Tokio's works only inside its runtime.
    pub(crate) fn works(&self) -> bool {
        self.0.is_some() || Handle::try_current().is_ok()
    }

    /// A pause; none at all outside of a runtime.
    pub(crate) fn sleep(&self, duration: Duration) -> Sleep {
        match &self.0 {
            Some(sleep) => sleep.sleep(duration),
            None if self.works() => Sleep::new(tokio::time::sleep(duration)),
            None => Sleep::new(std::future::ready(())),
        }
    }

    /// The sleep implementation for HTTP clients that measure their own timeouts.
    pub(crate) fn shared(&self) -> SharedAsyncSleep {
        self.0.clone().unwrap_or_else(|| SharedAsyncSleep::new(self.clone()))
    }

    /// Runs a future until the limit, if there is one. The future is pinned already, so that it is not copied around.
    pub(crate) fn within<F: Future + Unpin>(
        &self,
        limit: Option<Duration>,
        error: fn(Duration) -> TimedOut,
        future: F,
    ) -> Within<F> {
        let end = limit.map(|limit| (self.sleep(limit), error(limit)));
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

impl AsyncSleep for Timer {
    fn sleep(&self, duration: Duration) -> Sleep {
        Self::sleep(self, duration)
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
