//! The parts of documentation, independent of the language that it was written in.

/// Blocks in order; nesting is expressed by their indentation and markers.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) blocks: Vec<Block>,
    /// For each list, whether some item of it has more than one block, so that blank lines separate its items.
    pub(super) loose: Vec<bool>,
}

/// A paragraph, heading or listing.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) body: Body,
    /// The column its text starts at.
    pub(super) indent: usize,
    /// The list markers before its first line, within the indentation; empty unless it starts an item.
    pub(super) marker: String,
    /// The list it stands in, as an index into [`Document::loose`].
    pub(super) list: Option<usize>,
    /// Whether it starts an outermost list.
    pub(super) starts: bool,
    /// Whether it is a title or part of a note rather than the text proper.
    pub(super) aside: bool,
}

/// The contents of a block.
#[derive(Debug)]
pub(super) enum Body {
    Text(Vec<Inline>),
    Heading(usize, Vec<Inline>),
    /// Lines shown verbatim.
    Listing(Vec<String>),
}

impl Default for Body {
    fn default() -> Self {
        Self::Text(Vec::new())
    }
}

/// A piece of a paragraph. `Open` and `Close`, `Link` and `EndLink` are balanced and properly nested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Inline {
    Text(String),
    Code(String),
    /// A URL that is its own text.
    Url(String),
    Open(Mark),
    Close(Mark),
    Link(String),
    EndLink,
}

/// A kind of emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
}

impl Mark {
    /// The delimiter in Markdown.
    pub(super) fn delimiter(self) -> &'static str {
        match self {
            Self::Strong => "**",
            Self::Emphasis => "*",
        }
    }
}
