//! The functions of the rules engine over plain text.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/standard-library.html> and
//! <https://smithy.io/2.0/aws/rules-engine/library-functions.html>.

use std::borrow::Cow;
use std::net::Ipv4Addr;
use std::ops::Range;

use super::value::piece;
use crate::text::{all_bytes, percent};

/// `substring`: the part of an ASCII text between two positions, counted from its end if `reverse`; `None` if the text is
/// too short or not ASCII.
pub(super) fn substring<'s>(text: &Cow<'s, str>, start: i32, stop: i32, reverse: bool) -> Option<Cow<'s, str>> {
    let (start, stop) = (usize::try_from(start).ok()?, usize::try_from(stop).ok()?);
    if start >= stop || stop > text.len() || !text.is_ascii() {
        return None;
    }
    let range: Range<usize> = if reverse { text.len() - stop..text.len() - start } else { start..stop };
    Some(piece(text, range))
}

/// `split`: the parts between delimiters, at most `limit` of them unless that is zero.
pub(super) fn split<'s>(text: &Cow<'s, str>, delimiter: &str, limit: i32) -> Option<Vec<Cow<'s, str>>> {
    let limit = usize::try_from(limit).ok()?;
    if delimiter.is_empty() {
        return None;
    }
    let mut start = 0;
    let mut parts = Vec::new();
    for part in text.splitn(if limit == 0 { usize::MAX } else { limit }, delimiter) {
        parts.push(piece(text, start..start + part.len()));
        start += part.len() + delimiter.len();
    }
    Some(parts)
}

/// `uriEncode`: every byte percent-encoded but for the unreserved characters of RFC 3986.
pub(super) fn uri_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    percent::encode(text, false, &mut encoded);
    encoded
}

/// `isValidHostLabel`: 1 to 63 letters, digits and inner hyphens (RFC 1123); with `allow_dots`, several joined by dots.
pub(crate) fn is_valid_host_label(text: &str, allow_dots: bool) -> bool {
    if allow_dots { text.split('.').all(is_label) } else { is_label(text) }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && all_bytes(label, |byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// `aws.isVirtualHostableS3Bucket`: a valid host label that is also a valid bucket name
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>).
pub(super) fn is_virtual_hostable_s3_bucket(text: &str, allow_dots: bool) -> bool {
    (3..=63).contains(&text.len())
        && is_valid_host_label(text, allow_dots)
        && all_bytes(text, |byte| !byte.is_ascii_uppercase())
        && text.parse::<Ipv4Addr>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn substrings() {
        for (text, start, stop, reverse, expected) in [
            ("abcdefg", 0, 4, false, Some("abcd")),
            ("abcd", 0, 4, false, Some("abcd")),
            ("abc", 0, 4, false, None),
            ("abcdefg", 0, 4, true, Some("defg")),
            ("abcdefg", 1, 4, true, Some("def")),
            ("abcd", 0, 4, true, Some("abcd")),
            ("abc", 0, 4, true, None),
            ("abcd", 2, 2, false, None),
            ("abcd", 3, 2, false, None),
            ("abcd", -1, 2, false, None),
            ("", 0, 1, false, None),
            ("\u{fdfd}abcd", 0, 1, false, None),
        ] {
            for text in [Cow::Borrowed(text), Cow::Owned(text.to_owned())] {
                assert_eq!(substring(&text, start, stop, reverse).as_deref(), expected, "{text} {start}..{stop}");
            }
        }
    }

    #[test]
    fn splits() {
        for (text, delimiter, limit, expected) in [
            ("a--b--c", "--", 0, Some("a|b|c")),
            ("a--b--c", "--", 1, Some("a--b--c")),
            ("a--b--c", "--", 2, Some("a|b--c")),
            ("--a--", "--", 0, Some("|a|")),
            ("", "--", 0, Some("")),
            ("abc", "--", 0, Some("abc")),
            ("----", "--", 0, Some("||")),
            ("abc", "", 0, None),
            ("abc", "b", -1, None),
        ] {
            for text in [Cow::Borrowed(text), Cow::Owned(text.to_owned())] {
                assert_eq!(split(&text, delimiter, limit).map(|parts| parts.join("|")).as_deref(), expected, "{text}");
            }
        }
    }

    #[test]
    fn encoded_uris() {
        assert_eq!(uri_encode("0aZ-_.~"), "0aZ-_.~");
        assert_eq!(uri_encode("a/b c%"), "a%2Fb%20c%25");
        assert_eq!(uri_encode("\u{1f639}"), "%F0%9F%98%B9");
    }

    #[test]
    fn host_labels() {
        for label in ["a", "0", "a-b", "A1", "a".repeat(63).as_str()] {
            assert!(is_valid_host_label(label, false), "{label}");
        }
        for label in ["", "-a", "a-", "a_b", "a.b", "\u{e4}", "a".repeat(64).as_str()] {
            assert!(!is_valid_host_label(label, false), "{label}");
        }
        assert!(is_valid_host_label("a.b-c.d", true));
        for label in [".a", "a.", "a..b", "", "a.-b"] {
            assert!(!is_valid_host_label(label, true), "{label}");
        }
    }

    #[test]
    fn buckets() {
        for bucket in ["abc", "my-bucket", "123", "1.2.3", "a".repeat(63).as_str()] {
            assert!(is_virtual_hostable_s3_bucket(bucket, true), "{bucket}");
        }
        for bucket in ["ab", "Abc", "192.168.1.1", "a.-b", "a-.b", "a..b", "-ab", "a_b", "a".repeat(64).as_str()] {
            assert!(!is_virtual_hostable_s3_bucket(bucket, true), "{bucket}");
        }
        assert!(!is_virtual_hostable_s3_bucket("a.bc", false));
    }
}
