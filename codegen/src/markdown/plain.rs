//! Documentation without tags, taken for CommonMark: paragraphs, lists, headings and fenced listings.

use super::block::Document;
use super::builder::Builder;
use super::listing;
use super::scan::Syntax;

/// The document that `text` describes.
pub(super) fn read(text: &str) -> Document {
    let builder = Builder::new(Syntax::CommonMark);
    let mut reader = Reader { builder, lists: Vec::new(), fence: None, after_blank: true };
    for line in text.lines() {
        reader.line(&line.replace('\t', "    "));
    }
    reader.end_fence();
    reader.builder.finish()
}

/// The state of reading.
struct Reader {
    builder: Builder,
    /// The lists that are open, outermost first.
    lists: Vec<List>,
    fence: Option<Fence>,
    after_blank: bool,
}

struct List {
    ordered: bool,
    /// The column of its markers.
    column: usize,
}

/// A fenced listing being read.
struct Fence {
    delimiter: String,
    lines: Vec<String>,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let content = line.trim();
        if let Some(fence) = &mut self.fence {
            if content.starts_with(&fence.delimiter) {
                self.end_fence();
            } else {
                fence.lines.push(line.to_owned());
            }
            return;
        }
        let column = listing::indentation(line);
        if content.is_empty() {
            self.builder.end_paragraph();
        } else if let Some(delimiter) = fence(content) {
            self.leave_lists(column);
            self.fence = Some(Fence { delimiter: delimiter.to_owned(), lines: vec![String::new()] });
        } else if is_rule(content) {
            self.builder.end_paragraph();
        } else if let Some((level, title)) = heading(content) {
            self.leave_lists(column);
            self.builder.start_heading(level);
            self.builder.paragraph.text(title);
            self.builder.end_paragraph();
        } else if let Some((ordered, item)) = self.item(content) {
            self.start_item(ordered, column);
            self.builder.paragraph.text(item);
        } else {
            if self.after_blank {
                self.leave_lists(column);
            }
            self.builder.paragraph.text(content);
        }
        self.builder.paragraph.text("\n");
        self.after_blank = content.is_empty();
    }

    /// The text after a list marker, and whether the marker is a number. Only the first number interrupts a paragraph.
    fn item<'a>(&self, content: &'a str) -> Option<(bool, &'a str)> {
        let (marker, item) = content.split_once(' ')?;
        let ordered = match marker {
            "-" | "*" | "+" => false,
            _ => {
                let digits = marker.strip_suffix(['.', ')'])?;
                let number: u32 = digits.parse().ok()?;
                let continues = self.lists.last().is_some_and(|list| list.ordered);
                if !(self.after_blank || continues || number == 1) {
                    return None;
                }
                true
            }
        };
        Some((ordered, item.trim()))
    }

    fn start_item(&mut self, ordered: bool, column: usize) {
        while let Some(list) = self.lists.last()
            && (list.column > column || list.column == column && list.ordered != ordered)
        {
            self.close_list();
        }
        if self.lists.last().is_none_or(|list| list.column < column) {
            self.lists.push(List { ordered, column });
            self.builder.open_list(ordered);
        }
        self.builder.start_item();
    }

    /// Closes the lists that text in `column` does not belong to.
    fn leave_lists(&mut self, column: usize) {
        while self.lists.last().is_some_and(|list| list.column >= column) {
            self.close_list();
        }
    }

    fn close_list(&mut self) {
        self.lists.pop();
        self.builder.close_list();
    }

    fn end_fence(&mut self) {
        if let Some(fence) = self.fence.take() {
            self.builder.listing(listing::lines(&fence.lines.join("\n")));
        }
    }
}

/// The delimiter of a fenced listing that starts here.
fn fence(content: &str) -> Option<&str> {
    let run = |c: char| &content[..content.len() - content.trim_start_matches(c).len()];
    let (ticks, tildes) = (run('`'), run('~'));
    if ticks.len() > 2 && !content[ticks.len()..].contains('`') {
        Some(ticks)
    } else {
        (tildes.len() > 2).then_some(tildes)
    }
}

/// Whether it is a line across the page, or one that underlines a heading.
fn is_rule(content: &str) -> bool {
    content.len() > 2 && ['-', '=', '_', '*'].iter().any(|&rule| content.chars().all(|c| c == rule))
}

/// The level and text of a heading.
fn heading(content: &str) -> Option<(usize, &str)> {
    let (marks, title) = content.split_once(' ')?;
    let is_heading = marks.len() < 7 && marks.bytes().all(|byte| byte == b'#');
    is_heading.then(|| (marks.len(), title.trim_end_matches('#').trim()))
}
