//! Retries: which failures lead to another attempt, and after which pause.
//!
//! This is the standard mode of the AWS SDKs
//! (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>): a limited number of attempts, pauses
//! that grow exponentially with full jitter, and a budget shared by all calls of a client, so that a service in trouble
//! is not made worse. Adaptive mode is treated as standard mode.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aws_smithy_types::retry::RetryConfig;
use http::{HeaderMap, StatusCode};

use crate::meta::{OperationMeta, Retryable};

/// The budget of a client when it is new.
const CAPACITY: usize = 500;
/// The cost of a retry.
const COST: usize = 5;
/// The cost of a retry after a timeout.
const TIMEOUT_COST: usize = 10;
/// The longest that a pause is prolonged because the service asks for it.
const MAX_SERVICE_DELAY: Duration = Duration::from_secs(5);

/// The budget for retries of a client.
#[derive(Debug)]
pub(crate) struct TokenBucket(AtomicUsize);

impl TokenBucket {
    pub(crate) fn new() -> Self {
        Self(AtomicUsize::new(CAPACITY))
    }

    /// Takes the cost of a retry, unless the budget is too small.
    pub(crate) fn take(&self, cost: usize) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(cost)).is_ok()
    }

    /// Gives back what the last retry of a call that succeeded took, or one token if it succeeded at once.
    pub(crate) fn succeeded(&self, taken: Option<usize>) {
        let refill = |left: usize| (left < CAPACITY).then(|| (left + taken.unwrap_or(1)).min(CAPACITY));
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, refill);
    }
}

/// A retry of a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Retry {
    /// The cost in the budget.
    pub(crate) cost: usize,
    /// The pause that the service asks for.
    pub(crate) after: Option<Duration>,
}

impl Retry {
    /// After a connection that failed or broke.
    pub(crate) const TRANSIENT: Self = Self { cost: COST, after: None };
    /// After a timeout.
    pub(crate) const TIMED_OUT: Self = Self { cost: TIMEOUT_COST, after: None };
}

/// Error codes by which AWS services ask for fewer calls.
const THROTTLING: [&str; 14] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Error codes of AWS services that another attempt may not meet.
const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

/// Whether an error of the service may go away by itself: its code is known or modeled to, or its status says so whatever the
/// code. 500, 502, 503 and 504 are the statuses of the standard mode; 429 (RFC 6585, 4) is how services and gateways throttle
/// that have no code of AWS for it, and the SDKs for JavaScript and Ruby retry it too.
pub(crate) fn classify(
    meta: &OperationMeta,
    status: StatusCode,
    headers: &HeaderMap,
    code: Option<&str>,
) -> Option<Retry> {
    let retry = Retry { after: asked_to_wait(headers), ..Retry::TRANSIENT };
    let modeled = code.and_then(|code| meta.errors.iter().find(|error| error.code == code)).and_then(|e| e.retryable);
    let lists = [&THROTTLING[..], &TRANSIENT, meta.service.transient_errors];
    let known = code.is_some_and(|code| lists.into_iter().any(|codes| codes.contains(&code)));
    let modeled = matches!(modeled, Some(Retryable::Transient | Retryable::Throttling));
    let passing = matches!(status.as_u16(), 429 | 500 | 502 | 503 | 504);
    (modeled || known || passing).then_some(retry)
}

/// The pause in `x-amz-retry-after`, which is in milliseconds.
fn asked_to_wait(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get("x-amz-retry-after")?.to_str().ok()?;
    value.trim().parse().ok().map(Duration::from_millis)
}

/// The pause before the attempt that follows the attempt with this number (the first is 1): exponential, with full
/// jitter. The pause that the service asks for is heeded, up to 5 s longer than that.
pub(crate) fn pause(config: &RetryConfig, attempt: u32, retry: Retry) -> Duration {
    let jitter = if config.use_static_exponential_base() { 1.0 } else { fastrand::f64() };
    pause_with(config, attempt, retry, jitter)
}

fn pause_with(config: &RetryConfig, attempt: u32, retry: Retry, jitter: f64) -> Duration {
    let factor = 2f64.powi(i32::try_from(attempt.saturating_sub(1)).unwrap_or(i32::MAX));
    let longest = (config.initial_backoff().as_secs_f64() * factor).min(config.max_backoff().as_secs_f64());
    let own = Duration::try_from_secs_f64(longest * jitter).unwrap_or(config.max_backoff());
    match retry.after {
        Some(asked) => asked.clamp(own, own.saturating_add(MAX_SERVICE_DELAY)),
        None => own,
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_budget_is_spent_and_earned_back() {
        let bucket = TokenBucket::new();
        for _ in 0..CAPACITY / COST {
            assert!(bucket.take(COST));
        }
        assert!(!bucket.take(COST));
        bucket.succeeded(None);
        assert!(!bucket.take(COST));
        bucket.succeeded(Some(TIMEOUT_COST));
        assert!(bucket.take(TIMEOUT_COST));
        for _ in 0..2 * CAPACITY {
            bucket.succeeded(Some(COST));
        }
        assert_eq!(bucket.0.load(Ordering::Relaxed), CAPACITY);
    }

    #[test]
    fn pauses_grow_and_stay_below_the_maximum() {
        let config = RetryConfig::standard();
        let longest = |attempt| pause_with(&config, attempt, Retry::TRANSIENT, 1.0);
        let pauses: Vec<_> = (1..8).map(|attempt| longest(attempt).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 20, 20]);
        for attempt in [1, 40, u32::MAX] {
            assert!(pause(&config, attempt, Retry::TRANSIENT) <= Duration::from_secs(20));
        }
    }

    #[test]
    fn what_the_service_asks_for_is_heeded_within_bounds() {
        let after = |millis| {
            let retry = Retry { after: Some(Duration::from_millis(millis)), ..Retry::TRANSIENT };
            pause_with(&RetryConfig::standard(), 1, retry, 1.0)
        };
        assert_eq!(after(10), Duration::from_secs(1));
        assert_eq!(after(1500), Duration::from_millis(1500));
        assert_eq!(after(1_000_000), Duration::from_secs(6));
    }

    /// Which statuses and codes are retried, each with the other.
    #[test]
    fn status_or_code_decides() {
        use crate::meta::{ErrorMeta, OperationMeta, ServiceMeta};

        static ERRORS: [ErrorMeta; 3] = [
            ErrorMeta::new("Busy", 400).retryable(Retryable::Throttling),
            ErrorMeta::new("Flaky", 400).retryable(Retryable::Transient),
            ErrorMeta::new("Conflict", 409),
        ];
        static SERVICE: ServiceMeta = ServiceMeta { transient_errors: &["Own"], ..ServiceMeta::PLAIN };
        static META: OperationMeta = OperationMeta::rpc(&SERVICE, "Test").errors(&ERRORS);
        let own = ["Busy", "Flaky", "Own"];
        let passing_codes: Vec<_> = THROTTLING.iter().chain(&TRANSIENT).chain(&own).map(Some).collect();
        let other_codes = [None, Some(&"Conflict"), Some(&"AccessDenied"), Some(&"TooManyTagsException"), Some(&"")];
        for status in (200..600).filter_map(|status| StatusCode::from_u16(status).ok()) {
            let retried = |code: Option<&&str>| classify(&META, status, &HeaderMap::new(), code.copied());
            let passing = [429, 500, 502, 503, 504].contains(&status.as_u16()).then_some(Retry::TRANSIENT);
            for code in &other_codes {
                assert_eq!(retried(*code), passing, "{status} {code:?}");
            }
            for code in &passing_codes {
                assert_eq!(retried(*code), Some(Retry::TRANSIENT), "{status} {code:?}");
            }
        }
    }

    #[test]
    fn retry_after_is_in_milliseconds() {
        let mut headers = HeaderMap::new();
        assert_eq!(asked_to_wait(&headers), None);
        headers.insert("x-amz-retry-after", HeaderValue::from_static("250"));
        assert_eq!(asked_to_wait(&headers), Some(Duration::from_millis(250)));
        headers.insert("x-amz-retry-after", HeaderValue::from_static("soon"));
        assert_eq!(asked_to_wait(&headers), None);
    }
}
