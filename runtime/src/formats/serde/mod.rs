//! Shapes as data of Serde: any format of it is one of the walk.
//!
//! A structure is a map from the names of its members in the model to their values; a member that is unset is left out. A
//! union is a map of one entry, or an empty one if its variant is unknown. Values of members are optional values (`Some`), as
//! elements of sparse collections are, which shows in formats that mark them.
//!
//! | Smithy | formats for people | other formats |
//! |---|---|---|
//! | numbers | numbers; `"NaN"`, `"Infinity"` and `"-Infinity"` as text | `i64` and `f64` |
//! | big numbers | text | text |
//! | blobs | text in Base64 | bytes |
//! | timestamps | text of RFC 3339 to the nanosecond; the seconds since the epoch where there is no year of four digits | seconds and nanoseconds |
//! | enums | text, whether the value is known or not | text |
//! | documents | what they hold | what they hold; formats must describe themselves |
//!
//! Reading takes what a service may send: members that are not known are skipped, and required members that are missing are
//! filled (<https://smithy.io/2.0/spec/aggregate-types.html#client-error-correction>).

mod document;
mod read;
mod read_values;
mod visitors;
mod write;

use std::fmt;

use serde_core::de::{Deserializer, Visitor};
use serde_core::ser::Serializer;

pub use read::{deserialize, deserialize_error};
pub use serde_core::{Deserialize, Serialize, de, ser};
pub use write::{serialize, serialize_error};

/// Serializes the value of an enum.
///
/// # Errors
///
/// Fails if the format does.
#[inline]
pub fn serialize_text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

/// Deserializes the value of an enum.
///
/// # Errors
///
/// Fails if the format does, or has something else than text.
#[inline]
pub fn deserialize_text<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(Text(|text: &str| T::from(text)))
}

/// Hands text to a function.
struct Text<F>(F);

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Text<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    #[inline]
    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }
}

/// The key by which `serde_json` gives numbers where their kind is not asked for, if any crate of a program has turned on its
/// feature `arbitrary_precision`: a map of this key to the number as text.
const NUMBER: &str = "$serde_json::private::Number";

#[cfg(test)]
mod tests;
