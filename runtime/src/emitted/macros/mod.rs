//! What is the same for all generated types, as macros that generated code calls with the names that differ.

mod debug;
mod enums;
mod errors;
mod operations;
mod schema;
