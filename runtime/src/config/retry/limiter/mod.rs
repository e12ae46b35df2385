//! The rate limiter of adaptive mode.

mod builder;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use builder::ClientRateLimiterBuilder;

/// The tokens that a request takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cost(f64);

impl Cost {
    /// Of the first attempt of a call; in the behavior of 2026, of every attempt.
    pub(crate) const REQUEST: Self = Self(1.0);
    /// Of a retry.
    pub(crate) const RETRY: Self = Self(5.0);
    /// Of a retry of what the service throttled.
    pub(crate) const THROTTLED: Self = Self(10.0);
}

/// The lowest rate, in requests per second, so that calls never stop for good.
const LOWEST_RATE: f64 = 0.5;
/// The smallest capacity, which is what one request takes.
const LEAST_CAPACITY: f64 = 1.0;
/// The weight of the newest half second in the measured rate.
const SMOOTHING: f64 = 0.8;
/// The part of the rate that is left after the service throttled.
const BETA: f64 = 0.7;
/// The steepness of the curve along which the rate recovers.
const SCALE: f64 = 0.4;

/// The rate limiter of adaptive mode: once the service has throttled a call, calls wait until the rate at which the service
/// took them lets them go. The rate falls to 0.7 of what was measured, and recovers along a cubic curve (that of CUBIC,
/// RFC 9438).
///
/// Clients of a service and a region share one. A client has another by a [`RetryPartition`](super::RetryPartition). It works
/// only in adaptive mode. Clones are the same limiter.
#[derive(Debug, Clone)]
pub struct ClientRateLimiter(Arc<Mutex<Rate>>);

/// Times are in seconds since the Unix epoch, rates in tokens per second.
#[derive(Debug, Clone)]
struct Rate {
    /// Whether the service has throttled. Nothing is limited before.
    limits: bool,
    tokens: f64,
    capacity: f64,
    fill: f64,
    filled: Option<f64>,
    /// The rate of requests, smoothed.
    measured: f64,
    /// The half second up to which requests were counted, and the requests since.
    counted: f64,
    requests: u32,
    /// The rate when the service throttled last, and the time.
    peak: f64,
    throttled: f64,
}

impl Default for ClientRateLimiter {
    fn default() -> Self {
        Self::builder().build()
    }
}

impl ClientRateLimiter {
    /// A limiter that begins to count at this time, in seconds since the Unix epoch.
    #[inline]
    pub fn new(seconds_since_unix_epoch: f64) -> Self {
        let mut rate = ClientRateLimiterBuilder::new().tokens_retrieved_per_second(LOWEST_RATE).0;
        rate.throttled = seconds_since_unix_epoch;
        rate.counted = seconds_since_unix_epoch.floor();
        Self(Arc::new(Mutex::new(rate)))
    }

    /// Starts with nothing counted and nothing known.
    #[inline]
    pub fn builder() -> ClientRateLimiterBuilder {
        ClientRateLimiterBuilder::new()
    }

    /// Takes the cost of a request.
    ///
    /// # Errors
    ///
    /// With the time after which there would be enough tokens, if nobody else takes some; none are taken then.
    pub(crate) fn acquire(&self, now: f64, cost: Cost) -> Result<(), Duration> {
        let mut rate = self.rate();
        if !rate.limits {
            return Ok(());
        }
        rate.refill(now);
        let missing = (cost.0 - rate.tokens).max(0.0);
        let wait = Duration::try_from_secs_f64(missing / rate.fill).unwrap_or_default();
        if wait.is_zero() {
            rate.tokens = (rate.tokens - cost.0).max(0.0);
            return Ok(());
        }
        Err(wait)
    }

    /// Counts an attempt, and fits the rate to how it ended.
    pub(crate) fn attempted(&self, now: f64, throttled: bool) {
        self.rate().attempted(now, throttled);
    }

    fn rate(&self) -> MutexGuard<'_, Rate> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rate {
    fn attempted(&mut self, now: f64, throttled: bool) {
        self.measure(now);
        let goal = if throttled {
            self.peak = if self.limits { self.measured.min(self.fill) } else { self.measured };
            self.throttled = now;
            self.limits = true;
            self.peak * BETA
        } else {
            self.recovered(now)
        };
        let fill = goal.min(2.0 * self.measured);
        self.refill(now);
        self.fill = fill.max(LOWEST_RATE);
        self.capacity = fill.max(LEAST_CAPACITY);
        self.tokens = self.tokens.min(self.capacity);
    }

    /// Counts an attempt, and measures the rate at the end of each half second.
    fn measure(&mut self, now: f64) {
        let half_second = (now * 2.0).floor() / 2.0;
        self.requests = self.requests.saturating_add(1);
        if half_second > self.counted {
            let current = f64::from(self.requests) / (half_second - self.counted);
            self.measured = current * SMOOTHING + self.measured * (1.0 - SMOOTHING);
            self.requests = 0;
            self.counted = half_second;
        }
    }

    /// The rate on the way back to the peak and beyond it.
    fn recovered(&self, now: f64) -> f64 {
        let back_at_peak = (self.peak * (1.0 - BETA) / SCALE).cbrt();
        SCALE * (now - self.throttled - back_at_peak).powi(3) + self.peak
    }

    fn refill(&mut self, now: f64) {
        let elapsed = self.filled.map_or(0.0, |filled| (now - filled).max(0.0));
        self.tokens = (self.tokens + elapsed * self.fill).min(self.capacity);
        self.filled = Some(now);
    }
}

#[cfg(test)]
mod tests;
