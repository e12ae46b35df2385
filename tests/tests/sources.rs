//! What stands in named files only, all over the workspace: each rule is a word, the files that may have it, and why.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_tests::generate::root;

/// A word that is looked for in Rust files, and the files that may have it, each with the reason.
struct Rule {
    word: &'static str,
    allowed: &'static [(&'static str, &'static str)],
}

const RULES: &[Rule] = &[
    // The reference folder is found in one way.
    Rule {
        word: "\"TINSMITH_REFERENCE\"",
        allowed: &[("tests/reference/src/lib.rs", "the one place that finds the reference folder")],
    },
];

/// This file, which names all words.
const SELF: &str = "tests/tests/sources.rs";

/// The Rust files of the workspace, by their paths below the root with `/`, sorted.
fn sources() -> Vec<(String, String)> {
    let root = root();
    let mut folders: Vec<_> = ["model", "codegen", "runtime", "xtask", "tests"].map(|name| root.join(name)).into();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.extend((!path.ends_with("target")).then_some(path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&root).expect("it is below the root").components();
                let name = below.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                found.push((name, fs::read_to_string(&path).expect("the file can be read")));
            }
        }
    }
    found.sort();
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("the folder can be read").path()).collect()
}

/// What is wrong with sources by a rule: files that have the word and may not, and those that may and have it not.
fn problems(rule: &Rule, sources: &[(String, String)]) -> Vec<String> {
    let having = |name: &str| sources.iter().any(|(file, text)| file == name && text.contains(rule.word));
    let may = |name: &str| rule.allowed.iter().any(|(file, _)| *file == name);
    let wrong = sources.iter().filter(|(name, _)| name != SELF && having(name) && !may(name));
    let wrong = wrong.map(|(name, _)| format!("`{}` stands in {name}", rule.word));
    let stale = rule.allowed.iter().filter(|(file, _)| !having(file));
    let stale = stale.map(|(file, why)| format!("`{}` stands no longer in {file}: {why}", rule.word));
    wrong.chain(stale).collect()
}

#[test]
fn words_stand_in_named_files_only() {
    let sources = sources();
    assert!(sources.iter().any(|(name, _)| name == SELF), "this file is found among {} files", sources.len());
    let problems: Vec<_> = RULES.iter().flat_map(|rule| problems(rule, &sources)).collect();
    assert!(problems.is_empty(), "take them away, or name the file and the reason in {SELF}:\n{}", problems.join("\n"));
}

#[test]
fn a_rule_finds_what_is_new_and_what_is_stale() {
    let rule = Rule { word: "odd", allowed: &[("a.rs", "for one"), ("b.rs", "for two")] };
    let sources = [("a.rs", "is odd"), ("b.rs", "is even"), ("c.rs", "odd too")];
    let sources = sources.map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(problems(&rule, &sources), ["`odd` stands in c.rs", "`odd` stands no longer in b.rs: for two"]);
}
