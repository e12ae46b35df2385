//! Entries of groups: items, fields, statements, arms, arguments.

use proc_macro2::Delimiter;

use super::space::Spacing;
use super::tree::{Group, Kind, Node, Raw, Style};

/// A part of a group that has a line of its own where the group is broken.
#[derive(Default)]
pub(super) struct Entry {
    /// Docs and attributes, each a line.
    pub(super) attributes: Vec<String>,
    pub(super) nodes: Vec<Node>,
    /// The comma or semicolon behind it.
    pub(super) end: &'static str,
    /// The first keyword of its kind: `fn`, `struct`, `use`.
    pub(super) keyword: Option<&'static str>,
    /// The columns that its nodes and its end take on one line.
    pub(super) width: usize,
    /// Whether it needs more than one line.
    pub(super) rigid: bool,
    /// Whether it is a row of a macro's list, with commas in it.
    pub(super) row: bool,
}

/// Keywords that distinguish entries.
const KEYWORDS: [&str; 16] = [
    "const", "enum", "fn", "for", "if", "impl", "let", "loop", "match", "mod", "static", "struct", "trait", "type",
    "use", "while",
];

impl Entry {
    fn push(&mut self, raw: Raw, spacing: &mut Spacing, in_macro: bool) {
        let mut node = match raw {
            Raw::Token(token) => Node::Token(token),
            Raw::Group(delimiter, raws) => {
                let style = self.style_of(delimiter, in_macro);
                Node::Group(group(delimiter, raws, style, in_macro || style == Style::MacroArguments))
            }
        };
        node.space(spacing);
        let keyword = node.word().and_then(|word| KEYWORDS.into_iter().find(|it| *it == word));
        // `const fn` is a function.
        if self.keyword.is_none() || (self.keyword == Some("const") && keyword == Some("fn")) {
            self.keyword = keyword;
        }
        self.nodes.push(node);
    }

    fn style_of(&self, delimiter: Delimiter, in_macro: bool) -> Style {
        let bang = self.nodes.last().is_some_and(|last| last.is_punct("!"));
        if delimiter != Delimiter::Brace {
            // The arguments of `vec!` are elements.
            let elements = self.nodes.iter().rev().nth(1).and_then(Node::word) == Some("vec");
            return if in_macro || (bang && !elements) { Style::MacroArguments } else { Style::Arguments };
        }
        let behind_block = |node: &&Node| !matches!(node, Node::Group(group) if group.open == "{");
        match self.keyword {
            _ if bang => Style::MacroArguments,
            Some("impl" | "mod" | "trait") => Style::Items,
            Some("enum" | "struct") => Style::Fields,
            Some("use") => Style::Names,
            Some("fn") => Style::Body,
            _ if self.nodes.iter().rev().take_while(behind_block).any(|node| node.word() == Some("match")) => {
                Style::Arms
            }
            _ => Style::Braces,
        }
    }

    fn finish(mut self, end: &'static str) -> Self {
        self.end = end;
        self.width = self.nodes.iter().map(Node::width).sum::<usize>() + end.len();
        self.rigid = !self.attributes.is_empty()
            || self.nodes.iter().any(|node| matches!(node, Node::Group(group) if group.rigid));
        self
    }

    /// Whether it is a block such as `if .. { .. }` rather than an expression.
    fn is_block(&self) -> bool {
        matches!(self.keyword, Some("for" | "if" | "loop" | "match" | "while")) && self.end.is_empty()
    }
}

fn group(delimiter: Delimiter, raws: Vec<Raw>, style: Style, in_macro: bool) -> Group {
    let (open, close) = match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace | Delimiter::None => ("{", "}"),
    };
    let mut entries = split_in(raws, style, in_macro);
    // The comma of a tuple of one must stay; others come back where the group is broken into lines.
    if style == Style::Arguments
        && (entries.len() > 1 || delimiter == Delimiter::Bracket)
        && let Some(last) = entries.last_mut().filter(|last| last.end == ",")
    {
        last.end = "";
        last.width -= 1;
    }
    let inner: usize = entries.iter().map(|entry| entry.width).sum();
    let pad = if delimiter == Delimiter::Brace && !entries.is_empty() && style != Style::Names { 2 } else { 0 };
    let rigid = is_rigid(style, &entries);
    Group { open, close, width: inner + entries.len().saturating_sub(1) + pad + 2, entries, style, blank: false, rigid }
}

/// Whether entries must be on lines of their own.
fn is_rigid(style: Style, entries: &[Entry]) -> bool {
    let statements = || entries.iter().any(|entry| entry.end == ";");
    entries.iter().any(|entry| entry.rigid)
        || match style {
            Style::Items | Style::Fields | Style::Arms => !entries.is_empty(),
            Style::Body => entries.len() > 2 || (entries.len() == 2 && entries.iter().any(Entry::is_block)),
            Style::Braces => statements() || entries.iter().any(|entry| entry.is_block() && entries.len() > 1),
            Style::MacroArguments => statements(),
            Style::Names | Style::Arguments => false,
        }
}

/// Splits tokens into entries.
pub(super) fn split(raws: Vec<Raw>, style: Style) -> Vec<Entry> {
    split_in(raws, style, false)
}

fn split_in(raws: Vec<Raw>, style: Style, in_macro: bool) -> Vec<Entry> {
    let in_braces = !matches!(style, Style::Arguments | Style::MacroArguments);
    // Where statements or rows are, a comma ends none of them.
    let by_semicolon = raws.iter().any(|raw| raw.is_punct(";"));
    let mut splitter = Splitter { entries: Vec::new(), open: Open::new(), by_semicolon, in_macro };
    let mut raws = raws.into_iter().peekable();
    while let Some(raw) = raws.next() {
        if raw.is_punct("#") && splitter.open.entry.nodes.is_empty() {
            let inner = raws.next_if(|next| next.is_punct("!")).is_some();
            if let Some(Raw::Group(_, inside)) = raws.next() {
                splitter.attribute(inside, inner);
            }
            continue;
        }
        let block = in_braces && matches!(&raw, Raw::Group(Delimiter::Brace, _));
        splitter.push(raw);
        if block && raws.peek().is_none_or(|next| !goes_on(next)) {
            splitter.end("");
        }
    }
    if !splitter.open.entry.nodes.is_empty() {
        splitter.end("");
    }
    splitter.entries
}

/// Collects the entries of one group.
struct Splitter {
    entries: Vec<Entry>,
    open: Open,
    by_semicolon: bool,
    in_macro: bool,
}

/// The entry that is not complete.
struct Open {
    entry: Entry,
    spacing: Spacing,
    /// The number of generics that are open.
    angles: usize,
    /// Whether the parameters of a closure are.
    in_closure: bool,
}

impl Open {
    fn new() -> Self {
        Self { entry: Entry::default(), spacing: Spacing::new(), angles: 0, in_closure: false }
    }
}

impl Splitter {
    fn push(&mut self, raw: Raw) {
        if let Raw::Token(token) = &raw
            && token.kind == Kind::Punct
        {
            match token.text.as_str() {
                "<" => self.open.angles += 1,
                ">" => self.open.angles = self.open.angles.saturating_sub(1),
                "|" => self.open.in_closure = !self.open.in_closure,
                ";" => return self.end(";"),
                "," if self.open.angles == 0 && !self.open.in_closure && !self.by_semicolon => return self.end(","),
                _ => {}
            }
        }
        self.open.entry.push(raw, &mut self.open.spacing, self.in_macro);
    }

    fn attribute(&mut self, inside: Vec<Raw>, inner: bool) {
        self.open.entry.attributes.push(attribute(inside, inner));
        if inner {
            self.end("");
        }
    }

    fn end(&mut self, end: &'static str) {
        let mut entry = std::mem::replace(&mut self.open, Open::new()).entry;
        entry.row = self.in_macro && self.by_semicolon;
        self.entries.push(entry.finish(end));
    }
}

/// Whether an entry goes on with this behind a block.
fn goes_on(next: &Raw) -> bool {
    match next {
        Raw::Token(token) if token.kind == Kind::Punct => token.text != "#",
        Raw::Token(token) => token.text == "else",
        Raw::Group(..) => false,
    }
}

/// `/// text`, or the attribute as it is.
fn attribute(raws: Vec<Raw>, inner: bool) -> String {
    if let [Raw::Token(doc), Raw::Token(equals), Raw::Token(text)] = raws.as_slice()
        && doc.text == "doc"
        && equals.text == "="
    {
        return format!("///{}", unescaped(&text.text));
    }
    let (mut text, mut spacing) = (String::from(if inner { "#![" } else { "#[" }), Spacing::new());
    let mut entry = Entry::default();
    for raw in raws {
        entry.push(raw, &mut spacing, false);
    }
    super::printer::flat(&entry.nodes, &mut text);
    text + "]"
}

/// The text of a string literal.
fn unescaped(literal: &str) -> String {
    if let Some(raw) = literal.strip_prefix('r') {
        return raw.trim_matches('#').trim_matches('"').to_owned();
    }
    let inside = literal.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(literal);
    let (mut text, mut chars) = (String::with_capacity(inside.len()), inside.chars());
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('u') => {
                let digits: String = chars.by_ref().skip(1).take_while(|&digit| digit != '}').collect();
                text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            // Texts of docs have no control characters, so what is escaped stands for itself.
            Some(escaped) => text.push(escaped),
            None => {}
        }
    }
    text
}
