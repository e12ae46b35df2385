//! Crates whose names differ between the two sides, under one name. The package `programs-official` of `tests/compare` has
//! the same library over the official crates.

/// Mocks of clients: `aws-smithy-mocks` on the official side.
pub mod mocks {
    pub use tinsmith::test::*;
}
