//! Retries of single services.

/// The retries of a service in the behavior that the SDKs of AWS have from 2026 on, as far as the program gives no numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRetries {
    /// The longest pause before the second attempt where the service did not throttle, in milliseconds.
    pub first_pause_millis: u64,
    /// The number of attempts in all.
    pub attempts: u32,
}

impl NewRetries {
    /// Those of most services.
    pub const USUAL: Self = Self { first_pause_millis: 50, attempts: 3 };
}
