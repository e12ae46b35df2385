//! What the tests of the workspace share.

pub mod arbitrary;
pub mod awkward;
pub mod client;
pub mod generate;
pub mod paths;
pub mod pauses;
pub mod reference;
pub mod rules;
pub mod server;
pub mod signature;
pub mod taint;
pub mod wire;
pub mod workspace;

/// Compiles the code in README.md, and runs what needs no network.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
