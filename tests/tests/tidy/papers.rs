//! Links and paths in Markdown lead somewhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tinsmith_tests::generate::{emitted, root, slashed};

use super::sources::{Source, collect, read};
use super::{Finding, given, hold, keys};

/// The papers: files at the root, pages, and the READMEs of crates.
fn papers() -> Vec<Source> {
    let root = root();
    let at_root = ["ARCHITECTURE", "CHANGELOG", "CONTRIBUTING", "PERFORMANCE", "README", "SECURITY"];
    let mut paths: Vec<_> = at_root.iter().map(|name| root.join(format!("{name}.md"))).collect();
    collect(&root.join("docs"), &mut paths);
    let own = ["codegen", "config", "model", "runtime"].map(str::to_owned);
    let crates = own.into_iter().chain(emitted().into_iter().map(|name| format!("generated/{name}")));
    paths.extend(crates.map(|name| root.join(name).join("README.md")).filter(|path| path.exists()));
    paths.iter().map(|path| read(&root, path)).collect()
}

/// The files and folders of the repository, below the root.
fn tree() -> BTreeSet<String> {
    let root = root();
    let mut files = Vec::new();
    for folder in [".cargo", ".ci", "codegen", "config", "docs", "generated", "model", "runtime", "tests", "xtask"] {
        collect(&root.join(folder), &mut files);
    }
    let entries = root.read_dir().expect("the root can be read");
    files.extend(entries.map(|entry| entry.expect("it can be read").path()).filter(|path| path.is_file()));
    let below = files.iter().map(|path| path.strip_prefix(&root).expect("it is below the root"));
    below.flat_map(Path::ancestors).map(slashed).filter(|path| !path.is_empty()).collect()
}

fn findings(papers: &[Source], tree: &BTreeSet<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for paper in papers {
        for (number, line) in prose(&paper.text) {
            let links = links(line).filter(|link| !resolves(paper, link, papers, tree));
            let paths = spans(line).filter(|span| !exists(span, tree));
            for wrong in links.chain(paths) {
                let text = format!("{}:{number}: `{wrong}` leads nowhere", paper.path);
                findings.push(Finding { key: format!("{} {wrong}", paper.path), text });
            }
        }
    }
    findings
}

/// The lines outside of blocks of code.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut in_code = false;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        in_code ^= line.trim_start().starts_with("```");
        !in_code
    })
}

/// The targets of links.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

/// Whether a link leads to another site, or to a file and heading that are there.
fn resolves(paper: &Source, link: &str, papers: &[Source], tree: &BTreeSet<String>) -> bool {
    if link.contains("://") || link.starts_with("mailto:") {
        return true;
    }
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
    let folder = Path::new(&paper.path).parent().unwrap_or(Path::new(""));
    let target = if path.is_empty() { paper.path.clone() } else { normal(&folder.join(path)) };
    let headed = |anchor: &str| papers.iter().any(|it| it.path == target && headings(&it.text).any(|it| it == anchor));
    tree.contains(&target) && anchor.is_none_or(headed)
}

/// A relative path without `..`.
fn normal(path: &Path) -> String {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part.as_os_str().to_str() {
            Some("..") => _ = parts.pop(),
            Some(".") => {}
            _ => parts.push(part),
        }
    }
    slashed(&parts)
}

/// The anchors of headings: lower case, hyphens for spaces, no other punctuation.
fn headings(text: &str) -> impl Iterator<Item = String> {
    let headings = prose(text).filter_map(|(_, line)| line.strip_prefix('#'));
    headings.map(|heading| {
        let text = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    })
}

/// The code spans that look like paths of the repository; those below `target` are there after a build.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    let is_path = |span: &&str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-/{},".contains(c);
        let folder = span.split('/').next().unwrap_or_default();
        let known = [".cargo", ".ci", "codegen", "config", "docs", "generated", "model", "runtime", "tests", "xtask"];
        let is_below = span.contains('/') && known.contains(&folder) && !span.contains("/target");
        let is_file = [".rs", ".md", ".toml"].iter().any(|end| span.ends_with(end));
        span.chars().all(is_plain) && (is_below || is_file)
    };
    line.split('`').skip(1).step_by(2).filter(is_path)
}

/// Whether each of the paths is there, or a file of that name somewhere if it is a name alone.
fn exists(span: &str, tree: &BTreeSet<String>) -> bool {
    let there = |path: &String| {
        let path = path.trim_end_matches('/');
        tree.contains(path) || !path.contains('/') && tree.iter().any(|it| it.ends_with(&format!("/{path}")))
    };
    braces(span).iter().all(there)
}

/// `a/{b,c}.rs` as `a/b.rs` and `a/c.rs`.
fn braces(span: &str) -> Vec<String> {
    match span.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
        Some((before, (names, behind))) => names.split(',').map(|name| format!("{before}{name}{behind}")).collect(),
        None => vec![span.to_owned()],
    }
}

#[test]
fn the_readme_is_short() {
    let lines = include_str!("../../../README.md").lines().count();
    assert!(
        lines <= 250,
        "README.md has {lines} lines: what a first reader does not need goes to docs/ or CONTRIBUTING.md"
    );
}

#[test]
fn links_and_paths_lead_somewhere() {
    hold("a link or path leads nowhere", &findings(&papers(), &tree()), &[]);
}

#[test]
fn what_leads_nowhere_is_found() {
    let text = "# A `b`: c, d\n[x](#a-b-c-d) [x](#a) [x](docs/b.md#e) [x](no.md) <https://x.org> [y](https://y.org)\n\
                `runtime/src/{a,b}.rs` `runtime/src/{a,c}.rs` `a.rs` `z.rs` `model.x` `docs/` `tests/<name>`\n\
                ```\n[x](no.md)\n```\n";
    let papers = given([("A.md", text), ("docs/b.md", "## E\n[a](../A.md) [b](b.md#f)")]);
    let tree = ["A.md", "docs", "docs/b.md", "runtime/src/a.rs", "runtime/src/b.rs"].map(str::to_owned).into();
    let expected = ["A.md #a", "A.md no.md", "A.md runtime/src/{a,c}.rs", "A.md z.rs", "docs/b.md b.md#f"];
    assert_eq!(keys(&findings(&papers, &tree)), expected);
}
