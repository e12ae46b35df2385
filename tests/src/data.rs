//! Shapes as data of Serde.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tinsmith::emitted::inner::Shape;

/// A shape that is data.
pub trait Data: Shape + Serialize + DeserializeOwned + PartialEq + Debug + 'static {}

impl<T: Shape + Serialize + DeserializeOwned + PartialEq + Debug + 'static> Data for T {}

/// A value as it comes back from JSON, which is for people, and from Postcard, which does not describe itself.
///
/// # Errors
///
/// Fails with what went wrong.
pub fn through<T: Data>(value: &T) -> Result<[T; 2], String> {
    let text = serde_json::to_string(value).map_err(|error| error.to_string())?;
    let from_text = serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
    let bytes = postcard::to_stdvec(value).map_err(|error| error.to_string())?;
    let from_bytes = postcard::from_bytes(&bytes).map_err(|error| format!("{error}: {value:?}"))?;
    Ok([from_text, from_bytes])
}
