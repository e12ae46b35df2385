//! Measurements that count allocations. The counting allocator is slow, and a program has it as soon as it mentions the
//! crate, so only programs that measure no times contain this module.

use allocation_counter::measure;
use compare_work::measure::print;

use crate::tasks::calls::{canned, create_stage};
use crate::tasks::listing::{check, length, list};

/// Does what the command line asks, and prints figures.
pub fn run() {
    let (task, _) = compare_work::task();
    match task.as_str() {
        "call" => call(),
        "memory" => memory(),
        other => panic!("there is no task `{other}`"),
    }
}

/// Prints the allocations of one call on a canned connection.
fn call() {
    const CALLS: usize = 100;
    let (runtime, client) = canned();
    let calls = || (0..CALLS).for_each(|_| runtime.block_on(create_stage(&client)));
    calls();
    let counted = measure(calls);
    print("allocations", counted.count_total as f64 / CALLS as f64);
    print("bytes", counted.bytes_total as f64 / CALLS as f64);
}

/// Prints the peak of what is allocated at a time in a call with a large response, and how much of it the output is.
fn memory() {
    let length = length();
    let mut output = None;
    let counted = measure(|| output = Some(list(length)));
    check(&output.expect("it is there"));
    print("body_mb", length as f64 / 1e6);
    print("peak_mb", counted.bytes_max as f64 / 1e6);
    print("output_mb", counted.bytes_current as f64 / 1e6);
}
