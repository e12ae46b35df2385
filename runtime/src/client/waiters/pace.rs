//! The pauses of a waiter (<https://smithy.io/2.0/additional-specs/waiters.html#waiter-retries>).

use std::time::Duration;

use tokio::time::Instant;

use super::WaiterMeta;
use crate::error::BoxError;
use crate::timer::Timer;

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
    #[inline]
    pub(super) fn new(meta: &WaiterMeta<'_>, limit: Duration, timer: Timer) -> Result<Self, BoxError> {
        timer.check("waiters")?;
        let (min, max) = (seconds(meta.min_delay), seconds(meta.max_delay));
        Ok(Self { min, max, limit, timer, started: Instant::now(), slept: Duration::ZERO, polls: 0 })
    }

    /// The pause before the next poll; `None` if the time is used up. A pause that would leave less than the shortest one
    /// takes all that is left, as in the official crates: the specification has the last poll a shortest pause before the
    /// end, when what is waited for may still come to hold.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Duration> {
        self.polls = self.polls.saturating_add(1);
        let left = self.limit.saturating_sub(self.elapsed());
        if left.is_zero() {
            return None;
        }
        let longest = self.longest();
        let random = self.min.as_secs_f64() + fastrand::f64() * (longest - self.min).as_secs_f64();
        let delay = Duration::from_secs_f64(random).min(longest);
        let leaves_enough = left.checked_sub(delay).is_some_and(|after| !after.is_zero() && after >= self.min);
        Some(if leaves_enough { delay } else { left })
    }

    /// The longest that the pause may be: it doubles with each poll.
    #[inline]
    fn longest(&self) -> Duration {
        let doubled = 2_u32.checked_pow(self.polls - 1).and_then(|factor| self.min.checked_mul(factor));
        doubled.unwrap_or(self.max).min(self.max).max(self.min)
    }

    #[inline]
    pub(super) async fn pause(&mut self, delay: Duration) {
        self.timer.sleep(delay).await;
        self.slept += delay;
    }

    /// The time since the first poll.
    #[inline]
    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed().max(self.slept)
    }

    /// The number of polls.
    #[inline]
    pub(super) fn polls(&self) -> u32 {
        self.polls
    }
}

#[inline]
fn seconds(seconds: u32) -> Duration {
    Duration::from_secs(seconds.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(min_delay: u32, max_delay: u32, limit: u64) -> Pace {
        let meta = WaiterMeta { name: "Test", min_delay, max_delay, acceptors: &[] };
        Pace::new(&meta, Duration::from_secs(limit), Timer::new(None)).expect("this is a runtime")
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

    /// Whatever the delays and the limit, polls go on to the limit and not beyond, and no two are closer than the shortest
    /// pause unless the limit is.
    #[tokio::test(start_paused = true)]
    async fn polls_go_on_until_the_time_is_used_up() {
        let delays = [(1, 1), (2, 120), (15, 15), (15, 120), (30, 30), (120, 120)];
        let limits = [0, 1, 2, 14, 15, 16, 29, 30, 31, 45, 60, 100, 300];
        for ((min, max), limit) in delays.into_iter().flat_map(|it| limits.map(|limit| (it, limit))) {
            for _ in 0..5 {
                let mut pace = pace(min, max, limit);
                let case = format!("{min} to {max} s within {limit} s");
                while let Some(delay) = pace.next() {
                    let left = seconds(u32::try_from(limit).expect("it is small")) - pace.elapsed();
                    assert!(delay >= seconds(min).min(left), "{case}: a pause of {delay:?} with {left:?} left");
                    assert!(delay < seconds(max + min), "{case}: a pause of {delay:?}");
                    pace.pause(delay).await;
                }
                assert_eq!(pace.elapsed(), Duration::from_secs(limit), "{case}");
                assert!(u64::from(pace.polls()) <= 1 + limit.div_ceil(min.into()), "{case}: {} polls", pace.polls());
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_limit_of_two_delays_has_three_polls() {
        let mut pace = pace(15, 15, 30);
        assert_eq!(pace.next(), Some(seconds(15)));
        pace.pause(seconds(15)).await;
        assert_eq!(pace.next(), Some(seconds(15)));
        pace.pause(seconds(15)).await;
        assert_eq!((pace.next(), pace.polls()), (None, 3));
    }

    #[test]
    fn without_a_timer_there_is_no_waiting() {
        let meta = WaiterMeta { name: "Test", min_delay: 1, max_delay: 1, acceptors: &[] };
        let error = Pace::new(&meta, seconds(1), Timer::new(None)).err().expect("there is no timer");
        assert!(error.to_string().starts_with("waiters need a Tokio runtime"), "{error}");
    }
}
