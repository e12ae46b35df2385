//! Files of the reference folder, and telling what they gave. `tinsmith_reference` finds the folder.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Prints a line that the test harness does not hide.
pub fn say(line: &str) {
    // A closed standard error is no failure.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Reads a file of the reference folder.
///
/// # Panics
///
/// If it is not there or no JSON.
pub fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a reference file can be read");
    serde_json::from_str(&text).expect("a reference file is JSON")
}

/// The paths of the JSON files in folders of the reference folder, sorted.
///
/// # Panics
///
/// If one of the folders is not there.
pub fn files(reference: &Path, folders: &[&str]) -> Vec<PathBuf> {
    let mut paths: Vec<_> = folders
        .iter()
        .flat_map(|folder| fs::read_dir(reference.join(folder)).expect("the reference folder can be read"))
        .map(|entry| entry.expect("the reference folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths
}
