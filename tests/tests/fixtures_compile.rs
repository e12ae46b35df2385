//! Every fixture of the code generator gives a crate that compiles without a warning of rustc or clippy, and passes the
//! protocol tests that its model carries.

use std::fs;
use std::path::Path;
use std::process::Command;

use tinsmith_codegen::Files;
use tinsmith_tests::generate::{fixtures, root};

#[test]
fn every_fixture_compiles_without_warnings_and_passes_its_protocol_tests() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let fixtures = fixtures();
    write_workspace(&workspace, &fixtures);
    // Clippy reports what `cargo check` does, and more.
    cargo(&workspace, &["clippy", "--workspace", "--all-targets", "--keep-going"]);
    // Links and HTML that rustdoc does not take; these have the most of them.
    cargo(&workspace, &["doc", "--no-deps", "-p", "documentation", "-p", "type_names", "-p", "operation_names"]);
    cargo(&workspace, &["test", "--workspace", "--test", "protocol", "--no-fail-fast"]);
}

/// Runs cargo, or fails with what the compiler says. Warnings are errors: the emitted manifests say so.
fn cargo(workspace: &Path, args: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(args)
        .args(["--offline", "--quiet", "--no-default-features", "--color", "never", "--target-dir"])
        .arg(workspace.join("target"))
        .current_dir(workspace)
        .output()
        .expect("cargo runs");
    let report = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    let what = args.join(" ");
    assert!(output.status.success(), "`cargo {what}` fails in {}:\n{report}", workspace.display());
}

/// Writes the crates, with the versions of dependencies that this workspace has, so that nothing is downloaded.
fn write_workspace(workspace: &Path, fixtures: &[(String, Files)]) {
    let crates = workspace.join("crates");
    fs::create_dir_all(&crates).expect("the folder can be made");
    for entry in fs::read_dir(&crates).expect("the folder can be read").flatten() {
        if !fixtures.iter().any(|(name, _)| entry.file_name() == **name) {
            fs::remove_dir_all(entry.path()).expect("a stale crate can be removed");
        }
    }
    let runtime = root().join("runtime");
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n\
         [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\n\
         license = \"MIT\"\npublish = false\n\n\
         [workspace.dependencies]\ntinsmith = {{ path = {runtime:?}, default-features = false }}\n"
    );
    write(&workspace.join("Cargo.toml"), &manifest);
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the workspace has a lock file");
    write(&workspace.join("Cargo.lock"), &lock);
    for (name, files) in fixtures {
        write_crate(&crates.join(name), files);
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
            } else if !files.contains_key(&*relative.to_string_lossy()) {
                fs::remove_file(&path).expect("a stale file can be removed");
            }
        }
    }
    for (path, text) in files {
        write(&folder.join(path), text);
    }
}

/// Writes a file unless it holds that text already, so that what did not change is not compiled again.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap_or(path)).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}
