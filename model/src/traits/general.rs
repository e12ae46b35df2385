//! Documentation, presence, defaults and constraints.

use serde_json::Value;

use super::Traits;

/// The value of the `deprecated` trait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deprecated<'m> {
    /// The note, which usually names a replacement.
    pub message: Option<&'m str>,
    /// When it became deprecated: a date or a version.
    pub since: Option<&'m str>,
}

/// The value of the `length` trait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// The least length.
    pub min: Option<u64>,
    /// The greatest length.
    pub max: Option<u64>,
}

/// The value of the `range` trait.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Range<'m> {
    /// The least value.
    pub min: Option<&'m serde_json::Number>,
    /// The greatest value.
    pub max: Option<&'m serde_json::Number>,
}

impl Traits {
    /// The documentation, as CommonMark or the HTML that AWS models hold.
    pub fn documentation(&self) -> Option<&str> {
        self.text("smithy.api#documentation")
    }

    /// Whether it is deprecated, and why.
    pub fn deprecated(&self) -> Option<Deprecated<'_>> {
        let value = self.get("smithy.api#deprecated")?;
        Some(Deprecated {
            message: value.get("message").and_then(Value::as_str),
            since: value.get("since").and_then(Value::as_str),
        })
    }

    /// The proper name of a service or resource.
    pub fn title(&self) -> Option<&str> {
        self.text("smithy.api#title")
    }

    /// Links to further documentation: name and URL.
    pub fn external_documentation(&self) -> Vec<(&str, &str)> {
        let links = self.object("smithy.api#externalDocumentation").into_iter().flatten();
        links.filter_map(|(name, url)| Some((name.as_str(), url.as_str()?))).collect()
    }

    /// Whether a value must be there.
    pub fn required(&self) -> bool {
        self.has("smithy.api#required")
    }

    /// The default value. An explicit `null`, which takes away the default of the target, reads as none.
    pub fn default_value(&self) -> Option<&Value> {
        self.get("smithy.api#default").filter(|value| !value.is_null())
    }

    /// Whether the default was added after the member itself.
    pub fn added_default(&self) -> bool {
        self.has("smithy.api#addedDefault")
    }

    /// Whether clients treat the member as optional in spite of `required` or a default.
    pub fn client_optional(&self) -> bool {
        self.has("smithy.api#clientOptional")
    }

    /// Whether the structure is used as an operation's input only.
    pub fn input(&self) -> bool {
        self.has("smithy.api#input")
    }

    /// Whether the structure is used as an operation's output only.
    pub fn output(&self) -> bool {
        self.has("smithy.api#output")
    }

    /// Whether a list or map can hold nulls.
    pub fn sparse(&self) -> bool {
        self.has("smithy.api#sparse")
    }

    /// Whether values must not be logged.
    pub fn sensitive(&self) -> bool {
        self.has("smithy.api#sensitive")
    }

    /// Whether the elements of a list are all different.
    pub fn unique_items(&self) -> bool {
        self.has("smithy.api#uniqueItems")
    }

    /// Bounds of a length.
    pub fn length(&self) -> Option<Length> {
        let value = self.object("smithy.api#length")?;
        let bound = |key| value.get(key).and_then(Value::as_u64);
        Some(Length { min: bound("min"), max: bound("max") })
    }

    /// Bounds of a number.
    pub fn range(&self) -> Option<Range<'_>> {
        let value = self.object("smithy.api#range")?;
        let bound = |key| value.get(key).and_then(Value::as_number);
        Some(Range { min: bound("min"), max: bound("max") })
    }

    /// A regular expression that strings match.
    pub fn pattern(&self) -> Option<&str> {
        self.text("smithy.api#pattern")
    }

    /// Whether it is not meant for the public.
    pub fn internal(&self) -> bool {
        self.has("smithy.api#internal")
    }

    /// Tags, without meaning of their own.
    pub fn tags(&self) -> Vec<&str> {
        self.get("smithy.api#tags").map(super::texts).unwrap_or_default()
    }

    /// Example inputs and outputs of an operation, raw.
    pub fn examples(&self) -> Option<&Value> {
        self.get("smithy.api#examples")
    }
}
