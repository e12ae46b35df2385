//! The runtime of the clients that tinsmith generates.

pub mod debug;
mod decimal;
pub mod endpoint;
pub mod error;
pub mod generated;
pub mod http;
pub mod json;
pub mod modeled;
pub mod operation;
pub mod protocol;
pub mod read_error;
pub mod rest_json;
pub mod schema;
pub mod shape;
#[cfg(test)]
mod test_shapes;
pub mod timestamp;
