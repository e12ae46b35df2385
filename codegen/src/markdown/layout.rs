//! Wraps blocks into lines.

use super::block::{Block, Body, Document};
use super::escape;
use super::render;
use crate::text::is_visible;

/// Lines are no longer unless a single word is.
const WIDTH: usize = 110;

/// The lines of the document.
pub(super) fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        let block_lines = block_lines(block);
        if block_lines.is_empty() {
            continue;
        }
        if !lines.is_empty() && is_apart(block, &document.loose) {
            lines.push(String::new());
        }
        lines.extend(indented(block, block_lines));
    }
    lines
}

/// Whether a blank line precedes the block: not so items of a list in which each is one paragraph.
fn is_apart(block: &Block, loose: &[bool]) -> bool {
    let is_loose = block.list.and_then(|list| loose.get(list)).is_none_or(|&loose| loose);
    block.marker.is_empty() || block.starts || is_loose
}

/// The lines with the block's indentation and marker.
fn indented(block: &Block, lines: Vec<String>) -> impl Iterator<Item = String> {
    let first = format!("{:1$}{2}", "", block.indent.saturating_sub(block.marker.len()), block.marker);
    let others = " ".repeat(block.indent);
    lines.into_iter().enumerate().map(move |(at, line)| match (at, line.is_empty()) {
        (0, _) => format!("{first}{line}"),
        (_, true) => line,
        (_, false) => format!("{others}{line}"),
    })
}

fn block_lines(block: &Block) -> Vec<String> {
    match &block.body {
        Body::Text(inlines) => wrap(&render::words(inlines), WIDTH - block.indent),
        Body::Heading(level, inlines) => {
            let words = render::words(inlines);
            let line = format!("{} {}", "#".repeat(*level), words.join(" "));
            if words.is_empty() { Vec::new() } else { vec![line] }
        }
        Body::Listing(lines) => listing(lines),
    }
}

/// As many words a line as fit, with words escaped that would mean something at a line's start.
fn wrap(words: &[String], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut len = 0;
    for word in words {
        let word_len = word.chars().count();
        if len > 0 && len + 1 + word_len > width {
            lines.push(std::mem::take(&mut line));
            len = 0;
        }
        if len == 0 {
            line = escape::line_start(word);
            len = line.chars().count();
        } else {
            line.push(' ');
            line.push_str(word);
            len += 1 + word_len;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A fenced block, whose fence is longer than any run of backticks inside.
fn listing(lines: &[String]) -> Vec<String> {
    let longest = lines.iter().map(|line| escape::longest_run(line)).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let visible = lines.iter().map(|line| {
        let line: String = line.chars().filter(|&c| is_visible(c)).collect();
        line.trim_end().to_owned()
    });
    std::iter::once(format!("{fence}text")).chain(visible).chain(std::iter::once(fence.clone())).collect()
}
