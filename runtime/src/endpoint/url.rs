//! `parseURL`: <https://smithy.io/2.0/additional-specs/rules-engine/standard-library.html#parseurl-function>.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::value::piece;
use crate::text::all_bytes;

/// A parsed URL: its text and where its parts are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Url<'s> {
    text: Cow<'s, str>,
    scheme: &'static str,
    /// The bounds of the authority; the path follows.
    authority: (usize, usize),
    is_ip: bool,
}

impl<'s> Url<'s> {
    /// Parses an `http` or `https` URL without query and fragment.
    pub(super) fn parse(text: Cow<'s, str>) -> Option<Self> {
        let scheme = ["https", "http"].into_iter().find(|scheme| has_scheme(&text, scheme))?;
        if !all_bytes(&text, |byte| byte.is_ascii_graphic() && !b"?#\"<>\\^`{|}".contains(&byte)) {
            return None;
        }
        let after = scheme.len() + "://".len();
        let end = text[after..].find('/').map_or(text.len(), |slash| after + slash);
        let start = text[after..end].rfind('@').map_or(after, |at| after + at + 1);
        let is_ip = check_authority(&text[start..end])?;
        Some(Self { text, scheme, authority: (start, end), is_ip })
    }

    pub(super) fn scheme(&self) -> Cow<'s, str> {
        Cow::Borrowed(self.scheme)
    }

    /// The host and, if given, the port; never the user.
    pub(super) fn authority(&self) -> Cow<'s, str> {
        piece(&self.text, self.authority.0..self.authority.1)
    }

    /// The path as given, which may be empty.
    pub(super) fn path(&self) -> Cow<'s, str> {
        piece(&self.text, self.authority.1..self.text.len())
    }

    /// The path with a slash at its beginning and its end.
    pub(super) fn normalized_path(&self) -> Cow<'s, str> {
        match self.path() {
            path if path.is_empty() => Cow::Borrowed("/"),
            path if path.ends_with('/') => path,
            path => Cow::Owned(path.into_owned() + "/"),
        }
    }

    pub(super) fn is_ip(&self) -> bool {
        self.is_ip
    }
}

fn has_scheme(text: &str, scheme: &str) -> bool {
    let (head, tail) = text.split_at_checked(scheme.len()).unwrap_or_default();
    head.eq_ignore_ascii_case(scheme) && tail.starts_with("://")
}

/// Whether the host is an IP address; `None` if the authority is malformed.
fn check_authority(authority: &str) -> Option<bool> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?,
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    if !port.is_empty() {
        let digits = port.strip_prefix(':').filter(|digits| all_bytes(digits, |byte| byte.is_ascii_digit()))?;
        digits.parse::<u16>().ok()?;
    }
    if authority.starts_with('[') {
        let address = host.split_once('%').map_or(host, |(address, _zone)| address);
        return address.parse::<Ipv6Addr>().is_ok().then_some(true);
    }
    let is_name = !host.is_empty() && !host.contains(['[', ']']);
    is_name.then(|| host.parse::<Ipv4Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(String, String, String, String, bool)> {
        let url = Url::parse(Cow::Borrowed(text))?;
        let owned = [url.scheme(), url.authority(), url.path(), url.normalized_path()].map(Cow::into_owned);
        let [scheme, authority, path, normalized] = owned;
        Some((scheme, authority, path, normalized, url.is_ip()))
    }

    #[test]
    fn parts_of_valid_urls() {
        for (text, scheme, authority, path, normalized, is_ip) in [
            ("https://example.com", "https", "example.com", "", "/", false),
            ("https://example.com/", "https", "example.com", "/", "/", false),
            ("HTTPS://example.com", "https", "example.com", "", "/", false),
            ("http://example.com:80/foo/bar", "http", "example.com:80", "/foo/bar", "/foo/bar/", false),
            ("http://example.com:8080/foo/", "http", "example.com:8080", "/foo/", "/foo/", false),
            ("https://127.0.0.1", "https", "127.0.0.1", "", "/", true),
            ("https://127.0.0.1:8443", "https", "127.0.0.1:8443", "", "/", true),
            ("https://[fe80::1]", "https", "[fe80::1]", "", "/", true),
            ("https://[fe80::1%25en0]:443/a", "https", "[fe80::1%25en0]:443", "/a", "/a/", true),
            ("https://user:secret@example.com/a", "https", "example.com", "/a", "/a/", false),
            ("http://99_ab-.com", "http", "99_ab-.com", "", "/", false),
            ("http://999.999.abc.blah", "http", "999.999.abc.blah", "", "/", false),
        ] {
            let expected = (scheme.into(), authority.into(), path.into(), normalized.into(), is_ip);
            assert_eq!(parts(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn invalid_urls() {
        for text in [
            "",
            "example.com",
            "https:/example.com",
            "https://",
            "https:///path",
            "https://:80",
            "ftp://example.com",
            "https://example.com?a=b",
            "https://example.com/a#b",
            "https://example.com:a/",
            "https://example.com:/",
            "https://example.com:+1/",
            "https://example.com:65536",
            "https://[fe80::1",
            "https://[nonsense]",
            "https://[fe80::1]80",
            "https://exam ple.com",
            "https://ex\u{e4}mple.com",
            "https://a]b.com",
            "\u{df}ttps://a",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
