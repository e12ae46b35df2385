//! The canonical request
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request>).

use std::ops::Range;

use aws_smithy_types::body::SdkBody;
use http::header::{AUTHORIZATION, CONNECTION, HOST, TRANSFER_ENCODING, USER_AGENT};
use http::{HeaderName, Request, Uri};

use super::{Payload, Scope, TRACE_ID, path, query};
use crate::error::{BoxError, ContextError};
use crate::text::sort_few;

/// Appends the canonical request; says where the names of the signed headers are.
///
/// # Errors
///
/// When a header is not UTF-8.
pub(super) fn write(
    request: &Request<SdkBody>,
    scope: &Scope,
    payload: &Payload,
    out: &mut String,
) -> Result<Range<usize>, BoxError> {
    out.push_str(request.method().as_str());
    out.push('\n');
    path::write(request.uri().path(), scope, out);
    out.push('\n');
    query::write(request.uri().query().unwrap_or_default(), out);
    out.push('\n');
    let headers = headers(request)?;
    for lines in headers.chunk_by(|one, other| one.0 == other.0) {
        write_header(lines, out);
    }
    out.push('\n');
    let start = out.len();
    for (index, lines) in headers.chunk_by(|one, other| one.0 == other.0).enumerate() {
        if index > 0 {
            out.push(';');
        }
        out.push_str(lines[0].0);
    }
    let signed = start..out.len();
    out.push('\n');
    payload.push(out);
    Ok(signed)
}

/// The headers to sign, sorted by name; values of one name stay in their order.
fn headers(request: &Request<SdkBody>) -> Result<Vec<(&str, &str)>, BoxError> {
    let mut headers = Vec::with_capacity(request.headers().len() + 1);
    for (name, value) in request.headers() {
        if is_signed(name) {
            let text = std::str::from_utf8(value.as_bytes())
                .map_err(|error| ContextError::with_source(format!("the header `{name}` is not UTF-8"), error))?;
            headers.push((name.as_str(), text));
        }
    }
    if !request.headers().contains_key(HOST) {
        headers.push((HOST.as_str(), host(request.uri())));
    }
    sort_few(&mut headers, |one, other| one.0 < other.0);
    Ok(headers)
}

/// Proxies change some headers on the way.
fn is_signed(name: &HeaderName) -> bool {
    ![AUTHORIZATION, USER_AGENT, TRANSFER_ENCODING, CONNECTION].contains(name) && name != TRACE_ID
}

/// The header `host`: with the port only where it is not the one of the scheme
/// (<https://www.rfc-editor.org/rfc/rfc9110#section-7.2>).
fn host(uri: &Uri) -> &str {
    let host = uri.host().unwrap_or_default();
    match (uri.scheme_str(), uri.port_u16()) {
        (Some("http"), Some(80)) | (Some("https"), Some(443)) | (_, None) => host,
        _ => {
            let authority = uri.authority().map_or(host, |authority| authority.as_str());
            authority.rsplit('@').next().unwrap_or(authority)
        }
    }
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
    use super::*;

    #[test]
    fn requests_are_written_in_one_way() {
        let request = Request::post("http://user@example.com:8080/a/../b?d&c=1")
            .header("x-b", "  two   words ")
            .header("x-a", "1")
            .header("x-b", "3")
            .header("user-agent", "test")
            .body(SdkBody::empty())
            .unwrap();
        let mut out = String::new();
        let signed = write(&request, &Scope::new("ivs", "us-east-1"), &Payload::Unsigned, &mut out).unwrap();
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
            assert_eq!(host(&uri.parse().unwrap()), expected);
        }
    }
}
