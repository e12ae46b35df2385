//! A document as a tree, to compare with another.

use crate::walk::ReadError;

use super::Scanner;
use super::text::attribute_value;

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Element {
    pub(crate) name: String,
    /// In the order of names.
    pub(crate) attributes: Vec<(String, String)>,
    /// The text that stands in it, all in one.
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

/// The root of a document.
pub(crate) fn read(text: &[u8]) -> Result<Element, ReadError> {
    let mut scanner = Scanner::new(text)?;
    let name = scanner.root()?;
    let root = element(&mut scanner, name)?;
    scanner.end()?;
    Ok(root)
}

/// Reads on in the tag of an element.
fn element(scanner: &mut Scanner<'_>, name: &str) -> Result<Element, ReadError> {
    let mut attributes = Vec::new();
    while let Some((name, value)) = scanner.attribute()? {
        attributes.push((name.to_owned(), attribute_value(value)?.into_owned()));
    }
    attributes.sort();
    let mut element = Element { name: name.to_owned(), attributes, text: String::new(), children: Vec::new() };
    let mut lookahead = scanner.clone();
    let error = match lookahead.text() {
        Ok(text) => {
            element.text = text.into_owned();
            *scanner = lookahead;
            return Ok(element);
        }
        Err(error) => error,
    };
    // What is no text must have children.
    scanner.content()?;
    while let Some(name) = scanner.child()? {
        element.children.push(self::element(scanner, name)?);
    }
    if element.children.is_empty() { Err(error) } else { Ok(element) }
}
