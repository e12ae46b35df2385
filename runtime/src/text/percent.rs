//! Percent-encoding: of labels, query parameters, forms, and what else goes into a URI.

/// Appends the text with all bytes encoded but the unreserved ones (<https://www.rfc-editor.org/rfc/rfc3986#section-2.3>)
/// and, if `keep_slash` is set, slashes.
pub(crate) fn encode(text: &str, keep_slash: bool, out: &mut String) {
    let plain = |byte: u8| is_unreserved(byte) || (keep_slash && byte == b'/');
    let mut rest = text;
    while let Some(length) = rest.bytes().position(|byte| !plain(byte)) {
        let (before, special) = rest.split_at(length);
        out.push_str(before);
        let length = special.chars().next().map_or(0, char::len_utf8);
        let (special, behind) = special.split_at(length);
        for byte in special.bytes() {
            encode_byte(byte, out);
        }
        rest = behind;
    }
    out.push_str(rest);
}

#[inline]
fn is_unreserved(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~')
}

/// Appends the byte, encoded unless it is an unreserved one.
pub(crate) fn encode_byte(byte: u8, out: &mut String) {
    match is_unreserved(byte) {
        true => out.push(char::from(byte)),
        false => escape(byte, out),
    }
}

/// Appends the byte as `%` and two digits.
pub(crate) fn escape(byte: u8, out: &mut String) {
    let digit = |nibble: u8| char::from(b"0123456789ABCDEF"[usize::from(nibble)]);
    out.push('%');
    out.push(digit(byte >> 4));
    out.push(digit(byte & 15));
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn only_unreserved_characters_stay() {
        let mut out = String::new();
        encode("aZ09-._~ %:/?#[]@!$&'()*+,;={}|^`\\\"<>é", false, &mut out);
        assert_eq!(
            out,
            "aZ09-._~%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%7B%7D%7C%5E%60%5C%22%3C%3E%C3%A9"
        );
    }

    #[test]
    fn greedy_labels_keep_slashes() {
        let mut out = String::new();
        encode("a/b c", true, &mut out);
        assert_eq!(out, "a/b%20c");
    }
}
