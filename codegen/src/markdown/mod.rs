//! Model documentation as Markdown for rustdoc.
//!
//! AWS writes `smithy.api#documentation` as loose HTML, other models write CommonMark. Both become plain Markdown
//! lines that rustdoc accepts with all its lints denied: nothing of the model's text is ever read as a link, a tag or
//! a list that its author did not mean. The stages, each in its own file:
//!
//! 1. `token` splits the text into tags and text, `entity` decodes character references.
//! 2. `html` or, for text without any tag, `plain` drives a `builder` that collects `block`s; inside of them
//!    `paragraph` collects inline elements and `listing` verbatim lines.
//! 3. `marks` drops emphasis that Markdown cannot express, `scan` finds code spans and bare URLs in running text.
//! 4. `sentence`, for a summary, cuts after the first sentence.
//! 5. `link` links the names of shapes, members and operations.
//! 6. `render` makes words of inline elements, with everything special escaped (`escape`).
//! 7. `layout` wraps the words into lines.
//!
//! Every stage is one pass with bounded nesting, so hostile text costs linear time and cannot overflow the stack.

mod block;
mod builder;
mod entity;
mod escape;
mod html;
mod layout;
mod link;
mod listing;
mod marks;
mod paragraph;
mod plain;
mod render;
mod scan;
mod sentence;
#[cfg(test)]
mod tests;
mod token;

use block::{Block, Body, Document, Inline};

pub(crate) use link::{Items, Links};

/// The whole documentation as Markdown lines, at most 110 columns wide where no code span or link is longer.
///
/// Blocks are separated by one empty line; no line ends in a blank; text without content gives no lines.
pub(crate) fn to_markdown(html: &str, links: Links<'_>) -> Vec<String> {
    let mut document = document(html);
    link::apply(&mut document, links);
    layout::lines(&document)
}

/// The first sentence of the first paragraph as Markdown lines.
///
/// Titles (`<fullname>`) and notes count only where nothing else is written.
pub(crate) fn summary(html: &str, links: Links<'_>) -> Vec<String> {
    let document = document(html);
    let paragraph = |asides: bool| {
        document.blocks.iter().find_map(|block| match &block.body {
            Body::Text(inlines) if block.aside == asides => Some(inlines),
            _ => None,
        })
    };
    let Some(inlines) = paragraph(false).or_else(|| paragraph(true)) else {
        return Vec::new();
    };
    let body = Body::Text(sentence::first(inlines));
    let mut first = Document { blocks: vec![Block { body, ..Block::default() }], loose: Vec::new() };
    link::apply(&mut first, links);
    layout::lines(&first)
}

/// A few words, such as a title, as Markdown on one line that means nothing but itself.
pub(crate) fn text(words: &str) -> String {
    render::words(&[Inline::Text(crate::text::line(words).into_owned())]).join(" ")
}

/// A piece of code as a code span on one line.
pub(crate) fn code(code: &str) -> String {
    escape::code(code)
}

fn document(html: &str) -> Document {
    let tokens = token::tokens(html);
    if html::has_markup(&tokens) { html::read(&tokens) } else { plain::read(&entity::decode(html)) }
}
