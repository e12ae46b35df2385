//! Files and functions that fit in a head.

use super::sources::{Source, all};
use super::{Exception, Finding, given, hold, keys};

const FILE: usize = 300;
const FUNCTION: usize = 40;

/// Longer files, each with the reason.
const FILES: &[Exception] = &[
    ("codegen/src/ir/types.rs", "the types of a crate as data"),
    ("codegen/tests/problems.rs", "a table: a problem, its place and its words"),
    ("runtime/benches/support/objects.rs", "a page of objects, written by hand for each format"),
    ("runtime/src/engine/endpoint.rs", "endpoints and the scopes that they ask for"),
    ("runtime/src/formats/cbor/tests/reading.rs", "a table of documents"),
    ("runtime/src/formats/json/scanner.rs", "one scanner"),
    ("runtime/src/formats/xml/scanner.rs", "one scanner"),
    ("runtime/src/protocol_test/mod.rs", "checks of requests, outputs and errors"),
    ("runtime/src/protocols/rest_json/tests/requests.rs", "a table of requests"),
    ("runtime/src/protocols/rest_json/tests/responses.rs", "a table of responses"),
];

/// Files with a longer function, the name of the function, and the reason.
const FUNCTIONS: &[Exception] = &[
    ("codegen/src/emit/jmespath.rs expr", "one match over all expressions"),
    ("codegen/src/emit/operation.rs marker", "one template"),
    ("codegen/src/emit/paginator.rs emit", "one template"),
    ("codegen/src/lower/endpoint/diagram.rs expand", "one traversal of the nodes"),
    ("codegen/src/lower/operation.rs lower", "one structure with all facts of an operation"),
    ("model/src/literal/tests.rs times", "a table of timestamps"),
    ("runtime/src/config/tests/overrides.rs settings", "a table of settings"),
    ("runtime/src/jmespath/eval/mod.rs eval", "one match over all expressions"),
    ("runtime/tests/auth.rs the_whole_order_of_a_preference_is_heeded", "a table of preferences"),
];

fn long_files(sources: &[Source]) -> Vec<Finding> {
    let rust = sources.iter().filter(|source| source.is_rust());
    let counted = rust.map(|source| (source, source.text.lines().count())).filter(|(_, lines)| *lines > FILE);
    counted
        .map(|(source, lines)| Finding {
            key: source.path.clone(),
            text: format!("{}: {lines} lines, {FILE} is the most", source.path),
        })
        .collect()
}

/// The functions that are too long, by what rustfmt makes of them: the brace that ends one is as deep as its first line.
fn long_functions(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust()) {
        let lines: Vec<_> = source.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(name) = function(line) else { continue };
            let length = length(&lines[at..]);
            if length > FUNCTION {
                let text = format!("{}:{}: `{name}` has {length} lines, {FUNCTION} is the most", source.path, at + 1);
                findings.push(Finding { key: format!("{} {name}", source.path), text });
            }
        }
    }
    findings
}

/// The name of the function that a line begins.
fn function(line: &str) -> Option<&str> {
    let (before, rest) = line.trim_start().split_once("fn ")?;
    let is_qualifier = |word: &str| {
        matches!(word, "pub" | "const" | "async" | "unsafe" | "default" | "in")
            || word.ends_with(')')
            || word.starts_with("pub(")
    };
    let begins = before.is_empty() || before.ends_with(' ') && before.split_whitespace().all(is_qualifier);
    begins.then_some(())?;
    rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().filter(|name| !name.is_empty())
}

/// The number of lines of the function that the first of `lines` begins.
fn length(lines: &[&str]) -> usize {
    let indent = &lines[0][..lines[0].len() - lines[0].trim_start().len()];
    let own = |line: &str| line.strip_prefix(indent).filter(|rest| !rest.starts_with(' ')).map(str::to_owned);
    // On one line, a declaration without a body, or until the brace.
    let last = lines
        .iter()
        .position(|line| own(line).is_some_and(|line| line == "}" || line.ends_with(';') || line.ends_with('}')));
    last.map_or(lines.len(), |last| last + 1)
}

#[test]
fn files_and_functions_are_short() {
    let sources = all();
    hold("a file is too long", &long_files(&sources), FILES);
    hold("a function is too long", &long_functions(&sources), FUNCTIONS);
}

#[test]
fn what_is_too_long_is_found() {
    let long = "x\n".repeat(FILE + 1);
    let body = "        x;\n".repeat(FUNCTION - 2);
    let fits = format!("impl A {{\n    pub(in crate::b) async fn fits() {{\n{body}    }}\n}}\n");
    let over = format!("impl A {{\n    fn over(\n        &self,\n    ) {{\n{body}    }}\n    fn one() {{}}\n}}\n");
    let broken = given([("a.rs", &long), ("b.rs", &fits), ("c.rs", &over), ("d.rs", "trait D {\n    fn d();\n}\n")]);
    assert_eq!(keys(&long_files(&broken)), ["a.rs"]);
    assert_eq!(keys(&long_functions(&broken)), ["c.rs over"]);
    assert_eq!(function("let fn_ = 1;"), None);
}
