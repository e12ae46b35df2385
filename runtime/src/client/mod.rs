//! The parts of a client that callers hold: customizable calls, paginators and waiters.

pub mod customize;
pub mod paginate;
pub mod waiters;
