//! Patterns in traits: URIs of the `http` trait and host prefixes of the `endpoint` trait.

use std::collections::BTreeSet;

use crate::id::is_identifier;

/// A parsed URI pattern such as `/{Bucket}/{Key+}?x-id=GetObject`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UriPattern {
    /// The path, split at `/`. `/` alone has no segment; a trailing `/` is an empty literal at the end.
    pub segments: Vec<Segment>,
    /// Literal query parameters in order, percent-decoded; the value is `None` where the pattern has no `=`.
    pub query: Vec<(String, Option<String>)>,
}

/// One segment of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// Text that is sent as it is.
    Literal(String),
    /// `{name}`: one segment filled from the member of that name.
    Label(String),
    /// `{name+}`: any number of segments filled from the member of that name.
    Greedy(String),
}

impl UriPattern {
    /// Parses a pattern; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (path, query) = match text.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (text, None),
        };
        let pattern = Self { segments: parse_path(path)?, query: query.map_or(Ok(Vec::new()), parse_query)? };
        pattern.check_labels()?;
        Ok(pattern)
    }

    /// The names of the labels in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Literal(_) => None,
            Segment::Label(name) | Segment::Greedy(name) => Some(name.as_str()),
        })
    }

    /// The name of the greedy label.
    pub fn greedy(&self) -> Option<&str> {
        self.segments.iter().find_map(|segment| match segment {
            Segment::Greedy(name) => Some(name.as_str()),
            _ => None,
        })
    }

    fn check_labels(&self) -> Result<(), String> {
        let mut seen = BTreeSet::new();
        let mut greedy = None;
        for segment in &self.segments {
            let name = match segment {
                Segment::Literal(_) => continue,
                Segment::Label(name) | Segment::Greedy(name) => name,
            };
            if !seen.insert(name) {
                return Err(format!("the label `{{{name}}}` appears twice"));
            }
            if let Some(greedy) = greedy {
                return Err(format!("the label `{{{name}}}` follows the greedy label `{{{greedy}+}}`"));
            }
            if matches!(segment, Segment::Greedy(_)) {
                greedy = Some(name);
            }
        }
        Ok(())
    }
}

fn parse_path(path: &str) -> Result<Vec<Segment>, String> {
    let Some(rest) = path.strip_prefix('/') else {
        return Err("it must begin with `/`".to_owned());
    };
    if rest.is_empty() {
        return Ok(Vec::new());
    }
    let mut segments = rest.split('/').map(parse_segment).collect::<Result<Vec<_>, _>>()?;
    let inner = segments.len() - 1;
    if segments[..inner].contains(&Segment::Literal(String::new())) {
        return Err("it has an empty segment (`//`)".to_owned());
    }
    segments.shrink_to_fit();
    Ok(segments)
}

fn parse_segment(text: &str) -> Result<Segment, String> {
    if text.contains('#') {
        return Err("it has a fragment (`#`)".to_owned());
    }
    if matches!(text, "." | "..") {
        return Err(format!("it has a segment `{text}`, which clients take out"));
    }
    if !text.contains(['{', '}']) {
        check_literal(text, "")?;
        return Ok(Segment::Literal(text.to_owned()));
    }
    let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
    let Some(inner) = inner.filter(|inner| !inner.contains(['{', '}'])) else {
        return Err(format!("a label must be a whole segment, which `{text}` is not"));
    };
    match inner.strip_suffix('+') {
        Some(name) => label(name).map(Segment::Greedy),
        None => label(inner).map(Segment::Label),
    }
}

fn label(name: &str) -> Result<String, String> {
    match is_identifier(name) {
        true => Ok(name.to_owned()),
        false => Err(format!("`{name}` cannot be the name of a label")),
    }
}

fn parse_query(text: &str) -> Result<Vec<(String, Option<String>)>, String> {
    let mut literals: Vec<(String, Option<String>)> = Vec::new();
    for pair in text.split('&') {
        let (key, value) = match pair.split_once('=') {
            Some((key, value)) => (key, Some(value)),
            None => (pair, None),
        };
        if key.is_empty() {
            return Err("it has a query parameter without a name".to_owned());
        }
        if pair.contains(['{', '}', '#']) {
            return Err(format!("the query `{pair}` can hold neither labels nor a fragment"));
        }
        if pair.contains('+') {
            return Err(format!("the query `{pair}` has a `+`, which is `%2B` or `%20`"));
        }
        check_literal(pair, "/?")?;
        let (key, value) = (decode(key)?, value.map(decode).transpose()?);
        if literals.iter().any(|(other, _)| *other == key) {
            return Err(format!("the query parameter `{key}` appears twice"));
        }
        literals.push((key, value));
    }
    Ok(literals)
}

/// Whether text can stand in a path or query as it is: RFC 3986 calls it `pchar`
/// (<https://www.rfc-editor.org/rfc/rfc3986#section-3.3>).
fn check_literal(text: &str, also: &str) -> Result<(), String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(c) || also.contains(c);
    if let Some(c) = text.chars().find(|c| !allowed(*c)) {
        let shown = if c.is_control() { c.escape_debug().to_string() } else { c.to_string() };
        return Err(format!("`{shown}` cannot stand in a URI as it is, only percent-encoded"));
    }
    decode(text).map(drop)
}

/// Percent-decodes a literal.
fn decode(text: &str) -> Result<String, String> {
    let mut parts = text.split('%');
    let mut bytes: Vec<u8> = parts.next().unwrap_or_default().into();
    for part in parts {
        let code = part.get(..2).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) else {
            return Err(format!("`{text}` has a `%` that is not followed by two hexadecimal digits"));
        };
        bytes.push(byte);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).map_err(|_| format!("`{text}` is not UTF-8 when it is percent-decoded"))
}

/// A parsed host prefix such as `{AccountId}.data-`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPrefix {
    /// Its parts in order.
    pub parts: Vec<HostPart>,
}

/// One part of a host prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPart {
    /// Text that is used as it is.
    Literal(String),
    /// `{name}`: filled from the member of that name.
    Label(String),
}

impl HostPrefix {
    /// Parses a prefix; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                return Err("a label lacks its `}`".to_owned());
            };
            push_host_literal(&mut parts, before)?;
            parts.push(HostPart::Label(label(name)?));
            rest = after;
        }
        push_host_literal(&mut parts, rest)?;
        match parts.is_empty() {
            true => Err("it is empty".to_owned()),
            false => Ok(Self { parts }),
        }
    }

    /// The names of the labels in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            HostPart::Literal(_) => None,
            HostPart::Label(name) => Some(name.as_str()),
        })
    }
}

fn push_host_literal(parts: &mut Vec<HostPart>, text: &str) -> Result<(), String> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if let Some(c) = text.chars().find(|&c| !allowed(c)) {
        return Err(format!("`{c}` cannot be part of a host name"));
    }
    if !text.is_empty() {
        parts.push(HostPart::Literal(text.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
