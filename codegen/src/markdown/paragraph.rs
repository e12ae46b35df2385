//! The paragraph being collected: text, code, and emphasis and links in whatever order they are opened and closed.

use super::block::{Inline, Mark};
use crate::text::is_visible;

/// Elements nested deeper than this are ignored.
const MAX_FRAMES: usize = 16;

/// Collects the inline elements of one block.
#[derive(Default)]
pub(super) struct Paragraph {
    inlines: Vec<Inline>,
    frames: Vec<Frame>,
    glue: Glue,
}

/// Whether the paragraph has only a beginning, which the text to come is to join.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Glue {
    #[default]
    No,
    /// A label such as `Note:`, not worth keeping alone.
    Label,
    /// A term of a definition list.
    Term,
}

/// An inline element that is open.
struct Frame {
    span: Span,
    /// The index of its first inline.
    start: usize,
    /// Whether it is an element of its own, or repeats one that is open already.
    live: bool,
}

/// The kinds of inline elements that enclose others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Mark(Mark),
    Link,
    /// A mention of a shape: `<a>CreateStage</a>`.
    Mention,
}

impl Paragraph {
    /// Adds running text; white space is of no account.
    pub(super) fn text(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.glue = Glue::No;
        }
        let visible = text.chars().filter(|&c| is_visible(c) || c.is_whitespace());
        let start = self.frames.last().map_or(0, |frame| frame.start);
        match self.inlines[start..].last_mut() {
            Some(Inline::Text(last)) => last.extend(visible),
            _ => self.inlines.push(Inline::Text(visible.collect())),
        }
    }

    /// Adds a code span.
    pub(super) fn code(&mut self, code: String) {
        if !code.trim().is_empty() {
            self.glue = Glue::No;
            self.inlines.push(Inline::Code(code));
        } else if !code.is_empty() {
            self.text(" ");
        }
    }

    /// Opens emphasis.
    pub(super) fn open(&mut self, mark: Mark) {
        let live = !self.is_open(Span::Mark(mark));
        self.push_frame(Span::Mark(mark), live.then_some(Inline::Open(mark)));
    }

    /// Opens a link; one that is open already ends.
    pub(super) fn open_link(&mut self, url: String) {
        self.close(Span::Link);
        self.push_frame(Span::Link, Some(Inline::Link(url)));
    }

    /// Opens a mention of a shape.
    pub(super) fn open_mention(&mut self) {
        self.push_frame(Span::Mention, None);
    }

    /// Whether such an element is open.
    pub(super) fn is_open(&self, span: Span) -> bool {
        self.frames.iter().any(|frame| frame.span == span)
    }

    fn push_frame(&mut self, span: Span, inline: Option<Inline>) {
        if self.frames.len() < MAX_FRAMES {
            let live = inline.is_some();
            self.inlines.extend(inline);
            self.frames.push(Frame { span, start: self.inlines.len(), live });
        }
    }

    /// Closes the innermost link or mention.
    pub(super) fn close_anchor(&mut self) {
        let anchor = |frame: &Frame| matches!(frame.span, Span::Link | Span::Mention);
        if let Some(at) = self.frames.iter().rposition(anchor) {
            self.close_frames(at);
        }
    }

    /// Closes the innermost such element, and with it those opened inside; does nothing if there is none.
    pub(super) fn close(&mut self, span: Span) {
        if let Some(at) = self.frames.iter().rposition(|frame| frame.span == span) {
            self.close_frames(at);
        }
    }

    fn close_frames(&mut self, down_to: usize) {
        while self.frames.len() > down_to
            && let Some(frame) = self.frames.pop()
        {
            match frame.span {
                Span::Mark(mark) if frame.live => self.inlines.push(Inline::Close(mark)),
                Span::Mark(_) => {}
                Span::Link => self.end_link(frame.start),
                Span::Mention => self.end_mention(frame.start),
            }
        }
    }

    /// Ends the link whose text starts at `start`; without a text of its own the URL stands for itself.
    fn end_link(&mut self, start: usize) {
        let Some(Inline::Link(url)) = self.inlines.get(start - 1) else { return };
        let bare = match &self.inlines[start..] {
            [Inline::Text(text)] => text.trim() == url || text.trim().is_empty(),
            content => content.iter().all(is_blank),
        };
        if bare {
            let url = url.clone();
            self.inlines.truncate(start - 1);
            self.inlines.push(Inline::Url(url));
            self.glue = Glue::No;
        } else {
            self.inlines.push(Inline::EndLink);
        }
    }

    /// Turns a mention that is one plain word into a code span.
    fn end_mention(&mut self, start: usize) {
        if let [Inline::Text(text)] = &self.inlines[start..]
            && !text.trim().is_empty()
            && !text.trim().contains(char::is_whitespace)
        {
            let code = Inline::Code(text.clone());
            self.inlines.truncate(start);
            self.inlines.push(code);
        }
    }

    /// Adds a label that the text to come joins.
    pub(super) fn label(&mut self, label: &str) {
        self.inlines.push(Inline::Open(Mark::Strong));
        self.inlines.push(Inline::Text(label.to_owned()));
        self.inlines.push(Inline::Close(Mark::Strong));
        self.inlines.push(Inline::Text(" ".to_owned()));
        self.glue = Glue::Label;
    }

    /// Ends a term: its definition is to join it.
    pub(super) fn term(&mut self) {
        self.close_frames(0);
        while let Some(Inline::Text(text)) = self.inlines.last_mut() {
            text.truncate(text.trim_end().len());
            if !text.is_empty() {
                break;
            }
            self.inlines.pop();
        }
        let Some(last) = self.inlines.iter().rev().find(|inline| !is_blank(inline)) else { return };
        let has_colon = matches!(last, Inline::Text(text) if text.trim_end().ends_with(':'));
        self.text(if has_colon { " " } else { ": " });
        self.glue = Glue::Term;
    }

    /// The glue before the next text.
    pub(super) fn glue(&self) -> Glue {
        self.glue
    }

    /// Whether it has no text yet.
    pub(super) fn is_blank(&self) -> bool {
        self.inlines.iter().all(is_blank)
    }

    /// The finished paragraph, unless it is blank. The next one starts empty.
    pub(super) fn take(&mut self) -> Option<Vec<Inline>> {
        self.close_frames(0);
        let Self { inlines, .. } = std::mem::take(self);
        (!inlines.iter().all(is_blank)).then_some(inlines)
    }
}

/// Whether nothing of it would be seen.
fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Code(_) | Inline::Url(_) => false,
        Inline::Open(_) | Inline::Close(_) | Inline::Link(_) | Inline::EndLink => true,
    }
}
