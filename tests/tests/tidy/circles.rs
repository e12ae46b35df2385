//! Modules of the generator and of the commands import each other in one direction.

use std::collections::{BTreeMap, BTreeSet};

use super::imports;
use super::sources::{Source, all};
use super::{Exception, Finding, given, hold, keys};

/// Folders whose modules have no import circles. `lib.rs` and `main.rs` name all modules, and are left out.
const FOLDERS: [&str; 4] = ["model/src", "codegen/src", "codegen/src/lower", "xtask/src"];

const EXCEPTIONS: &[Exception] = &[];

/// The modules that each module of a folder imports.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// The modules of a folder. Tests are none of them.
fn graph(sources: &[Source], folder: &str) -> Graph {
    let mut graph = Graph::new();
    for source in sources.iter().filter(|source| source.is_rust() && !source.is_test() && source.is_below(folder)) {
        let parts: Vec<_> = source.path[folder.len() + 1..].trim_end_matches(".rs").split('/').collect();
        if matches!(parts[..], ["mod" | "lib" | "main"]) {
            continue;
        }
        let targets = imports::of(source).into_iter().filter_map(|import| target(folder, &parts, &import.path));
        graph.entry(parts[0].to_owned()).or_default().extend(targets.filter(|target| target != parts[0]));
    }
    let modules: BTreeSet<_> = graph.keys().cloned().collect();
    graph.values_mut().for_each(|targets| targets.retain(|target| modules.contains(target)));
    graph
}

/// The first module below the folder that an import of a file names.
fn target(folder: &str, parts: &[&str], path: &str) -> Option<String> {
    let (_, below) = folder.split_once("/src").unwrap_or_default();
    let within = format!("crate{}::", below.replace('/', "::"));
    let depth = parts.iter().filter(|part| **part != "mod").count();
    let rest = path.strip_prefix(&within).or_else(|| path.strip_prefix(&"super::".repeat(depth)))?;
    Some(rest.split("::").next().unwrap_or_default().to_owned())
}

/// The modules that reach themselves, each circle once.
fn findings(sources: &[Source], folder: &str) -> Vec<Finding> {
    let graph = graph(sources, folder);
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for module in graph.keys() {
        let reached = reached(&graph, module);
        if reached.contains(module) && !seen.contains(module) {
            let circle: Vec<_> = reached.iter().filter(|other| self::reached(&graph, other).contains(module)).collect();
            seen.extend(circle.iter().map(|module| (*module).clone()));
            let text = format!("{folder}: {circle:?} import each other");
            findings.push(Finding { key: format!("{folder} {module}"), text });
        }
    }
    findings
}

/// The modules that a module imports, and those that they import.
fn reached(graph: &Graph, module: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<_> = graph[module].iter().collect();
    while let Some(module) = next.pop() {
        if reached.insert(module.clone()) {
            next.extend(&graph[module]);
        }
    }
    reached
}

#[test]
fn modules_have_no_circles() {
    let sources = all();
    let findings: Vec<_> = FOLDERS.iter().flat_map(|folder| findings(&sources, folder)).collect();
    hold("modules import each other in a circle", &findings, EXCEPTIONS);
}

#[test]
fn circles_are_found_once() {
    let broken = given([
        ("codegen/src/lower/a.rs", "use super::b::B;\nuse crate::ir;"),
        ("codegen/src/lower/b/mod.rs", "use super::c;\nuse c::D;"),
        ("codegen/src/lower/b/e.rs", "use super::c;\nuse super::super::a;"),
        ("codegen/src/lower/c.rs", "use crate::lower::d;\nmod tests {\n    use super::super::a;\n}"),
        ("codegen/src/lower/d.rs", "use super::d;"),
        ("codegen/src/lower/mod.rs", "use crate::lower::a;"),
    ]);
    assert_eq!(keys(&findings(&broken, "codegen/src/lower")), ["codegen/src/lower a"]);
    assert!(findings(&broken, "codegen/src").is_empty());
}
