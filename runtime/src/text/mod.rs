//! The text of simple values, wherever it stands on the wire: numbers, percent-encoding, and lines of messages.

mod bytes;
pub(crate) mod decimal;
mod few;
mod line;
#[cfg_attr(not(any(feature = "cbor", feature = "json", feature = "query", feature = "xml")), allow(dead_code))]
pub(crate) mod percent;
pub(crate) mod scalar;
#[cfg_attr(not(any(feature = "json", feature = "xml")), allow(dead_code))]
pub(crate) mod word;

pub(crate) use bytes::{all_bytes, count_leading};
pub(crate) use few::{remove_few, sort_few};
#[cfg(all(test, feature = "cbor", feature = "json", feature = "query"))]
pub(crate) use line::is_control;
pub(crate) use line::{Line, excerpt};

/// The stand-in for sensitive values, in the words of the official crates.
pub const REDACTED: &str = "*** Sensitive Data Redacted ***";
