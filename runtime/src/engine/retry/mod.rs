//! Retries: whether a call is tried again, after which pause, and from which budget.
//!
//! These are the standard and the adaptive mode of the AWS SDKs
//! (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>), in the behavior that they had before 2026
//! and in the one that they have since, which is chosen by a setting. A limited number of attempts, pauses that grow exponentially
//! with full jitter, and a budget shared by all calls to a service and region, so that a service in trouble is not made worse.
//! Adaptive mode makes calls wait besides.

mod classify;

use std::borrow::Cow;
use std::time::{Duration, UNIX_EPOCH};

use aws_smithy_types::retry::{ErrorKind, ReconnectMode, RetryConfig, RetryMode, RetrySpec};

pub(super) use classify::{Retry, classify};

use crate::config::retry::{ClientRateLimiter, Cost, RetryPartition, TokenBucket};
use crate::config::{Config, SharedTimeSource};
use crate::meta::ServiceMeta;

/// The longest first pause by default where the service throttled, and before 2026 in all cases.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest that the service can prolong a pause, in the behavior of 2026.
const MOST_ASKED: Duration = Duration::from_secs(5);

/// The attempt that comes next, after which pause. Without a cost there is none, and the pause comes before the call fails.
#[derive(Clone, Copy)]
pub(super) struct Next {
    pub(super) pause: Duration,
    pub(super) cost: Option<u32>,
}

/// The retries of a client.
pub(super) struct Retries {
    config: RetryConfig,
    /// The number of attempts in all.
    most: u32,
    /// Whether this is the behavior of 2026.
    is_new: bool,
    /// The longest first pause where the service did not throttle.
    first_pause: Duration,
    partition: RetryPartition,
    bucket: TokenBucket,
    /// Present in adaptive mode.
    limiter: Option<ClientRateLimiter>,
    time: SharedTimeSource,
}

impl Retries {
    /// The retries of a client whose settings these are. It shares its budget with the clients of its partition; the
    /// partition of an overridden call is that of the client, unless the settings give another.
    pub(super) fn new(service: &ServiceMeta, config: &Config, time: &SharedTimeSource, base: Option<&Self>) -> Self {
        let is_new = is_new(config);
        let partition = config.retry_partition().cloned();
        let partition = partition.or_else(|| base.map(|base| base.partition.clone()));
        let partition = partition.unwrap_or_else(|| partition_of(service, config));
        let bucket = partition.token_bucket(|| new_bucket(is_new));
        let config_or_default = config.retry_config().cloned().unwrap_or_else(RetryConfig::standard);
        let mut retries = Self {
            most: config_or_default.max_attempts().max(1),
            first_pause: config_or_default.initial_backoff(),
            config: config_or_default,
            is_new,
            partition,
            bucket,
            limiter: None,
            time: time.clone(),
        };
        if is_new {
            retries.renew(service, config.attempts_are_given());
        }
        if retries.config.mode() == RetryMode::Adaptive {
            retries.limiter = Some(retries.partition.client_rate_limiter(retries.now()));
        }
        retries
    }

    /// Takes the numbers of 2026 where the program gave no others.
    fn renew(&mut self, service: &ServiceMeta, attempts_are_given: bool) {
        if self.first_pause == FIRST_PAUSE {
            self.first_pause = Duration::from_millis(service.new_retries.first_pause_millis);
        }
        if !attempts_are_given {
            self.most = service.new_retries.attempts;
        }
    }

    /// The settings as they have an effect.
    pub(super) fn config(&self) -> RetryConfig {
        self.config.clone().with_max_attempts(self.most)
    }

    /// The number of attempts in all, the first included.
    pub(super) fn most(&self) -> u32 {
        self.most
    }

    /// Whether a connection that met a transient error is not used again.
    pub(super) fn reconnect(&self) -> bool {
        !self.is_new && self.config.reconnect_mode() == ReconnectMode::ReconnectOnTransientError
    }

    /// Whether a long poll pauses before it fails for want of budget, since it is likely to be called again at once.
    pub(super) fn polls_pause(&self) -> bool {
        self.is_new
    }

    /// Whether calls may have to wait before they are sent.
    pub(super) fn limit(&self) -> bool {
        self.limiter.is_some()
    }

    /// The time that the attempt of this number has to wait before it may ask again; `None` if it may go.
    pub(super) fn wait(&self, number: u32) -> Option<Duration> {
        // Before 2026 retries wait in the pause instead.
        let limiter = self.limiter.as_ref().filter(|_| number == 1 || self.is_new)?;
        limiter.acquire(self.now(), Cost::REQUEST).err()
    }

    /// Notes how an attempt ended, for the rate of those to come.
    pub(super) fn attempted(&self, failed: Option<Retry>) {
        if let Some(limiter) = &self.limiter {
            limiter.attempted(self.now(), failed.is_some_and(Retry::is_throttling));
        }
    }

    /// Gives back what the retry before a success took, if there was one.
    pub(super) fn succeeded(&self, taken: Option<u32>) {
        self.bucket.succeeded(taken);
    }

    /// Takes the cost of a retry, and gives it, unless the budget is too small.
    pub(super) fn take(&self, retry: Retry) -> Option<u32> {
        self.bucket.take(retry.kind, || self.time.now())
    }

    /// Whether the budget has the cost of a retry.
    #[inline]
    pub(super) fn can_pay(&self, retry: Retry) -> bool {
        self.bucket.has(retry.kind)
    }

    /// The pause before the attempt that follows the attempt with this number (the first is 1).
    pub(super) fn pause(&self, number: u32, retry: Retry) -> Duration {
        if !self.is_new
            && let Some(limiter) = &self.limiter
            && let Err(wait) =
                limiter.acquire(self.now(), if retry.is_throttling() { Cost::THROTTLED } else { Cost::RETRY })
        {
            return wait.min(self.config.max_backoff());
        }
        let jitter = if self.config.use_static_exponential_base() { 1.0 } else { fastrand::f64() };
        let own = self.backoff(number, retry.kind).mul_f64(jitter);
        match retry.after {
            Some(asked) if self.is_new => asked.clamp(own, own.saturating_add(MOST_ASKED)),
            Some(asked) => asked.min(self.config.max_backoff()),
            None => own,
        }
    }

    /// The longest that the pause after the attempt of this number may be, unless the service asks for more.
    fn backoff(&self, number: u32, kind: ErrorKind) -> Duration {
        let first = if kind == ErrorKind::ThrottlingError { self.config.initial_backoff() } else { self.first_pause };
        let factor = 2f64.powi(i32::try_from(number.saturating_sub(1)).unwrap_or(i32::MAX));
        let longest = Duration::try_from_secs_f64(first.as_secs_f64() * factor).unwrap_or(Duration::MAX);
        longest.min(self.config.max_backoff())
    }

    fn now(&self) -> f64 {
        self.time.now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
    }
}

/// Whether the settings ask for the behavior of 2026. `aws-config` says so in the retry settings.
fn is_new(config: &Config) -> bool {
    let spec = config.retry_config().and_then(RetryConfig::retry_spec);
    config.new_retries_2026() == Some(&true) || spec.is_some_and(|spec| spec.is_at_least(RetrySpec::V2_1))
}

/// The partition of clients that name none: those of a service in a region.
fn partition_of(service: &ServiceMeta, config: &Config) -> RetryPartition {
    let mut name = service.sdk_id.to_ascii_lowercase().replace(' ', "");
    if let Some(region) = config.region() {
        name = name + "-" + region.as_ref();
    }
    RetryPartition::new(Cow::Owned(name))
}

/// The budget of a partition that has none yet.
fn new_bucket(is_new: bool) -> TokenBucket {
    if is_new {
        TokenBucket::builder().retry_cost(14).throttling_retry_cost(5).timeout_retry_cost(14).build()
    } else {
        TokenBucket::default()
    }
}

#[cfg(test)]
mod tests;
