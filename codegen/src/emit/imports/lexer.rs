//! Splits printed Rust into tokens, as far as names matter.

/// A token.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A word, with the `r#` of a raw one.
    Ident(&'t str),
    Punct(char),
    /// The bracket that opens a group.
    Open(char),
    Close,
    Literal,
    Lifetime,
}

/// What is still to be split.
pub(super) struct Lexer<'t> {
    rest: &'t str,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text }
    }

    /// Whether what follows makes the word before it a call, of a macro perhaps, or the beginning of a path.
    pub(super) fn calls_or_leads(&self) -> bool {
        let rest = self.rest.trim_ascii_start();
        rest.starts_with("::") || rest.strip_prefix('!').unwrap_or(rest).starts_with('(')
    }

    /// Passes over the rest of the group that it is in.
    pub(super) fn skip_group(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            match self.next() {
                Some(Token::Open(_)) => depth += 1,
                Some(Token::Close) => depth -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    /// Takes as many bytes, and gives what they are.
    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_ascii_start();
        while self.rest.starts_with("//") {
            self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest).trim_ascii_start();
        }
    }

    fn word(&mut self) -> Token<'t> {
        let raw = if self.rest.starts_with("r#") { 2 } else { 0 };
        let word = self.take(raw + word_length(&self.rest[raw..]));
        match self.rest.starts_with('"') {
            true => self.string(),
            false => Token::Ident(word),
        }
    }

    fn number(&mut self) -> Token<'t> {
        self.take(word_length(self.rest));
        Token::Literal
    }

    fn string(&mut self) -> Token<'t> {
        let mut escaped = false;
        let end = self.rest.bytes().skip(1).position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        });
        self.take(end.map_or(self.rest.len(), |end| end + 2));
        Token::Literal
    }

    /// A lifetime, or a character between quotes.
    fn quote(&mut self) -> Token<'t> {
        let mut chars = self.rest.char_indices().skip(1);
        let (first, second) = (chars.next(), chars.next());
        if let (Some((_, '\\')), Some((at, _))) = (first, second) {
            let end = self.rest[at + 1..].find('\'').map_or(self.rest.len(), |end| at + end + 2);
            self.take(end);
            return Token::Literal;
        }
        if let Some((at, '\'')) = second {
            self.take(at + 1);
            return Token::Literal;
        }
        self.take(1);
        self.number();
        Token::Lifetime
    }
}

impl<'t> Iterator for Lexer<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        self.skip_space();
        let first = self.rest.chars().next()?;
        Some(match first {
            '"' => self.string(),
            '\'' => self.quote(),
            '0'..='9' => self.number(),
            '_' | 'a'..='z' | 'A'..='Z' => self.word(),
            '(' | '[' | '{' | ')' | ']' | '}' => {
                self.take(1);
                if matches!(first, '(' | '[' | '{') { Token::Open(first) } else { Token::Close }
            }
            _ => {
                self.take(first.len_utf8());
                Token::Punct(first)
            }
        })
    }
}

/// How many bytes the word has that a text begins with.
fn word_length(text: &str) -> usize {
    text.bytes().position(|byte| !byte.is_ascii_alphanumeric() && byte != b'_').unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens() {
        use Token::{Close, Ident, Lifetime, Literal, Open, Punct};
        for (text, expected) in [
            ("a::b", vec![Ident("a"), Punct(':'), Punct(':'), Ident("b")]),
            ("r#type // c {\n /// d\n e", vec![Ident("r#type"), Ident("e")]),
            ("f(\"a \\\" (\", b\"x\\\\\", 0x1F_u8)", {
                vec![Ident("f"), Open('('), Literal, Punct(','), Literal, Punct(','), Literal, Close]
            }),
            ("&'static 'a' '\\'' '\\\\' 'é'", vec![Punct('&'), Lifetime, Literal, Literal, Literal, Literal]),
        ] {
            assert_eq!(Lexer::new(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn groups_are_skipped_to_their_end() {
        let mut lexer = Lexer::new("(a [b] {c}) d");
        assert_eq!(lexer.next(), Some(Token::Open('(')));
        lexer.skip_group();
        assert_eq!(lexer.next(), Some(Token::Ident("d")));
        lexer.skip_group();
        assert_eq!(lexer.next(), None);
    }
}
