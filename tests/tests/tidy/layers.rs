//! Stages of the generator know those before them, and touch nothing outside.

use super::imports::{self, Import};
use super::sources::{Source, all};
use super::{Exception, Finding, given, hold, keys};

/// A module, as a file or a folder, and the crates and modules that it may not name.
struct Layer {
    at: &'static str,
    never: &'static [&'static str],
}

impl Layer {
    fn has(&self, source: &Source) -> bool {
        source.path.strip_suffix(".rs") == Some(self.at) || source.is_below(self.at)
    }
}

const TOKENS: [&str; 4] = ["quote", "proc_macro2", "syn", "prettyplease"];

const LAYERS: &[Layer] = &[
    Layer { at: "codegen/src/lower", never: &TOKENS },
    Layer { at: "codegen/src/lower", never: &["crate::emit", "crate::render"] },
    Layer { at: "codegen/src/ir", never: &TOKENS },
    Layer {
        at: "codegen/src/ir",
        never: &["tinsmith_model", "serde_json", "crate::lower", "crate::emit", "crate::render"],
    },
    Layer { at: "codegen/src/emit", never: &["tinsmith_model", "serde_json", "heck", "crate::lower", "crate::render"] },
    Layer { at: "codegen/src/render", never: &["tinsmith_model", "serde_json", "crate::ir", "crate::lower"] },
    Layer { at: "codegen/src/markdown", never: &["crate::ir", "crate::lower", "crate::emit", "crate::render"] },
    Layer { at: "model/src", never: OUTSIDE },
    Layer { at: "codegen/src", never: OUTSIDE },
    Layer { at: "model/src", never: &["tinsmith_codegen", "tinsmith"] },
    Layer { at: "codegen/src", never: &["xtask"] },
    Layer { at: "runtime/src", never: &["tinsmith_model", "tinsmith_codegen"] },
];

/// The modules of files, clock, network and environment.
const OUTSIDE: &[&str] = &["std::env", "std::fs", "std::net", "std::process", "std::time"];

const EXCEPTIONS: &[Exception] = &[];

/// The lines that name what their layer may not.
fn findings(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|source| source.is_rust() && !source.is_test()) {
        let imports = imports::of(source);
        for layer in LAYERS.iter().filter(|layer| layer.has(source)) {
            findings.extend(layer.never.iter().flat_map(|never| named(source, &imports, never)));
        }
    }
    findings
}

fn named(source: &Source, imports: &[Import], never: &str) -> Vec<Finding> {
    let begins = |path: &str| path.strip_prefix(never).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
    let mut lines: Vec<_> = imports.iter().filter(|import| begins(&import.path)).map(|import| import.line).collect();
    if !never.starts_with("crate::") {
        lines.extend(source.shipped().filter(|(_, code)| has_path(code, never)).map(|(line, _)| line));
    }
    lines.sort_unstable();
    lines.dedup();
    let finding = |line| Finding {
        key: format!("{} {never}", source.path),
        text: format!("{}:{line}: names `{never}`", source.path),
    };
    lines.into_iter().map(finding).collect()
}

/// Whether code names a crate or a module of one: `quote!`, `syn::Item`, `std::fs::read`.
fn has_path(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let behind = &code[at + path.len()..];
        let begins = !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '"'));
        begins && (behind.starts_with("::") || behind.starts_with('!'))
    })
}

#[test]
fn stages_know_those_before_them() {
    let sources = all();
    for layer in LAYERS {
        assert!(sources.iter().any(|source| layer.has(source)), "there is no {}", layer.at);
    }
    hold("a layer names what it may not know", &findings(&sources), EXCEPTIONS);
}

#[test]
fn layers_that_name_too_much_are_found() {
    let broken = given([
        ("codegen/src/lower/a.rs", "use quote::quote;\nuse crate::{Problem, emit::Source};\n// quote!"),
        ("codegen/src/emit/b.rs", "fn b(model: &tinsmith_model::Model) {}"),
        ("codegen/src/ir/c.rs", "pub use crate::lower::is_raw;\nlet quote = 1;"),
        ("codegen/src/render.rs", "use crate::ir;"),
        ("codegen/src/render/lines.rs", "use crate::ir;"),
        ("model/src/d.rs", "let now = std::time::Instant::now();"),
        ("model/src/tests.rs", "std::fs::read();"),
        ("runtime/src/e.rs", "use tinsmith_model::Model;"),
    ]);
    let expected = [
        "codegen/src/lower/a.rs quote",
        "codegen/src/lower/a.rs crate::emit",
        "codegen/src/emit/b.rs tinsmith_model",
        "codegen/src/ir/c.rs crate::lower",
        "codegen/src/render.rs crate::ir",
        "codegen/src/render/lines.rs crate::ir",
        "model/src/d.rs std::time",
        "runtime/src/e.rs tinsmith_model",
    ];
    assert_eq!(keys(&findings(&broken)), expected);
}
