//! Traits of a shape or member: the raw values, and typed readings of those that a generator uses.
//!
//! The accessors never fail: a value of the wrong form reads as absent, and `check` has reported it by then.

mod auth;
mod behaviour;
mod endpoint;
mod general;
mod http;
mod serial;
mod testing;

pub use auth::ServiceInfo;
pub use behaviour::{DiscoveredEndpoint, ErrorFault, HttpChecksum, Paginated, Retryable};
pub use endpoint::ClientContextParam;
pub use general::{Deprecated, Length, Range};
pub use http::Http;
pub use serial::{QueryError, TimestampFormat, XmlNamespace};

use serde_json::{Map, Value};

use crate::ShapeId;

/// The traits of one shape or member, in the order of the model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits(Vec<(ShapeId, Value)>);

impl Traits {
    /// The raw value of the trait with that absolute id.
    pub fn get(&self, id: &str) -> Option<&Value> {
        self.0.iter().find(|(key, _)| key == id).map(|(_, value)| value)
    }

    /// Whether the trait is there, whatever its value.
    pub fn has(&self, id: &str) -> bool {
        self.get(id).is_some()
    }

    /// All traits with their raw values, in the order of the model.
    pub fn iter(&self) -> impl Iterator<Item = (&ShapeId, &Value)> {
        self.0.iter().map(|(id, value)| (id, value))
    }

    /// Whether there is no trait at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }

    /// Adds a trait that is known to be absent.
    pub(crate) fn push(&mut self, id: ShapeId, value: Value) {
        self.0.push((id, value));
    }

    /// Adds a trait, or gives the one that is there another value.
    pub(crate) fn set(&mut self, id: ShapeId, value: Value) {
        match self.0.iter_mut().find(|(key, _)| *key == id) {
            Some(entry) => entry.1 = value,
            None => self.0.push((id, value)),
        }
    }

    /// Adds a trait of the prelude, or gives the one that is there another value.
    pub(crate) fn set_core(&mut self, name: &str, value: Value) {
        if let Some(id) = ShapeId::parse(&format!("smithy.api#{name}")) {
            self.set(id, value);
        }
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<Value> {
        let at = self.0.iter().position(|(key, _)| key == id)?;
        Some(self.0.remove(at).1)
    }

    fn text(&self, id: &str) -> Option<&str> {
        self.get(id)?.as_str()
    }

    fn object(&self, id: &str) -> Option<&Map<String, Value>> {
        self.get(id)?.as_object()
    }
}

/// The texts in a list, without what is not text.
fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
