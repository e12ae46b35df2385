//! Packages as registries and readers of licences see them: metadata, README and licences of each crate, and the licences and
//! sources of dependencies that `deny.toml` allows.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tinsmith_tests::generate::{emitted, root};

/// The output of `cargo metadata`.
fn metadata() -> Value {
    let args = ["metadata", "--format-version", "1", "--all-features", "--locked"];
    let output = Command::new(env!("CARGO")).args(args).output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo writes JSON")
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    metadata["packages"].as_array().into_iter().flatten()
}

/// The packages of the workspace that a registry is to get.
fn published(metadata: &Value) -> Vec<&Value> {
    let members = metadata["workspace_members"].as_array().expect("there are members");
    let own = packages(metadata).filter(|package| members.contains(&package["id"]));
    own.filter(|package| package["publish"].is_null() && package["name"] != "tinsmith-reference").collect()
}

fn count(value: &Value) -> usize {
    value.as_array().map_or(0, Vec::len)
}

#[test]
fn a_published_crate_has_metadata_a_readme_and_licences() {
    let metadata = metadata();
    let published = published(&metadata);
    let names: BTreeSet<_> = published.iter().filter_map(|package| package["name"].as_str()).collect();
    let emitted = emitted();
    let own = ["tinsmith", "tinsmith-codegen", "tinsmith-config", "tinsmith-model"];
    assert_eq!(names, own.into_iter().chain(emitted.iter().map(String::as_str)).collect());
    let repositories: BTreeSet<_> = published.iter().filter_map(|package| package["repository"].as_str()).collect();
    assert_eq!(repositories.len(), 1, "one value for the workspace: {repositories:?}");
    let licence = |folder: &Path, name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    for package in published {
        let name = &package["name"];
        for field in ["description", "license", "readme", "repository", "rust_version"] {
            assert!(package[field].is_string(), "{name} has no {field}");
        }
        assert!((1..=5).contains(&count(&package["keywords"])), "{name}: a registry takes up to five keywords");
        assert!((1..=5).contains(&count(&package["categories"])), "{name}: a registry takes up to five categories");
        let folder = Path::new(package["manifest_path"].as_str().expect("a path is text")).parent().expect("a folder");
        for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let whole = licence(&root(), file);
            assert!(
                !whole.is_empty() && licence(folder, file).ends_with(&whole),
                "{name}: {file} is not that of the root"
            );
        }
    }
}

/// Whether allowed licences are enough for an SPDX expression, in which old manifests have `/` for `OR`. Brackets are not heeded:
/// `OR` binds stronger here than `AND`, which may refuse what is allowed, and never allows what is not.
fn is_allowed(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], " ");
    expression.split(" AND ").all(|terms| terms.split(" OR ").any(|id| allowed.contains(id.trim())))
}

#[test]
fn dependencies_have_licences_and_sources_that_are_allowed() {
    let deny: toml::Table = include_str!("../../deny.toml").parse().expect("deny.toml is TOML");
    let allowed = deny["licenses"]["allow"].as_array().expect("it allows some");
    let allowed: BTreeSet<_> = allowed.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect();
    let metadata = metadata();
    for package in packages(&metadata) {
        let (name, licence) = (&package["name"], package["license"].as_str().unwrap_or_default());
        assert!(is_allowed(licence, &allowed), "{name} is under {licence:?}, of which deny.toml allows nothing");
        let source = package["source"].as_str();
        assert!(source.is_none_or(|it| it.starts_with("registry+")), "{name} comes from {source:?}");
    }
}

#[test]
fn expressions_of_licences_are_understood() {
    let allowed: BTreeSet<_> = ["MIT", "Unicode-3.0"].map(str::to_owned).into();
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("", false),
        ("GPL-3.0-only OR MIT", true),
        ("MIT/Apache-2.0", true),
        ("MIT OR GPL-3.0-only AND ISC", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND ISC", false),
    ] {
        assert_eq!(is_allowed(expression, &allowed), expected, "{expression}");
    }
}
