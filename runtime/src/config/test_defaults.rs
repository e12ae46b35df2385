//! Settings that make requests predictable, with the values of the official crates.

use std::time::{Duration, UNIX_EPOCH};

use aws_smithy_async::time::{SharedTimeSource, StaticTimeSource};

use super::{BehaviorVersion, Builder, Credentials, Region, SharedCredentialsProvider};

/// The time of requests, in seconds.
const NOW: u64 = 1_234_567_890;

impl Builder {
    /// Sets what a test wants to be the same each time: idempotency tokens, the clock, and keys that are none.
    pub fn apply_test_defaults(&mut self) -> &mut Self {
        let now = StaticTimeSource::new(UNIX_EPOCH + Duration::from_secs(NOW));
        let keys = Credentials::new("ANOTREAL", "notrealrnrELgWzOk3IfjzDKtFBhDby", None, None, "test");
        self.set_idempotency_token_provider(Some("00000000-0000-4000-8000-000000000000".into()))
            .set_time_source(Some(SharedTimeSource::new(now)))
            .set_credentials_provider(Some(SharedCredentialsProvider::new(keys)))
            .set_behavior_version(Some(BehaviorVersion::latest()))
    }

    /// Like [`apply_test_defaults`](Self::apply_test_defaults).
    #[must_use]
    pub fn with_test_defaults(mut self) -> Self {
        self.apply_test_defaults();
        self
    }

    /// Sets the region `us-east-1` as well, unless there is one.
    pub fn apply_test_defaults_v2(&mut self) -> &mut Self {
        if self.settings.region.is_none() {
            self.set_region(Some(Region::new("us-east-1")));
        }
        self.apply_test_defaults()
    }

    /// Like [`apply_test_defaults_v2`](Self::apply_test_defaults_v2).
    #[must_use]
    pub fn with_test_defaults_v2(mut self) -> Self {
        self.apply_test_defaults_v2();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_that_is_set_stays() {
        let config = Builder::new().region(Region::new("eu-west-1")).with_test_defaults_v2().build();
        assert_eq!(config.region().map(Region::as_ref), Some("eu-west-1"));
        let config = Builder::new().with_test_defaults_v2().build();
        assert_eq!(config.region().map(Region::as_ref), Some("us-east-1"));
        let seconds = config.time_source().and_then(|clock| clock.now().duration_since(UNIX_EPOCH).ok());
        assert_eq!(seconds, Some(Duration::from_secs(NOW)));
        assert!(Builder::new().with_test_defaults().build().region().is_none());
    }
}
