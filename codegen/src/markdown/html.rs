//! AWS's documentation HTML. Tags may be unclosed, misnested, unknown, or not tags at all but placeholders such as
//! `<region>`.

use std::collections::BTreeSet;

use super::block::{Document, Mark};
use super::builder::Builder;
use super::entity;
use super::listing;
use super::paragraph::Span;
use super::scan::{self, Syntax};
use super::token::{Tag, Token};

/// Whether any of the tokens is a tag of this language, or a comment.
pub(super) fn has_markup(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|token| match token {
        Token::Text(_) => false,
        Token::Open(tag) | Token::Close(tag) => Element::of(&tag.name).is_some(),
        Token::Comment => true,
    })
}

/// The document that the tokens describe.
pub(super) fn read(tokens: &[Token<'_>]) -> Document {
    let closed = tokens.iter().filter_map(|token| match token {
        Token::Close(tag) => Some(tag.name.as_str()),
        _ => None,
    });
    let mut reader =
        Reader { builder: Builder::new(Syntax::Html), closed: closed.collect(), verbatim: None, in_row: false };
    for token in tokens {
        match token {
            Token::Text(text) => reader.text(&entity::decode(text)),
            Token::Open(tag) => reader.start(tag),
            Token::Close(tag) => reader.end(tag),
            Token::Comment => {}
        }
    }
    reader.end_verbatim();
    reader.builder.finish()
}

/// The meaning of a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Paragraph,
    /// Separates its inside from its outside, no more.
    Section,
    Break,
    Heading(usize),
    Title,
    Note(&'static str),
    List {
        ordered: bool,
    },
    Item,
    Term,
    Definition,
    Table,
    Row,
    Cell,
    Code,
    Listing,
    Mark(Mark),
    Anchor,
    /// No element of Markdown; the text inside stays.
    Plain,
}

impl Element {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "p" | "para" | "simpara" => Self::Paragraph,
            "div" | "section" | "article" | "blockquote" | "center" | "examples" | "example" | "body" | "html"
            | "thead" | "tbody" | "tfoot" | "caption" | "details" | "summary" | "hr" => Self::Section,
            "br" => Self::Break,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "fullname" | "title" => Self::Title,
            "note" => Self::Note("Note:"),
            "important" => Self::Note("Important:"),
            "caution" => Self::Note("Caution:"),
            "warning" => Self::Note("Warning:"),
            "tip" => Self::Note("Tip:"),
            "ul" | "dl" | "itemizedlist" | "variablelist" => Self::List { ordered: false },
            "ol" | "orderedlist" => Self::List { ordered: true },
            "li" | "listitem" => Self::Item,
            "dt" => Self::Term,
            "dd" => Self::Definition,
            "table" => Self::Table,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "code" | "tt" | "kbd" | "samp" => Self::Code,
            "pre" | "programlisting" | "screen" | "xmp" => Self::Listing,
            "b" | "strong" => Self::Mark(Mark::Strong),
            "i" | "em" | "var" | "cite" | "replaceable" | "emphasis" => Self::Mark(Mark::Emphasis),
            "a" => Self::Anchor,
            "span" | "u" | "s" | "small" | "big" | "sup" | "sub" | "font" | "img" | "abbr" | "q" => Self::Plain,
            _ => return None,
        })
    }

    /// Whether it may stand within a code span, of which only its text counts.
    fn is_inline(self) -> bool {
        matches!(self, Self::Break | Self::Code | Self::Mark(_) | Self::Anchor | Self::Plain)
    }
}

/// The state of reading.
struct Reader<'a> {
    builder: Builder,
    /// The names of the end tags that occur: other unknown tags are placeholders.
    closed: BTreeSet<&'a str>,
    verbatim: Option<Verbatim>,
    /// Whether a table row is open: it is to be one paragraph.
    in_row: bool,
}

/// A code span or listing being read.
struct Verbatim {
    /// The tag that ends it.
    name: String,
    listing: bool,
    text: String,
    link: Option<String>,
}

impl Reader<'_> {
    fn text(&mut self, text: &str) {
        match &mut self.verbatim {
            Some(verbatim) => verbatim.text.push_str(text),
            None => self.builder.paragraph.text(text),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let element = Element::of(&tag.name);
        if self.verbatim.is_some() && self.start_in_verbatim(tag, element) {
            return;
        }
        match element {
            Some(element) => {
                self.start_element(element, tag);
                if tag.empty {
                    self.end(tag);
                }
            }
            // The requests and responses in examples are HTTP messages, line by line.
            None if matches!(tag.name.as_str(), "request" | "response") && self.closed.contains(tag.name.as_str()) => {
                self.start_verbatim(tag, true);
            }
            None if tag.name == "description" && self.closed.contains("description") => self.builder.end_paragraph(),
            None if !self.closed.contains(tag.name.as_str()) => self.text(&entity::decode(tag.source)),
            None => {}
        }
    }

    /// Whether the tag belongs to the code span or listing being read; a block ends an unclosed code span.
    fn start_in_verbatim(&mut self, tag: &Tag<'_>, element: Option<Element>) -> bool {
        let Some(verbatim) = &mut self.verbatim else { return false };
        match element {
            Some(Element::Anchor) if verbatim.text.trim().is_empty() => {
                verbatim.link = tag.href.clone().filter(|url| scan::is_url(url));
            }
            Some(Element::Break) => verbatim.text.push('\n'),
            Some(element) if element.is_inline() => {}
            Some(Element::Paragraph) if verbatim.listing => verbatim.text.push('\n'),
            None | Some(Element::Table | Element::Title | Element::Section) => verbatim.text.push_str(tag.source),
            Some(_) if verbatim.listing => verbatim.text.push_str(tag.source),
            Some(_) => {
                self.end_verbatim();
                return false;
            }
        }
        true
    }

    fn start_element(&mut self, element: Element, tag: &Tag<'_>) {
        let builder = &mut self.builder;
        match element {
            Element::Paragraph | Element::Section | Element::Break if self.in_row => builder.paragraph.text(" "),
            Element::Break if builder.paragraph.is_open(Span::Link) => builder.paragraph.text(" "),
            Element::Paragraph | Element::Section => builder.start_paragraph(),
            Element::Break => builder.end_paragraph(),
            Element::Heading(level) => builder.start_heading(level),
            Element::Title => builder.start_title(),
            Element::Note(label) => builder.start_note(label),
            Element::List { ordered } => builder.open_list(ordered),
            Element::Table => builder.open_list(false),
            Element::Item => builder.start_item(),
            Element::Row => {
                builder.start_item();
                self.in_row = true;
            }
            Element::Term => {
                builder.start_item();
                builder.paragraph.open(Mark::Strong);
            }
            Element::Definition => builder.paragraph.term(),
            Element::Cell if !builder.paragraph.is_blank() => builder.paragraph.text(" – "),
            Element::Cell | Element::Plain => {}
            Element::Code => self.start_verbatim(tag, false),
            Element::Listing => self.start_verbatim(tag, true),
            Element::Mark(mark) => builder.paragraph.open(mark),
            Element::Anchor => match &tag.href {
                Some(url) if scan::is_url(url) => builder.paragraph.open_link(url.clone()),
                Some(_) => {}
                None => builder.paragraph.open_mention(),
            },
        }
    }

    fn end(&mut self, tag: &Tag<'_>) {
        let element = Element::of(&tag.name);
        if let Some(verbatim) = &mut self.verbatim {
            if verbatim.name == tag.name {
                return self.end_verbatim();
            }
            match element {
                Some(element) if element.is_inline() => return,
                Some(Element::Paragraph) if verbatim.listing => return verbatim.text.push('\n'),
                None | Some(Element::Table | Element::Title | Element::Section) => {
                    return verbatim.text.push_str(tag.source);
                }
                Some(_) if verbatim.listing => return verbatim.text.push_str(tag.source),
                Some(_) => self.end_verbatim(),
            }
        }
        if let Some(element) = element {
            self.end_element(element);
        }
    }

    fn end_element(&mut self, element: Element) {
        let builder = &mut self.builder;
        match element {
            Element::Paragraph | Element::Section if self.in_row => builder.paragraph.text(" "),
            Element::Paragraph | Element::Section | Element::Heading(_) | Element::Title => builder.start_paragraph(),
            Element::Item | Element::Definition => builder.end_paragraph(),
            Element::Row => {
                self.in_row = false;
                builder.end_paragraph();
            }
            Element::Note(_) => builder.end_note(),
            Element::List { .. } | Element::Table => {
                self.in_row = false;
                builder.close_list();
            }
            Element::Term => builder.paragraph.close(Span::Mark(Mark::Strong)),
            Element::Mark(mark) => builder.paragraph.close(Span::Mark(mark)),
            Element::Anchor => builder.paragraph.close_anchor(),
            Element::Break | Element::Cell | Element::Code | Element::Listing | Element::Plain => {}
        }
    }

    fn start_verbatim(&mut self, tag: &Tag<'_>, listing: bool) {
        if !tag.empty {
            let name = tag.name.clone();
            self.verbatim = Some(Verbatim { name, listing, text: String::new(), link: None });
        }
    }

    fn end_verbatim(&mut self) {
        let Some(verbatim) = self.verbatim.take() else { return };
        let paragraph = &mut self.builder.paragraph;
        if verbatim.listing || listing::is_listing(&verbatim.text, paragraph.is_blank()) {
            self.builder.listing(listing::lines(&verbatim.text));
        } else if let Some(url) = verbatim.link.filter(|_| !paragraph.is_open(Span::Link)) {
            paragraph.open_link(url);
            paragraph.code(verbatim.text);
            paragraph.close(Span::Link);
        } else {
            paragraph.code(verbatim.text);
        }
    }
}
