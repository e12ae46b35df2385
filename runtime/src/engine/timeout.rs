//! The timeouts of a client, and the silence of an attempt.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use aws_smithy_async::rt::sleep::Sleep;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::timeout::TimeoutConfig;

use super::stall::{Clocks, Stall, StallLimits, stalled};
use super::upload::Upload;
use crate::config::SharedTimeSource;
use crate::error::{BoxError, ConnectorError, TimedOut};
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
    pub(crate) stall: StallLimits,
}

impl Timeouts {
    pub(crate) fn new(config: Option<&TimeoutConfig>, protection: Option<&StalledStreamProtectionConfig>) -> Self {
        let mut config = config.cloned().unwrap_or_else(|| TimeoutConfig::builder().build());
        config.take_defaults_from(&TimeoutConfig::builder().connect_timeout(CONNECT).build());
        Self {
            connect: config.connect_timeout(),
            read: config.read_timeout(),
            attempt: config.operation_attempt_timeout(),
            operation: config.operation_timeout(),
            stall: StallLimits::new(protection),
        }
    }
}

/// The silence of an attempt: how long nothing comes or goes, by the read timeout and by the protection from bodies that stall.
/// Empty where neither holds, so that most calls have no room for it.
pub(super) struct Silence(Option<Box<Watch>>);

/// An attempt that is watched. Pauses begin when they are first waited for, so what is there at once costs no timer.
struct Watch {
    timer: Timer,
    time: SharedTimeSource,
    /// The upload, if it is more than a piece.
    upload: Option<Arc<Upload>>,
    read: Option<Duration>,
    sleep: Option<Sleep>,
    stall: Stall,
}

impl Silence {
    /// The silence of a request that is sent.
    pub(super) fn new(
        read: Option<Duration>,
        clocks: Clocks<'_>,
        upload: Option<(Arc<Upload>, Option<Duration>)>,
    ) -> Self {
        let (upload, stall) = upload.map_or((None, None), |(upload, stall)| (Some(upload), stall));
        Self(read.or(stall).map(|_| Watch::new(clocks, upload, read, stall)))
    }

    /// Begins anew with the body of the response, which has a limit of its own for stalling.
    pub(super) fn answered(&mut self, stall: Option<Duration>, clocks: Clocks<'_>) {
        match &mut self.0 {
            Some(watch) => (watch.sleep, watch.stall) = (None, Stall::new(stall)),
            None => self.0 = stall.map(|_| Watch::new(clocks, None, None, stall)),
        }
    }

    /// Notes that something of the body came.
    pub(super) fn broken(&mut self) {
        if let Some(watch) = &mut self.0 {
            watch.sleep = None;
            watch.stall.moved = true;
        }
    }

    /// Gives the error once the request has been under way without a sign for too long.
    fn poll_request(&mut self, cx: &mut Context<'_>) -> Poll<ConnectorError> {
        self.0.as_mut().map_or(Poll::Pending, |watch| watch.poll_request(cx))
    }

    /// Gives the error once the body of the response has been silent for too long. That of the read timeout is a
    /// [`ConnectorError`], as before there is a response.
    pub(super) fn poll_body(&mut self, cx: &mut Context<'_>) -> Poll<BoxError> {
        self.0.as_mut().map_or(Poll::Pending, |watch| watch.poll_body(cx))
    }
}

impl Watch {
    #[cold]
    fn new(
        (timer, time): Clocks<'_>,
        upload: Option<Arc<Upload>>,
        read: Option<Duration>,
        stall: Option<Duration>,
    ) -> Box<Self> {
        let (timer, time) = (timer.clone(), time.clone());
        Box::new(Self { timer, time, upload, read, sleep: None, stall: Stall::new(stall) })
    }

    fn poll_request(&mut self, cx: &mut Context<'_>) -> Poll<ConnectorError> {
        if let Poll::Ready(error) = self.poll_read(cx) {
            return Poll::Ready(error);
        }
        let Some(upload) = &self.upload else { return Poll::Pending };
        let limit = ready!(self.stall.poll((&self.timer, &self.time), cx, || upload.is_stuck()));
        Poll::Ready(ConnectorError::timeout(stalled("nothing of the body of the request went out", limit)))
    }

    fn poll_body(&mut self, cx: &mut Context<'_>) -> Poll<BoxError> {
        if let Poll::Ready(error) = self.poll_read(cx) {
            return Poll::Ready(error.into());
        }
        let limit = ready!(self.stall.poll((&self.timer, &self.time), cx, || true));
        Poll::Ready(stalled("nothing of the body of the response came", limit))
    }

    /// Gives the error once the read timeout is over.
    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<ConnectorError> {
        let Some(limit) = self.read else { return Poll::Pending };
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

/// The response to a request under way, unless there is silence for too long before.
pub(super) struct WithSilence<'s, F>(pub(super) F, pub(super) &'s mut Silence);

impl<T, F: Future<Output = Result<T, ConnectorError>> + Unpin> Future for WithSilence<'_, F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        match Pin::new(&mut self.0).poll(cx) {
            Poll::Ready(sent) => Poll::Ready(sent),
            Poll::Pending => self.1.poll_request(cx).map(Err),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_connect_timeout_has_a_default() {
        let timeouts = Timeouts::new(None, None);
        assert_eq!(timeouts.connect, Some(CONNECT));
        assert_eq!((timeouts.read, timeouts.attempt, timeouts.operation), (None, None, None));
        assert_eq!(Timeouts::new(Some(&TimeoutConfig::disabled()), None).connect, None);
        let second = Duration::from_secs(1);
        let config = TimeoutConfig::builder().connect_timeout(second).read_timeout(second).build();
        let timeouts = Timeouts::new(Some(&config), None);
        assert_eq!((timeouts.connect, timeouts.read), (Some(second), Some(second)));
    }
}
