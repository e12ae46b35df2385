//! The runtime of the clients that tinsmith generates.

pub mod endpoint;
pub mod generated;
pub mod modeled;
pub mod operation;
pub mod protocol;
pub mod read_error;
pub mod schema;
pub mod shape;
