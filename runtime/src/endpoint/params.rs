//! The values that endpoint rules are evaluated over.

use std::borrow::Cow;

/// The endpoint parameters of a call, by name. Equal whatever the order in which they were set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Params {
    /// Sorted by name.
    values: Vec<(Cow<'static, str>, ParamValue)>,
}

/// The value of an endpoint parameter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParamValue {
    /// Of a `string`.
    String(String),
    /// Of a `boolean`.
    Boolean(bool),
    /// Of a `stringArray`.
    StringArray(Vec<String>),
}

impl Params {
    /// No parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a parameter. A value that is `None` leaves the parameter as it was, so the sources of values are applied from
    /// the least to the most specific: built-ins, client configuration, the operation, its input.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl IntoParam) -> &mut Self {
        if let Some(value) = value.into_param() {
            self.put(name.into(), value);
        }
        self
    }

    fn put(&mut self, name: Cow<'static, str>, value: ParamValue) {
        match self.position(&name) {
            Ok(index) => self.values[index].1 = value,
            Err(index) => self.values.insert(index, (name, value)),
        }
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&ParamValue> {
        self.position(name).ok().map(|index| &self.values[index].1)
    }

    /// All parameters that are set, sorted by name.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &ParamValue)> {
        self.values.iter().map(|(name, value)| (name.as_ref(), value))
    }

    fn position(&self, name: &str) -> Result<usize, usize> {
        self.values.binary_search_by(|(known, _)| known.as_ref().cmp(name))
    }
}

/// A value of a parameter, or none.
pub trait IntoParam {
    /// The value, if there is one.
    fn into_param(self) -> Option<ParamValue>;
}

impl IntoParam for ParamValue {
    #[inline]
    fn into_param(self) -> Option<ParamValue> {
        Some(self)
    }
}

impl IntoParam for String {
    #[inline]
    fn into_param(self) -> Option<ParamValue> {
        Some(ParamValue::String(self))
    }
}

impl IntoParam for &str {
    #[inline]
    fn into_param(self) -> Option<ParamValue> {
        Some(ParamValue::String(self.to_owned()))
    }
}

impl IntoParam for bool {
    #[inline]
    fn into_param(self) -> Option<ParamValue> {
        Some(ParamValue::Boolean(self))
    }
}

impl IntoParam for Vec<String> {
    #[inline]
    fn into_param(self) -> Option<ParamValue> {
        Some(ParamValue::StringArray(self))
    }
}

impl IntoParam for &[&str] {
    #[inline]
    fn into_param(self) -> Option<ParamValue> {
        let mut items = Vec::with_capacity(self.len());
        for item in self {
            items.push((*item).to_owned());
        }
        Some(ParamValue::StringArray(items))
    }
}

impl<T: IntoParam> IntoParam for Option<T> {
    #[inline]
    fn into_param(self) -> Option<ParamValue> {
        self.and_then(T::into_param)
    }
}

impl<T: IntoParam + Clone> IntoParam for &T {
    #[inline]
    fn into_param(self) -> Option<ParamValue> {
        self.clone().into_param()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_matter() {
        let mut one = Params::new();
        one.set("Region", "us-east-1").set("UseFIPS", true);
        let mut other = Params::new();
        other.set("UseFIPS", true).set("Region", String::from("us-east-1"));
        assert_eq!(one, other);
    }

    #[test]
    fn none_leaves_what_was_set() {
        let mut params = Params::new();
        params.set("Bucket", "a").set("Bucket", None::<String>).set("Key", &None::<String>);
        assert_eq!(params.get("Bucket"), Some(&ParamValue::String("a".into())));
        assert_eq!(params.get("Key"), None);
    }

    #[test]
    fn the_last_value_wins() {
        let mut params = Params::new();
        params.set("Tables", &["a", "b"][..]).set("Tables", vec!["c".to_owned()]);
        assert_eq!(params.get("Tables"), Some(&ParamValue::StringArray(vec!["c".into()])));
        assert_eq!(params.iter().len(), 1);
    }
}
