//! The cache of credentials and tokens, as callers configure it.

use std::time::Duration;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityCache {
    pub(crate) load_timeout: Duration,
    pub(crate) buffer_time: Duration,
    pub(crate) default_expiration: Duration,
}

impl IdentityCache {
    /// Starts a cache that asks the provider when a call needs an identity.
    pub fn lazy() -> LazyCacheBuilder {
        LazyCacheBuilder::default()
    }
}

impl Default for IdentityCache {
    fn default() -> Self {
        Self {
            load_timeout: Duration::from_secs(5),
            buffer_time: Duration::from_secs(10),
            default_expiration: Duration::from_secs(15 * 60),
        }
    }
}

/// Makes an [`IdentityCache`].
#[derive(Debug, Clone, Default)]
pub struct LazyCacheBuilder(IdentityCache);

impl LazyCacheBuilder {
    /// Limits how long a provider may take; the calls that wait for it fail then. Default: 5 s.
    #[must_use]
    pub fn load_timeout(mut self, timeout: Duration) -> Self {
        self.0.load_timeout = timeout;
        self
    }

    /// Sets how long before its expiry an identity is loaded again. Default: 10 s.
    #[must_use]
    pub fn buffer_time(mut self, time: Duration) -> Self {
        self.0.buffer_time = time;
        self
    }

    /// Sets how long an identity without an expiry is kept. Default: 15 minutes.
    #[must_use]
    pub fn default_expiration(mut self, time: Duration) -> Self {
        self.0.default_expiration = time;
        self
    }

    /// The cache.
    pub fn build(self) -> IdentityCache {
        self.0
    }
}
