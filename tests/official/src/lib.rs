//! Crates whose names differ between the two sides, under one name. The package `programs-official` of `tests/compare` has
//! the same library over the official crates.

/// Mocks of clients: `aws-smithy-mocks` on the official side.
pub mod mocks {
    pub use tinsmith::test::*;
}

/// Returns a generator of invocation ids that gives these, one for each call.
pub fn ids(ids: impl IntoIterator<Item = &'static str>) -> tinsmith::config::IdGenerator {
    let ids = std::sync::Mutex::new(ids.into_iter().collect::<std::collections::VecDeque<_>>());
    tinsmith::config::IdGenerator::from_fn(move || {
        let mut ids = ids.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        ids.pop_front().unwrap_or_default().to_owned()
    })
}
