//! The work that both sides are given, and its measurement.
//!
//! A measuring program does one thing, checks its result, and prints lines of `name value`.

pub mod composition;
pub mod items;
pub mod load;
pub mod measure;
pub mod objects;
pub mod page;
pub mod parameters;
pub mod stage;

/// The task of a measuring program and its argument, from the command line.
pub fn task() -> (String, String) {
    let mut args = std::env::args().skip(1);
    (args.next().unwrap_or_default(), args.next().unwrap_or_default())
}
