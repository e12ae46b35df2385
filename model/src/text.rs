//! Text of models in what people read.

use std::borrow::Cow;

/// Whether a character shows, and shows where it stands: not so controls, invisible ones and those that turn the
/// direction of writing.
pub fn is_visible(c: char) -> bool {
    !(c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}'))
}

/// The text with what does not show as Rust would escape it, `\n` or `\u{202e}`: on one line, and harmless to a terminal.
pub fn printed(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_visible) {
        return Cow::Borrowed(text);
    }
    let mut printed = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_visible(c) { printed.push(c) } else { printed.extend(c.escape_default()) }
    }
    Cow::Owned(printed)
}

#[cfg(test)]
mod tests {
    use super::printed;

    #[test]
    fn what_does_not_show_is_escaped() {
        assert_eq!(printed("`/é` \\ \"x\""), "`/é` \\ \"x\"");
        assert_eq!(printed("a\nb\r\u{1b}[2J\0\u{202e}"), "a\\nb\\r\\u{1b}[2J\\u{0}\\u{202e}");
    }
}
