//! Absolute shape ids, as in `com.amazonaws.s3#Bucket`.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// An absolute shape id: a namespace, `#` and a name. Cloning one is cheap.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(Arc<str>);

impl ShapeId {
    /// Reads `text` as an absolute id without a member, or returns `None` if it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let (namespace, name) = text.split_once('#')?;
        let valid = namespace.split('.').all(is_identifier) && is_identifier(name);
        valid.then(|| Self(text.into()))
    }

    /// The part before `#`.
    pub fn namespace(&self) -> &str {
        self.split().0
    }

    /// The part after `#`.
    pub fn name(&self) -> &str {
        self.split().1
    }

    /// The whole id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the id belongs to the shapes that every model has, such as `smithy.api#String`.
    pub fn is_prelude(&self) -> bool {
        self.namespace() == "smithy.api"
    }

    fn split(&self) -> (&str, &str) {
        self.0.split_once('#').unwrap_or(("", &self.0))
    }
}

/// Whether `text` is a Smithy identifier: a letter or underscore, then letters, digits and underscores.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b == b'_' || b.is_ascii_alphabetic())
        && bytes.all(|b| b == b'_' || b.is_ascii_alphanumeric())
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ShapeId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for ShapeId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for ShapeId {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for ShapeId {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_namespace_and_name() {
        let id = ShapeId::parse("com.amazonaws.s3#Bucket").unwrap();
        assert_eq!(id.namespace(), "com.amazonaws.s3");
        assert_eq!(id.name(), "Bucket");
        assert_eq!(id.to_string(), "com.amazonaws.s3#Bucket");
        assert!(!id.is_prelude());
        assert!(ShapeId::parse("smithy.api#String").unwrap().is_prelude());
    }

    #[test]
    fn rejects_what_is_not_absolute() {
        for text in ["", "Bucket", "#Bucket", "a#", "a#b$c", "a..b#C", "a#B#C", "a b#C", "1a#B", "a#é"] {
            assert_eq!(ShapeId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn sorts_by_text() {
        let mut ids = ["b#A", "a#B", "a#A"].map(|text| ShapeId::parse(text).unwrap());
        ids.sort();
        assert_eq!(ids.map(|id| id.to_string()), ["a#A", "a#B", "b#A"]);
    }
}
