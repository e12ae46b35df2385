//! The limiter that a program begins with.

use std::sync::{Arc, Mutex};

use super::{ClientRateLimiter, Rate};

/// Makes a [`ClientRateLimiter`].
#[derive(Debug, Clone)]
pub struct ClientRateLimiterBuilder(pub(super) Rate);

impl Default for ClientRateLimiterBuilder {
    fn default() -> Self {
        Self::new()
    }
}

impl ClientRateLimiterBuilder {
    /// Starts with nothing counted and nothing known.
    #[inline]
    pub fn new() -> Self {
        Self(Rate {
            limits: false,
            tokens: 0.0,
            capacity: f64::MAX,
            fill: 0.0,
            filled: None,
            measured: 0.0,
            counted: 0.0,
            requests: 0,
            peak: 0.0,
            throttled: 0.0,
        })
    }

    /// The rate at which tokens come back, per second, until the first attempt has been counted. Default: 0.
    #[must_use]
    #[inline]
    pub fn token_refill_rate(mut self, token_refill_rate: f64) -> Self {
        self.set_token_refill_rate(Some(token_refill_rate));
        self
    }

    /// Like [`token_refill_rate`](Self::token_refill_rate); `None` goes back to the default.
    #[inline]
    pub fn set_token_refill_rate(&mut self, token_refill_rate: Option<f64>) -> &mut Self {
        self.0.fill = token_refill_rate.unwrap_or_default();
        self
    }

    /// The most tokens, until the first attempt has been counted. Default: no limit.
    #[must_use]
    #[inline]
    pub fn maximum_bucket_capacity(mut self, maximum_bucket_capacity: f64) -> Self {
        self.set_maximum_bucket_capacity(Some(maximum_bucket_capacity));
        self
    }

    /// Like [`maximum_bucket_capacity`](Self::maximum_bucket_capacity); `None` goes back to the default.
    #[inline]
    pub fn set_maximum_bucket_capacity(&mut self, maximum_bucket_capacity: Option<f64>) -> &mut Self {
        self.0.capacity = maximum_bucket_capacity.unwrap_or(f64::MAX);
        self
    }

    /// The tokens at the beginning. Default: 0.
    #[must_use]
    #[inline]
    pub fn current_bucket_capacity(mut self, current_bucket_capacity: f64) -> Self {
        self.set_current_bucket_capacity(Some(current_bucket_capacity));
        self
    }

    /// Like [`current_bucket_capacity`](Self::current_bucket_capacity); `None` goes back to the default.
    #[inline]
    pub fn set_current_bucket_capacity(&mut self, current_bucket_capacity: Option<f64>) -> &mut Self {
        self.0.tokens = current_bucket_capacity.unwrap_or_default();
        self
    }

    /// The rate of requests per second that is taken for measured at the beginning. Default: 0.
    #[must_use]
    #[inline]
    pub fn tokens_retrieved_per_second(mut self, tokens_retrieved_per_second: f64) -> Self {
        self.set_tokens_retrieved_per_second(Some(tokens_retrieved_per_second));
        self
    }

    /// Like [`tokens_retrieved_per_second`](Self::tokens_retrieved_per_second); `None` goes back to the default.
    #[inline]
    pub fn set_tokens_retrieved_per_second(&mut self, tokens_retrieved_per_second: Option<f64>) -> &mut Self {
        self.0.measured = tokens_retrieved_per_second.unwrap_or_default();
        self
    }

    /// Makes the limiter.
    #[inline]
    pub fn build(self) -> ClientRateLimiter {
        ClientRateLimiter(Arc::new(Mutex::new(self.0)))
    }
}
