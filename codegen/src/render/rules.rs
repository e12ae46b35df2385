//! Facts of nodes and groups by which the printer breaks lines.

use super::entry::Entry;
use super::tree::{Group, Kind, Node, Style};

/// The columns of nodes on one line.
pub(super) fn width(nodes: &[Node]) -> usize {
    nodes.iter().map(Node::width).sum()
}

/// The comma behind the last entry of a broken group.
pub(super) fn comma(group: &Group) -> &'static str {
    let listed = group.entries.len() > 1 && group.entries.iter().rev().skip(1).all(|entry| entry.end == ",");
    let base = group.entries.last().and_then(|last| last.nodes.first()).is_some_and(|first| first.is_punct(".."));
    match group.style {
        Style::MacroArguments | Style::Items | Style::Body => "",
        Style::Fields | Style::Arms => ",",
        Style::Names | Style::Braces | Style::Arguments => {
            if listed && !base {
                ","
            } else {
                ""
            }
        }
    }
}

pub(super) fn is_rigid(node: &Node) -> bool {
    matches!(node, Node::Group(group) if group.rigid)
}

/// Whether a call is chained to the node before it.
pub(super) fn is_chained(before: &Node, dot: &Node) -> bool {
    dot.is_punct(".") && matches!(before, Node::Group(group) if group.open != "[")
}

pub(super) fn is_single(entry: &Entry) -> bool {
    let is_token = |node: &Node| matches!(node, Node::Token(token) if token.kind != Kind::Punct);
    matches!(entry.nodes.as_slice(), [node] if is_token(node)) && entry.attributes.is_empty()
}

/// The entries of a group whose last one ends in a group that is broken in the place of this one: `&[`..`]` in `(&[`..`])`.
pub(super) fn hugged(group: &Group) -> Option<(&[Entry], &Entry)> {
    let (last, first) = group.entries.split_last()?;
    let Some(Node::Group(inner)) = last.nodes.last() else { return None };
    let alone = first.is_empty() && last.nodes.iter().filter(|node| matches!(node, Node::Group(_))).count() == 1;
    let hugs = group.open != "{"
        && matches!(group.style, Style::Arguments | Style::MacroArguments)
        && last.attributes.is_empty()
        && !inner.entries.is_empty()
        && first.iter().all(|entry| !entry.rigid && entry.end == ",")
        && (alone || (inner.rigid && inner.open == "{"));
    hugs.then_some((first, last))
}

/// The names and the list of a macro call whose names do not fit on one line.
pub(super) fn headed(group: &Group) -> Option<(&[Entry], &Entry)> {
    let (last, first) = group.entries.split_last()?;
    let rigid = matches!(last.nodes.last(), Some(Node::Group(list)) if list.rigid);
    let flat = first.iter().all(|entry| !entry.rigid && entry.end == ",") && !first.is_empty();
    (group.style == Style::MacroArguments && rigid && flat).then_some((first, last))
}

/// The columns up to the last group, its bracket included.
pub(super) fn head_width(nodes: &[Node]) -> usize {
    width(&nodes[..nodes.len() - 1]) + 2
}

/// Whether two items stand together without a blank line between them.
pub(super) fn stand_together(before: &Entry, entry: &Entry) -> bool {
    let group = |entry: &Entry| {
        let keyword = entry.keyword.filter(|keyword| matches!(*keyword, "use" | "mod" | "type" | "const"));
        keyword.filter(|_| entry.end == ";")
    };
    let docs = |entry: &Entry| !entry.attributes.is_empty();
    group(entry).is_some() && group(entry) == group(before) && !docs(entry) && !docs(before)
}
