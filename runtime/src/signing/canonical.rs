//! The canonical request
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request>).

use std::ops::Range;

use http::header::{AUTHORIZATION, CONNECTION, HOST, TRANSFER_ENCODING, USER_AGENT};
use http::{HeaderMap, HeaderName, Method, Uri};

use super::payload::StandIn;
use super::{Scope, TRACE_ID, path, query};
use crate::error::{BoxError, ContextError};
use crate::text::sort_few;

/// Names and values of the headers to sign, sorted by name; values of one name stay in their order.
pub(super) type Signed<'a> = Vec<(&'a str, &'a str)>;

/// Appends the canonical request; says where the names of the signed headers are.
pub(super) fn write(
    method: &Method,
    path: &str,
    query: &str,
    headers: &Signed<'_>,
    scope: &Scope,
    payload: &StandIn<'_>,
    out: &mut String,
) -> Range<usize> {
    out.push_str(method.as_str());
    out.push('\n');
    path::write(path, scope, out);
    out.push('\n');
    query::write(query, out);
    out.push('\n');
    for lines in headers.chunk_by(|one, other| one.0 == other.0) {
        write_header(lines, out);
    }
    out.push('\n');
    let start = out.len();
    push_names(headers, out);
    let names = start..out.len();
    out.push('\n');
    payload.push(out);
    names
}

/// The names of the signed headers: `host;x-amz-date`.
#[inline]
pub(super) fn names(headers: &Signed<'_>) -> String {
    let mut names = String::new();
    push_names(headers, &mut names);
    names
}

fn push_names(headers: &Signed<'_>, out: &mut String) {
    for (index, lines) in headers.chunk_by(|one, other| one.0 == other.0).enumerate() {
        if index > 0 {
            out.push(';');
        }
        out.push_str(lines[0].0);
    }
}

/// The headers to sign: all but those that proxies change, those that the scope leaves out, and some more.
///
/// # Errors
///
/// Fails if the request has no host, and if a header is not UTF-8.
pub(super) fn headers<'a>(
    uri: &'a Uri,
    headers: &'a HeaderMap,
    scope: &Scope,
    left_out: &[&str],
) -> Result<Signed<'a>, BoxError> {
    let mut signed = Vec::with_capacity(headers.len() + 1);
    for (name, value) in headers {
        if is_signed(name) && !scope.unsigned_headers.contains(name) && !left_out.contains(&name.as_str()) {
            let text = std::str::from_utf8(value.as_bytes())
                .map_err(|error| ContextError::with_source(format!("the header `{name}` is not UTF-8"), error))?;
            signed.push((name.as_str(), text));
        }
    }
    if !headers.contains_key(HOST) {
        let host = host(uri).ok_or_else(|| ContextError::new(format!("the URI `{uri}` has no host")))?;
        signed.push((HOST.as_str(), host));
    }
    sort_few(&mut signed, |one, other| one.0 < other.0);
    Ok(signed)
}

/// Proxies change some headers on the way.
fn is_signed(name: &HeaderName) -> bool {
    ![AUTHORIZATION, USER_AGENT, TRANSFER_ENCODING, CONNECTION].contains(name) && name != TRACE_ID
}

/// The header `host`: with the port only where it is not the one of the scheme
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-7.2>).
fn host(uri: &Uri) -> Option<&str> {
    let host = uri.host()?;
    Some(match (uri.scheme_str(), uri.port_u16()) {
        (Some("http"), Some(80)) | (Some("https"), Some(443)) | (_, None) => host,
        _ => {
            let authority = uri.authority().map_or(host, |authority| authority.as_str());
            authority.rsplit('@').next().unwrap_or(authority)
        }
    })
}

fn write_header(lines: &[(&str, &str)], out: &mut String) {
    for (index, (name, value)) in lines.iter().enumerate() {
        if index == 0 {
            out.push_str(name);
        }
        out.push(if index == 0 { ':' } else { ',' });
        push_trimmed(value, out);
    }
    out.push('\n');
}

/// Appends the value without spaces around it, and with one for each run of spaces.
fn push_trimmed(value: &str, out: &mut String) {
    let value = value.trim_matches(' ');
    if !value.contains("  ") {
        return out.push_str(value);
    }
    for (index, word) in value.split(' ').filter(|word| !word.is_empty()).enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    #[test]
    fn requests_are_written_in_one_way() {
        let request = Request::post("http://user@example.com:8080/a/../b?d&c=1")
            .header("x-b", "  two   words ")
            .header("x-a", "1")
            .header("x-b", "3")
            .header("user-agent", "test")
            .body(())
            .unwrap();
        let (mut out, scope) = (String::new(), Scope::new("ivs", "us-east-1"));
        let (uri, payload) = (request.uri(), StandIn::Text("UNSIGNED-PAYLOAD"));
        let headers = headers(uri, request.headers(), &scope, &[]).unwrap();
        let signed = write(request.method(), uri.path(), uri.query().unwrap(), &headers, &scope, &payload, &mut out);
        assert_eq!(&out[signed], "host;x-a;x-b");
        let expected =
            "POST\n/b\nc=1&d=\nhost:example.com:8080\nx-a:1\nx-b:two words,3\n\nhost;x-a;x-b\nUNSIGNED-PAYLOAD";
        assert_eq!(out, expected);
    }

    #[test]
    fn the_port_is_said_where_it_is_not_the_usual_one() {
        for (uri, expected) in [
            ("https://a.com/", "a.com"),
            ("https://a.com:443/", "a.com"),
            ("http://a.com:443/", "a.com:443"),
            ("http://[::1]:80/", "[::1]"),
            ("http://u:p@a.com:81/", "a.com:81"),
        ] {
            assert_eq!(host(&uri.parse().unwrap()), Some(expected));
        }
    }
}
