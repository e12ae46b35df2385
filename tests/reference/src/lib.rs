//! The reference folder: published models, facts and protocol tests, which tests and commands use where it is there.
//!
//! The one place that finds the folder and reports a skip. A crate of its own without dependencies, since
//! the tests of the runtime and of the model need it, and those crates stand below `tests` and `xtask`.

use std::env;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The variable that names the folder, absolute or relative to the root of the workspace.
pub const VARIABLE: &str = "TINSMITH_REFERENCE";

/// The variable that names a file to which every skip is added as a line, for whoever counts them after a run.
pub const SKIPS: &str = "TINSMITH_SKIPS";

/// The folder that [`VARIABLE`] names, whatever directory this runs in; nothing if it is not set, or empty.
pub fn folder() -> Option<PathBuf> {
    resolve(env::var_os(VARIABLE))
}

fn resolve(named: Option<OsString>) -> Option<PathBuf> {
    let named = named.filter(|named| !named.is_empty())?;
    // An absolute path replaces what it is joined to.
    Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(named))
}

/// The folder for a test, or nothing after telling that `what` is skipped.
///
/// # Panics
///
/// If [`VARIABLE`] names something that is no folder: a slip must not look like tests that passed.
pub fn needed_for(what: &str) -> Option<PathBuf> {
    let Some(folder) = folder() else {
        skip(what, &format!("it needs the reference folder, and {VARIABLE} is not set"));
        return None;
    };
    assert!(
        folder.is_dir(),
        "{VARIABLE} is to name the reference folder, absolute or relative to the root of the workspace, but there is no \
         folder {}",
        folder.display()
    );
    Some(folder)
}

/// Tells that a test does not check `what` here: on the standard error of the process, which the harness of tests does not
/// hide, and in the file that [`SKIPS`] names.
///
/// # Panics
///
/// If that file cannot be written, for then the skip would go unnoticed.
pub fn skip(what: &str, why: &str) {
    let line = format!("skipped: {what}: {why}\n");
    // Whoever has closed standard error does not want to know.
    let _ = io::stderr().write_all(line.as_bytes());
    if let Some(path) = env::var_os(SKIPS) {
        record(Path::new(&path), &line).unwrap_or_else(|error| panic!("{}: {error}", Path::new(&path).display()));
    }
}

/// Adds a line in one write, since the tests of a process run at once.
fn record(path: &Path, line: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path)?.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_folder_is_taken_from_the_root_of_the_workspace() {
        let resolve = |named: &str| resolve(Some(named.into()));
        let root = resolve(".").expect("it is named");
        assert!(root.join("Cargo.lock").is_file(), "{}", root.display());
        assert!(resolve("tests/reference/Cargo.toml").expect("it is named").is_file());
        let absolute = env::current_dir().expect("tests run somewhere");
        assert_eq!(super::resolve(Some(absolute.clone().into())), Some(absolute));
    }

    #[test]
    fn no_folder_is_named_by_nothing() {
        assert_eq!(resolve(None), None);
        assert_eq!(resolve(Some(OsString::new())), None);
    }

    #[test]
    fn skips_are_added_to_what_was_skipped_before() {
        let path = env::temp_dir().join(format!("tinsmith-skips-{}", std::process::id()));
        for line in ["skipped: a: b\n", "skipped: c: d\n"] {
            record(&path, line).expect("the file can be written");
        }
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        std::fs::remove_file(&path).expect("the file can be removed");
        assert_eq!(text, "skipped: a: b\nskipped: c: d\n");
    }
}
