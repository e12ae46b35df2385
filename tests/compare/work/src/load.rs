//! Concurrent calls over loopback.

use std::time::Duration;

use crate::measure;

/// The number of concurrent calls.
pub const CONCURRENT: usize = 64;
/// The number of calls before the measurement.
pub const WARM_UP: usize = 40 * CONCURRENT;
/// The number of measured calls.
pub const CALLS: usize = 250 * CONCURRENT;

/// Prints what [`CALLS`] have taken.
pub fn print(wall: Duration, cpu: Duration) {
    measure::print("calls_per_s", CALLS as f64 / wall.as_secs_f64());
    measure::print("calls_per_cpu_s", CALLS as f64 / cpu.as_secs_f64());
}
