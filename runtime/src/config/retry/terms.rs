//! The terms of a budget for retries.

use aws_smithy_types::retry::ErrorKind;

/// The terms of a bucket, which stay.
#[derive(Debug, Clone)]
pub(super) struct Terms {
    pub(super) capacity: usize,
    pub(super) retry_cost: u32,
    pub(super) throttling_retry_cost: u32,
    pub(super) timeout_retry_cost: u32,
    pub(super) success_reward: f32,
    pub(super) refill_rate: f32,
}

impl Terms {
    /// The cost of a retry after an error of this kind.
    pub(super) fn cost(&self, kind: ErrorKind) -> u32 {
        match kind {
            ErrorKind::TransientError => self.timeout_retry_cost,
            ErrorKind::ThrottlingError => self.throttling_retry_cost,
            _ => self.retry_cost,
        }
    }
}
