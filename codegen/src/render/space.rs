//! Blanks between the tokens of a line.
//!
//! Tokens alone do not say whether `<` opens generics or `*` multiplies. Emitted code only has the former of each:
//! generics, references, dereferences, negations and closures; no arithmetic and no comparison by order.

/// The last token, as far as the blank behind it depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// The beginning of a line or group.
    Start,
    /// A token that nothing may be parted from: `&`, `::`, `.`.
    Tight,
    /// The `!` of a macro call.
    Bang,
    /// A keyword.
    Keyword,
    /// The `pub`, `fn`, `impl` or `for` that a bracket may follow directly.
    Opener,
    /// A lifetime.
    Lifetime,
    /// A token that ends an operand.
    Operand,
    /// A token between operands, with a blank behind it.
    Infix,
}

/// The next token.
#[derive(Clone, Copy)]
pub(super) enum Next<'t> {
    /// A word or literal.
    Word(&'t str),
    Lifetime,
    Punct(&'t str),
    /// A group in parentheses or brackets.
    Bracket,
    /// A group in braces.
    Brace,
}

/// Keywords that are no operands.
const KEYWORDS: [&str; 25] = [
    "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "if", "in", "let", "loop", "match",
    "mod", "move", "mut", "ref", "return", "static", "struct", "trait", "type", "use", "where",
];

/// Decides on blanks in one sequence of tokens.
pub(super) struct Spacing {
    before: Before,
    /// Whether the parameters of a closure are open.
    in_closure: bool,
}

impl Spacing {
    pub(super) fn new() -> Self {
        Self { before: Before::Start, in_closure: false }
    }

    /// Whether there is a blank before the token.
    pub(super) fn blank_before(&mut self, next: Next<'_>) -> bool {
        let before = self.before;
        let (blank, after) = match next {
            Next::Word(word) if KEYWORDS.contains(&word) => (true, Before::Keyword),
            Next::Word("pub" | "fn" | "impl" | "for") => (true, Before::Opener),
            Next::Word(_) => (true, Before::Operand),
            Next::Lifetime => (true, Before::Lifetime),
            Next::Bracket => (!matches!(before, Before::Operand | Before::Opener | Before::Bang), Before::Operand),
            Next::Brace => (true, Before::Operand),
            Next::Punct(punct) => self.punct(punct),
        };
        self.before = after;
        blank && !matches!(before, Before::Start | Before::Tight)
    }

    fn punct(&mut self, punct: &str) -> (bool, Before) {
        let behind_operand = matches!(self.before, Before::Operand | Before::Lifetime);
        match punct {
            "," | ";" | ":" => (false, Before::Infix),
            "." => (false, Before::Tight),
            "?" | ">" => (false, Before::Operand),
            "::" | ".." => (!behind_operand, Before::Tight),
            "<" => (!behind_operand && self.before != Before::Opener, Before::Tight),
            "!" if behind_operand => (false, Before::Bang),
            "|" => {
                self.in_closure = !self.in_closure;
                if self.in_closure { (true, Before::Tight) } else { (false, Before::Infix) }
            }
            "&&" if behind_operand => (true, Before::Infix),
            "!" | "&" | "&&" | "*" | "-" | "#" => (true, Before::Tight),
            _ => (true, Before::Infix),
        }
    }
}
