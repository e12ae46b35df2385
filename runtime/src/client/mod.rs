//! The parts of a client that callers hold: customizable calls, paginators, presigned requests and waiters.

pub mod customize;
pub mod paginate;
pub mod presigning;
pub mod waiters;
