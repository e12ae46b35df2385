//! Concurrent calls over loopback.

use std::time::Duration;

use crate::measure;

/// How many calls are under way at a time.
pub const CONCURRENT: usize = 64;
/// How many calls go before those that count.
pub const WARM_UP: usize = 40 * CONCURRENT;
/// How many calls count.
pub const CALLS: usize = 250 * CONCURRENT;

/// Prints what [`CALLS`] have taken.
pub fn print(wall: Duration, cpu: Duration) {
    measure::print("calls_per_s", CALLS as f64 / wall.as_secs_f64());
    measure::print("calls_per_cpu_s", CALLS as f64 / cpu.as_secs_f64());
}
