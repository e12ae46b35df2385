//! Protection from bodies that stall: streams of which less than a byte a second goes out or comes.
//!
//! The official runtime measures throughput over the last second, and gives up once it has been too small for a period of grace. The
//! least of a byte a second makes that a silence of both together.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};

use aws_smithy_async::rt::sleep::Sleep;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;

use super::upload::PIECE;
use crate::config::SharedTimeSource;
use crate::error::{BoxError, ContextError};
use crate::meta::{Bodies, OperationMeta};
use crate::timer::Timer;

/// The time over which throughput is measured.
const WINDOW: Duration = Duration::from_secs(1);

/// The period of grace by default.
const GRACE: Duration = Duration::from_secs(5);

/// The timer and the clock of a client.
pub(super) type Clocks<'c> = (&'c Timer, &'c SharedTimeSource);

/// The longest silences of bodies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StallLimits {
    upload: Option<Duration>,
    download: Option<Duration>,
    /// Whether that holds for all bodies of responses. By default those are not watched that are a piece and are read whole: they
    /// are there or about to be, and a timer would cost more than reading them.
    small: bool,
}

impl StallLimits {
    pub(crate) fn new(config: Option<&StalledStreamProtectionConfig>) -> Self {
        let limit = config.map_or(GRACE, StalledStreamProtectionConfig::grace_period) + WINDOW;
        let enabled = |is: fn(&StalledStreamProtectionConfig) -> bool| config.is_none_or(is).then_some(limit);
        Self {
            upload: enabled(StalledStreamProtectionConfig::upload_enabled),
            download: enabled(StalledStreamProtectionConfig::download_enabled),
            small: config.is_some(),
        }
    }

    /// Whether the program asked for it.
    pub(crate) fn are_asked_for(&self) -> bool {
        self.small && self.upload.or(self.download).is_some()
    }

    /// The limits of an operation.
    pub(crate) fn of(self, meta: &OperationMeta) -> Self {
        let may_stall = meta.bodies == Bodies::MayStall || meta.output.has_events();
        if may_stall { Self { upload: None, download: None, ..self } } else { self }
    }

    pub(crate) fn upload(&self) -> Option<Duration> {
        self.upload
    }

    /// The limit for the body of a response, whose length may be known.
    pub(crate) fn download(&self, is_stream: bool, length: Option<u64>) -> Option<Duration> {
        let is_small = !is_stream && length.is_some_and(|length| length <= PIECE as u64);
        self.download.filter(|_| self.small || !is_small)
    }
}

/// A body that is watched. Looking every second whether something moved costs less than a timer for each piece.
pub(super) struct Stall {
    limit: Option<Duration>,
    /// Whether something moved since it was last looked at.
    pub(super) moved: bool,
    sleep: Option<Sleep>,
    /// The seconds in which nothing has moved, and the time when they began. Both must be as long as the limit: the timer of a
    /// test may end at once, and clocks are set.
    quiet: Duration,
    since: Option<SystemTime>,
}

impl Stall {
    pub(super) fn new(limit: Option<Duration>) -> Self {
        Self { limit, moved: false, sleep: None, quiet: Duration::ZERO, since: None }
    }

    /// Gives the limit once nothing has moved for as long, in seconds at whose end something should have.
    pub(super) fn poll(
        &mut self,
        (timer, time): Clocks<'_>,
        cx: &mut Context<'_>,
        should: impl FnOnce() -> bool,
    ) -> Poll<Duration> {
        let Some(limit) = self.limit else { return Poll::Pending };
        if self.sleep.is_none() {
            self.sleep = timer.measured(WINDOW);
        }
        let Some(sleep) = &mut self.sleep else { return Poll::Pending };
        ready!(Pin::new(sleep).poll(cx));
        self.sleep = None;
        if std::mem::take(&mut self.moved) || !should() {
            self.since = None;
        }
        let now = time.now();
        match self.since.map(|since| now.duration_since(since).unwrap_or_default()) {
            Some(elapsed) => {
                self.quiet += WINDOW;
                if self.quiet.min(elapsed) >= limit {
                    return Poll::Ready(limit);
                }
            }
            None => (self.since, self.quiet) = (Some(now), Duration::ZERO),
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// The error of a body that stalled.
#[cold]
pub(crate) fn stalled(what: &str, limit: Duration) -> BoxError {
    ContextError::new(format!(
        "{what} for {limit:?}, which is less than a byte a second; config::Builder::stalled_stream_protection sets how long that is \
         borne"
    ))
    .into()
}
