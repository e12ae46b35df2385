//! The canonical query: its parameters encoded in one way and sorted by name, then by value.

use std::ops::Range;

use crate::text::percent::encode_byte;
use crate::text::sort_few;

/// Appends the query of a request, whichever way it is encoded: decoded, so that `+` is a space, and encoded again. A
/// parameter without a value gets an empty one.
pub(super) fn write(query: &str, out: &mut String) {
    if query.is_empty() {
        return;
    }
    let mut text = String::with_capacity(query.len() * 2);
    let mut pairs: Vec<[Range<usize>; 2]> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.push([recode(name, &mut text), recode(value, &mut text)]);
    }
    let key = |[name, value]: &[Range<usize>; 2]| (&text[name.clone()], &text[value.clone()]);
    sort_few(&mut pairs, |one, other| key(one) < key(other));
    for (index, [name, value]) in pairs.into_iter().enumerate() {
        if index > 0 {
            out.push('&');
        }
        out.push_str(&text[name]);
        out.push('=');
        out.push_str(&text[value]);
    }
}

/// Appends the text with all bytes encoded but the unreserved ones; says where it is.
fn recode(text: &str, out: &mut String) -> Range<usize> {
    let start = out.len();
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let byte = match (byte, after) {
            (b'+', _) => b' ',
            (b'%', &[high, low, ref after @ ..]) => match (digit(high), digit(low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    high << 4 | low
                }
                _ => byte,
            },
            _ => byte,
        };
        encode_byte(byte, out);
    }
    start..out.len()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_encoded_and_sorted() {
        for (query, expected) in [
            ("", ""),
            ("&", ""),
            ("a", "a="),
            ("b=2&a=1", "a=1&b=2"),
            ("a=2&a=1&a", "a=&a=1&a=2"),
            ("a1=1&a=2", "a=2&a1=1"),
            ("a=b=c", "a=b%3Dc"),
            ("a=+%20%zz%e9%", "a=%20%20%25zz%E9%25"),
            ("k=/:,~%7e", "k=%2F%3A%2C~~"),
            ("=v", "=v"),
        ] {
            let mut out = String::new();
            write(query, &mut out);
            assert_eq!(out, expected, "{query}");
        }
    }
}
