//! What the tests of the workspace share.

pub mod arbitrary;
pub mod client;
pub mod pauses;
pub mod rules;
pub mod server;
pub mod signature;
pub mod wire;
