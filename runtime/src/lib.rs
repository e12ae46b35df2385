//! The runtime of the clients that tinsmith generates.
//!
//! A generated crate holds types, tables and one walk per shape; what is the same for all of them is here:
//!
//! - [`schema`] and [`shape`]: what formats know of shapes, and the walk by which they meet,
//! - [`operation`] and [`protocol`]: operations as types, requests and responses without a connection in sight,
//! - [`endpoint`] and [`signing`]: where a request goes, and by whom it is signed,
//! - [`config`], [`engine`], [`customize`], [`paginate`]: making calls,
//! - [`waiters`] and [`jmespath`]: calling until something holds,
//! - [`error`]: what becomes of those that fail,
//! - [`mod@test`]: doing all that without AWS.

#[macro_use]
mod tri;

#[cfg(feature = "json")]
pub mod aws_json;
#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(any(feature = "checksums", feature = "content-md5", feature = "tree-hash"))]
mod checksum;
pub mod config;
#[cfg(feature = "rustls")]
mod connection;
pub mod customize;
pub mod debug;
mod decimal;
pub mod endpoint;
pub mod engine;
pub mod error;
#[cfg(feature = "event-stream")]
pub mod event_stream;
pub mod generated;
pub mod http;
pub mod jmespath;
#[cfg(feature = "json")]
pub mod json;
mod macros;
pub mod modeled;
pub mod operation;
pub mod paginate;
pub mod primitives;
pub mod protocol;
#[cfg(feature = "test-util")]
pub mod protocol_test;
#[cfg(feature = "query")]
pub mod query;
pub mod query_compatible;
pub mod read_error;
#[cfg(feature = "json")]
pub mod rest_json;
#[cfg(feature = "xml")]
pub mod rest_xml;
mod retry;
pub mod rpc;
#[cfg(any(feature = "json", feature = "cbor"))]
pub mod rpc_v2;
mod sans_io;
mod scalar;
pub mod schema;
pub mod shape;
pub mod signing;
pub mod test;
#[cfg(test)]
mod test_fuzz;
#[cfg(test)]
mod test_shapes;
pub mod timestamp;
pub mod waiters;
#[cfg(feature = "xml")]
pub mod xml;

pub use engine::{CallFuture, Engine};
pub use operation::{Answer, Operation};
