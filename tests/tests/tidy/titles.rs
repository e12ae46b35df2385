//! Doc comments begin with a noun or a verb, not with a question word.

use super::sources::{Source, all};
use super::{Exception, Finding, given, hold, keys};

/// Files with such titles, each with the reason.
const TITLES: &[Exception] = &[];

/// The first lines of doc comments that begin with a question word, each file once.
fn findings(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust()) {
        let mut before = "";
        let mut asks = |line: &str| {
            let marker = ["//!", "///"].into_iter().find(|marker| line.trim_start().starts_with(marker));
            let marker = marker.unwrap_or_default();
            let continues = std::mem::replace(&mut before, marker) == marker;
            !marker.is_empty() && !continues && is_question(marker, line.trim_start()[marker.len()..].trim_start())
        };
        let first = (1..).zip(source.text.lines()).find(|(_, line)| asks(line));
        findings.extend(first.map(|(number, line)| Finding {
            key: source.path.clone(),
            text: format!("{}:{number}: begins with a question word: {}", source.path, line.trim()),
        }));
    }
    findings
}

/// Whether a title is a question. Of an item it may be "Whether", as of a function that gives a boolean.
fn is_question(marker: &str, title: &str) -> bool {
    let words: &[&str] = match marker {
        "//!" => &["How", "What", "When", "Where", "Whether", "Who", "Why"],
        _ => &["How", "What"],
    };
    words.iter().any(|word| title.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
}

#[test]
fn no_doc_comment_begins_with_a_question_word() {
    hold("a doc comment begins with a question word: name the thing instead", &findings(&all()), TITLES);
}

#[test]
fn questions_are_found_in_first_lines() {
    let broken = given([
        ("a.rs", "//! What a is.\n"),
        ("b.rs", "//! B.\n//! What b is.\n\n/// A thing.\n/// How it is.\nfn b() {}\n/// Whether it is b.\nfn c() {}"),
        ("c.rs", "//! C.\nstruct C {\n    /// What is in it.\n    a: u8,\n}"),
        ("d.rs", "//! Whether it is.\n"),
        ("e.rs", "/// One.\na,\n/// How many.\nb,"),
        ("f.rs", "// What it is.\n/// Whatever it is."),
    ]);
    assert_eq!(keys(&findings(&broken)), ["a.rs", "c.rs", "d.rs", "e.rs"]);
}
