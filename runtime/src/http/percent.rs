//! Percent-encoding of labels and query parameters.

/// Appends the text with all bytes encoded but the unreserved ones (<https://www.rfc-editor.org/rfc/rfc3986#section-2.3>)
/// and, if told so, slashes.
pub(crate) fn encode(text: &str, keep_slash: bool, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'/' if keep_slash => out.push('/'),
            _ => encode_byte(byte, out),
        }
    }
}

/// Appends the byte, encoded unless it is an unreserved one.
pub(crate) fn encode_byte(byte: u8, out: &mut String) {
    let digit = |nibble: u8| char::from(b"0123456789ABCDEF"[usize::from(nibble)]);
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
        _ => out.extend(['%', digit(byte >> 4), digit(byte & 15)]),
    }
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
