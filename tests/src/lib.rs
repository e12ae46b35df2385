//! What the tests of the workspace share.

pub mod rules;

/// Compiles the code in README.md, and runs what needs no network.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
