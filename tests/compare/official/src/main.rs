//! Measures the official client.

use aws_sdk_ivsrealtime as sdk;

mod side;
#[path = "../../shared/tasks.rs"]
#[allow(dead_code)] // it is shared with the other program
mod tasks;

fn main() {
    tasks::run();
}
