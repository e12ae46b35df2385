//! The tasks of each side, written once against the API that both have: `dynamodb` and `s3` are the client crates,
//! and `crate::side` has what differs.

mod items;
mod objects;

use compare_work::measure::print;

/// Does what the command line asks, and prints a figure.
pub fn run() {
    let (task, _) = compare_work::task();
    match task.as_str() {
        "query" => print("mb_per_s", items::query()),
        "batch-write" => print("thousands_per_s", 1e6 / items::batch_write()),
        "query-drop" => print("mb_per_s", items::drop_page()),
        "batch-write-drop" => print("thousands_per_s", 1e6 / items::drop_batch()),
        "list-objects" => print("mb_per_s", objects::list()),
        other => panic!("there is no task `{other}`"),
    }
}
