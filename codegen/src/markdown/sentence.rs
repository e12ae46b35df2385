//! Finds the first sentence of a paragraph.

use super::block::{Inline, Mark};

/// Abbreviations that are followed by the rest of their sentence.
const ABBREVIATIONS: &[&str] = &[
    "a.m", "approx", "cf", "dr", "e.g", "eg", "fig", "i.e", "ie", "incl", "max", "min", "mr", "mrs", "ms", "no", "nos",
    "resp", "st", "ver", "vol", "vs", "viz",
];

/// The inline elements of the first sentence, closed where it ends inside of them.
pub(super) fn first(inlines: &[Inline]) -> Vec<Inline> {
    let mut sentence = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    let mut in_link = false;
    for (at, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::Open(mark) => open.push(*mark),
            Inline::Close(_) => drop(open.pop()),
            Inline::Link(_) => in_link = true,
            Inline::EndLink => in_link = false,
            Inline::Text(text) if !in_link => {
                let next = inlines[at + 1..].iter().find(|next| !matches!(next, Inline::Open(_) | Inline::Close(_)));
                let starts = sentence.iter().all(|inline| matches!(inline, Inline::Open(_)));
                if let Some(end) = end(text, starts, next) {
                    sentence.push(Inline::Text(text[..end].to_owned()));
                    break;
                }
            }
            _ => {}
        }
        sentence.push(inline.clone());
        if *inline == Inline::EndLink && ends_in_link(&sentence, inlines.get(at + 1)) {
            break;
        }
    }
    sentence.extend(open.into_iter().rev().map(Inline::Close));
    sentence
}

/// The index after the end of the sentence in `text`, if it is there. `next` follows `text`.
fn end(text: &str, starts_paragraph: bool, next: Option<&Inline>) -> Option<usize> {
    text.char_indices().filter(|&(_, c)| matches!(c, '.' | '!' | '?' | '。')).find_map(|(at, c)| {
        let closers: &[char] = &[')', '"', '\'', '”', '’', ']'];
        let before = &text[..at];
        let after = text[at + c.len_utf8()..].trim_start_matches(closers);
        let ends = c == '。' || goes_on_anew(after, next) && !(c == '.' && is_abbreviated(before, starts_paragraph));
        ends.then_some(text.len() - after.len())
    })
}

/// Whether a blank and no lower case letter follow.
fn goes_on_anew(after: &str, next: Option<&Inline>) -> bool {
    let blank = after.starts_with(char::is_whitespace);
    match (after.trim_start().chars().next(), next) {
        (Some(c), _) => blank && !c.is_lowercase(),
        (None, Some(Inline::Text(next))) => {
            (blank || next.starts_with(char::is_whitespace)) && !next.trim_start().starts_with(char::is_lowercase)
        }
        (None, Some(_)) => blank,
        (None, None) => true,
    }
}

/// Whether a full stop after `before` is part of an abbreviation or follows a single word (`Optional.`, `1.`), which is
/// no sentence.
fn is_abbreviated(before: &str, starts_paragraph: bool) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || "([\"“‘".contains(c)).next().unwrap_or_default();
    let initials =
        word.contains('.') && word.split('.').all(|part| part.len() == 1 && part.starts_with(char::is_uppercase));
    let single = starts_paragraph && !before.trim().contains(char::is_whitespace);
    initials || single || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Whether the link at the end of `sentence` encloses the sentence's end.
fn ends_in_link(sentence: &[Inline], next: Option<&Inline>) -> bool {
    let last = sentence.iter().rev().skip(1).find(|inline| !matches!(inline, Inline::Close(_)));
    let Some(Inline::Text(text)) = last else { return false };
    text.trim_end().ends_with('.')
        && match next {
            Some(Inline::Text(next)) => {
                next.starts_with(char::is_whitespace) && !next.trim_start().starts_with(char::is_lowercase)
            }
            Some(_) => false,
            None => true,
        }
}
