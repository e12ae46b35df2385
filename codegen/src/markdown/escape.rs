//! Escapes text that Markdown would misread.

use super::entity;
use crate::text::is_visible;

/// A word of running text, escaped for anywhere but the start of a line.
pub(super) fn word(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len() + 8);
    let mut before = None;
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if is_special(c, before, rest, after) {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
        rest = after;
    }
    escaped
}

/// Whether `c` means something to Markdown after `before` at the start of `rest`.
fn is_special(c: char, before: Option<char>, rest: &str, after: &str) -> bool {
    let next = after.chars().next();
    match c {
        '\\' | '`' | '*' | '[' | ']' | '~' | '|' => true,
        // Within a word it is harmless.
        '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
        '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
        '&' => entity::name(rest).is_some(),
        // A footnote, if a link's text starts with it.
        '^' => before.is_none(),
        // rustdoc would make a dash of an option's hyphens.
        '-' => {
            before != Some('-') && after.trim_start_matches('-').starts_with(char::is_alphanumeric) && next == Some('-')
        }
        _ => false,
    }
}

/// An escaped word, for the start of a line.
pub(super) fn line_start(word: &str) -> String {
    let all = |chars: &str| word.chars().all(|c| chars.contains(c));
    let digits = word.trim_end_matches(['.', ')']);
    let number = !digits.is_empty() && digits.len() + 1 == word.len() && digits.bytes().all(|b| b.is_ascii_digit());
    if number {
        format!("{digits}\\{}", &word[digits.len()..])
    } else if word.starts_with('>') || all("#") || all("+") || all("=") || all("-:") {
        format!("\\{word}")
    } else {
        word.to_owned()
    }
}

/// A URL for use in `<...>` or `(...)`.
pub(super) fn url(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    for c in url.chars().filter(|&c| is_visible(c) || c.is_whitespace()) {
        if c.is_whitespace() || "()<>[]\\`\"^{}|*".contains(c) {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| escaped.push_str(&format!("%{byte:02X}")));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Code as a code span, on one line.
pub(super) fn code(code: &str) -> String {
    let words: Vec<&str> = code.split_whitespace().collect();
    let code: String = words.join(" ").chars().filter(|&c| is_visible(c)).collect();
    let fence = "`".repeat(longest_run(&code) + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// The length of the longest run of backticks in `text`.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_themselves() {
        let cases = [
            ("role_arn", "role_arn"),
            ("_x_", r"\_x\_"),
            ("a*b", r"a\*b"),
            ("[x]", r"\[x\]"),
            ("<b>", r"\<b>"),
            ("<", "<"),
            ("<=", "<="),
            ("&lt;", r"\&lt;"),
            ("R&D", "R&D"),
            ("--force", r"\--force"),
            ("a--b", r"a\--b"),
            ("--", "--"),
            (r"C:\x", r"C:\\x"),
            ("a|b", r"a\|b"),
        ];
        for (text, expected) in cases {
            assert_eq!(word(text), expected, "{text}");
        }
    }

    #[test]
    fn no_line_starts_a_list() {
        for text in ["-", "+", "#", "##", "1.", "200)", "===", "---", ":-", ">", ">x"] {
            assert!(line_start(text).contains('\\'), "{text}");
        }
        for text in ["-x", "+1", "#tag", "1.5", "1..", "."] {
            assert_eq!(line_start(text), text);
        }
    }

    #[test]
    fn code_has_a_fence_longer_than_any_inside() {
        assert_eq!(code("a\n   b"), "`a b`");
        assert_eq!(code("`a``"), "``` `a`` ```");
        assert_eq!(code("a`b"), "``a`b``");
    }

    #[test]
    fn urls_have_no_brackets() {
        assert_eq!(url("https://x.org/a b_(c)"), "https://x.org/a%20b_%28c%29");
    }
}
