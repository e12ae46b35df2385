//! A timer for tests of retries.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ivsrealtime::config::{AsyncSleep, Sleep};

/// The longest that a pause before the third attempt may be; what is longer is taken for a limit.
const LONGEST: Duration = Duration::from_secs(4);

/// Remembers pauses between attempts, which are over at once. Limits (the timeouts) run out as ever.
#[derive(Debug, Clone, Default)]
pub struct Pauses(Arc<Mutex<Vec<Duration>>>);

impl Pauses {
    /// The pauses so far.
    pub fn taken(&self) -> Vec<Duration> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl AsyncSleep for Pauses {
    fn sleep(&self, duration: Duration) -> Sleep {
        if duration > LONGEST {
            return Sleep::new(tokio::time::sleep(duration));
        }
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(duration);
        Sleep::new(std::future::ready(()))
    }
}
