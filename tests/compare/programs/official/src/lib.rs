//! The crates of `tinsmith-official` under the names that the programs know, over the official ones.

/// Mocks of clients.
pub mod mocks {
    pub use aws_smithy_mocks::*;
}

/// Returns a generator of invocation ids that gives these, one for each call.
pub fn ids(ids: impl IntoIterator<Item = &'static str>) -> impl aws_runtime::invocation_id::InvocationIdGenerator {
    let ids: Vec<_> = ids.into_iter().map(aws_runtime::invocation_id::InvocationId::new_from_str).collect();
    aws_runtime::invocation_id::PredefinedInvocationIdGenerator::new(ids)
}
