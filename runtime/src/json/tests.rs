//! JSON through a shape that has members of all kinds.

mod documents;
mod fuzz;
mod reading;
mod writing;
