//! What is about to be emitted.

pub mod endpoint;
