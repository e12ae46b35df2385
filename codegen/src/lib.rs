//! placeholder

pub mod emit;
pub mod ir;
pub mod lower;
