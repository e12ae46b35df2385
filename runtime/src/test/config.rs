//! A configuration for tests of programs.

use super::Clock;
use crate::config::{Builder, Config, Credentials, Region};

/// Begins a configuration with what a call needs: a region (`us-east-1`), credentials, idempotency tokens that are always the
/// same, and a [`Clock`] of its own, so that nothing waits. All of it can be set anew.
///
/// ```
/// use tinsmith::test::{config, replay};
///
/// let http = replay([http::Response::new("{}")]);
/// let config = config().http_client(http.clone()).build();
/// # let _ = config;
/// ```
#[inline]
pub fn config() -> Builder {
    let clock = Clock::new();
    Config::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::for_tests())
        .idempotency_token_provider("00000000-0000-4000-8000-000000000000")
        .time_source(clock.clone())
        .sleep_impl(clock)
}
