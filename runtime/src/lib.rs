//! The runtime of the clients that tinsmith generates.
//!
//! A generated crate holds types, tables and one walk per shape; what is the same for all of them is here:
//!
//! - [`config`], [`Engine`], [`customize`], [`paginate`], [`waiters`]: making calls,
//! - [`error`]: what becomes of those that fail,
//! - [`Operation`]: requests and responses without a connection in sight,
//! - [`mod@test`]: doing all that without AWS.

#[macro_use]
pub mod walk;

mod client;
pub mod config;
#[doc(hidden)]
pub mod emitted;
pub mod endpoint;
pub mod engine;
pub mod error;
#[cfg(feature = "event-stream")]
pub mod event_stream;
pub mod formats;
pub mod http;
pub mod jmespath;
pub mod meta;
pub mod operation;
pub mod primitives;
#[cfg(feature = "test-util")]
pub mod protocol_test;
pub mod protocols;
pub mod signing;
pub mod stages;
pub mod test;
#[cfg(test)]
mod test_support;
mod text;
mod timer;

pub use client::{customize, paginate, waiters};
pub use engine::{CallFuture, Engine};
pub use operation::{Answer, Operation};
