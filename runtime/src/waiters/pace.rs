//! How long a waiter pauses (<https://smithy.io/2.0/additional-specs/waiters.html#waiter-retries>).

use std::time::Duration;

use tokio::time::Instant;

use super::WaiterMeta;
use crate::engine::Timer;
use crate::error::BoxError;

/// The pauses of one waiting.
pub(super) struct Pace {
    min: Duration,
    max: Duration,
    limit: Duration,
    timer: Timer,
    started: Instant,
    /// The sum of the pauses: a timer that is not Tokio's may have another clock.
    slept: Duration,
    polls: u32,
}

impl Pace {
    /// The pauses of a waiter whose first poll is about to begin.
    ///
    /// # Errors
    ///
    /// When there is nothing to measure them with.
    pub(super) fn new(meta: &WaiterMeta<'_>, limit: Duration, timer: Timer) -> Result<Self, BoxError> {
        timer.check("waiters")?;
        let (min, max) = (seconds(meta.min_delay), seconds(meta.max_delay));
        Ok(Self { min, max, limit, timer, started: Instant::now(), slept: Duration::ZERO, polls: 0 })
    }

    /// The pause before the next poll; `None` if no time is left for one.
    pub(super) fn next(&mut self) -> Option<Duration> {
        self.polls = self.polls.saturating_add(1);
        let left = self.limit.saturating_sub(self.elapsed());
        let longest = self.longest();
        let random = self.min.as_secs_f64() + fastrand::f64() * (longest - self.min).as_secs_f64();
        // The last poll is made as late as there is time for it.
        let last = left.checked_sub(self.min).filter(|last| !last.is_zero())?;
        Some(Duration::from_secs_f64(random).min(longest).min(last))
    }

    /// The longest that the pause may be: it doubles with each poll.
    fn longest(&self) -> Duration {
        let doubled = 2_u32.checked_pow(self.polls - 1).and_then(|factor| self.min.checked_mul(factor));
        doubled.unwrap_or(self.max).min(self.max).max(self.min)
    }

    pub(super) async fn pause(&mut self, delay: Duration) {
        self.timer.sleep(delay).await;
        self.slept += delay;
    }

    /// How long the waiting has taken so far.
    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed().max(self.slept)
    }

    /// How many polls were made.
    pub(super) fn polls(&self) -> u32 {
        self.polls
    }
}

fn seconds(seconds: u32) -> Duration {
    Duration::from_secs(seconds.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    fn pace(min_delay: u32, max_delay: u32, limit: u64) -> Pace {
        let meta = WaiterMeta { name: "Test", min_delay, max_delay, acceptors: &[] };
        Pace::new(&meta, Duration::from_secs(limit), Timer::new(&Settings::default())).expect("this is a runtime")
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_double_up_to_the_longest() {
        for _ in 0..100 {
            let mut pace = pace(2, 30, 1_000_000);
            for longest in [2, 4, 8, 16, 30, 30, 30] {
                let delay = pace.next().expect("there is time");
                assert!(delay >= seconds(2) && delay <= seconds(longest), "{delay:?} {longest}");
            }
            pace.polls = 1_000;
            assert!(pace.next().is_some_and(|delay| delay <= seconds(30)), "nothing overflows");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_pauses_end_in_time() {
        let mut pace = pace(2, 120, 60);
        while let Some(delay) = pace.next() {
            assert!(pace.elapsed() + delay <= seconds(60 - 2), "{delay:?} after {:?}", pace.elapsed());
            pace.pause(delay).await;
        }
        assert!(pace.elapsed() <= seconds(60) && pace.polls() >= 5, "{:?} {}", pace.elapsed(), pace.polls());
        assert_eq!(super::tests::pace(2, 120, 2).next(), None);
    }

    #[test]
    fn without_a_timer_there_is_no_waiting() {
        let meta = WaiterMeta { name: "Test", min_delay: 1, max_delay: 1, acceptors: &[] };
        let error = Pace::new(&meta, seconds(1), Timer::new(&Settings::default())).err().expect("there is no timer");
        assert!(error.to_string().starts_with("waiters need a Tokio runtime"), "{error}");
    }
}
