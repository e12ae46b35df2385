//! The interpreter.

use std::borrow::Cow;

use super::{Comparator, Expr, Function, Value};
use crate::endpoint::nth;

const NULL: Cow<'static, Value> = Cow::Owned(Value::Null);

impl Expr<'_> {
    /// Evaluates the expression over a value.
    #[inline]
    pub fn eval<'v>(&self, value: &'v Value) -> Cow<'v, Value> {
        match self {
            Self::Current => Cow::Borrowed(value),
            Self::Field(name) => value.get(name).map_or(NULL, Cow::Borrowed),
            Self::Index(index) => value.as_list().and_then(|items| nth(items, *index)).map_or(NULL, Cow::Borrowed),
            Self::Null => NULL,
            Self::Bool(flag) => Cow::Owned(Value::Bool(*flag)),
            Self::Number(number) => Cow::Owned(Value::Number(*number)),
            Self::Str(text) => Cow::Owned(Value::String((*text).to_owned())),
            Self::Sub(left, right) => match left.eval(value) {
                Cow::Borrowed(left) => right.eval(left),
                Cow::Owned(left) => Cow::Owned(right.eval(&left).into_owned()),
            },
            Self::Project(left, right) => Cow::Owned(project(&left.eval(value), right)),
            Self::Flatten(list) => Cow::Owned(flatten(&list.eval(value))),
            Self::Values(map) => Cow::Owned(values(&map.eval(value))),
            Self::If(condition, then) => {
                if condition.eval(value).holds() {
                    then.eval(value)
                } else {
                    NULL
                }
            }
            Self::And(left, right) => {
                Some(left.eval(value)).filter(|left| !left.holds()).unwrap_or_else(|| right.eval(value))
            }
            Self::Or(left, right) => {
                Some(left.eval(value)).filter(|left| left.holds()).unwrap_or_else(|| right.eval(value))
            }
            Self::Not(inner) => Cow::Owned(Value::Bool(!inner.eval(value).holds())),
            Self::Compare(left, comparator, right) => {
                Cow::Owned(compare(&left.eval(value), *comparator, &right.eval(value)))
            }
            Self::List(_) if matches!(value, Value::Null) => NULL,
            Self::List(items) => {
                Cow::Owned(Value::List(items.iter().map(|item| item.eval(value).into_owned()).collect()))
            }
            Self::Call(function, args) => {
                let args: Vec<_> = args.iter().map(|arg| arg.eval(value)).collect();
                Cow::Owned(call(*function, &args).unwrap_or(Value::Null))
            }
        }
    }
}

#[inline]
fn project(list: &Value, each: &Expr<'_>) -> Value {
    let Value::List(items) = list else { return Value::Null };
    let results = items.iter().map(|item| each.eval(item)).filter(|result| !matches!(**result, Value::Null));
    Value::List(results.map(Cow::into_owned).collect())
}

#[inline]
fn flatten(list: &Value) -> Value {
    let Value::List(items) = list else { return Value::Null };
    let mut flat = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Value::List(inner) => flat.extend_from_slice(inner),
            other => flat.push(other.clone()),
        }
    }
    Value::List(flat)
}

#[inline]
fn values(map: &Value) -> Value {
    match map {
        Value::Object(members) => Value::List(members.iter().map(|(_, value)| value.clone()).collect()),
        _ => Value::Null,
    }
}

#[inline]
fn compare(left: &Value, comparator: Comparator, right: &Value) -> Value {
    let order = match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.partial_cmp(right),
        _ => None,
    };
    let holds = match comparator {
        Comparator::Equal => Some(left == right),
        Comparator::NotEqual => Some(left != right),
        Comparator::Less => order.map(|order| order.is_lt()),
        Comparator::LessOrEqual => order.map(|order| order.is_le()),
        Comparator::Greater => order.map(|order| order.is_gt()),
        Comparator::GreaterOrEqual => order.map(|order| order.is_ge()),
    };
    holds.map_or(Value::Null, Value::Bool)
}

/// Calls a function; without a result if an argument is not of the right type.
#[inline]
fn call(function: Function, args: &[Cow<'_, Value>]) -> Option<Value> {
    let first = args.first()?;
    let second = || args.get(1);
    Some(match function {
        Function::Length => Value::Number(length(first)?),
        Function::Keys => {
            let Value::Object(members) = &**first else { return None };
            let mut keys: Vec<_> = members.iter().map(|(name, _)| &**name).collect();
            keys.sort_unstable();
            Value::List(keys.into_iter().map(|key| Value::String(key.to_owned())).collect())
        }
        Function::Values => values(first),
        Function::StartsWith => Value::Bool(first.as_text()?.starts_with(second()?.as_text()?)),
        Function::EndsWith => Value::Bool(first.as_text()?.ends_with(second()?.as_text()?)),
        Function::Contains => Value::Bool(match &**first {
            Value::List(items) => items.contains(second()?),
            Value::String(text) => second()?.as_text().is_some_and(|part| text.contains(part)),
            _ => return None,
        }),
    })
}

/// The number of characters, elements or members.
#[allow(clippy::cast_precision_loss, reason = "nothing in memory has 2^53 parts")]
#[inline]
fn length(value: &Value) -> Option<f64> {
    let length = match value {
        Value::String(text) => text.chars().count(),
        Value::List(items) => items.len(),
        Value::Object(members) => members.len(),
        Value::Null | Value::Bool(_) | Value::Number(_) => return None,
    };
    Some(length as f64)
}

#[cfg(test)]
mod tests;
