//! Measures this project's clients of S3, DynamoDB and SSM.

mod side;
#[path = "../../shared/tasks.rs"]
#[allow(dead_code)] // it is shared with the other program
mod tasks;

fn main() {
    tasks::run();
}
