//! The documentation of shapes and members as lines of Markdown.

use tinsmith_model::Traits;

use crate::ir::Docs;
use crate::markdown::{summary as first_sentence, to_markdown};

/// The whole documentation.
pub(super) fn full(traits: &Traits) -> Docs {
    traits.documentation().map(to_markdown).unwrap_or_default()
}

/// Documentation that is not a trait's.
pub(super) fn text(html: &str) -> Docs {
    to_markdown(html)
}

/// The first sentence.
pub(super) fn summary(traits: &Traits) -> Docs {
    traits.documentation().map(first_sentence).unwrap_or_default()
}

/// The note of a deprecation; empty if there is none to give.
pub(super) fn deprecated(traits: &Traits) -> Option<String> {
    let deprecated = traits.deprecated()?;
    let since = deprecated.since.map(|since| format!("since {since}"));
    let parts: Vec<_> = deprecated.message.map(str::to_owned).into_iter().chain(since).collect();
    Some(parts.join("; "))
}
