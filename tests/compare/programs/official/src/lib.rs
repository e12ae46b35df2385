//! The crates of `tinsmith-official` under the names that the programs know, over the official ones.

/// Mocks of clients.
pub mod mocks {
    pub use aws_smithy_mocks::*;
}
