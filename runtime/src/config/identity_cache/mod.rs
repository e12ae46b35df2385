//! The cache of credentials and tokens, as callers configure it.

mod lazy;

use std::fmt;
use std::time::{Duration, SystemTime};

use aws_smithy_runtime_api::client::identity::{Identity, IdentityFuture, SharedIdentityResolver};
pub use aws_smithy_runtime_api::client::identity::{ResolveCachedIdentity, SharedIdentityCache};

use super::Config;
use crate::timer::Timer;
use lazy::{Caching, limits_of};

/// Keeps credentials and tokens between calls, and limits how long loading them may take.
///
/// ```
/// use std::time::Duration;
///
/// use tinsmith::config::{Config, IdentityCache};
///
/// let patient = IdentityCache::lazy().load_timeout(Duration::from_secs(30)).build();
/// let config = Config::builder().identity_cache(patient).build();
/// # let _ = config;
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct IdentityCache;

impl IdentityCache {
    /// Starts a cache that asks the provider when a call needs an identity.
    #[inline]
    pub fn lazy() -> LazyCacheBuilder {
        LazyCacheBuilder::default()
    }

    /// Returns a cache that keeps nothing: each call asks the provider.
    #[inline]
    pub fn no_cache() -> SharedIdentityCache {
        SharedIdentityCache::new(Caching::new(Limits { keeps: false, ..Limits::default() }))
    }
}

/// The limits of a cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) load_timeout: Duration,
    pub(crate) buffer_time: Duration,
    pub(crate) default_expiration: Duration,
    /// Whether identities are kept at all.
    pub(crate) keeps: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            load_timeout: Duration::from_secs(5),
            buffer_time: Duration::from_secs(10),
            default_expiration: Duration::from_secs(15 * 60),
            keeps: true,
        }
    }
}

impl Limits {
    /// The time from which an identity that was loaded at `now` is loaded again.
    pub(crate) fn stale(&self, identity: &Identity, now: SystemTime) -> SystemTime {
        match identity.expiration() {
            Some(expiry) => expiry.checked_sub(self.buffer_time).unwrap_or(expiry),
            None => now + self.default_expiration,
        }
    }
}

/// Makes a cache of [`IdentityCache::lazy`].
#[derive(Debug, Clone, Default)]
pub struct LazyCacheBuilder(Limits);

impl LazyCacheBuilder {
    /// Starts with the defaults.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Limits how long a provider may take; the calls that wait for it fail then. Default: 5 s.
    #[must_use]
    #[inline]
    pub fn load_timeout(mut self, timeout: Duration) -> Self {
        self.set_load_timeout(Some(timeout));
        self
    }

    /// Like [`load_timeout`](Self::load_timeout); `None` goes back to the default.
    #[inline]
    pub fn set_load_timeout(&mut self, timeout: Option<Duration>) -> &mut Self {
        self.0.load_timeout = timeout.unwrap_or(Limits::default().load_timeout);
        self
    }

    /// Sets how long before its expiry an identity is loaded again. Default: 10 s.
    #[must_use]
    #[inline]
    pub fn buffer_time(mut self, time: Duration) -> Self {
        self.set_buffer_time(Some(time));
        self
    }

    /// Like [`buffer_time`](Self::buffer_time); `None` goes back to the default.
    #[inline]
    pub fn set_buffer_time(&mut self, time: Option<Duration>) -> &mut Self {
        self.0.buffer_time = time.unwrap_or(Limits::default().buffer_time);
        self
    }

    /// Sets how long an identity without an expiry is kept. Default: 15 minutes.
    #[must_use]
    #[inline]
    pub fn default_expiration(mut self, time: Duration) -> Self {
        self.set_default_expiration(Some(time));
        self
    }

    /// Like [`default_expiration`](Self::default_expiration); `None` goes back to the default.
    #[inline]
    pub fn set_default_expiration(&mut self, time: Option<Duration>) -> &mut Self {
        self.0.default_expiration = time.unwrap_or(Limits::default().default_expiration);
        self
    }

    /// Builds the cache.
    #[inline]
    pub fn build(self) -> SharedIdentityCache {
        SharedIdentityCache::new(Caching::new(self.0))
    }
}

/// A cache that was set.
#[derive(Clone)]
pub(crate) struct ChosenCache {
    pub(crate) shared: SharedIdentityCache,
    pub(crate) keeping: Keeping,
}

/// The owner of the identities of a client.
#[derive(Clone, Copy)]
pub(crate) enum Keeping {
    /// The engine, within these limits.
    Engine(Limits),
    /// The program, which is asked by a function that the setter brings: programs without such a cache are not linked with it.
    Program(Ask),
}

/// Makes what asks a cache of the program for the identities of a resolver.
pub(crate) type Ask = fn(&SharedIdentityCache, SharedIdentityResolver, &Config, &Timer) -> Box<dyn AskCache>;

/// A cache of the program beside the resolver of an identity.
pub(crate) trait AskCache: Send + Sync {
    /// Returns the identity that the cache gives.
    fn identity(&self) -> IdentityFuture<'_>;
}

impl ChosenCache {
    /// The cache of a setter; the engine does by itself what only limits say.
    #[inline]
    pub(crate) fn new(shared: SharedIdentityCache, ask: Ask) -> Self {
        let keeping = limits_of(&shared).map_or(Keeping::Program(ask), Keeping::Engine);
        Self { shared, keeping }
    }

    /// The cache, if it is the program's own.
    #[inline]
    pub(crate) fn of_program(&self) -> Option<&SharedIdentityCache> {
        matches!(self.keeping, Keeping::Program(_)).then_some(&self.shared)
    }
}

impl fmt::Debug for ChosenCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChosenCache").finish_non_exhaustive()
    }
}

impl Config {
    /// The cache of credentials and tokens that was set, if any.
    #[inline]
    pub fn identity_cache(&self) -> Option<SharedIdentityCache> {
        self.settings.identity_cache.as_ref().map(|chosen| chosen.shared.clone())
    }
}
