//! Every fixture of the code generator gives a crate that compiles without a warning of rustc or clippy, and passes the
//! protocol tests that its model carries.

use std::path::Path;

use tinsmith_tests::generate::fixtures;
use tinsmith_tests::workspace::Workspace;

#[test]
fn every_fixture_compiles_without_warnings_and_passes_its_protocol_tests() {
    let workspace = Workspace::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures"), &fixtures());
    // Warnings are errors: the emitted manifests say so.
    let cargo = |args: &[&str]| workspace.run(workspace.cargo(args).arg("--no-default-features"));
    // Clippy reports what `cargo check` does, and more.
    cargo(&["clippy", "--workspace", "--all-targets", "--keep-going"]);
    // Links and HTML that rustdoc does not take; these have the most of them.
    cargo(&["doc", "--no-deps", "-p", "documentation", "-p", "type_names", "-p", "operation_names"]);
    cargo(&["test", "--workspace", "--test", "protocol", "--no-fail-fast"]);
}
