//! Renders inline elements as Markdown words: pieces between which a line may break.

use super::block::{Inline, Mark};
use super::escape;

/// The words of a paragraph. Code spans and links are never divided.
pub(super) fn words(inlines: &[Inline]) -> Vec<String> {
    let mut words = Words::default();
    for inline in inlines {
        match inline {
            Inline::Text(text) => words.text(text),
            Inline::Code(code) => words.code(code),
            Inline::Url(url) => words.glyphs(&format!("<{}>", escape::url(url))),
            Inline::Open(mark) => words.pending.push(Pending::Mark(*mark)),
            Inline::Close(mark) => words.close(*mark),
            Inline::Link(url) => words.pending.push(Pending::Link(url.clone())),
            Inline::EndLink => words.end_link(),
        }
    }
    words.finish()
}

/// Something opened that has no text yet.
enum Pending {
    Mark(Mark),
    Link(String),
}

/// Words being written. Blanks and opening delimiters wait for the next glyph, so that blanks end up outside of marks.
#[derive(Default)]
struct Words {
    done: Vec<String>,
    word: String,
    blank: bool,
    pending: Vec<Pending>,
    /// The target of the link that is open.
    link: Option<String>,
    /// Whether the word ends in code, and there was a blank at the code's end.
    blank_in_code: bool,
}

impl Words {
    fn text(&mut self, text: &str) {
        for (at, part) in text.split(char::is_whitespace).enumerate() {
            self.blank |= at > 0;
            let escaped = escape::word(part);
            if self.blank_in_code && escaped.starts_with(char::is_alphanumeric) {
                self.blank = true;
            }
            self.glyphs(&escaped);
        }
    }

    fn code(&mut self, code: &str) {
        let before = self.word.chars().next_back();
        let blank = code.starts_with(char::is_whitespace) && before.is_some_and(char::is_alphanumeric);
        // Neighbouring code spans would become one.
        if blank || before == Some('`') {
            self.blank = true;
        }
        self.glyphs(&escape::code(code));
        self.blank_in_code = code.ends_with(char::is_whitespace);
    }

    /// Writes visible characters.
    fn glyphs(&mut self, glyphs: &str) {
        if glyphs.is_empty() {
            return;
        }
        if std::mem::take(&mut self.blank) && !self.word.is_empty() {
            if self.link.is_some() {
                self.word.push(' ');
            } else {
                self.done.push(std::mem::take(&mut self.word));
            }
        }
        for pending in std::mem::take(&mut self.pending) {
            match pending {
                Pending::Mark(mark) => self.word.push_str(mark.delimiter()),
                Pending::Link(url) => {
                    // `![` would be an image.
                    if self.word.ends_with('!') {
                        self.word.pop();
                        self.word.push_str("\\!");
                    }
                    self.word.push('[');
                    self.link = Some(url);
                }
            }
        }
        self.word.push_str(glyphs);
        self.blank_in_code = false;
    }

    fn close(&mut self, mark: Mark) {
        let waiting =
            self.pending.iter().rposition(|pending| matches!(pending, Pending::Mark(other) if *other == mark));
        match waiting {
            Some(at) => drop(self.pending.remove(at)),
            None => self.word.push_str(mark.delimiter()),
        }
    }

    fn end_link(&mut self) {
        self.pending.retain(|pending| !matches!(pending, Pending::Link(_)));
        if let Some(url) = self.link.take() {
            self.word.push_str(&format!("]({})", escape::url(&url)));
        }
    }

    fn finish(mut self) -> Vec<String> {
        if !self.word.is_empty() {
            self.done.push(self.word);
        }
        self.done
    }
}
