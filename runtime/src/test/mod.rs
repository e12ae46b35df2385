//! Testing programs without AWS.
//!
//! [`replay`] and [`respond`] make HTTP clients that answer from memory and remember what they were asked:
//!
//! ```
//! use tinsmith::config::{Config, Credentials, Region};
//! use tinsmith::test::replay;
//!
//! let http = replay([http::Response::new(r#"{"stages":[]}"#)]);
//! let config = Config::builder()
//!     .region(Region::new("us-east-1"))
//!     .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "test"))
//!     .http_client(http.clone())
//!     .build();
//! // Make a client with `config`, call it, and then look at `http.requests()`.
//! # let _ = config;
//! assert!(http.requests().is_empty());
//! ```
//!
//! [`Clock`] is a time that a test moves, for retries, waiters and timeouts.
//!
//! The HTTP clients of `aws_smithy_http_client::test_util` serve as well. The feature `test-util` adds what `aws-smithy-mocks`
//! has for the official crates, assertions on what was sent, and a configuration to begin with.

mod clock;
#[cfg(feature = "test-util")]
mod config;
#[cfg(feature = "test-util")]
mod mocks;
mod replay;
#[cfg(feature = "test-util")]
mod sent;

pub use clock::Clock;
#[cfg(feature = "test-util")]
pub use config::config;
#[cfg(feature = "test-util")]
pub use mocks::{
    FinalizedResponseSequenceBuilder, MockResponse, MockResponseInterceptor, ResponseSequenceBuilder, Rule,
    RuleBuilder, RuleMode, create_mock_http_client,
};
pub use replay::{Replay, replay, respond};

#[cfg(feature = "test-util")]
pub use crate::{__mock as mock, __mock_client as mock_client};
