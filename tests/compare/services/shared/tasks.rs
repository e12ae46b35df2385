//! The tasks of each side, written once against the API that both have: `dynamodb`, `s3` and `ssm` are the client
//! crates, and `crate::side` has what differs.

pub mod calls;
#[path = "../../shared/canned.rs"]
mod canned;
mod items;
mod objects;
mod parameters;

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
        "list-parameters" => print("mb_per_s", parameters::list()),
        "put-parameter" => print("thousands_per_s", 1e6 / parameters::put()),
        "put-parameter-drop" => print("thousands_per_s", 1e6 / parameters::drop_input()),
        "call" => print("cpu_ns", calls::one()),
        other => panic!("there is no task `{other}`"),
    }
}
