//! From the checked model to the IR.

pub mod endpoint;
