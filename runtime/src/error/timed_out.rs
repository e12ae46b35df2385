//! Which timeout ran out, and how long it was.

use std::fmt;
use std::time::Duration;

use super::{BoxError, ConnectorError};

/// A timeout that ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimedOut {
    /// Name lookup, TCP and TLS handshakes.
    #[cfg(feature = "rustls")]
    Connect(Duration),
    /// The first byte of the response, or the next one.
    Read(Duration),
    /// One attempt.
    Attempt(Duration),
    /// All attempts together.
    Operation(Duration),
}

impl TimedOut {
    /// The length of the timeout.
    pub(crate) fn limit(self) -> Duration {
        match self {
            #[cfg(feature = "rustls")]
            Self::Connect(limit) => limit,
            Self::Read(limit) | Self::Attempt(limit) | Self::Operation(limit) => limit,
        }
    }
}

impl fmt::Display for TimedOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (missing, timeout, limit) = match self {
            #[cfg(feature = "rustls")]
            Self::Connect(limit) => ("no connection", "connect", limit),
            Self::Read(limit) => ("nothing was received", "read", limit),
            Self::Attempt(limit) => ("no answer", "operation attempt", limit),
            Self::Operation(limit) => ("no answer", "operation", limit),
        };
        write!(f, "{missing} within the {timeout} timeout of {limit:?}")
    }
}

impl std::error::Error for TimedOut {}

/// The timeout that ended a body: bodies give it as a [`ConnectorError`], so that programs that read streams
/// can ask `is_timeout` too.
///
/// # Errors
///
/// The error itself if it is another.
pub(crate) fn timeout_of_body(error: BoxError) -> Result<BoxError, BoxError> {
    match error.downcast::<ConnectorError>() {
        Ok(error) if error.is_timeout() => Ok(error.into_source()),
        Ok(error) => Err(error),
        Err(error) => Err(error),
    }
}
