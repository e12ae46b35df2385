//! The packages that a program with an emitted crate has to build: few, and none of those that it can do without.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use tinsmith_codegen::RUST_VERSION;

/// The most packages of such a program, with itself. The values that the official crates share (`aws-types` and what it
/// stands on) are about half of them, TLS is a quarter.
const MOST: usize = 78;

/// Packages that must not come back, by name or by the beginning of it, and why.
const UNWANTED: [(&str, &str); 16] = [
    ("h2", "HTTP/2 is not spoken"),
    ("hyper-rustls", "tokio-rustls does what it does"),
    ("hyper-tls", "TLS is rustls"),
    ("native-tls", "TLS is rustls"),
    ("openssl-sys", "TLS is rustls"),
    ("aws-lc", "rustls has ring"),
    ("reqwest", "HTTP is hyper"),
    ("ureq", "HTTP is hyper"),
    ("aws-smithy-runtime@", "the engine is ours"),
    ("aws-sigv4", "the signer is ours"),
    ("tower", "the pool of connections is ours"),
    ("tracing-subscriber", "programs choose their own"),
    ("regex", "patterns are not checked by clients"),
    ("icu_", "hosts of services are ASCII"),
    ("url@", "hosts of services are ASCII"),
    ("serde", "the formats are ours"),
];

/// The features that manifests of programs for the official crates ask for.
const OFFICIAL: [&str; 8] = [
    "behavior-version-latest",
    "default-https-client",
    "gated-tests",
    "http-02x",
    "http-1x",
    "rt-tokio",
    "rustls",
    "test-util",
];

/// The target of the counted build, on any system, so that the figures are the same.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// The output of Cargo.
fn cargo(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(args).arg("--locked").output().expect("cargo runs");
    assert!(output.status.success(), "`cargo {}` fails:\n{}", args.join(" "), String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}

/// Names and versions of what a build of the crate with its default features takes.
fn packages() -> BTreeSet<(String, String)> {
    packages_with(&[])
}

/// The same with features that are chosen.
fn packages_with(features: &[&str]) -> BTreeSet<(String, String)> {
    let edges = ["--edges", "normal,build", "--prefix", "none", "--format", "{p}"];
    let tree = cargo(&[&["tree", "--package", "ivsrealtime", "--target", TARGET][..], &edges, features].concat());
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
fn features_of_the_official_crates_are_accepted_and_cost_little() {
    let names =
        |packages: BTreeSet<(String, String)>| packages.into_iter().map(|(name, _)| name).collect::<BTreeSet<_>>();
    for feature in OFFICIAL {
        let with = names(packages_with(&["--no-default-features", "--features", feature]));
        let connects = matches!(feature, "rustls" | "default-https-client");
        assert_eq!(with.contains("hyper"), connects, "{feature}");
    }
    let (default, all) = (packages(), packages_with(&["--features", &OFFICIAL.join(",")]));
    let more: Vec<_> = all.difference(&default).map(|(name, version)| format!("{name} {version}")).collect();
    assert!(matches!(&more[..], [fnv, http] if fnv.starts_with("fnv ") && http.starts_with("http v0.2.")), "{more:?}");
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

/// `cargo metadata` of the workspace with all features, dependencies included.
struct Metadata(Value);

impl Metadata {
    fn read() -> Self {
        let text = cargo(&["metadata", "--format-version", "1", "--all-features", "--filter-platform", TARGET]);
        Self(serde_json::from_str(&text).expect("cargo writes JSON"))
    }

    /// The package of that id.
    fn package(&self, id: &Value) -> &Value {
        let mut packages = self.0["packages"].as_array().into_iter().flatten();
        packages.find(|package| package["id"] == *id).expect("every id has a package")
    }

    /// The dependencies of a member of the workspace, itself included, but without those of its tests.
    fn closure(&self, name: &str) -> Vec<&Value> {
        let members = self.0["workspace_members"].as_array().expect("there are members");
        let mut ids: Vec<_> = members.iter().filter(|id| self.package(id)["name"] == name).collect();
        assert_eq!(ids.len(), 1, "{name} is a member");
        let nodes = self.0["resolve"]["nodes"].as_array().expect("dependencies are resolved");
        let mut next = 0;
        while let Some(id) = ids.get(next) {
            let node = nodes.iter().find(|node| node["id"] == **id).expect("every id has a node");
            for dependency in node["deps"].as_array().into_iter().flatten() {
                let is_normal = dependency["dep_kinds"].as_array().into_iter().flatten().any(|it| it["kind"] != "dev");
                if is_normal && !ids.contains(&&dependency["pkg"]) {
                    ids.push(&dependency["pkg"]);
                }
            }
            next += 1;
        }
        ids.into_iter().map(|id| self.package(id)).collect()
    }
}

/// The numbers of a version such as `1.88` or `1.94.1`.
fn version(text: &str) -> [u32; 3] {
    let mut numbers = text.split('.').map(|number| number.parse().expect("a version is of numbers"));
    [(); 3].map(|()| numbers.next().unwrap_or(0))
}

/// The oldest Rust by which some packages say that they compile, and which of them says so.
fn oldest<'p>(packages: impl IntoIterator<Item = &'p Value>) -> (&'p str, &'p Value) {
    let needs = packages.into_iter().filter_map(|package| Some((package["rust_version"].as_str()?, &package["name"])));
    needs.max_by_key(|(needed, _)| version(needed)).expect("some package says which Rust it needs")
}

#[test]
fn the_oldest_rust_is_that_of_the_dependencies() {
    let metadata = Metadata::read();
    let runtime = metadata.closure("tinsmith");
    let theirs = runtime.into_iter().filter(|package| package["name"] != "tinsmith");
    let (needed, whose) = oldest(theirs);
    assert_eq!(
        RUST_VERSION, needed,
        "{whose} says so; `tinsmith_codegen::RUST_VERSION`, Cargo.toml and README.md follow"
    );
    for id in metadata.0["workspace_members"].as_array().into_iter().flatten() {
        let member = metadata.package(id);
        assert_eq!(member["rust_version"], RUST_VERSION, "{}", member["name"]);
        let closure = metadata.closure(member["name"].as_str().expect("a name is text"));
        let (needed, whose) = oldest(closure);
        assert!(version(needed) <= version(RUST_VERSION), "{whose}, of {}, needs {needed}", member["name"]);
    }
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&format!("[Rust](https://rustup.rs) {RUST_VERSION} or newer")), "README.md says another");
}

#[test]
fn versions_are_compared_by_their_numbers() {
    assert!(
        version("1.94.1") > version("1.94") && version("1.94") > version("1.9") && version("1.88.0") == version("1.88")
    );
    let packages = [("a", Some("1.9")), ("b", Some("1.88")), ("c", None)]
        .map(|(name, rust_version)| serde_json::json!({ "name": name, "rust_version": rust_version }));
    assert_eq!(oldest(&packages), ("1.88", &Value::from("b")));
}
