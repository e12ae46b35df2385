//! Helpers of the tests of the workspace.

pub mod arbitrary;
pub mod awkward;
pub mod client;
pub mod data;
pub mod generate;
pub mod paths;
pub mod pauses;
pub mod reference;
pub mod rules;
pub mod server;
pub mod signature;
pub mod taint;
pub mod wire;
pub mod workspace;

/// Compiles the code in README.md and on the pages for users, and runs what needs no network.
#[cfg(doctest)]
pub mod papers {
    #[doc = include_str!("../../README.md")]
    pub struct Readme;

    #[doc = include_str!("../../docs/any-operation.md")]
    pub struct AnyOperation;

    #[doc = include_str!("../../docs/configuration.md")]
    pub struct Configuration;

    #[doc = include_str!("../../docs/event-streams.md")]
    pub struct EventStreams;

    #[doc = include_str!("../../docs/features.md")]
    pub struct Features;

    #[doc = include_str!("../../docs/paws.md")]
    pub struct Paws;

    #[doc = include_str!("../../docs/sans-io.md")]
    pub struct SansIo;
}
