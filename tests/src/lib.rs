//! What the tests of the workspace share.

pub mod generate;
pub mod rules;
