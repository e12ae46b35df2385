//! A configuration for tests of programs.

use super::Clock;
use crate::config::{Builder, Config};

/// Begins a configuration with what a call needs: that of [`with_test_defaults_v2`](Builder::with_test_defaults_v2), and a
/// [`Clock`] of its own, so that nothing waits. All of it can be set anew.
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
    Config::builder().with_test_defaults_v2().time_source(clock.clone()).sleep_impl(clock)
}
