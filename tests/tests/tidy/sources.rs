//! The text files of the workspace that are written by hand.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_tests::generate::{root, slashed};

/// A file and its text.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Below the root of the workspace, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    pub(super) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it is in that folder.
    pub(super) fn is_below(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether it belongs to tests: all parts of its path that begin with `test` are folders or modules of tests.
    pub(super) fn is_test(&self) -> bool {
        self.path.split('/').any(|part| part.starts_with("test"))
    }

    /// The lines with their numbers, without comments.
    pub(super) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines()).map(|(number, line)| (number, uncommented(line)))
    }

    /// The lines of code that are compiled without `cfg(test)`. A module of tests is the last item of its file.
    pub(super) fn shipped(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code().take_while(|(_, line)| !line.starts_with("mod tests {"))
    }
}

/// A line up to its comment.
fn uncommented(line: &str) -> &str {
    if line.trim_start().starts_with("//") { "" } else { line.split(" // ").next().unwrap_or_default() }
}

/// The Rust files and manifests of the workspace but for emitted ones, sorted.
pub(super) fn all() -> Vec<Source> {
    let root = root();
    let mut found = vec![root.join("Cargo.toml")];
    for folder in ["model", "codegen", "config", "runtime", "xtask", "tests"] {
        collect(&root.join(folder), &mut found);
    }
    let wanted = |path: &PathBuf| path.ends_with("Cargo.toml") || path.extension().is_some_and(|it| it == "rs");
    let mut sources: Vec<_> = found.into_iter().filter(wanted).map(|path| read(&root, &path)).collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(sources.iter().any(|source| source.path == "tests/tests/tidy/sources.rs"), "{} files", sources.len());
    sources
}

/// Adds the files below a folder, without those that builds leave.
pub(super) fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.map(|entry| entry.expect("the folder can be read").path()) {
        if !path.is_dir() {
            found.push(path);
        } else if !path.ends_with("target") {
            collect(&path, found);
        }
    }
}

/// Reads a file below the root.
pub(super) fn read(root: &Path, path: &Path) -> Source {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Source { path: slashed(path.strip_prefix(root).expect("it is below the root")), text }
}

#[test]
fn comments_and_modules_of_tests_are_left_out() {
    let text = "//! a\nuse b; // c\nlet url = \"http://d\";\nmod tests {\n    e";
    let source = Source { path: "a/tests.rs".to_owned(), text: text.to_owned() };
    let lines: Vec<_> = source.shipped().map(|(_, line)| line).collect();
    assert_eq!(lines, ["", "use b;", "let url = \"http://d\";"]);
    assert!(source.is_test() && source.is_rust() && source.is_below("a") && !source.is_below("a/t"));
}
