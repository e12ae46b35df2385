//! Splits documentation into tags and text. Whatever is not well-formed enough to be a tag stays text.

use super::entity;

/// No tag is longer; bounds the search for its end.
const MAX_TAG: usize = 2000;

/// A piece of the documentation, in order.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// Characters outside tags, entities not yet decoded.
    Text(&'a str),
    /// `<name ...>`
    Open(Tag<'a>),
    /// `</name>`
    Close(Tag<'a>),
    /// `<!-- ... -->`, `<!DOCTYPE ...>`, `<?...>`
    Comment,
}

/// A start or end tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// The name in lower case.
    pub(super) name: String,
    /// The value of the attribute `href`, if it is not blank.
    pub(super) href: Option<String>,
    /// Whether it is written `<name/>`.
    pub(super) empty: bool,
    /// The tag as written.
    pub(super) source: &'a str,
}

/// All tokens of `html`.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    let mut comments = true;
    while !rest.is_empty() {
        let found = if rest.starts_with("<!--") { comment(rest, &mut comments) } else { tag(rest) };
        let (token, len) = found.unwrap_or_else(|| {
            let len = rest.char_indices().skip(1).find(|&(_, c)| c == '<').map_or(rest.len(), |(at, _)| at);
            (Token::Text(&rest[..len]), len)
        });
        tokens.push(token);
        rest = &rest[len..];
    }
    tokens
}

/// A comment at the start of `text`; `left` remembers that no comment ends any more.
fn comment<'a>(text: &'a str, left: &mut bool) -> Option<(Token<'a>, usize)> {
    let end = if *left { text[4..].find("-->") } else { None };
    *left = end.is_some();
    end.map(|at| (Token::Comment, at + 7))
}

/// A tag at the start of `text`, and its length.
fn tag(text: &str) -> Option<(Token<'_>, usize)> {
    let after = text.strip_prefix('<')?;
    if after.starts_with(['!', '?']) {
        let len = end(text)?;
        return after[1..].starts_with(|c: char| c.is_ascii_alphabetic()).then_some((Token::Comment, len));
    }
    let (closing, after) = after.strip_prefix('/').map_or((false, after), |after| (true, after));
    if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_len = after.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.:".contains(c)))?;
    let (name, after) = after.split_at(name_len);
    if !after.starts_with(|c: char| c.is_whitespace() || c == '/' || c == '>') {
        return None;
    }
    let len = end(text)?;
    let source = &text[..len];
    let attributes = &source[source.len() - (len - (text.len() - after.len()))..];
    let empty = source.ends_with("/>");
    let tag = Tag { name: name.to_ascii_lowercase(), href: href(attributes), empty, source };
    Some((if closing { Token::Close(tag) } else { Token::Open(tag) }, len))
}

/// The index after the `>` that ends the tag at the start of `text`: the one outside quotes or, if the quotes do not
/// match, the first.
fn end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = b'<';
    for (at, byte) in text.bytes().enumerate().take(MAX_TAG).skip(1) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (None, b'<') => return None,
            (None, b'>') => return Some(at + 1),
            (None, _) => {}
        }
        before = byte;
    }
    let at = text.bytes().take(MAX_TAG).skip(1).position(|byte| matches!(byte, b'<' | b'>'))? + 1;
    (text.as_bytes()[at] == b'>').then_some(at + 1)
}

/// The value of `href` among a tag's attributes.
fn href(attributes: &str) -> Option<String> {
    let at = attributes.to_ascii_lowercase().find("href")?;
    let before = attributes[..at].chars().next_back()?;
    let value = attributes[at + 4..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
    };
    let value = entity::decode(value);
    let value = value.trim().trim_end_matches('`');
    (before.is_whitespace() && !value.is_empty()).then(|| value.to_owned())
}
