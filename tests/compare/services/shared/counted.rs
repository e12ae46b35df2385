//! Allocations of a call. The counting allocator is slow, and a program has it as soon as it mentions the crate, so only
//! programs that measure no times contain this module.

use allocation_counter::measure;
use compare_work::measure::print;

use crate::tasks::calls::{canned, get_parameter};

/// Prints the allocations of one call on a canned connection.
pub fn run() {
    const CALLS: usize = 100;
    let (runtime, client) = canned();
    let counted = measure(|| (0..CALLS).for_each(|_| runtime.block_on(get_parameter(&client))));
    print("allocations", counted.count_total as f64 / CALLS as f64);
    print("bytes", counted.bytes_total as f64 / CALLS as f64);
}
