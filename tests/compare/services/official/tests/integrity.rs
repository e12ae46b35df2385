//! The programs about checksums and presigned requests that `tests/tests/moto.rs` runs with the emitted crate, with the official one.

#[path = "../../../../moto/official.rs"]
mod official;
