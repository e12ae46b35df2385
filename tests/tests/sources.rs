//! What stands in named files only, all over the workspace: each rule names the files that may have something, and why.

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_tests::generate::{root, slashed};

/// Something that is looked for in the lines of Rust files and manifests, and the files that may have it, each with the reason.
struct Rule {
    what: &'static str,
    is_in: fn(file: &str, line: &str) -> bool,
    allowed: &'static [(&'static str, &'static str)],
}

const RULES: &[Rule] = &[
    Rule {
        what: "looking up TINSMITH_REFERENCE",
        is_in: |_, line| line.contains("\"TINSMITH_REFERENCE\""),
        allowed: &[("tests/reference/src/lib.rs", "the one place that finds the reference folder")],
    },
    Rule {
        what: "code for one platform",
        is_in: |_, line| PLATFORM.iter().any(|word| line.contains(word)),
        allowed: &[],
    },
    Rule {
        what: "a path that one platform has",
        is_in: |_, line| ["/proc/", "/dev/null", "\"/etc/", "\"/tmp", "\"/sys/"].iter().any(|path| line.contains(path)),
        allowed: &[
            (
                "tests/benches/instructions/main.rs",
                "what valgrind writes is thrown away; without valgrind the bench says so",
            ),
            ("tests/compare/work/src/measure.rs", "the programs of `cargo xtask compare` read their peak of memory"),
            ("tests/moto/streams.rs", "the peak of memory is compared where it is told, and skipped aloud elsewhere"),
            ("xtask/src/compare/cost.rs", "`cargo xtask compare` measures on Linux, and says so elsewhere"),
            ("xtask/src/compare/machine.rs", "the machine in PERFORMANCE.md, after everything was measured"),
        ],
    },
    Rule {
        what: "a clock in a test",
        is_in: |file, line| is_test(file) && line.contains("Instant") && line.contains("std::time"),
        allowed: &[
            ("model/tests/hostile.rs", "mutations go on for as long as TINSMITH_FUZZ_SECONDS says"),
            ("model/tests/reference.rs", "prints how long loading took"),
            ("runtime/src/test_support/fuzz.rs", "mutations go on for as long as TINSMITH_FUZZ_SECONDS says"),
            ("tests/compare/ceilings/src/hyper.rs", "measures, and asserts nothing"),
            ("tests/compare/shared/calls.rs", "measures, and asserts nothing"),
        ],
    },
    Rule {
        what: "a test that is left out",
        is_in: |_, line| line.trim_start().starts_with("#[ignore"),
        allowed: &[("runtime/tests/roots.rs", "another test runs it, in a process of its own")],
    },
    Rule {
        what: "another Rust than the workspace's",
        is_in: |file, line| {
            file.ends_with("Cargo.toml") && line.starts_with("rust-version") && line != "rust-version.workspace = true"
        },
        allowed: &[("Cargo.toml", "where it is said for all members")],
    },
];

/// What makes code, a test or a dependency one of a platform.
const PLATFORM: [&str; 13] = [
    "target_os",
    "target_family",
    "target_arch",
    "target_env",
    "(unix",
    "(windows",
    "os::unix",
    "os::linux",
    "os::windows",
    "os::fd",
    "libc",
    "nix::",
    "[target.",
];

/// Whether a file is one of tests.
fn is_test(file: &str) -> bool {
    file.split('/').any(|part| part.starts_with("test"))
}

/// This file, which names all words.
const SELF: &str = "tests/tests/sources.rs";

/// The Rust files and manifests of the workspace, by their paths below the root with `/`, sorted.
fn sources() -> Vec<(String, String)> {
    let root = root();
    let mut folders: Vec<_> = ["model", "codegen", "runtime", "xtask", "tests"].map(|name| root.join(name)).into();
    let mut found = vec![root.join("Cargo.toml")];
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.extend((!path.ends_with("target")).then_some(path));
            } else if path.ends_with("Cargo.toml") || path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let read = |path: PathBuf| {
        let name = slashed(path.strip_prefix(&root).expect("it is below the root"));
        (name, fs::read_to_string(&path).expect("the file can be read"))
    };
    let mut sources: Vec<_> = found.into_iter().map(read).collect();
    sources.sort();
    sources
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("the folder can be read").path()).collect()
}

/// What is wrong with sources by a rule: lines that have it where it may not be, and files that may have it and do not.
fn problems(rule: &Rule, sources: &[(String, String)]) -> Vec<String> {
    let (mut problems, mut stale) = (Vec::new(), rule.allowed.to_vec());
    for (file, text) in sources.iter().filter(|(file, _)| file != SELF) {
        let lines: Vec<_> = (1..).zip(text.lines()).filter(|(_, line)| (rule.is_in)(file, line)).collect();
        if rule.allowed.iter().any(|(allowed, _)| allowed == file) {
            stale.retain(|(allowed, _)| allowed != file || lines.is_empty());
        } else {
            problems
                .extend(lines.iter().map(|(number, line)| format!("{file}:{number}: {}: {}", rule.what, line.trim())));
        }
    }
    let stale = stale.iter().map(|(file, why)| format!("{file}: there is no longer {}: {why}", rule.what));
    problems.into_iter().chain(stale).collect()
}

#[test]
fn what_is_special_stands_in_named_files_only() {
    let sources = sources();
    assert!(sources.iter().any(|(name, _)| name == SELF), "this file is found among {} files", sources.len());
    let problems: Vec<_> = RULES.iter().flat_map(|rule| problems(rule, &sources)).collect();
    assert!(problems.is_empty(), "do without, or name the file and the reason in {SELF}:\n{}", problems.join("\n"));
}

#[test]
fn a_rule_finds_what_is_new_and_what_is_stale() {
    let is_in = |file: &str, line: &str| file != "d.rs" && line.contains("odd");
    let rule =
        Rule { what: "oddity", is_in, allowed: &[("a.rs", "for one"), ("b.rs", "for two"), ("e.rs", "for three")] };
    let sources = [("a.rs", "is odd"), ("b.rs", "is even"), ("c.rs", "even\n odd too"), ("d.rs", "odd")];
    let sources = sources.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let expected = [
        "c.rs:2: oddity: odd too",
        "b.rs: there is no longer oddity: for two",
        "e.rs: there is no longer oddity: for three",
    ];
    assert_eq!(problems(&rule, &sources), expected);
}
