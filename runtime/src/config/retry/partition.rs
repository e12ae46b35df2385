//! Partitions: which clients share their budgets for retries.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{ClientRateLimiter, TokenBucket};

/// The clients that share a budget for retries and, in adaptive mode, a rate limiter.
///
/// A partition of a name is shared by everything in the program that gives the same name: see [`RetryPartition::new`]. One
/// with a budget of its own is shared by its clones alone: see [`RetryPartition::custom`]. Default: a partition of the
/// service and the region, e.g. `ivsrealtime-us-east-1`.
#[derive(Debug, Clone)]
pub struct RetryPartition {
    name: Cow<'static, str>,
    own: Option<Own>,
}

#[derive(Debug, Clone)]
struct Own {
    token_bucket: TokenBucket,
    client_rate_limiter: ClientRateLimiter,
}

/// A partition that is known by its name.
struct Named {
    name: Cow<'static, str>,
    token_bucket: TokenBucket,
    /// Present once adaptive mode was used.
    client_rate_limiter: Option<ClientRateLimiter>,
}

/// The named partitions of the program. There are as many as services and regions that it calls.
static NAMED: Mutex<Vec<Named>> = Mutex::new(Vec::new());

impl RetryPartition {
    /// The partition of this name.
    #[inline]
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), own: None }
    }

    /// Starts a partition with a budget and a rate limiter of its own. Its name tells it from others where it is shown.
    #[inline]
    pub fn custom(name: impl Into<Cow<'static, str>>) -> RetryPartitionBuilder {
        RetryPartitionBuilder { name: name.into(), token_bucket: None, client_rate_limiter: None }
    }

    /// The budget. A named partition that nobody used before gets a new one.
    pub(crate) fn token_bucket(&self, new: impl FnOnce() -> TokenBucket) -> TokenBucket {
        match &self.own {
            Some(own) => own.token_bucket.clone(),
            None => self.named(&mut named(), new).token_bucket.clone(),
        }
    }

    /// The rate limiter. A named partition that nobody used in adaptive mode before gets one that begins now, in seconds since
    /// the Unix epoch.
    pub(crate) fn client_rate_limiter(&self, now: f64) -> ClientRateLimiter {
        if let Some(own) = &self.own {
            return own.client_rate_limiter.clone();
        }
        let mut all = named();
        let known = self.named(&mut all, TokenBucket::default);
        known.client_rate_limiter.get_or_insert_with(|| ClientRateLimiter::new(now)).clone()
    }

    fn named<'a>(&self, all: &'a mut Vec<Named>, new: impl FnOnce() -> TokenBucket) -> &'a mut Named {
        let index = all.iter().position(|known| known.name == self.name).unwrap_or_else(|| {
            all.push(Named { name: self.name.clone(), token_bucket: new(), client_rate_limiter: None });
            all.len() - 1
        });
        &mut all[index]
    }
}

fn named() -> MutexGuard<'static, Vec<Named>> {
    NAMED.lock().unwrap_or_else(PoisonError::into_inner)
}

impl PartialEq for RetryPartition {
    /// Partitions of the same name are equal if both or neither have a budget of their own.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.own.is_some() == other.own.is_some()
    }
}

impl Eq for RetryPartition {}

impl Hash for RetryPartition {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.own.is_some().hash(state);
        self.name.hash(state);
    }
}

impl fmt::Display for RetryPartition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// Makes a [`RetryPartition`] with a budget and a rate limiter of its own.
#[derive(Debug, Clone)]
pub struct RetryPartitionBuilder {
    name: Cow<'static, str>,
    token_bucket: Option<TokenBucket>,
    client_rate_limiter: Option<ClientRateLimiter>,
}

impl RetryPartitionBuilder {
    /// The budget. Default: a new one of 500 tokens.
    #[must_use]
    #[inline]
    pub fn token_bucket(mut self, token_bucket: TokenBucket) -> Self {
        self.token_bucket = Some(token_bucket);
        self
    }

    /// The rate limiter of adaptive mode. Default: a new one.
    #[must_use]
    #[inline]
    pub fn client_rate_limiter(mut self, client_rate_limiter: ClientRateLimiter) -> Self {
        self.client_rate_limiter = Some(client_rate_limiter);
        self
    }

    /// Makes the partition.
    #[inline]
    pub fn build(self) -> RetryPartition {
        let token_bucket = self.token_bucket.unwrap_or_default();
        let client_rate_limiter = self.client_rate_limiter.unwrap_or_default();
        RetryPartition { name: self.name, own: Some(Own { token_bucket, client_rate_limiter }) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::UNIX_EPOCH;

    use aws_smithy_types::retry::ErrorKind;

    use super::super::Cost;
    use super::*;

    fn is_empty_after_one(taken: &RetryPartition, seen: &RetryPartition) -> bool {
        let bucket = |partition: &RetryPartition| partition.token_bucket(|| TokenBucket::new(10));
        bucket(taken).take(ErrorKind::TransientError, || UNIX_EPOCH);
        bucket(seen).is_empty()
    }

    fn limits_after_one(throttled: &RetryPartition, seen: &RetryPartition) -> bool {
        throttled.client_rate_limiter(0.0).attempted(0.0, true);
        seen.client_rate_limiter(0.0).acquire(0.0, Cost::REQUEST).is_err()
    }

    #[test]
    fn a_name_is_shared_and_what_is_custom_is_not() {
        let custom = |name: &'static str| RetryPartition::custom(name).token_bucket(TokenBucket::new(10)).build();
        let own = custom("tests-own");
        for (one, other, shared) in [
            (RetryPartition::new("tests-a"), RetryPartition::new("tests-a".to_owned()), true),
            (RetryPartition::new("tests-b"), RetryPartition::new("tests-c"), false),
            (RetryPartition::new("tests-d"), custom("tests-d"), false),
            (custom("tests-e"), custom("tests-e"), false),
            (own.clone(), own, true),
        ] {
            assert_eq!(is_empty_after_one(&one, &other), shared, "{one:?} {other:?}");
            assert_eq!(limits_after_one(&one, &other), shared, "{one:?} {other:?}");
        }
    }

    #[test]
    fn names_make_partitions_equal() {
        let [named, custom] =
            [|name: &'static str| RetryPartition::new(name), |name| RetryPartition::custom(name).build()];
        assert_eq!(named("a").to_string(), "a");
        assert_eq!(
            (named("a") == named("a"), named("a") == named("b"), named("a") == custom("a")),
            (true, false, false)
        );
        assert_eq!((custom("a") == custom("a"), custom("a") == custom("b")), (true, false));
        assert_eq!(HashSet::from([named("a"), named("a"), custom("a"), custom("a"), custom("b")]).len(), 3);
    }
}
