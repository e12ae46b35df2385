//! What a program that uses an emitted crate has to build: few packages, and none of those that it can do without.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The most packages of such a program, with itself. The values that the official crates share (`aws-types` and what it
/// stands on) are about half of them, TLS is a quarter.
const MOST: usize = 82;

/// Packages that must not come back, by name or by the beginning of it, and why.
const UNWANTED: [(&str, &str); 14] = [
    ("h2", "HTTP/2 is not spoken"),
    ("hyper-tls", "TLS is rustls"),
    ("native-tls", "TLS is rustls"),
    ("openssl-sys", "TLS is rustls"),
    ("aws-lc", "rustls has ring"),
    ("reqwest", "HTTP is hyper"),
    ("ureq", "HTTP is hyper"),
    ("aws-smithy-runtime@", "the engine is ours"),
    ("aws-sigv4", "the signer is ours"),
    ("tracing-subscriber", "programs choose their own"),
    ("regex", "patterns are not checked by clients"),
    ("icu_", "hosts of services are ASCII"),
    ("url@", "hosts of services are ASCII"),
    ("serde", "the formats are ours"),
];

/// Names and versions of what a build of the crate with its default features takes.
fn packages() -> BTreeSet<(String, String)> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", "ivsrealtime", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"])
        .args(["--offline", "--locked"])
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "`cargo tree` fails:\n{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).expect("cargo writes UTF-8");
    let packages = tree.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.to_owned()))
    });
    packages.collect()
}

#[test]
fn a_program_has_few_packages() {
    let packages = packages();
    assert!(packages.iter().any(|(name, _)| name == "hyper"), "the default features are there: {packages:?}");
    let count = 1 + packages.len();
    assert!(count <= MOST, "{count} packages are more than {MOST}: {packages:#?}");
}

#[test]
fn what_is_not_needed_is_not_there() {
    for (name, version) in packages() {
        let full = format!("{name}@{version}");
        let unwanted = UNWANTED.iter().find(|(unwanted, _)| full.starts_with(unwanted));
        assert_eq!(unwanted, None, "{full}: `cargo tree -p ivsrealtime -i {name}` tells who wants it");
    }
}

#[test]
fn no_package_is_there_in_two_versions() {
    let mut versions = BTreeMap::<_, BTreeSet<_>>::new();
    for (name, version) in packages() {
        versions.entry(name).or_default().insert(version);
    }
    versions.retain(|_, versions| versions.len() > 1);
    assert!(versions.is_empty(), "`cargo tree -p ivsrealtime -d` tells who wants which: {versions:?}");
}
