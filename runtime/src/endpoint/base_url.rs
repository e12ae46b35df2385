//! The URL that requests go to, parsed once, wherever it comes from: a setting, the environment, the rules, a caller.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use http::Uri;

use super::url::Url;
use crate::error::{BoxError, ContextError};
use crate::text::all_bytes;

/// Scheme, host, perhaps port, and a path before that of each operation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BaseUrl {
    scheme: &'static str,
    authority: String,
    /// Without a slash at its end.
    path: String,
}

impl BaseUrl {
    /// Parses a URL. Names and passwords are refused: RFC 9110 has no place for them in requests
    /// (<https://www.rfc-editor.org/rfc/rfc9110#section-4.2.4>), and what is part of a URL ends up in logs.
    ///
    /// # Errors
    ///
    /// When it is not a URL that can be called, with a word on what to write.
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidUrl> {
        let problem = |what: String| Err(InvalidUrl(format!("the endpoint URL `{}` {what}", Shown(text))));
        let Some((scheme, rest)) = text.split_once("://") else {
            let url = Shown(text);
            return problem(format!("has no scheme; write `https://{url}` or `http://{url}`"));
        };
        let authority = rest.split_once(['/', '?', '#']).map_or(rest, |(authority, _)| authority);
        if authority.contains('@') {
            return problem("has a user name or password before its host; leave them out, they are never sent".into());
        }
        if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
            return problem(format!("has the scheme `{}`; write `https` or `http`", scheme.escape_debug()));
        }
        if rest.contains(['?', '#']) {
            return problem("has a query or fragment; write scheme, host, port and path only".into());
        }
        if !has_usable_port(authority) {
            return problem("has a port that is not a number up to 65535".into());
        }
        let url = Url::parse(Cow::Borrowed(text)).filter(|url| is_host(&url.authority()));
        match url.filter(|_| Uri::try_from(text).is_ok()) {
            Some(url) => Ok(Self {
                scheme: if url.scheme() == "http" { "http" } else { "https" },
                authority: url.authority().into_owned(),
                path: url.path().trim_end_matches('/').to_owned(),
            }),
            None => problem("is malformed; write it like `https://host:port/path`".into()),
        }
    }

    /// The URI of a request, whose target begins with a slash, a question mark or nothing. One slash stands between the
    /// two paths, also where the second is empty, as in `/bucket/?list-type=2`.
    ///
    /// # Errors
    ///
    /// When the host prefix or the target do not make a URI.
    pub(crate) fn uri(&self, host_prefix: &str, target: &str) -> Result<Uri, BoxError> {
        let Self { scheme, authority, path } = self;
        let room = scheme.len() + host_prefix.len() + authority.len() + path.len() + target.len();
        let mut text = String::with_capacity(room + 4);
        let slash = if target.starts_with('/') { "" } else { "/" };
        write!(text, "{scheme}://{host_prefix}{authority}{path}{slash}{target}")?;
        match Uri::try_from(text.as_str()) {
            Ok(uri) => Ok(uri),
            Err(error) => Err(ContextError::with_source(format!("`{text}` is not a URI"), error).into()),
        }
    }
}

fn has_usable_port(authority: &str) -> bool {
    let behind = authority.rsplit_once(']').map_or(authority, |(_, behind)| behind);
    let digits = |port: &str| all_bytes(port, |byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    behind.split_once(':').is_none_or(|(_, port)| digits(port))
}

/// Whether an authority that was parsed has a host that can be looked up: an address, or names of at most 63 letters, digits,
/// hyphens and underscores, which containers have in theirs.
fn is_host(authority: &str) -> bool {
    let host = authority.split(':').next().unwrap_or_default();
    let is_part = |part: &str| (1..=63).contains(&part.len()) && all_bytes(part, is_host_byte);
    authority.starts_with('[') || host.strip_suffix('.').unwrap_or(host).split('.').all(is_part)
}

fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_".contains(&byte)
}

/// Whether a text can be put into a host without changing what is around it.
pub(super) fn is_piece_of_host(text: &str) -> bool {
    all_bytes(text, |byte| is_host_byte(byte) || byte == b'.')
}

/// The reason for refusing a URL, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InvalidUrl(String);

impl fmt::Display for InvalidUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidUrl {}

/// A URL for people to read: of what may be a name and a password nothing is shown.
pub(crate) struct Shown<'u>(pub(crate) &'u str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((before, host)) = self.0.rsplit_once('@') else { return write!(f, "{}", self.0.escape_debug()) };
        let scheme = before.split_once("://").filter(|(scheme, _)| ["http", "https"].contains(scheme));
        let scheme = scheme.map_or(String::new(), |(scheme, _)| format!("{scheme}://"));
        write!(f, "{scheme}***@{}", host.escape_debug())
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_checked_with_advice() {
        for url in [
            "https://example.com",
            "HTTP://localhost:8000/a/b/",
            "http://[::1]:8000",
            "http://127.0.0.1:65535",
            "http://my_container.local.:80/a@b",
        ] {
            assert!(BaseUrl::parse(url).is_ok(), "{url}");
        }
        for (url, advice) in [
            ("localhost:8000", "has no scheme; write `https://localhost:8000` or `http://localhost:8000`"),
            ("ftp://example.com", "has the scheme `ftp`; write `https` or `http`"),
            ("https://", "is malformed"),
            ("https:///path", "is malformed"),
            ("https://exa mple.com", "is malformed"),
            ("https://exa\\mple.com", "is malformed"),
            ("https://example..com", "is malformed"),
            ("https://example.com%2f.a", "is malformed"),
            ("https://ex\u{e4}mple.com", "is malformed"),
            ("https://example.com?x=1", "has a query or fragment"),
            ("https://example.com/a#b", "has a query or fragment"),
            ("http://127.0.0.1:99999", "has a port that is not a number up to 65535"),
            ("http://[::1]:65536/a", "has a port that"),
            ("http://localhost:/", "has a port that"),
            ("http://localhost:+1", "has a port that"),
        ] {
            let error = BaseUrl::parse(url).unwrap_err().to_string();
            assert!(error.contains(advice) && error.contains(&url.escape_debug().to_string()), "{url}: {error}");
        }
    }

    /// Whatever is wrong with it besides.
    #[test]
    fn passwords_are_refused_and_not_shown() {
        for url in [
            "http://user:PASS@host",
            "https://PASS@host:99999/a",
            "user:PASS@host",
            "http://user:PA/SS@host",
            "ftp://user:PASS@host?a=b",
            "http://user:PA@SS@host",
            "http://user:P?ASS@host",
            "PASS://PASS@host",
        ] {
            let error = BaseUrl::parse(url).unwrap_err();
            let shown = format!("{error} {error:?} {} {:?}", Shown(url), Shown(url));
            assert!(!["PASS", "ASS", "SS@", "PA"].iter().any(|part| shown.contains(part)), "{url}: {shown}");
            assert!(shown.contains("host"), "{url}: {shown}");
        }
    }

    #[test]
    fn paths_are_joined_with_one_slash() {
        let uri = |base, prefix, target| BaseUrl::parse(base).unwrap().uri(prefix, target).unwrap().to_string();
        for base in ["https://example.com:8443/base/", "https://example.com:8443/base"] {
            assert_eq!(uri(base, "", "/a%2Fb?c=d"), "https://example.com:8443/base/a%2Fb?c=d");
            assert_eq!(uri(base, "data.", "/"), "https://data.example.com:8443/base/");
            assert_eq!(uri(base, "", "?list-type=2"), "https://example.com:8443/base/?list-type=2");
            assert_eq!(uri(base, "", ""), "https://example.com:8443/base/");
        }
        assert_eq!(uri("http://a", "", "?b"), "http://a/?b");
        assert!(BaseUrl::parse("http://a").unwrap().uri("no host", "/").is_err());
    }
}
