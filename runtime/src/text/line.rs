//! Text of others within a line of ours.
//!
//! Whatever a service, a proxy or another crate has written goes through [`Line`] where it enters the text of an error, so
//! that an error is one line, and a terminal or a log shows it as it is.

use std::fmt::{self, Write};

/// The most bytes of a body that are looked at for an excerpt.
const LOOKED_AT: usize = 512;
/// The most characters of a body that are shown.
const SHOWN: usize = 120;

/// Displays a value with those characters escaped, as Rust does it (`\n`, `\u{1b}`), that end a line, steer a terminal or
/// change the direction of the text. Doing so twice changes nothing more.
pub(crate) struct Line<T>(pub(crate) T);

impl<T: fmt::Display> fmt::Display for Line<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_escaped(&self.0, f)
    }
}

fn write_escaped(value: &dyn fmt::Display, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(Escape(f), "{value}")
}

struct Escape<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl fmt::Write for Escape<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut start = 0;
        for (at, found) in text.char_indices() {
            if !is_control(found) {
                continue;
            }
            self.0.write_str(&text[start..at])?;
            write!(self.0, "{}", found.escape_default())?;
            start = at + found.len_utf8();
        }
        self.0.write_str(&text[start..])
    }
}

/// Whether a character is one of C0, DEL or C1, ends a line or paragraph (U+2028, U+2029), or is one of the controls of
/// direction (<https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters>).
pub(crate) fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The beginning of a body on one line, with single spaces for its white space; `None` of one that is empty.
pub(crate) fn excerpt(body: &[u8]) -> Option<String> {
    let looked_at = String::from_utf8_lossy(&body[..body.len().min(LOOKED_AT)]);
    let text = looked_at.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.char_indices().nth(SHOWN).map_or(text.len(), |(end, _)| end);
    let rest = if end < text.len() || body.len() > LOOKED_AT { "\u{2026}" } else { "" };
    (!text.is_empty()).then(|| Line(format_args!("{}{rest}", &text[..end])).to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_for_lines_is_escaped() {
        for (text, line) in [
            ("plain \\ text \u{e9} \u{1f600}", "plain \\ text \u{e9} \u{1f600}"),
            ("a\nb\r\tc", "a\\nb\\r\\tc"),
            ("\u{0}\u{1b}[31m\u{7f}\u{85}", "\\u{0}\\u{1b}[31m\\u{7f}\\u{85}"),
            ("\u{2028}\u{2029}\u{202e}\u{2066}\u{200f}", "\\u{2028}\\u{2029}\\u{202e}\\u{2066}\\u{200f}"),
        ] {
            assert_eq!(Line(text).to_string(), line);
        }
    }

    #[test]
    fn bodies_are_shown_by_their_beginnings() {
        assert_eq!(excerpt(b""), None);
        assert_eq!(excerpt(b" \r\n"), None);
        assert_eq!(excerpt(b"<html>\n\n  <body>\xff\x1b").as_deref(), Some("<html> <body>\u{fffd}\\u{1b}"));
        let long = excerpt("\u{e9}".repeat(1000).as_bytes()).unwrap();
        assert_eq!(long, format!("{}\u{2026}", "\u{e9}".repeat(SHOWN)));
        let mut spacious = vec![b' '; LOOKED_AT - 1];
        spacious.extend(b"ab");
        assert_eq!(excerpt(&spacious).as_deref(), Some("a\u{2026}"));
    }

    proptest! {
        #[test]
        fn any_text_is_one_line_and_stays_it(text in "(?s).{0,40}") {
            let line = Line(&text).to_string();
            prop_assert!(!line.contains(is_control));
            prop_assert_eq!(Line(&line).to_string(), line);
        }

        #[test]
        fn any_body_is_one_bounded_line(body in proptest::collection::vec(any::<u8>(), 0..700)) {
            let line = excerpt(&body).unwrap_or_default();
            prop_assert!(!line.contains(is_control));
            // An escape has up to ten characters.
            prop_assert!(line.chars().count() <= 10 * SHOWN + 1);
        }
    }
}
