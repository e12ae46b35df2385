//! The values that expressions are evaluated over.

use std::borrow::Cow;

use aws_smithy_types::Document;

use crate::endpoint::{IntoParam, ParamValue};

/// A value as JSON would have it.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing: a member that is unset, or a path that leads nowhere.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number, or a point in time as seconds since 1970.
    Number(f64),
    /// A string, or bytes as Base64.
    String(String),
    /// A list.
    List(Vec<Value>),
    /// A structure, union or map: names and values.
    Object(Vec<(Cow<'static, str>, Value)>),
}

impl Value {
    /// The member of that name; null if there is none.
    #[inline]
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Whether a condition holds: unless the value is null, false or empty.
    #[inline]
    pub(super) fn holds(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(flag) => *flag,
            Self::Number(_) => true,
            Self::String(text) => !text.is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Object(members) => !members.is_empty(),
        }
    }

    #[inline]
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    #[inline]
    pub(super) fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }
}

impl PartialEq for Value {
    /// Members may come in any order.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Number(one), Self::Number(other)) => one == other,
            (Self::String(one), Self::String(other)) => one == other,
            (Self::List(one), Self::List(other)) => one == other,
            (Self::Object(one), Self::Object(members)) => {
                one.len() == members.len() && one.iter().all(|(name, value)| other.get(name) == Some(value))
            }
            _ => false,
        }
    }
}

impl From<&Document> for Value {
    #[inline]
    fn from(document: &Document) -> Self {
        match document {
            Document::Null => Self::Null,
            Document::Bool(flag) => Self::Bool(*flag),
            Document::Number(number) => Self::Number(number.to_f64_lossy()),
            Document::String(text) => Self::String(text.clone()),
            Document::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Document::Object(entries) => Self::Object(
                entries.iter().map(|(name, value)| (Cow::Owned(name.clone()), Self::from(value))).collect(),
            ),
        }
    }
}

impl IntoParam for Value {
    /// Booleans, strings and lists of strings are parameters; nothing else sets one.
    #[inline]
    fn into_param(self) -> Option<ParamValue> {
        match self {
            Self::Bool(flag) => Some(ParamValue::Boolean(flag)),
            Self::String(text) => Some(ParamValue::String(text)),
            Self::List(items) => {
                let texts = items.into_iter().filter_map(|item| match item {
                    Self::String(text) => Some(text),
                    _ => None,
                });
                Some(ParamValue::StringArray(texts.collect()))
            }
            Self::Null | Self::Number(_) | Self::Object(_) => None,
        }
    }
}
