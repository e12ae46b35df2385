//! Collects blocks: paragraphs, headings and listings, and the lists they stand in.

use super::block::{Block, Body, Document, Inline, Mark};
use super::marks;
use super::paragraph::{Glue, Paragraph};
use super::scan::{self, Syntax};

/// Lists nested deeper than this are flattened into the deepest.
const MAX_LEVELS: usize = 6;

/// Collects the blocks of a document.
pub(super) struct Builder {
    /// The current block.
    pub(super) paragraph: Paragraph,
    document: Document,
    syntax: Syntax,
    kind: Kind,
    in_note: bool,
    levels: Vec<Level>,
    /// The number of open lists beyond [`MAX_LEVELS`].
    flattened: usize,
    /// Whether the list last opened at each depth has the other marker, which keeps neighbours apart.
    other: [bool; MAX_LEVELS],
}

/// The kind of the current paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Prose,
    Heading(usize),
    Title,
}

/// A list that is open.
struct Level {
    ordered: bool,
    other: bool,
    id: usize,
    /// The number of items that have content.
    items: usize,
    /// The marker of the current item.
    marker: Option<String>,
    /// Whether the block that shows the marker is still to come.
    pending: bool,
}

impl Builder {
    pub(super) fn new(syntax: Syntax) -> Self {
        Self {
            paragraph: Paragraph::default(),
            document: Document::default(),
            syntax,
            kind: Kind::Prose,
            in_note: false,
            levels: Vec::new(),
            flattened: 0,
            other: [false; MAX_LEVELS],
        }
    }

    /// The document, once everything has been added.
    pub(super) fn finish(mut self) -> Document {
        self.end_label();
        self.document
    }

    /// Ends the current paragraph where another one starts, unless that is to join the label or term before it.
    pub(super) fn start_paragraph(&mut self) {
        if self.paragraph.glue() == Glue::No {
            self.end_paragraph();
        }
    }

    /// Ends the current paragraph.
    pub(super) fn end_paragraph(&mut self) {
        let kind = std::mem::replace(&mut self.kind, Kind::Prose);
        let Some(inlines) = self.paragraph.take() else { return };
        let inlines = scan::inlines(marks::settle(inlines), self.syntax);
        if self.is_leftover(&inlines) {
            return;
        }
        let body = if let Kind::Heading(level) = kind { Body::Heading(level, inlines) } else { Body::Text(inlines) };
        self.push(body, kind == Kind::Title || self.in_note);
    }

    /// Whether this is but the full stop after a listing.
    fn is_leftover(&self, inlines: &[Inline]) -> bool {
        let after_listing = matches!(self.document.blocks.last(), Some(Block { body: Body::Listing(_), .. }));
        after_listing && matches!(inlines, [Inline::Text(text)] if matches!(text.trim(), "." | "," | ";" | ":"))
    }

    /// Starts a heading; it lasts until the paragraph's end.
    pub(super) fn start_heading(&mut self, level: usize) {
        self.end_paragraph();
        self.kind = Kind::Heading(level);
    }

    /// Starts a title; it lasts until the paragraph's end.
    pub(super) fn start_title(&mut self) {
        self.end_paragraph();
        self.kind = Kind::Title;
        self.paragraph.open(Mark::Strong);
    }

    /// Starts a note whose first paragraph begins with `label`.
    pub(super) fn start_note(&mut self, label: &str) {
        self.end_label();
        self.paragraph.label(label);
        self.in_note = true;
    }

    /// Ends a note.
    pub(super) fn end_note(&mut self) {
        self.end_label();
        self.in_note = false;
    }

    /// Ends the current paragraph, and drops it if it is a label only.
    fn end_label(&mut self) {
        if self.paragraph.glue() == Glue::Label {
            self.paragraph = Paragraph::default();
        }
        self.end_paragraph();
    }

    /// Adds verbatim lines.
    pub(super) fn listing(&mut self, lines: Vec<String>) {
        self.end_paragraph();
        if !lines.is_empty() {
            self.push(Body::Listing(lines), false);
        }
    }

    /// Opens a list.
    pub(super) fn open_list(&mut self, ordered: bool) {
        self.end_paragraph();
        let depth = self.levels.len();
        if depth == MAX_LEVELS {
            self.flattened += 1;
            return;
        }
        let adjacent = self.document.blocks.last().is_some_and(|block| block.indent > self.indent());
        let fresh = self.levels.last().is_some_and(|level| level.pending);
        self.other[depth] = adjacent && !fresh && !self.other[depth];
        let id = self.document.loose.len();
        self.document.loose.push(false);
        let other = self.other[depth];
        self.levels.push(Level { ordered, other, id, items: 0, marker: None, pending: false });
    }

    /// Closes the innermost list, if there is one.
    pub(super) fn close_list(&mut self) {
        self.end_label();
        if self.flattened > 0 {
            self.flattened -= 1;
        } else {
            self.levels.pop();
        }
    }

    /// Starts an item, in a new list if none is open.
    pub(super) fn start_item(&mut self) {
        self.end_label();
        if self.levels.is_empty() {
            self.open_list(false);
        }
        if let Some(level) = self.levels.last_mut() {
            level.pending = true;
            level.marker = Some(match (level.ordered, level.other) {
                (false, false) => "- ".to_owned(),
                (false, true) => "* ".to_owned(),
                (true, false) => format!("{}. ", level.items + 1),
                (true, true) => format!("{}) ", level.items + 1),
            });
        }
    }

    /// The column at which text starts.
    fn indent(&self) -> usize {
        self.levels.iter().filter_map(|level| level.marker.as_ref()).map(String::len).sum()
    }

    fn push(&mut self, body: Body, aside: bool) {
        let indent = self.indent();
        let inner = self.levels.iter().rev().find(|level| level.marker.is_some());
        let list = inner.map(|level| level.id);
        if let Some(level) = inner
            && (!level.pending || matches!(body, Body::Listing(_)))
        {
            self.document.loose[level.id] = true;
        }
        let starts = self.levels.first().is_some_and(|level| level.pending && level.items == 0);
        let mut marker = String::new();
        for level in &mut self.levels {
            if std::mem::take(&mut level.pending) {
                level.items += 1;
                marker.push_str(level.marker.as_deref().unwrap_or_default());
            }
        }
        self.document.blocks.push(Block { body, indent, marker, list, starts, aside });
    }
}
