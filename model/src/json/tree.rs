//! A JSON document as a tree that borrows its texts and keeps keys in order, duplicates included.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node<'t> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'t, str>),
    List(Vec<Node<'t>>),
    Object(Object<'t>),
}

/// The entries of an object in order.
pub(crate) type Object<'t> = Vec<(Cow<'t, str>, Node<'t>)>;

impl Node<'_> {
    /// The kind of the value, for messages.
    pub(crate) fn what(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "a boolean",
            Node::Number(_) => "a number",
            Node::Text(_) => "a string",
            Node::List(_) => "a list",
            Node::Object(_) => "an object",
        }
    }

    pub(crate) fn into_value(self) -> Value {
        match self {
            Node::Null => Value::Null,
            Node::Bool(value) => Value::Bool(value),
            Node::Number(value) => Value::Number(value),
            Node::Text(text) => Value::String(text.into_owned()),
            Node::List(items) => Value::Array(items.into_iter().map(Node::into_value).collect()),
            Node::Object(entries) => {
                let entries = entries.into_iter();
                Value::Object(entries.map(|(key, value)| (key.into_owned(), value.into_value())).collect())
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

/// A key that borrows from the text where it has no escapes.
struct Key<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor).map(Key)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Node::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Node::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((Key(key), value)) = map.next_entry()? {
            entries.push((key, value));
        }
        Ok(number(&entries).map_or(Node::Object(entries), Node::Number))
    }
}

/// The number that serde_json hands over as an object of one entry, so that no digit is lost.
fn number(entries: &Object<'_>) -> Option<Number> {
    match &entries[..] {
        [(key, Node::Text(digits))] if key == "$serde_json::private::Number" => digits.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        for text in ["-9223372036854775809", "0.100000000000000000000001", "1.50", "1e+400", "7"] {
            let node: Node<'_> = serde_json::from_str(text).unwrap();
            assert_eq!(node.into_value().to_string(), text);
        }
    }

    #[test]
    fn keeps_order_and_duplicates() {
        let node: Node<'_> = serde_json::from_str(r#"{"b": 1, "a": [null, true, "x"], "b": {}}"#).unwrap();
        let Node::Object(entries) = node else { panic!("not an object") };
        let keys: Vec<_> = entries.iter().map(|(key, _)| &**key).collect();
        assert_eq!(keys, ["b", "a", "b"]);
        assert!(matches!(entries[0].0, Cow::Borrowed(_)));
    }

    #[test]
    fn becomes_the_value_that_serde_json_reads() {
        let text = r#"{"a": [1, -2, 3.5, "q\"uote", null], "k\u0041": {"x": false}}"#;
        let node: Node<'_> = serde_json::from_str(text).unwrap();
        assert_eq!(node.into_value(), serde_json::from_str::<Value>(text).unwrap());
    }
}
