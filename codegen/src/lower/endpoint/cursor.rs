//! A place in the JSON of a rule set: the value and the pointer to it.

use serde_json::Value;

use super::Lowering;

/// A value and where it stands.
pub(super) struct Cursor<'j> {
    pub(super) value: &'j Value,
    /// A JSON pointer (RFC 6901).
    pub(super) pointer: String,
}

impl<'j> Cursor<'j> {
    pub(super) fn root(value: &'j Value) -> Self {
        Self { value, pointer: String::new() }
    }

    fn child(&self, key: &str, value: &'j Value) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self { value, pointer: format!("{}/{key}", self.pointer) }
    }

    /// A member of the object that this must be.
    pub(super) fn member(&self, lowering: &mut Lowering, key: &str) -> Option<Self> {
        self.optional(key).or_else(|| lowering.fail(self, format!("`{key}` is missing")))
    }

    /// A member, if this is an object that has it.
    pub(super) fn optional(&self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| self.child(key, value))
    }

    /// The members of the object that this must be.
    pub(super) fn entries(&self, lowering: &mut Lowering) -> Option<Vec<(&'j str, Self)>> {
        match self.value {
            Value::Object(object) => Some(object.iter().map(|(key, value)| (&**key, self.child(key, value))).collect()),
            _ => lowering.fail(self, "must be an object"),
        }
    }

    /// The elements of the array that this must be.
    pub(super) fn items(&self, lowering: &mut Lowering) -> Option<Vec<Self>> {
        match self.value {
            Value::Array(items) => {
                Some(items.iter().enumerate().map(|(index, value)| self.child(&index.to_string(), value)).collect())
            }
            _ => lowering.fail(self, "must be an array"),
        }
    }

    /// The text that this must be.
    pub(super) fn string(&self, lowering: &mut Lowering) -> Option<&'j str> {
        match self.value {
            Value::String(text) => Some(text),
            _ => lowering.fail(self, "must be a string"),
        }
    }

    /// The 32-bit integer that this must be.
    pub(super) fn int(&self, lowering: &mut Lowering) -> Option<i32> {
        let int = self.value.as_i64().and_then(|wide| i32::try_from(wide).ok());
        int.or_else(|| lowering.fail(self, "must be a 32-bit integer"))
    }
}
