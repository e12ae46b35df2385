//! Links the names of shapes, members and operations in prose to their Rust items.

use std::collections::BTreeMap;

use super::block::{Body, Document, Inline};

/// The items that have a name in documentation.
#[derive(Debug, Clone)]
pub(crate) struct Items(BTreeMap<String, Option<String>>);

impl Items {
    /// No items.
    pub(crate) const fn none() -> Self {
        Self(BTreeMap::new())
    }

    /// Adds an item with its path. A name of two items links to neither.
    pub(crate) fn add(&mut self, name: &str, path: String) {
        self.0.entry(name.to_owned()).and_modify(|known| *known = None).or_insert(Some(path));
    }
}

/// The items that the names in one documentation link to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Links<'a> {
    /// The shapes and operations of the crate.
    pub(crate) items: &'a Items,
    /// The members beside the documented one.
    pub(crate) members: &'a Items,
    /// The name of the documented item itself.
    pub(crate) own: &'a str,
}

impl Links<'_> {
    /// The path of a name that only one item has.
    fn path(&self, name: &str) -> Option<&str> {
        let path = match (self.items.0.get(name), self.members.0.get(name)) {
            (Some(path), None) | (None, Some(path)) => path.as_deref(),
            _ => None,
        };
        path.filter(|_| name != self.own)
    }
}

/// Links code spans that are a name, and words that are one and could be nothing else: `CreateStage`, not `Stage`.
pub(super) fn apply(document: &mut Document, links: Links<'_>) {
    for block in &mut document.blocks {
        if let Body::Text(inlines) = &mut block.body {
            *inlines = linked(std::mem::take(inlines), links);
        }
    }
}

fn linked(inlines: Vec<Inline>, links: Links<'_>) -> Vec<Inline> {
    let mut result = Vec::with_capacity(inlines.len());
    let mut in_link = false;
    for inline in inlines {
        match inline {
            Inline::Code(code) if !in_link => match links.path(code.trim()) {
                Some(path) => result.extend([Inline::Link(path.to_owned()), Inline::Code(code), Inline::EndLink]),
                None => result.push(Inline::Code(code)),
            },
            Inline::Text(text) if !in_link => words(&text, links, &mut result),
            other => {
                in_link = matches!(other, Inline::Link(_)) || (in_link && !matches!(other, Inline::EndLink));
                result.push(other);
            }
        }
    }
    result
}

/// Running text, with its names as links.
fn words(text: &str, links: Links<'_>, result: &mut Vec<Inline>) {
    let mut plain = String::new();
    for piece in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        match links.path(word).filter(|_| is_camel(word) && !plain.ends_with(['_', '-', '.', '/', ':', '#', '@'])) {
            Some(path) if !piece[word.len()..].starts_with(['_', '-', '/', ':', '@']) => {
                result.extend([
                    Inline::Text(std::mem::take(&mut plain)),
                    Inline::Link(path.to_owned()),
                    Inline::Code(word.to_owned()),
                    Inline::EndLink,
                ]);
                plain.push_str(&piece[word.len()..]);
            }
            _ => plain.push_str(piece),
        }
    }
    result.push(Inline::Text(plain));
}

/// Whether a word has a capital in it that follows a small letter, as no word of a language has.
fn is_camel(word: &str) -> bool {
    let begins = word.starts_with(|c: char| c.is_ascii_uppercase());
    begins && word.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}
