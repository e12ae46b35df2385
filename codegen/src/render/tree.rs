//! Tokens as a tree of entries that can have a line of their own, with the columns that each takes.

use proc_macro2::{Delimiter, Spacing as Joint, TokenStream, TokenTree};

use super::entry::{self, Entry};
use super::space::{Next, Spacing};

/// A token or group.
pub(super) enum Node {
    Token(Token),
    Group(Group),
}

/// A token, with the punctuation that belongs together as one.
pub(super) struct Token {
    pub(super) text: String,
    pub(super) kind: Kind,
    /// Whether there is a blank before it.
    pub(super) blank: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Literal,
    Lifetime,
    Punct,
}

/// A group in brackets.
pub(super) struct Group {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    pub(super) entries: Vec<Entry>,
    pub(super) style: Style,
    /// Whether there is a blank before it.
    pub(super) blank: bool,
    /// The columns that it takes on one line.
    pub(super) width: usize,
    /// Whether it must be broken into lines.
    pub(super) rigid: bool,
}

/// The layout of the entries of a group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Items, with blank lines between them.
    Items,
    /// Fields or variants: one on each line.
    Fields,
    /// Arms of a `match`: one on each line.
    Arms,
    /// The body of a function, on one line if it has two statements at most.
    Body,
    /// Names of a `use`, as many on a line as there is room for.
    Names,
    /// Anything else in braces.
    Braces,
    /// Arguments and elements.
    Arguments,
    /// Arguments of a macro, whose commas stay as they are.
    MacroArguments,
}

impl Node {
    pub(super) fn width(&self) -> usize {
        match self {
            Node::Token(token) => usize::from(token.blank) + token.text.chars().count(),
            Node::Group(group) => usize::from(group.blank) + group.width,
        }
    }

    pub(super) fn is_punct(&self, text: &str) -> bool {
        matches!(self, Node::Token(token) if token.kind == Kind::Punct && token.text == text)
    }

    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Node::Token(token) if token.kind == Kind::Word => Some(&token.text),
            _ => None,
        }
    }

    /// Sets whether there is a blank before it.
    pub(super) fn space(&mut self, spacing: &mut Spacing) {
        match self {
            Node::Token(token) => {
                let next = match token.kind {
                    Kind::Word | Kind::Literal => Next::Word(&token.text),
                    Kind::Lifetime => Next::Lifetime,
                    Kind::Punct => Next::Punct(&token.text),
                };
                token.blank = spacing.blank_before(next);
            }
            Node::Group(group) => {
                group.blank = spacing.blank_before(if group.open == "{" { Next::Brace } else { Next::Bracket });
            }
        }
    }
}

/// The items of a file.
pub(super) fn items(tokens: TokenStream) -> Vec<Entry> {
    entry::split(raw(tokens), Style::Items)
}

/// A token, or a group that is not split into entries yet.
pub(super) enum Raw {
    Token(Token),
    Group(Delimiter, Vec<Raw>),
}

impl Raw {
    pub(super) fn is_punct(&self, text: &str) -> bool {
        matches!(self, Raw::Token(token) if token.kind == Kind::Punct && token.text == text)
    }
}

fn raw(tokens: TokenStream) -> Vec<Raw> {
    let mut raws: Vec<Raw> = Vec::new();
    let mut joins = false;
    for tree in tokens {
        let token = |text: String, kind| Raw::Token(Token { text, kind, blank: false });
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => raws.extend(raw(group.stream())),
            TokenTree::Group(group) => raws.push(Raw::Group(group.delimiter(), raw(group.stream()))),
            TokenTree::Literal(literal) => raws.push(token(literal.to_string(), Kind::Literal)),
            TokenTree::Ident(ident) => match raws.last_mut() {
                Some(Raw::Token(last)) if joins && last.text == "'" => {
                    last.text.push_str(&ident.to_string());
                    last.kind = Kind::Lifetime;
                }
                _ => raws.push(token(ident.to_string(), Kind::Word)),
            },
            TokenTree::Punct(punct) => {
                match raws.last_mut() {
                    Some(Raw::Token(last)) if joins && is_one(&last.text, punct.as_char()) => {
                        last.text.push(punct.as_char());
                    }
                    _ => raws.push(token(punct.as_char().to_string(), Kind::Punct)),
                }
                joins = punct.spacing() == Joint::Joint;
                continue;
            }
        }
        joins = false;
    }
    raws
}

/// Whether two marks are one token.
fn is_one(first: &str, second: char) -> bool {
    matches!(
        (first, second),
        (":", ':') | ("-", '>') | ("=", '>') | ("=", '=') | ("!", '=') | (".", '.') | ("&", '&') | ("|", '|')
    )
}
