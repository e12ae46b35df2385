//! The documentation of shapes and members as lines of Markdown.

use tinsmith_model::{Kind, Shape, Traits};

use super::context::Context;
use super::event_stream;
use crate::ir::{self, Docs};
use crate::markdown::{self, Items, Links};

/// The whole documentation.
pub(super) fn full(traits: &Traits, links: Links<'_>) -> Docs {
    traits.documentation().map(|html| markdown::to_markdown(html, links)).unwrap_or_default()
}

/// Documentation that is not a trait's.
pub(super) fn text(html: &str) -> Docs {
    const NONE: &Items = &Items::none();
    markdown::to_markdown(html, Links { items: NONE, members: NONE, own: "" })
}

/// The first sentence.
pub(super) fn summary(traits: &Traits, links: Links<'_>) -> Docs {
    traits.documentation().map(|html| markdown::summary(html, links)).unwrap_or_default()
}

/// Documents the fields of a structure or the variants of a union, in the order of the shape's members. Names of members
/// link to the methods or variants of the type that is documented (`Self`).
pub(super) fn members(context: &Context<'_>, shape: &Shape, members: &mut [ir::Member]) {
    let is_union = matches!(shape.kind, Kind::Union(_));
    let documented: Vec<_> = match is_union {
        true => event_stream::variants(context.model, shape).collect(),
        false => shape.members().iter().collect(),
    };
    let mut items = Items::none();
    for (member, lowered) in documented.iter().zip(members.iter()) {
        let path = match is_union {
            true => format!("variant@Self::{}", lowered.name),
            false => format!("method@Self::{}", lowered.method),
        };
        items.add(&member.name, path);
    }
    for (member, lowered) in documented.iter().zip(members) {
        let own = &member.traits;
        let target = &context.model.shape(&member.target).traits;
        let traits = if own.documentation().is_some() { own } else { target };
        let links = Links { members: &items, own: &member.name, ..context.links() };
        (lowered.docs, lowered.summary) = (full(traits, links), summary(traits, links));
    }
}

/// The note of a deprecation; empty if there is none to give.
pub(super) fn deprecated(traits: &Traits) -> Option<String> {
    let deprecated = traits.deprecated()?;
    let since = deprecated.since.map(|since| format!("since {since}"));
    let parts: Vec<_> = deprecated.message.map(str::to_owned).into_iter().chain(since).collect();
    Some(parts.join("; "))
}
