//! Measures this project's client of SSM: what it allocates.

#[path = "../../shared/counted.rs"]
mod counted;
#[allow(dead_code)] // it is shared with the other program
mod side;
#[path = "../../shared/tasks.rs"]
#[allow(dead_code)] // it is shared with the other program
mod tasks;

fn main() {
    counted::run();
}
