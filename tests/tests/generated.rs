//! `generated/ivsrealtime`: up to date, small, and with a file for each operation.
//!
//! That every public item of it is documented is a lint, which `.ci/run` denies.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_codegen::{Files, crate_name};
use tinsmith_tests::generate::{generate, root, service, slashed};

/// So many lines are as much as the crate may have.
const LINES: usize = 25_000;

fn folder() -> PathBuf {
    root().join("generated/ivsrealtime")
}

fn emitted() -> Files {
    let model = service("ivs-realtime");
    generate(&model, &crate_name(&model)).files
}

/// Every file of the crate that is checked in, by its path in the crate.
fn checked_in() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(&next).expect("the folder can be read").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).expect("emitted files are text");
                files.insert(relative(&path), text);
            }
        }
    }
    files
}

fn relative(path: &Path) -> String {
    slashed(path.strip_prefix(folder()).unwrap_or(path))
}

#[test]
fn the_same_model_gives_the_same_bytes() {
    assert_eq!(emitted(), emitted());
}

#[test]
fn what_is_checked_in_is_what_the_model_gives() {
    let (expected, found) = (emitted(), checked_in());
    let paths: Vec<_> =
        expected.keys().chain(found.keys()).filter(|path| expected.get(*path) != found.get(*path)).collect();
    assert!(paths.is_empty(), "run `cargo xtask generate`: {paths:?} differ");
}

#[test]
fn the_crate_is_small() {
    let sources = checked_in();
    let rust = sources.iter().filter(|(path, _)| path.ends_with(".rs"));
    let lines: usize = rust.map(|(_, text)| text.lines().count()).sum();
    assert!(lines <= LINES, "{lines} lines, which is more than {LINES}");
}

#[test]
fn each_operation_has_its_file() {
    let model = service("ivs-realtime");
    let sources = checked_in();
    let origins: Vec<_> = sources
        .iter()
        .filter(|(path, _)| path.starts_with("src/operation/"))
        .filter_map(|(_, text)| Some(text.lines().next()?.split('`').nth(1)?.to_owned()))
        .collect();
    assert_eq!(origins.len(), 40);
    let mut expected: Vec<_> = model.operations().iter().map(ToString::to_string).collect();
    let mut origins = origins;
    expected.sort();
    origins.sort();
    assert_eq!(origins, expected);
}
