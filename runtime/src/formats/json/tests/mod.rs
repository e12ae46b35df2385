//! JSON through a shape that has members of all kinds.

mod documents;
mod fuzz;
mod pieces;
mod reading;
mod writing;
