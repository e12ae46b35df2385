//! Every fixture of the code generator gives a crate that compiles without a warning of rustc or clippy, and passes the
//! protocol tests that its model carries.

use std::path::Path;

use tinsmith_tests::awkward::awkward;
use tinsmith_tests::generate::fixtures;
use tinsmith_tests::workspace::Workspace;

#[test]
fn every_fixture_compiles_without_warnings_and_passes_its_protocol_tests() {
    let awkward = [("awkward-small", false), ("awkward-capital", true)]
        .map(|(name, capital)| (name.to_owned(), awkward(name, capital)));
    let crates: Vec<_> = fixtures().into_iter().chain(awkward).collect();
    let workspace = Workspace::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures"), &crates);
    // Warnings are errors: the emitted manifests say so.
    let cargo = |args: &[&str]| workspace.run(workspace.cargo(args).arg("--no-default-features"));
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
    ]);
    cargo(&["test", "--workspace", "--test", "protocol", "--no-fail-fast"]);
}
