//! Lays entries out on lines: on one where they fit, else broken at the brackets that do not.

use super::entry::Entry;
use super::rules::{comma, head_width, headed, hugged, is_chained, is_rigid, is_single, stand_together, width};
use super::tree::{Group, Node, Style};

/// The widest that a line may be.
const WIDTH: usize = 120;

/// By how much the entries of a group are indented.
const INDENT: usize = 4;

/// Appends the items of a file.
pub(super) fn print(items: &[Entry], text: &mut String) {
    let mut printer = Printer { text: std::mem::take(text), column: 0 };
    printer.lines(items, Style::Items, 0, "");
    *text = printer.text;
    text.push('\n');
}

/// Appends nodes on one line.
pub(super) fn flat(nodes: &[Node], text: &mut String) {
    for node in nodes {
        match node {
            Node::Token(token) => {
                text.push_str(if token.blank { " " } else { "" });
                text.push_str(&token.text);
            }
            Node::Group(group) => {
                text.push_str(if group.blank { " " } else { "" });
                text.push_str(group.open);
                let pad = group.open == "{" && !group.entries.is_empty() && group.style != Style::Names;
                text.push_str(if pad { " " } else { "" });
                for (index, entry) in group.entries.iter().enumerate() {
                    text.push_str(if index > 0 { " " } else { "" });
                    flat(&entry.nodes, text);
                    text.push_str(entry.end);
                }
                text.push_str(if pad { " " } else { "" });
                text.push_str(group.close);
            }
        }
    }
}

struct Printer {
    text: String,
    /// The columns of the line so far.
    column: usize,
}

impl Printer {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += text.chars().count();
    }

    fn line(&mut self, indent: usize) {
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.column = indent;
    }

    fn fits(&self, columns: usize) -> bool {
        self.column + columns <= WIDTH
    }

    /// Entries on lines of their own, the first on this one; `comma` goes behind the last if it has no end.
    fn lines(&mut self, entries: &[Entry], style: Style, indent: usize, comma: &str) {
        for (index, entry) in entries.iter().enumerate() {
            if let Some(before) = index.checked_sub(1).map(|before| &entries[before]) {
                if style == Style::Items && !stand_together(before, entry) {
                    self.text.push('\n');
                }
                self.line(indent);
            }
            let is_last = index + 1 == entries.len();
            let end = if is_last && entry.end.is_empty() { comma } else { entry.end };
            self.entry(entry, indent, end);
        }
    }

    fn entry(&mut self, entry: &Entry, indent: usize, end: &str) {
        let (rigid, whole) = (entry.nodes.iter().any(is_rigid), width(&entry.nodes) + end.len());
        for (index, attribute) in entry.attributes.iter().enumerate() {
            self.push(attribute);
            if attribute == "#[inline]" && !rigid && self.fits(1 + whole) {
                self.push(" ");
            } else if index + 1 < entry.attributes.len() || !entry.nodes.is_empty() {
                self.line(indent);
            }
        }
        if entry.row && (rigid || !self.fits(whole)) {
            self.row(&entry.nodes, indent, end.len());
        } else {
            self.nodes(&entry.nodes, indent, end.len());
        }
        self.push(end);
    }

    /// A sequence of nodes, behind which `after` more columns are needed.
    fn nodes(&mut self, nodes: &[Node], indent: usize, after: usize) {
        let rigid = nodes.iter().any(is_rigid);
        if !rigid && self.fits(width(nodes) + after) {
            return self.flat(nodes);
        }
        let dots: Vec<_> = (1..nodes.len()).filter(|&index| is_chained(&nodes[index - 1], &nodes[index])).collect();
        if let Some((first, last)) = dots.first().zip(dots.last()).filter(|(first, _)| self.breaks(nodes, **first)) {
            self.sequence(&nodes[..*first], indent, 0);
            for (dot, next) in dots.iter().zip(dots.iter().skip(1).copied().chain([nodes.len()])) {
                self.line(indent + INDENT);
                let after = if dot == last { after } else { 0 };
                self.sequence(&nodes[*dot..next], indent + INDENT, after);
            }
            return;
        }
        self.sequence(nodes, indent, after);
    }

    /// A row of a list, which goes on behind a comma or an equals sign on the next line where it is too long for this one.
    fn row(&mut self, nodes: &[Node], indent: usize, after: usize) {
        let mut rest = nodes;
        while !rest.is_empty() {
            let breaks = |node: &Node| node.is_punct(",") || node.is_punct("=");
            let length = rest.iter().position(breaks).map_or(rest.len(), |mark| mark + 1);
            let (part, behind) = rest.split_at(length);
            let after = if behind.is_empty() { after } else { 0 };
            let begins = rest.len() == nodes.len();
            if !begins && !self.fits(width(part) + after) {
                self.line(indent + INDENT);
                self.sequence_from_line(part, indent + INDENT, after);
            } else {
                self.sequence(part, indent, after);
            }
            rest = behind;
        }
    }

    /// A sequence at the beginning of a line, without the blank before it.
    fn sequence_from_line(&mut self, nodes: &[Node], indent: usize, after: usize) {
        let length = self.text.len();
        self.sequence(nodes, indent, after);
        if self.text[length..].starts_with(' ') {
            self.text.remove(length);
            self.column -= 1;
        }
    }

    /// Whether calls that begin with the one at `dot` go on lines of their own: if there are some, or if only what they
    /// are chained to fits.
    fn breaks(&self, nodes: &[Node], dot: usize) -> bool {
        let (before, behind) = nodes.split_at(dot);
        let rigid = before.iter().any(is_rigid);
        let call = behind.iter().position(|node| matches!(node, Node::Group(_))).unwrap_or(behind.len());
        let chained = (1..behind.len()).any(|index| is_chained(&behind[index - 1], &behind[index]));
        let whole = width(before);
        chained || (!rigid && self.fits(whole) && !self.fits(whole + width(&behind[..call]) + 1))
    }

    /// Nodes on one line, but for the groups that do not fit.
    fn sequence(&mut self, nodes: &[Node], indent: usize, after: usize) {
        let branches = nodes.iter().any(|node| node.word() == Some("else"));
        for (index, node) in nodes.iter().enumerate() {
            let Node::Group(group) = node else {
                self.flat(std::slice::from_ref(node));
                continue;
            };
            let rest = &nodes[index + 1..];
            let open = rest.iter().position(|node| matches!(node, Node::Group(group) if !group.entries.is_empty()));
            let behind = match open {
                // Up to the bracket of the next group, and the blank before it.
                Some(open) => width(&rest[..open]) + 2,
                None => width(rest) + after,
            };
            let block = branches && group.open == "{";
            if group.entries.is_empty() || (!group.rigid && !block && self.fits(node.width() + behind)) {
                self.flat(std::slice::from_ref(node));
            } else {
                self.group(group, indent, if open.is_none() { behind } else { 0 });
            }
        }
    }

    fn flat(&mut self, nodes: &[Node]) {
        flat(nodes, &mut self.text);
        self.column += width(nodes);
    }

    /// A group on several lines.
    fn group(&mut self, group: &Group, indent: usize, after: usize) {
        self.push(if group.blank { " " } else { "" });
        self.push(group.open);
        let head = |first: &[Entry], last: &Entry| {
            first.iter().map(|entry| entry.width + 1).sum::<usize>() + head_width(&last.nodes)
        };
        if let Some((first, last)) = hugged(group).filter(|(first, last)| self.fits(head(first, last))) {
            for entry in first {
                self.flat(&entry.nodes);
                self.push(entry.end);
                self.push(" ");
            }
            self.nodes(&last.nodes, indent, last.end.len() + group.close.len() + after);
            self.push(last.end);
            self.push(group.close);
            return;
        }
        self.line(indent + INDENT);
        let words = group.entries.len() > 4 && group.entries.iter().all(is_single);
        if group.style == Style::Names || words {
            self.filled(&group.entries, indent + INDENT, ",");
        } else if let Some((first, last)) = headed(group) {
            self.filled(first, indent + INDENT, ",");
            self.line(indent + INDENT);
            self.nodes(&last.nodes, indent + INDENT, 0);
        } else {
            self.lines(&group.entries, group.style, indent + INDENT, comma(group));
        }
        self.line(indent);
        self.push(group.close);
    }

    /// As many entries on a line as there is room for.
    fn filled(&mut self, entries: &[Entry], indent: usize, last: &str) {
        for (index, entry) in entries.iter().enumerate() {
            let end = if index + 1 == entries.len() { last } else { entry.end };
            if index > 0 && self.fits(1 + width(&entry.nodes) + end.len()) {
                self.push(" ");
            } else if index > 0 {
                self.line(indent);
            }
            self.flat(&entry.nodes);
            self.push(end);
        }
    }
}
