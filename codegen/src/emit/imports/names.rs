//! Which bare names printed items mention, and which they define.

use std::collections::BTreeSet;

use super::lexer::{Lexer, Token};

/// Bare names of items: those that are mentioned, and those that are defined.
#[derive(Default)]
pub(super) struct Names<'t> {
    pub(super) used: BTreeSet<&'t str>,
    pub(super) defined: BTreeSet<&'t str>,
}

impl<'t> Names<'t> {
    /// The names of items.
    pub(super) fn of(items: &'t str) -> Self {
        let mut names = Self::default();
        names.scan(&mut Lexer::new(items), Depth::Top);
        names
    }

    /// Scans as far as the group goes that the lexer is in.
    fn scan(&mut self, lexer: &mut Lexer<'t>, depth: Depth) {
        let mut before = Before::Nothing;
        while let Some(token) = lexer.next() {
            before = match token {
                // A function or module that is called like a member must not be taken for the member.
                Token::Ident(word) if is_lower(word) && !lexer.calls_or_leads() => Before::of(word),
                Token::Ident(word) => self.name(word, before, depth),
                Token::Punct(mark) => match (mark, before) {
                    (':', Before::Colon) => Before::Path,
                    (':', _) => Before::Colon,
                    ('.', _) => Before::Path,
                    ('!', _) => Before::Macro,
                    _ => Before::Nothing,
                },
                Token::Open(bracket) => {
                    self.group(lexer, bracket, before);
                    Before::Nothing
                }
                Token::Close => return,
                Token::Literal | Token::Lifetime => Before::Nothing,
            };
        }
    }

    fn name(&mut self, name: &'t str, before: Before, depth: Depth) -> Before {
        match (before, depth) {
            (Before::Path, _) => {}
            (Before::EnumKeyword, _) => {
                self.defined.insert(name);
                return Before::EnumName;
            }
            (Before::Definition, Depth::Top) => {
                self.defined.insert(name);
            }
            // Functions, and the types of an `impl`: those are found behind `Self::`.
            (Before::Definition, Depth::Inside) => {}
            _ => {
                self.used.insert(name);
            }
        }
        Before::Nothing
    }

    fn group(&mut self, lexer: &mut Lexer<'t>, bracket: char, before: Before) {
        match before {
            // The runtime's macros are given names that this file defines; `use` has a path before its names.
            Before::Macro | Before::Path => lexer.skip_group(),
            Before::EnumName if bracket == '{' => self.variants(lexer),
            _ => self.scan(lexer, Depth::Inside),
        }
    }

    /// The variants of an enum: their names are not mentions, what they hold is.
    fn variants(&mut self, lexer: &mut Lexer<'t>) {
        while let Some(token) = lexer.next() {
            match token {
                Token::Open(_) => self.scan(lexer, Depth::Inside),
                Token::Close => return,
                _ => {}
            }
        }
    }
}

fn is_lower(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Where tokens are.
#[derive(Clone, Copy)]
enum Depth {
    /// Among the items of the file.
    Top,
    /// In an item.
    Inside,
}

/// What stands before a token, as far as it matters.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    Colon,
    Path,
    Macro,
    Definition,
    EnumKeyword,
    EnumName,
}

impl Before {
    /// What a word of the language says of the name behind it.
    fn of(word: &str) -> Self {
        match word {
            "struct" | "type" | "static" | "trait" | "fn" => Self::Definition,
            "enum" => Self::EnumKeyword,
            _ => Self::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(items: &str) -> (Vec<&str>, Vec<&str>) {
        let names = Names::of(items);
        (names.used.into_iter().collect(), names.defined.into_iter().collect())
    }

    #[test]
    fn types_of_fields_are_mentioned_and_the_structure_is_defined() {
        let items = "/// Of a `Room`.\npub struct Stage { pub list: Option<Vec<Part>>, pub b: crate::types::Blob }";
        assert_eq!(names(items), (vec!["Option", "Part", "Vec", "crate"], vec!["Stage"]));
    }

    #[test]
    fn variants_are_not_mentioned_but_what_they_hold_is() {
        let items = "#[derive(Debug)] pub enum Choice { Part(Thing), Other }";
        assert_eq!(names(items), (vec!["Debug", "Thing", "derive"], vec!["Choice"]));
    }

    #[test]
    fn neither_members_nor_paths_nor_arguments_of_macros_are_mentioned() {
        let items = "impl Stage { fn f(&self) -> &'static str { self.Arn; Self::Name; call!(Other); \"Text\" } }";
        assert_eq!(names(items), (vec!["Self", "Stage", "call"], vec![]));
    }
}
