//! Members of inputs that interceptors find in the bag under their names in the model.

use aws_smithy_types::telemetry::{CapturedTelemetryAttributes, RequestedTelemetryAttributes};

use super::Hooked;
use crate::text::REDACTED;
use crate::walk::schema::Member;

impl Hooked {
    /// Puts the members that were asked for into the bag.
    ///
    /// They are read from the text of `Debug`, which every input with hooks has: erasing its type takes it. A walk for the purpose
    /// would be compiled for each operation of every program, and secrets are hidden in the text already.
    #[inline]
    pub(super) fn capture_members(&mut self) {
        let Some(requested) = self.handle.config().settings.telemetry.as_ref().filter(|it| !it.is_empty()) else {
            return;
        };
        let Some(input) = self.context.input() else { return };
        let captured = captured(&format!("{input:?}"), self.erased.members, requested);
        self.bag.interceptor_state().store_put(captured);
    }
}

#[inline]
fn captured(debug: &str, members: &[Member], requested: &RequestedTelemetryAttributes) -> CapturedTelemetryAttributes {
    let mut captured = CapturedTelemetryAttributes::new();
    let values = values(debug);
    // Fields are in the order of the members.
    if values.len() == members.len() {
        for (member, value) in members.iter().zip(values).filter(|(member, _)| requested.should_capture(member.name)) {
            if let Some(text) = text(value).filter(|text| text != REDACTED) {
                captured.insert(member.name, text);
            }
        }
    }
    captured
}

/// The values in the text of a structure, as they stand there: `Name { field: value, field: value }`.
#[inline]
fn values(debug: &str) -> Vec<&str> {
    let mut values = Vec::new();
    let Some((_, mut rest)) = debug.split_once(" { ") else { return values };
    while let Some((_, value)) = rest.split_once(": ") {
        let end = end_of_value(value);
        values.push(value[..end].trim_end());
        rest = &value[end..];
    }
    values
}

/// The end of the value at the beginning of a text: the comma or bracket behind it.
#[inline]
fn end_of_value(text: &str) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'(' | b'[' | b'{' => depth += 1,
            b',' if depth == 0 => return at,
            b')' | b']' | b'}' if depth == 0 => return at,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The text of a value, if it is one: `Some("a\"b")`, or `"a\"b"`.
#[inline]
fn text(value: &str) -> Option<String> {
    let value = value.strip_prefix("Some(").and_then(|inner| inner.strip_suffix(')')).unwrap_or(value);
    let quoted = value.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(quoted.len());
    let mut rest = quoted.chars();
    while let Some(next) = rest.next() {
        text.push(if next == '\\' { unescaped(&mut rest)? } else { next });
    }
    Some(text)
}

/// The character of an escape, behind its backslash.
#[inline]
fn unescaped(rest: &mut std::str::Chars<'_>) -> Option<char> {
    Some(match rest.next()? {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0' => '\0',
        'u' => {
            let (code, behind) = rest.as_str().strip_prefix('{')?.split_once('}')?;
            *rest = behind.chars();
            char::from_u32(u32::from_str_radix(code, 16).ok()?)?
        }
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[derive(Debug, Default)]
    #[allow(dead_code, reason = "it shows in `Debug`")]
    struct Input {
        first: Option<String>,
        tags: Option<HashMap<String, String>>,
        number: Option<i32>,
        inner: Option<Vec<Inner>>,
        last: String,
    }

    #[derive(Debug)]
    #[allow(dead_code, reason = "it shows in `Debug`")]
    struct Inner {
        first: &'static str,
        pair: (u8, [&'static str; 1]),
    }

    const MEMBERS: &[Member] =
        &[Member::new("First"), Member::new("Tags"), Member::new("Number"), Member::new("Inner"), Member::new("Last")];

    fn of(input: &Input) -> Vec<(String, String)> {
        let requested = RequestedTelemetryAttributes::new(MEMBERS.iter().map(|member| member.name));
        let captured = captured(&format!("{input:?}"), MEMBERS, &requested);
        let mut all: Vec<_> = captured.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        all.sort();
        all
    }

    #[test]
    fn texts_are_captured_whatever_stands_between_them() {
        let hard = "a\"b, c: } \\ \n\u{7f}\u{301}'é".to_owned();
        let input = Input {
            first: Some(hard.clone()),
            tags: Some(HashMap::from([("k: {".to_owned(), "v\", last: \"x".to_owned())])),
            number: Some(1),
            inner: Some(vec![Inner { first: "no, ", pair: (1, ["]"]) }]),
            last: String::new(),
        };
        assert_eq!(of(&input), [("First".to_owned(), hard), ("Last".to_owned(), String::new())]);
        assert_eq!(of(&Input::default()), [("Last".to_owned(), String::new())]);
    }

    #[test]
    fn what_is_hidden_or_not_asked_for_is_not_captured() {
        let input = Input { first: Some(REDACTED.to_owned()), last: "x".to_owned(), ..Input::default() };
        assert_eq!(of(&input), [("Last".to_owned(), "x".to_owned())]);
        let requested = RequestedTelemetryAttributes::new(["Other"]);
        assert_eq!(captured(&format!("{input:?}"), MEMBERS, &requested).iter().count(), 0);
    }
}
