//! The parts of a client that callers hold: customizable calls, paginators, presigned requests, waiters and discovered endpoints.

pub mod customize;
pub mod discovery;
pub mod paginate;
pub mod presigning;
pub mod waiters;
