//! The values of expressions.

use std::borrow::Cow;
use std::ops::Range;

use super::arn::Arn;
use super::params::ParamValue;
use super::partition::Partition;
use super::rules::{Field, Literal};
use super::url::Url;

/// The value of an expression. Text is borrowed from the parameters and the rules wherever it can be.
#[derive(Debug, Clone)]
pub(super) enum Value<'s> {
    Bool(bool),
    Int(i32),
    Text(Cow<'s, str>),
    List(Vec<Cow<'s, str>>),
    Url(Url<'s>),
    Arn(Arn<'s>),
    Partition(&'static Partition),
}

impl<'s> Value<'s> {
    pub(super) fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn as_int(&self) -> Option<i32> {
        match self {
            Self::Int(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn as_text(&self) -> Option<&Cow<'s, str>> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A property, if the value is a structure that has it.
    pub(super) fn get(&self, field: Field) -> Option<Self> {
        match self {
            Self::Url(url) => url_field(url, field),
            Self::Arn(arn) => arn_field(arn, field),
            Self::Partition(partition) => partition_field(partition, field),
            _ => None,
        }
    }

    /// An element, counted from the end if the index is negative.
    pub(super) fn nth(&self, index: i32) -> Option<Self> {
        let Self::List(items) = self else { return None };
        nth(items, index).cloned().map(Self::Text)
    }
}

/// The element at an index that counts from the end if it is negative, as in JMESPath and endpoint rules.
pub(crate) fn nth<T>(items: &[T], index: i32) -> Option<&T> {
    let distance = usize::try_from(index.unsigned_abs()).ok()?;
    items.get(if index < 0 { items.len().checked_sub(distance)? } else { distance })
}

fn url_field<'s>(url: &Url<'s>, field: Field) -> Option<Value<'s>> {
    match field {
        Field::Scheme => Some(Value::Text(url.scheme())),
        Field::Authority => Some(Value::Text(url.authority())),
        Field::Path => Some(Value::Text(url.path())),
        Field::NormalizedPath => Some(Value::Text(url.normalized_path())),
        Field::IsIp => Some(Value::Bool(url.is_ip())),
        _ => None,
    }
}

fn arn_field<'s>(arn: &Arn<'s>, field: Field) -> Option<Value<'s>> {
    match field {
        Field::Partition => Some(Value::Text(arn.partition())),
        Field::Service => Some(Value::Text(arn.service())),
        Field::Region => Some(Value::Text(arn.region())),
        Field::AccountId => Some(Value::Text(arn.account_id())),
        Field::ResourceId => Some(Value::List(arn.resource_id())),
        _ => None,
    }
}

fn partition_field<'s>(partition: &'static Partition, field: Field) -> Option<Value<'s>> {
    match field {
        Field::Name => Some(partition.name.into()),
        Field::DnsSuffix => Some(partition.dns_suffix.into()),
        Field::DualStackDnsSuffix => Some(partition.dual_stack_dns_suffix.into()),
        Field::ImplicitGlobalRegion => Some(partition.implicit_global_region.into()),
        Field::SupportsFips => Some(Value::Bool(partition.supports_fips)),
        Field::SupportsDualStack => Some(Value::Bool(partition.supports_dual_stack)),
        _ => None,
    }
}

impl<'s> From<&'s str> for Value<'s> {
    fn from(text: &'s str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'s> From<&'s ParamValue> for Value<'s> {
    fn from(value: &'s ParamValue) -> Self {
        match value {
            ParamValue::String(text) => Self::Text(Cow::Borrowed(text)),
            ParamValue::Boolean(value) => Self::Bool(*value),
            ParamValue::StringArray(items) => {
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    list.push(Cow::Borrowed(&**item));
                }
                Self::List(list)
            }
        }
    }
}

impl<'s> From<Literal<'s>> for Value<'s> {
    fn from(literal: Literal<'s>) -> Self {
        match literal {
            Literal::String(text) => Self::Text(Cow::Borrowed(text)),
            Literal::Boolean(value) => Self::Bool(value),
            Literal::StringArray(items) => {
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    list.push(Cow::Borrowed(*item));
                }
                Self::List(list)
            }
        }
    }
}

/// A part of a text, borrowed for as long as the text itself is.
pub(super) fn piece<'s>(text: &Cow<'s, str>, range: Range<usize>) -> Cow<'s, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
        Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
    }
}
