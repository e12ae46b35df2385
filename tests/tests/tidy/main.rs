//! The invariants of ARCHITECTURE.md that text shows: imports, sizes, names of services, links of papers, and lines that only
//! named files may have.
//!
//! Each rule gives findings. A finding is a problem unless the rule's list of exceptions names it with a reason, and so is an
//! exception without a finding.

mod circles;
mod floors;
mod imports;
mod layers;
mod lines;
mod modules;
mod papers;
mod sizes;
mod sources;
mod titles;

/// The only place where the words of all rules stand.
const SELF: &str = "tests/tests/tidy/";

/// A violation of a rule.
#[derive(Debug)]
struct Finding {
    /// The name that an exception excuses it by: a file, a file with a function, a file with an import.
    key: String,
    /// File, line and what is wrong there.
    text: String,
}

/// A named exception and its reason.
type Exception = (&'static str, &'static str);

/// The findings that no exception names, then the exceptions without a finding.
fn problems(findings: &[Finding], exceptions: &[Exception]) -> Vec<String> {
    let excused = |finding: &&Finding| !exceptions.iter().any(|(key, _)| *key == finding.key);
    let stale = exceptions.iter().filter(|(key, _)| !findings.iter().any(|finding| finding.key == *key));
    let stale = stale.map(|(key, why)| format!("{key}: the exception is stale, remove it: {why}"));
    findings.iter().filter(excused).map(|finding| finding.text.clone()).chain(stale).collect()
}

/// Fails if a rule has problems, and says what to do about them.
///
/// # Panics
///
/// If there are any.
fn hold(rule: &str, findings: &[Finding], exceptions: &[Exception]) {
    let problems = problems(findings, exceptions);
    let text = problems.join("\n");
    assert!(problems.is_empty(), "{rule}: mend these, or name each with a reason in {SELF}\n{text}");
}

/// Sources for tests of rules.
fn given<const N: usize>(files: [(&str, &str); N]) -> Vec<sources::Source> {
    files.map(|(path, text)| sources::Source { path: path.to_owned(), text: text.to_owned() }).into()
}

/// The keys of findings.
fn keys(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.key.as_str()).collect()
}

#[test]
fn exceptions_excuse_findings_and_become_stale() {
    let finding = |key: &str| Finding { key: key.to_owned(), text: format!("{key}:1: odd") };
    let found = problems(&[finding("a.rs"), finding("b.rs")], &[("b.rs", "for one"), ("c.rs", "for two")]);
    assert_eq!(found, ["a.rs:1: odd", "c.rs: the exception is stale, remove it: for two"]);
}
