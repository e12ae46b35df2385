//! The keywords of Rust.

/// Keywords that no raw identifier may be.
pub(crate) const NEVER_RAW: [&str; 4] = ["crate", "self", "super", "Self"];

/// Strict and reserved keywords of all editions.
pub(crate) const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether a name is written with `r#` before it, as `type` is.
pub(crate) fn is_raw(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_identifiers() {
        assert_eq!(["stage", "type", "self", "crate"].map(is_raw), [false, true, false, false]);
    }
}
