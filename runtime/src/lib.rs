//! The runtime of the clients that tinsmith generates.

pub mod config;
#[cfg(feature = "rustls")]
mod connection;
pub mod customize;
pub mod endpoint;
pub mod engine;
pub mod error;
pub mod operation;
pub mod paginate;
pub mod protocol;
pub mod read_error;
mod retry;
pub mod schema;
pub mod shape;
pub mod signing;
pub mod test;
