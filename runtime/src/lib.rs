//! The runtime of the clients that tinsmith generates.

mod decimal;
pub mod debug;
pub mod endpoint;
pub mod http;
pub mod json;
pub mod operation;
pub mod protocol;
pub mod read_error;
pub mod rest_json;
pub mod schema;
pub mod shape;
pub mod timestamp;
