//! Documents, which are of any kind.

use std::collections::HashMap;
use std::fmt;

use aws_smithy_types::{Document, Number};
use serde_core::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};

use super::NUMBER;

/// A document.
pub(super) struct Node<D>(pub(super) D);

impl Serialize for Node<&Document> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Document::Null => serializer.serialize_unit(),
            Document::Bool(value) => serializer.serialize_bool(*value),
            Document::Number(Number::PosInt(number)) => serializer.serialize_u64(*number),
            Document::Number(Number::NegInt(number)) => serializer.serialize_i64(*number),
            Document::Number(Number::Float(number)) => serializer.serialize_f64(*number),
            Document::String(text) => serializer.serialize_str(text),
            Document::Array(items) => serializer.collect_seq(items.iter().map(Node)),
            Document::Object(entries) => serializer.collect_map(entries.iter().map(|(key, value)| (key, Node(value)))),
        }
    }
}

impl<'de> Deserialize<'de> for Node<Document> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Anything).map(Self)
    }
}

/// A number from its text.
fn number<E: de::Error>(text: &str) -> Result<Document, E> {
    let integer = text.parse().map(Number::PosInt).or_else(|_| text.parse().map(Number::NegInt));
    let number = integer.or_else(|_| text.parse().map(Number::Float));
    number.map(Document::Number).map_err(|_| E::invalid_value(de::Unexpected::Str(text), &"a number"))
}

/// Takes a value of any kind.
struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Document, E> {
        Ok(Document::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Document, E> {
        Ok(Document::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Document, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Document, E> {
        Ok(Document::Bool(value))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Document, E> {
        Ok(Document::Number(Number::PosInt(number)))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Document, E> {
        Ok(Document::Number(u64::try_from(number).map_or(Number::NegInt(number), Number::PosInt)))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Document, E> {
        Ok(Document::Number(Number::Float(number)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Document, E> {
        Ok(Document::String(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Document, E> {
        Ok(Document::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Document, A::Error> {
        let mut items = Vec::new();
        while let Some(Node(item)) = access.next_element()? {
            items.push(item);
        }
        Ok(Document::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Document, A::Error> {
        let mut entries = HashMap::new();
        while let Some(key) = access.next_key::<String>()? {
            if entries.is_empty() && key == NUMBER {
                return number(&access.next_value::<String>()?);
            }
            let Node(value) = access.next_value()?;
            entries.insert(key, value);
        }
        Ok(Document::Object(entries))
    }
}
