//! Programs as people write them for the official crates, with assertions that hold for both sides.
//!
//! The same sources are compiled twice: here, where `aws_sdk_ivsrealtime` is this project's crate, and in
//! `tests/compare/programs/official`, where it is the official one. A program names nothing else of either project.

mod agent;
mod calls;
mod choices;
mod errors;
mod interceptors;
mod limits;
mod lookups;
mod mocks;
mod outcomes;
mod pages;
mod retries;
mod settings;
mod smoke;
#[cfg(feature = "tracing")]
mod spans;
mod support;
mod testing;
mod values;
