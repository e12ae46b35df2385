//! Every fixture of the code generator gives a crate that compiles without a warning of rustc or clippy, and passes the
//! protocol tests that its model carries.

use std::path::Path;

use tinsmith_codegen::Files;
use tinsmith_tests::awkward::awkward;
use tinsmith_tests::generate::{fixture_paths, fixtures};
use tinsmith_tests::taint::taint;
use tinsmith_tests::workspace::Workspace;

#[test]
fn every_fixture_compiles_without_warnings_and_passes_its_protocol_tests() {
    let awkward = [("awkward-small", false), ("awkward-capital", true)]
        .map(|(name, capital)| (name.to_owned(), awkward(name, capital)));
    let crates: Vec<_> = fixtures().into_iter().chain(awkward).chain(tainted()).collect();
    let workspace = Workspace::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures"), &crates);
    // Warnings are errors: the emitted manifests say so.
    let cargo = |args: &[&str]| workspace.run(workspace.cargo(args).arg("--no-default-features"));
    let untested: Vec<_> = crates.iter().map(|(name, _)| name).filter(|name| name.starts_with("tainted-")).collect();
    // Clippy reports what `cargo check` does, and more.
    cargo(&["clippy", "--workspace", "--all-targets", "--keep-going"]);
    // Links and HTML that rustdoc does not take; these have the most of them.
    cargo(&[
        "doc",
        "--no-deps",
        "-p",
        "documentation",
        "-p",
        "type_names",
        "-p",
        "operation_names",
        "-p",
        "awkward-capital",
        "-p",
        "tainted-documentation",
    ]);
    let mut tests = vec!["test", "--workspace", "--test", "protocol", "--no-fail-fast"];
    // What their cases say is tainted, too.
    for name in &untested {
        tests.extend(["--exclude", name]);
    }
    cargo(&tests);
}

/// Fixtures with texts of every kind, as the test of taints makes them.
const TAINTED: [&str; 6] = ["documentation", "endpoint_rules", "enums", "errors", "query", "waiters"];

fn tainted() -> Vec<(String, Files)> {
    let is_one = |path: &Path| path.file_stem().is_some_and(|name| TAINTED.iter().any(|it| name == *it));
    let paths: Vec<_> = fixture_paths().into_iter().filter(|path| is_one(path)).collect();
    assert_eq!(paths.len(), TAINTED.len());
    let named = |path: &Path| format!("tainted-{}", path.file_stem().unwrap_or_default().display());
    paths.iter().map(|path| (named(path), taint(path, &named(path)).tainted)).collect()
}
