//! Finds code spans and bare URLs in running text, and in CommonMark also links and strong emphasis.

use super::block::{Inline, Mark};

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Backticks enclose single words only: whole phrases would be `<code>`.
    Html,
    CommonMark,
}

/// Bounds the search for the end of an element.
const MAX_SPAN: usize = 600;

/// The paragraph with the elements found in its texts.
pub(super) fn inlines(paragraph: Vec<Inline>, syntax: Syntax) -> Vec<Inline> {
    let mut scan = Scan { syntax, found: Vec::new(), text: String::new(), in_link: false };
    for inline in paragraph {
        match inline {
            Inline::Text(text) => scan.text(&text),
            other => {
                match other {
                    Inline::Link(_) => scan.in_link = true,
                    Inline::EndLink => scan.in_link = false,
                    _ => {}
                }
                scan.push(other);
            }
        }
    }
    scan.flush();
    scan.found
}

/// The state of a scan.
struct Scan {
    syntax: Syntax,
    found: Vec<Inline>,
    /// Text that is not among the results yet.
    text: String,
    in_link: bool,
}

impl Scan {
    fn push(&mut self, inline: Inline) {
        self.flush();
        self.found.push(inline);
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.found.push(Inline::Text(std::mem::take(&mut self.text)));
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['`', 'h', '[', '*']) {
            self.text.push_str(&rest[..at]);
            rest = &rest[at..];
            let len = match rest.as_bytes()[0] {
                b'`' => self.code(rest),
                b'h' => self.url(rest),
                b'[' => self.link(rest),
                _ => self.strong(rest),
            };
            rest = match len {
                Some(len) => &rest[len..],
                None => {
                    // Within a run of backticks or stars there is no other opportunity.
                    let first = rest.as_bytes()[0];
                    let run = rest.bytes().take_while(|&byte| byte == first && b"`*".contains(&byte)).count().max(1);
                    self.text.push_str(&rest[..run]);
                    &rest[run..]
                }
            };
        }
        self.text.push_str(rest);
    }

    /// A code span at the start of `text`: its length.
    fn code(&mut self, text: &str) -> Option<usize> {
        let fence = &text[..text.bytes().take_while(|&byte| byte == b'`').count()];
        let content = head(&text[fence.len()..], MAX_SPAN);
        let end = closing(content, fence)?;
        let content = &content[..end];
        let phrase = content.contains(char::is_whitespace);
        if content.trim().is_empty() || phrase && self.syntax == Syntax::Html {
            return None;
        }
        self.push(Inline::Code(content.to_owned()));
        Some(end + 2 * fence.len())
    }

    /// A URL at the start of `text`. One with placeholders in it is shown as code.
    fn url(&mut self, text: &str) -> Option<usize> {
        let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
        if self.in_link {
            return None;
        }
        let len = url_len(text);
        if text[len..].starts_with(['{', '<', '[', '$']) {
            let word = text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '`' | '”' | '’')).next()?;
            let word = word.trim_end_matches(|c: char| ".,;:!?')*".contains(c));
            self.push(Inline::Code(word.to_owned()));
            return Some(word.len());
        }
        let url = text[..len].trim_end_matches(|c: char| ".,;:!?'*_~&".contains(c));
        let unbalanced = url.matches(')').count() > url.matches('(').count();
        let url = if unbalanced { url.trim_end_matches(|c: char| ").,;:!?'*_~&".contains(c)) } else { url };
        if url.len() <= scheme.len() {
            return None;
        }
        self.push(Inline::Url(url.to_owned()));
        Some(url.len())
    }

    /// `[text](url)` at the start of `text`.
    fn link(&mut self, text: &str) -> Option<usize> {
        if self.in_link || self.syntax == Syntax::Html {
            return None;
        }
        let bounded = head(text, MAX_SPAN);
        let middle = bounded.find(']')?;
        let url = bounded[middle + 1..].strip_prefix('(')?;
        let url = &url[..url.find(')')?];
        let label = &text[1..middle];
        if !is_url(url) || label.trim().is_empty() || label.contains('[') {
            return None;
        }
        self.push(Inline::Link(url.to_owned()));
        self.enclosed(label, true);
        self.push(Inline::EndLink);
        Some(middle + url.len() + 3)
    }

    /// `**text**` at the start of `text`.
    fn strong(&mut self, text: &str) -> Option<usize> {
        let before = self.text.chars().next_back();
        let adjacent = before.is_none() && matches!(self.found.last(), Some(Inline::Close(_)));
        if self.syntax == Syntax::Html || adjacent || before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let content = head(text.strip_prefix("**")?, MAX_SPAN);
        let (content, after) = content.split_once("**")?;
        if after.starts_with(char::is_alphanumeric) {
            return None;
        }
        if content.is_empty() || content.contains('*') || content.trim() != content {
            return None;
        }
        self.push(Inline::Open(Mark::Strong));
        self.enclosed(content, false);
        self.push(Inline::Close(Mark::Strong));
        Some(content.len() + 4)
    }

    /// The text within another element, in which only code is looked for.
    fn enclosed(&mut self, text: &str, link: bool) {
        let outer = (self.in_link, self.syntax);
        (self.in_link, self.syntax) = (outer.0 || link, Syntax::Html);
        self.text(text);
        (self.in_link, self.syntax) = outer;
    }
}

/// The greatest length of a URL at the start of `text`.
fn url_len(text: &str) -> usize {
    let end = |c: char| {
        let stop = c.is_whitespace() || c.is_control() || "<>\"`{}|\\^[]$".contains(c);
        stop || !(c.is_ascii() || c.is_alphanumeric())
    };
    text.find(end).unwrap_or(text.len())
}

/// Whether it has a scheme that documentation may link to. Relative addresses have no meaning in rustdoc.
pub(super) fn is_url(url: &str) -> bool {
    let known = |scheme: &&str| url.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    ["http://", "https://", "mailto:", "ftp://"]
        .iter()
        .find(|scheme| known(scheme))
        .is_some_and(|s| url.len() > s.len())
}

/// The offset in `content` of a run of backticks as long as `fence`.
fn closing(content: &str, fence: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += content[at..].find('`')?;
        let run = content[at..].bytes().take_while(|&byte| byte == b'`').count();
        if run == fence.len() {
            return Some(at);
        }
        at += run;
    }
}

/// The first `max` bytes of `text`, or a little less at a character's boundary.
fn head(text: &str, max: usize) -> &str {
    let end = (0..=max.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or_default()]
}
