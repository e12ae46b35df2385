//! Shapes and random texts for unit tests.

pub(crate) mod fuzz;
pub(crate) mod shapes;
