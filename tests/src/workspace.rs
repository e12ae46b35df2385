//! Workspaces of emitted crates, written below `target`, on which tests run Cargo.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tinsmith_codegen::{Files, RUST_VERSION};

use crate::generate::{root, slashed};

/// A workspace whose members are in `crates`. All workspaces in one folder share a target folder, in which
/// `cargo xtask conformance` compiles, too: what they depend on is compiled once.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// Writes the crates, with the versions of dependencies that the checkout has, so that nothing is downloaded. What is
    /// there already is left alone, so that it is not compiled again; what an earlier run left is removed.
    ///
    /// # Panics
    ///
    /// If a file cannot be read or written.
    pub fn write(folder: PathBuf, crates: &[(String, Files)]) -> Self {
        let home = folder.join("crates");
        fs::create_dir_all(&home).expect("the folder can be made");
        for entry in fs::read_dir(&home).expect("the folder can be read").flatten() {
            if !crates.iter().any(|(name, _)| entry.file_name() == **name) {
                fs::remove_dir_all(entry.path()).expect("a stale crate can be removed");
            }
        }
        let runtime = root().join("runtime");
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n\
             [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"{RUST_VERSION}\"\n\
             repository = \"\"\npublish = false\n\n\
             [workspace.dependencies]\ntinsmith = {{ path = {runtime:?}, default-features = false }}\n\n\
             [profile.dev]\ndebug = false\n"
        );
        write(&folder.join("Cargo.toml"), &manifest);
        let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the checkout has a lock file");
        write(&folder.join("Cargo.lock"), &lock);
        for (name, files) in crates {
            write_crate(&home.join(name), files);
        }
        Self { folder }
    }

    /// A Cargo command in the workspace, of which people see what goes wrong and nothing else.
    pub fn cargo(&self, args: &[&str]) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(args).args(["--offline", "--quiet", "--color", "never", "--target-dir"]);
        // Each crate is compiled once: keeping parts of it for the next time costs time and disk.
        cargo.arg(self.folder.with_file_name("target")).current_dir(&self.folder).env("CARGO_INCREMENTAL", "0");
        cargo
    }

    /// Runs a command, and gives what it printed.
    ///
    /// # Panics
    ///
    /// If it fails, with what it printed.
    pub fn run(&self, command: &mut Command) -> String {
        let Output { status, stdout, stderr } = command.output().expect("cargo runs");
        let report = String::from_utf8_lossy(&stdout) + String::from_utf8_lossy(&stderr);
        assert!(status.success(), "{command:?} fails in {}:\n{report}", self.folder.display());
        report.into_owned()
    }
}

/// Writes a crate and removes what an earlier run left there.
fn write_crate(folder: &Path, files: &Files) {
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let relative = path.strip_prefix(folder).unwrap_or(&path);
            if path.is_dir() {
                folders.push(path);
            } else if !files.contains_key(&slashed(relative)) {
                fs::remove_file(&path).expect("a stale file can be removed");
            }
        }
    }
    for (path, text) in files {
        write(&folder.join(path), text);
    }
}

/// Writes a file unless it holds that text already.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap_or(path)).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}
