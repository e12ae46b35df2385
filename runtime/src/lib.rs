//! The runtime of the clients that tinsmith generates.
//!
//! A generated crate holds the types and tables of a service. The rest is here, and generated crates name it again:
//!
//! - [`config`]: the configuration of a client, one for all services
//! - [`error`]: the errors of calls
//! - [`primitives`]: the simple types that members hold
//! - [`Operation`]: operations as types, which turn inputs into requests and responses into outputs without a connection
//! - [`Engine`]: calls of operations, with identity, signature, retries, timeouts and connections
//! - [`signing`]: signatures of any HTTP request
//! - [`customize`], [`paginate`], [`waiters`], [`presigning`]: changes to a single call, pages, polling until a condition is
//!   met, and requests that are sent by others
//! - [`mod@test`]: HTTP clients for tests of programs
//! - `blocking`, with the feature of that name: calls of programs that have no async runtime
//!
//! # Features
//!
//! Generated crates turn on the features that their service needs. `rustls`, the default connection, is one of theirs too.

// Rooms are private: what only tests and benchmarks reach is seen as dead by builds without the feature `internals`, and what no
// format uses by builds with all of them.
#![cfg_attr(not(feature = "internals"), allow(unreachable_pub))]
#![cfg_attr(
    not(all(feature = "cbor", feature = "event-stream", feature = "json", feature = "query", feature = "xml")),
    allow(dead_code)
)]

#[macro_use]
mod walk;

#[cfg(feature = "blocking")]
pub mod blocking;
mod client;
pub mod config;
#[doc(hidden)]
pub mod emitted;
mod endpoint;
mod engine;
pub mod error;
#[cfg(feature = "event-stream")]
mod event_stream;
mod formats;
mod http;
#[cfg(feature = "internals")]
#[doc(hidden)]
pub mod internals;
mod jmespath;
mod meta;
mod operation;
pub mod primitives;
#[cfg(feature = "test-util")]
#[doc(hidden)]
pub mod protocol_test;
mod protocols;
pub mod signing;
mod stages;
pub mod test;
#[cfg(test)]
mod test_support;
mod text;
mod timer;
mod trace;

pub use client::{customize, paginate, presigning, waiters};
pub use engine::{CallFuture, Engine};
pub use operation::{Answer, Operation};
