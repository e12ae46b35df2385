//! From the IR to tokens.

pub mod endpoint;
