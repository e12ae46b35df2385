//! Measures this project's client: what it allocates.

use ivsrealtime as sdk;

#[path = "../../shared/counted.rs"]
mod counted;
mod side;
#[path = "../../shared/tasks.rs"]
#[allow(dead_code)] // it is shared with the other program
mod tasks;

fn main() {
    counted::run();
}
