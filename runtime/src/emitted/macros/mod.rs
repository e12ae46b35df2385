//! Macros for all that emitted types have in common, called with the names that differ.
//!
//! Everything that a macro names is behind `$crate` or in the prelude of Rust, so that no type of a service hides it.

mod blocking;
mod debug;
mod enums;
mod errors;
mod inputs;
mod modeled;
mod outputs;
mod schema;
mod serde;
mod structures;
mod unions;
