//! XML through a shape that has members of all kinds.

mod fuzz;
mod reading;
mod shapes;
mod writing;
