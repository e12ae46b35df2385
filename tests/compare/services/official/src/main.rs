//! Measures the official clients of S3 and DynamoDB.

mod side;
#[path = "../../shared/tasks.rs"]
mod tasks;

fn main() {
    tasks::run();
}
