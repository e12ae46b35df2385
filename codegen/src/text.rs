//! Conversions of text of a model for each language that is emitted. Text of the model stays text.
//!
//! | language | conversion |
//! |---|---|
//! | literals of Rust | `quote!`, which escapes what could end them |
//! | identifiers of Rust | `lower::names`, which keeps letters, digits and `_` of ASCII |
//! | comments and doc comments | [`line`], at the place where they are written |
//! | Markdown in doc comments | `markdown::to_markdown` for documentation, `markdown::text` and `markdown::code` for a few words |
//! | TOML | [`toml_string`] |
//!
//! `tests/tests/taint.rs` tries to break out of each of them from every text of a model.

use std::borrow::Cow;

pub(crate) use tinsmith_model::text::is_visible;

/// Converts text for one line of a comment: without line ends, which would end the comment, and without invisible
/// characters ([`is_visible`]), some of which compilers reject in comments.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_visible) {
        return Cow::Borrowed(text);
    }
    let blank = |c: char| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
    Cow::Owned(text.chars().map(blank).filter(|&c| is_visible(c)).collect())
}

/// A basic string of TOML (<https://toml.io/en/v1.0.0#string>).
pub(crate) fn toml_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if is_visible(c) => quoted.push(c),
            c => quoted.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line() {
        for (text, expected) in [
            ("plain — text", "plain — text"),
            ("  a\n#![b]\r\n//! c\r", "  a #![b]  //! c "),
            ("a\0b\u{1b}c\u{202e}d\u{2028}e\u{feff}", "abcde"),
        ] {
            assert_eq!(line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn strings_of_toml_end_where_they_should() {
        for (text, expected) in [
            ("plain", r#""plain""#),
            (r#"a"b\c"#, r#""a\"b\\c""#),
            ("a\n[b]\r\0\u{202e}", r#""a\U0000000A[b]\U0000000D\U00000000\U0000202E""#),
        ] {
            assert_eq!(toml_string(text), expected, "{text:?}");
        }
    }
}
