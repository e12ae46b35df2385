//! The time that a presigned request is good for.

use std::error::Error;
use std::fmt;
use std::time::{Duration, SystemTime};

use crate::engine::Validity;
use crate::signing::{WEEK, too_long};

/// The time that a presigned request is good for.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PresigningConfig {
    start_time: Option<SystemTime>,
    expires_in: Duration,
}

impl PresigningConfig {
    /// Returns the configuration of a request that is good for that long from when it is made.
    ///
    /// # Errors
    ///
    /// Fails if that is longer than a week.
    #[inline]
    pub fn expires_in(expires_in: Duration) -> Result<Self, PresigningConfigError> {
        Self::builder().expires_in(expires_in).build()
    }

    /// Returns a builder.
    #[inline]
    pub fn builder() -> PresigningConfigBuilder {
        PresigningConfigBuilder::default()
    }

    /// Returns how long the request is good for, in whole seconds. Credentials that expire sooner end it sooner.
    #[inline]
    pub fn expires(&self) -> Duration {
        self.expires_in
    }

    /// Returns the time from which on the request is good: the one that was set, or now.
    #[inline]
    pub fn start_time(&self) -> SystemTime {
        self.start_time.unwrap_or_else(SystemTime::now)
    }

    #[inline]
    pub(crate) fn validity(&self) -> Validity {
        Validity { start: self.start_time, expires_in: self.expires_in }
    }
}

/// Builder of [`PresigningConfig`].
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct PresigningConfigBuilder {
    start_time: Option<SystemTime>,
    expires_in: Option<Duration>,
}

impl PresigningConfigBuilder {
    /// Sets the time from which on the request is good. Unset, it is the time at which the request is made, by the time source
    /// of the client.
    #[must_use]
    #[inline]
    pub fn start_time(mut self, start_time: SystemTime) -> Self {
        self.start_time = Some(start_time);
        self
    }

    /// Sets or unsets the time from which on the request is good.
    #[inline]
    pub fn set_start_time(&mut self, start_time: Option<SystemTime>) {
        self.start_time = start_time;
    }

    /// Sets how long the request is good for, in whole seconds and up to a week. Required.
    #[must_use]
    #[inline]
    pub fn expires_in(mut self, expires_in: Duration) -> Self {
        self.expires_in = Some(expires_in);
        self
    }

    /// Sets or unsets how long the request is good for.
    #[inline]
    pub fn set_expires_in(&mut self, expires_in: Option<Duration>) {
        self.expires_in = expires_in;
    }

    /// Builds the configuration.
    ///
    /// # Errors
    ///
    /// Fails if `expires_in` is unset, or longer than a week.
    #[inline]
    pub fn build(self) -> Result<PresigningConfig, PresigningConfigError> {
        match self.expires_in {
            Some(expires_in) if expires_in > WEEK => Err(PresigningConfigError(too_long(expires_in).to_string())),
            Some(expires_in) => Ok(PresigningConfig { start_time: self.start_time, expires_in }),
            None => {
                Err(PresigningConfigError("`expires_in` is required: say how long the request is good for".to_owned()))
            }
        }
    }
}

/// The reason why a [`PresigningConfig`] cannot be built.
#[derive(Debug)]
pub struct PresigningConfigError(String);

impl fmt::Display for PresigningConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for PresigningConfigError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_good_for_a_week_at_most() {
        let build = |seconds| PresigningConfig::expires_in(Duration::from_secs(seconds));
        assert_eq!(build(604_800).unwrap().expires(), WEEK);
        assert_eq!(build(0).unwrap().expires(), Duration::ZERO);
        let error = build(604_801).unwrap_err().to_string();
        assert_eq!(error, "`expires_in` is 604801 s, and must be no longer than one week (604800 s)");
    }

    #[test]
    fn how_long_must_be_said() {
        let mut builder = PresigningConfig::builder().start_time(SystemTime::UNIX_EPOCH);
        assert!(builder.clone().build().unwrap_err().to_string().starts_with("`expires_in` is required"));
        builder.set_expires_in(Some(Duration::from_secs(1)));
        assert_eq!(builder.clone().build().unwrap().start_time(), SystemTime::UNIX_EPOCH);
        builder.set_start_time(None);
        assert!(builder.build().unwrap().start_time() > SystemTime::UNIX_EPOCH, "now");
    }
}
