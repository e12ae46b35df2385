//! The budget for retries.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use aws_smithy_types::retry::ErrorKind;

use super::terms::Terms;

/// The most tokens that a [`TokenBucket`] can hold.
pub const MAXIMUM_CAPACITY: usize = 500_000_000;

/// The capacity of a bucket that says no other.
const CAPACITY: usize = 500;

/// The budget for the retries of all calls that share it, so that a service in trouble is not made worse: a retry takes
/// tokens, a success gives some back, and a call that finds too few fails with the error that it has. A new bucket is full.
///
/// Clients of a service and a region share one of 500 tokens. A client has another by a
/// [`RetryPartition`](super::RetryPartition). Clones are the same bucket.
#[derive(Debug, Clone)]
pub struct TokenBucket(Arc<Bucket>);

#[derive(Debug)]
struct Bucket {
    terms: Terms,
    tokens: AtomicUsize,
    rest: Mutex<Rest>,
}

/// The part of a token that successes and time have given.
#[derive(Debug, Default)]
struct Rest {
    fraction: f64,
    refilled: Option<SystemTime>,
}

impl Default for TokenBucket {
    /// A bucket of 500 tokens. A retry takes 5 of them, and 10 after a timeout, a broken connection, or a status that says the
    /// same.
    fn default() -> Self {
        Self::builder().build()
    }
}

impl TokenBucket {
    /// A bucket of this many tokens, with the costs of [`TokenBucket::default`].
    #[inline]
    pub fn new(initial_quota: usize) -> Self {
        Self::builder().capacity(initial_quota).build()
    }

    /// A bucket for which retries cost nothing.
    #[inline]
    pub fn unlimited() -> Self {
        let free = Self::builder().retry_cost(0).throttling_retry_cost(0).timeout_retry_cost(0);
        free.capacity(MAXIMUM_CAPACITY).build()
    }

    /// Starts with the terms of [`TokenBucket::default`].
    #[inline]
    pub fn builder() -> TokenBucketBuilder {
        TokenBucketBuilder::new()
    }

    /// Whether no token is missing.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.0.tokens.load(Ordering::Relaxed) >= self.0.terms.capacity
    }

    /// Whether no token is left.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.tokens.load(Ordering::Relaxed) == 0
    }

    /// Takes the cost of a retry after an error of this kind and says how much that was, unless the budget is too small. The
    /// clock is asked only if tokens come back over time.
    pub(crate) fn take(&self, kind: ErrorKind, now: impl FnOnce() -> SystemTime) -> Option<u32> {
        let Bucket { terms, tokens, .. } = &*self.0;
        if terms.refill_rate > 0.0 {
            self.refill(now());
        }
        let cost = terms.cost(kind);
        let take = |left: usize| left.checked_sub(usize::try_from(cost).unwrap_or(usize::MAX));
        tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok().then_some(cost)
    }

    /// Whether there is enough for a retry after an error of this kind.
    #[inline]
    pub(crate) fn has(&self, kind: ErrorKind) -> bool {
        let cost = usize::try_from(self.0.terms.cost(kind)).unwrap_or(usize::MAX);
        self.0.tokens.load(Ordering::Relaxed) >= cost
    }

    /// Gives back what the last retry of a call that succeeded took, or one token if it succeeded at once; the reward instead,
    /// if the bucket has one.
    pub(crate) fn succeeded(&self, taken: Option<u32>) {
        if self.0.terms.success_reward > 0.0 {
            return self.add(&mut self.rest(), f64::from(self.0.terms.success_reward));
        }
        self.put(taken.map_or(1, |taken| usize::try_from(taken).unwrap_or(usize::MAX)));
    }

    /// Adds what the time since the last refill gives.
    fn refill(&self, now: SystemTime) {
        let mut rest = self.rest();
        let last = rest.refilled.replace(now);
        let elapsed = last.and_then(|last| now.duration_since(last).ok()).unwrap_or_default();
        self.add(&mut rest, elapsed.as_secs_f64() * f64::from(self.0.terms.refill_rate));
    }

    fn rest(&self) -> MutexGuard<'_, Rest> {
        self.0.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds tokens, and keeps parts of one until they are a whole one.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number up to the capacity")]
    fn add(&self, rest: &mut Rest, amount: f64) {
        let sum = (rest.fraction + amount).min(MAXIMUM_CAPACITY as f64);
        rest.fraction = sum.fract();
        self.put(sum as usize);
    }

    fn put(&self, amount: usize) {
        let Bucket { terms: Terms { capacity, .. }, tokens, .. } = &*self.0;
        let put = |left: usize| (left < *capacity).then(|| left.saturating_add(amount).min(*capacity));
        let _ = tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, put);
    }
}

/// Makes a [`TokenBucket`].
#[derive(Debug, Clone)]
pub struct TokenBucketBuilder(Terms);

impl Default for TokenBucketBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl TokenBucketBuilder {
    /// Starts with the terms of [`TokenBucket::default`].
    #[inline]
    pub fn new() -> Self {
        Self(Terms {
            capacity: CAPACITY,
            retry_cost: 5,
            throttling_retry_cost: 5,
            timeout_retry_cost: 10,
            success_reward: 0.0,
            refill_rate: 0.0,
        })
    }

    /// The number of tokens when the bucket is full, at most [`MAXIMUM_CAPACITY`]. Default: 500.
    #[must_use]
    #[inline]
    pub fn capacity(mut self, capacity: usize) -> Self {
        self.0.capacity = capacity.min(MAXIMUM_CAPACITY);
        self
    }

    /// The cost of a retry after an error of the service that is neither transient nor throttling. Default: 5.
    #[must_use]
    #[inline]
    pub fn retry_cost(mut self, retry_cost: u32) -> Self {
        self.0.retry_cost = retry_cost;
        self
    }

    /// The cost of a retry after an error by which the service asks for fewer calls. Default: 5.
    #[must_use]
    #[inline]
    pub fn throttling_retry_cost(mut self, throttling_retry_cost: u32) -> Self {
        self.0.throttling_retry_cost = throttling_retry_cost;
        self
    }

    /// The cost of a retry after a transient error: a timeout, a broken connection, or the status 500, 502, 503 or 504.
    /// Default: 10.
    #[must_use]
    #[inline]
    pub fn timeout_retry_cost(mut self, timeout_retry_cost: u32) -> Self {
        self.0.timeout_retry_cost = timeout_retry_cost;
        self
    }

    /// The tokens that each success adds; parts of tokens add up. Default: none, and a success gives back what the last retry
    /// of the call took, or one token.
    #[must_use]
    #[inline]
    pub fn success_reward(mut self, reward: f32) -> Self {
        self.0.success_reward = reward;
        self
    }

    /// The tokens that come back in each second. Default: none. Numbers that are negative or not finite are taken for none.
    #[must_use]
    #[inline]
    pub fn refill_rate(mut self, rate: f32) -> Self {
        self.0.refill_rate = if rate.is_finite() { rate.max(0.0) } else { 0.0 };
        self
    }

    /// Makes the bucket, which is full.
    #[inline]
    pub fn build(self) -> TokenBucket {
        let tokens = AtomicUsize::new(self.0.capacity);
        TokenBucket(Arc::new(Bucket { terms: self.0, tokens, rest: Mutex::default() }))
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    const SERVER: ErrorKind = ErrorKind::ServerError;
    const TRANSIENT: ErrorKind = ErrorKind::TransientError;
    const THROTTLING: ErrorKind = ErrorKind::ThrottlingError;

    fn take(bucket: &TokenBucket, kind: ErrorKind) -> Option<u32> {
        bucket.take(kind, || unreachable!("no token comes back over time"))
    }

    fn left(bucket: &TokenBucket) -> usize {
        bucket.0.tokens.load(Ordering::Relaxed)
    }

    #[test]
    fn the_budget_is_spent_and_earned_back() {
        let bucket = TokenBucket::default();
        assert!(bucket.is_full());
        for _ in 0..CAPACITY / 5 {
            assert_eq!(take(&bucket, SERVER), Some(5));
        }
        assert!(bucket.is_empty() && take(&bucket, SERVER).is_none());
        bucket.succeeded(None);
        assert!(!bucket.is_empty() && take(&bucket, SERVER).is_none());
        bucket.succeeded(Some(10));
        assert_eq!((take(&bucket, TRANSIENT), left(&bucket)), (Some(10), 1));
        for _ in 0..2 * CAPACITY {
            bucket.succeeded(Some(5));
        }
        assert!(bucket.is_full());
    }

    #[test]
    fn each_kind_of_error_has_its_cost() {
        let costs = |bucket: TokenBucket| {
            [TRANSIENT, THROTTLING, SERVER, ErrorKind::ClientError].map(|kind| take(&bucket, kind))
        };
        assert_eq!(costs(TokenBucket::default()), [10, 5, 5, 5].map(Some));
        let other = TokenBucket::builder().retry_cost(1).throttling_retry_cost(2).timeout_retry_cost(3);
        assert_eq!(costs(other.build()), [3, 2, 1, 1].map(Some));
        let unlimited = TokenBucket::unlimited();
        assert_eq!(costs(unlimited.clone()), [0; 4].map(Some));
        assert!(unlimited.is_full());
        assert_eq!(costs(TokenBucket::new(12)), [Some(10), None, None, None]);
    }

    #[test]
    fn tokens_come_back_over_time() {
        let at = |millis| move || UNIX_EPOCH + Duration::from_millis(millis);
        let bucket = TokenBucket::builder().capacity(10).retry_cost(5).refill_rate(2.0).build();
        assert_eq!([0, 0, 0, 2250].map(|now| bucket.take(SERVER, at(now))), [Some(5), Some(5), None, None]);
        assert_eq!(bucket.take(SERVER, at(2500)), Some(5), "2.5 s give 5 tokens");
        assert_eq!(bucket.take(SERVER, at(2000)), None, "a clock that goes back gives nothing");
        assert_eq!([100_000; 3].map(|now| bucket.take(SERVER, at(now))), [Some(5), Some(5), None], "but the capacity");
        for none in [-1.0, f32::NAN, f32::INFINITY] {
            assert_eq!(take(&TokenBucket::builder().refill_rate(none).build(), SERVER), Some(5));
        }
    }

    #[test]
    fn a_reward_takes_the_place_of_what_a_success_gives_back() {
        let bucket = TokenBucket::builder().capacity(20).success_reward(0.3).build();
        assert_eq!((take(&bucket, SERVER), take(&bucket, SERVER)), (Some(5), Some(5)));
        for (successes, tokens) in [(3, 10), (1, 11), (3, 12), (100, 20)] {
            (0..successes).for_each(|_| bucket.succeeded(Some(5)));
            assert_eq!(left(&bucket), tokens, "after {successes} more");
        }
    }
}
