//! Lines that only named files may have.

use super::sources::{Source, all};
use super::{Exception, Finding, SELF, given, hold, keys};

/// A pattern over the lines of Rust files and manifests, and the files that may have such lines, each with the reason.
struct Rule {
    what: &'static str,
    is_in: fn(file: &Source, line: &str) -> bool,
    allowed: &'static [Exception],
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
            (
                "tests/moto/streams.rs",
                "the peak of memory is compared where the system reports it, and skipped aloud elsewhere",
            ),
            ("xtask/src/compare/cost.rs", "`cargo xtask compare` measures on Linux, and says so elsewhere"),
            ("xtask/src/compare/machine.rs", "the machine in PERFORMANCE.md, after everything was measured"),
        ],
    },
    Rule {
        what: "a clock in a test",
        is_in: |file, line| file.is_test() && line.contains("Instant") && line.contains("std::time"),
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
            file.path.ends_with("Cargo.toml")
                && line.starts_with("rust-version")
                && line != "rust-version.workspace = true"
        },
        allowed: &[("Cargo.toml", "where it is said for all members")],
    },
];

/// Words that make code, a test or a dependency one of a platform.
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

/// The lines that have it, in all files but those that name all words.
fn findings(rule: &Rule, sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| !source.path.starts_with(SELF)) {
        let lines = (1..).zip(source.text.lines()).filter(|(_, line)| (rule.is_in)(source, line));
        findings.extend(lines.map(|(number, line)| Finding {
            key: source.path.clone(),
            text: format!("{}:{number}: {}: {}", source.path, rule.what, line.trim()),
        }));
    }
    findings
}

#[test]
fn special_lines_are_in_named_files_only() {
    let sources = all();
    for rule in RULES {
        hold(rule.what, &findings(rule, &sources), rule.allowed);
    }
}

#[test]
fn a_rule_finds_the_lines_that_have_it() {
    let is_in = |file: &Source, line: &str| file.path != "d.rs" && line.contains("odd");
    let rule = Rule { what: "oddity", is_in, allowed: &[] };
    let broken = given([("a.rs", "is odd"), ("b.rs", "is even"), ("c.rs", "even\n odd too"), ("d.rs", "odd")]);
    let found = findings(&rule, &broken);
    assert_eq!(keys(&found), ["a.rs", "c.rs"]);
    assert_eq!(found[1].text, "c.rs:2: oddity: odd too");
}
