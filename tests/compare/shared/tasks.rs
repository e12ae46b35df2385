//! The tasks of each side, written once against the API that both have: `crate::sdk` is the client crate, and
//! `crate::side` has what differs.

pub mod calls;
mod canned;
mod codec;
mod composition;
pub mod listing;

use compare_work::measure::print;
use compare_work::page::Layout;

/// Does what the command line asks, and prints figures.
pub fn run() {
    let (task, argument) = compare_work::task();
    match task.as_str() {
        "parse" => print("mb_per_s", codec::parse(Layout::named(&argument))),
        "write" => print("thousands_per_s", 1e6 / codec::write()),
        "write-drop" => print("thousands_per_s", 1e6 / codec::drop_input()),
        "call" => print("cpu_ns", calls::one()),
        "load" => calls::load(&argument),
        "memory" => listing::resident(),
        other => panic!("there is no task `{other}`"),
    }
}
