//! The timeouts of a client, and the read timeout of an attempt.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_async::rt::sleep::Sleep;
use aws_smithy_types::timeout::TimeoutConfig;

use super::upload::Upload;
use crate::error::{ConnectorError, TimedOut};
use crate::timer::Timer;

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

/// The read timeout of an attempt: how long the connection may be silent, from the last time that something came or went.
/// The pause begins when it is first waited for, so what is there at once costs no timer.
pub(super) struct ReadTimeout {
    limit: Option<Duration>,
    timer: Timer,
    /// The upload, if it is more than a piece.
    upload: Option<Arc<Upload>>,
    sleep: Option<Sleep>,
}

impl ReadTimeout {
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

/// The response to a request under way, unless the read timeout runs out before.
pub(super) struct WithReadTimeout<'s, F>(pub(super) F, pub(super) &'s mut ReadTimeout);

impl<T, F: Future<Output = Result<T, ConnectorError>> + Unpin> Future for WithReadTimeout<'_, F> {
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

#[cfg(test)]
mod tests {
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
}
