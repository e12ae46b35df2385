//! A time that a test moves.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_async::time::TimeSource;

/// A time source and sleep implementation whose time stands still but for what a test does with it. Clones share the time.
///
/// With [`Clock::new`] a pause moves the time and ends at once: retries and waiters take no time, and [`pauses`](Self::pauses)
/// tells how long they would have paused. A timeout runs out as soon as nothing else can go on, so this is for HTTP clients
/// that answer from memory. With [`Clock::manual`] a pause ends when [`advance`](Self::advance) has moved the time past it.
///
/// ```
/// use std::time::Duration;
/// use tinsmith::config::{AsyncSleep, Config};
/// use tinsmith::test::Clock;
///
/// let clock = Clock::new();
/// let config = Config::builder().time_source(clock.clone()).sleep_impl(clock.clone()).build();
/// // A client with `config` retries without waiting, and `clock.pauses()` has the pauses.
/// # let _ = config;
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(clock.sleep(Duration::from_secs(2)));
/// assert_eq!(clock.pauses(), [Duration::from_secs(2)]);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct Clock(Arc<Mutex<State>>);

struct State {
    now: SystemTime,
    skips: bool,
    pauses: Vec<Duration>,
    waiting: Vec<(SystemTime, Waker)>,
}

impl Clock {
    /// A clock whose pauses end at once and move the time. It begins in February of 2009.
    #[inline]
    pub fn new() -> Self {
        Self::at(UNIX_EPOCH + Duration::from_secs(1_234_567_890))
    }

    /// The same, beginning with a time.
    #[inline]
    pub fn at(now: SystemTime) -> Self {
        Self(Arc::new(Mutex::new(State { now, skips: true, pauses: Vec::new(), waiting: Vec::new() })))
    }

    /// A clock whose pauses end when [`advance`](Self::advance) has moved the time past them.
    #[inline]
    pub fn manual() -> Self {
        let clock = Self::new();
        clock.lock().skips = false;
        clock
    }

    /// Moves the time, and ends the pauses that are over then.
    #[inline]
    pub fn advance(&self, duration: Duration) {
        let mut state = self.lock();
        let now = state.now + duration;
        state.now = now;
        let (over, waiting) = std::mem::take(&mut state.waiting).into_iter().partition(|(end, _)| *end <= now);
        state.waiting = waiting;
        drop(state);
        let over: Vec<(SystemTime, Waker)> = over;
        over.into_iter().for_each(|(_, waker)| waker.wake());
    }

    /// The lengths of the pauses that came to their end, in the order in which they did.
    #[inline]
    pub fn pauses(&self) -> Vec<Duration> {
        self.lock().pauses.clone()
    }

    #[inline]
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Clock {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl TimeSource for Clock {
    #[inline]
    fn now(&self) -> SystemTime {
        self.lock().now
    }
}

impl AsyncSleep for Clock {
    #[inline]
    fn sleep(&self, duration: Duration) -> Sleep {
        let end = self.now() + duration;
        Sleep::new(Pause { clock: self.clone(), end, duration })
    }
}

impl fmt::Debug for Clock {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("now", &self.now()).finish_non_exhaustive()
    }
}

/// A pause on its way.
struct Pause {
    clock: Clock,
    end: SystemTime,
    duration: Duration,
}

impl Future for Pause {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut state = self.clock.lock();
        if state.skips {
            state.now = state.now.max(self.end);
        }
        if state.now < self.end {
            state.waiting.push((self.end, cx.waker().clone()));
            return Poll::Pending;
        }
        state.pauses.push(self.duration);
        Poll::Ready(())
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use super::*;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[tokio::test]
    async fn pauses_end_at_once_and_move_the_time() {
        let clock = Clock::new();
        let began = clock.now();
        let (short, long) = (clock.sleep(seconds(1)), clock.sleep(seconds(5)));
        long.await;
        short.await;
        assert_eq!(clock.now(), began + seconds(5), "both began at the same time");
        assert_eq!(clock.pauses(), [seconds(5), seconds(1)]);
    }

    #[tokio::test]
    async fn pauses_of_a_manual_clock_end_when_the_time_has_come() {
        let clock = Clock::manual();
        let mut pause = pin!(clock.sleep(seconds(2)));
        let mut cx = Context::from_waker(Waker::noop());
        for _ in 0..2 {
            assert!(pause.as_mut().poll(&mut cx).is_pending());
            clock.advance(seconds(1) - Duration::from_nanos(1));
        }
        assert!(clock.pauses().is_empty());
        let sleeping = tokio::spawn(clock.sleep(seconds(1)));
        tokio::task::yield_now().await;
        clock.advance(seconds(1));
        sleeping.await.unwrap();
        assert!(pause.as_mut().poll(&mut cx).is_ready());
        assert_eq!(clock.pauses(), [seconds(1), seconds(2)]);
    }
}
