//! What both sides are given to do, and how it is measured.
//!
//! A measuring program does one thing, checks its result, and prints lines of `name value`.

pub mod composition;
pub mod items;
pub mod load;
pub mod measure;
pub mod objects;
pub mod page;
pub mod stage;

/// What the command line asks of a measuring program: what to do, and with what.
pub fn task() -> (String, String) {
    let mut args = std::env::args().skip(1);
    (args.next().unwrap_or_default(), args.next().unwrap_or_default())
}
