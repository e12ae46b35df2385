//! The paths that a file names: its `use` declarations, expanded, and paths from the root of its crate elsewhere.

use syn::{ItemUse, UseTree};

use super::sources::Source;

/// A path and the line that it is in.
#[derive(Debug, PartialEq)]
pub(super) struct Import {
    pub(super) line: usize,
    /// As `crate::http::Request`.
    pub(super) path: String,
}

/// The paths that the shipped code of a file names.
pub(super) fn of(source: &Source) -> Vec<Import> {
    let mut imports = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (line, code) in source.shipped() {
        let code = code.trim();
        match &mut open {
            Some((_, statement)) => statement.push_str(code),
            None if is_use(code) => open = Some((line, code.to_owned())),
            None => imports.extend(named(code).map(|path| Import { line, path })),
        }
        if let Some((line, statement)) = open.take_if(|(_, statement)| statement.ends_with(';')) {
            imports.extend(expanded(&statement).into_iter().map(|path| Import { line, path }));
        }
    }
    imports
}

/// Whether a line begins a `use` declaration, whatever its visibility.
fn is_use(code: &str) -> bool {
    let bare = code.strip_prefix("pub").map_or(code, |rest| match rest.strip_prefix('(') {
        Some(rest) => rest.split_once(") ").map_or("", |(_, rest)| rest),
        None => rest.trim_start(),
    });
    bare.starts_with("use ")
}

/// The paths of a `use` declaration. One with parts that a template fills in is that of another crate.
fn expanded(statement: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let item: ItemUse = match syn::parse_str(statement) {
        Ok(item) => item,
        Err(_) if statement.contains('#') => return paths,
        Err(error) => panic!("{statement}: {error}"),
    };
    expand(&item.tree, "", &mut paths);
    paths
}

fn expand(tree: &UseTree, before: &str, paths: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => expand(&path.tree, &format!("{before}{}::", path.ident), paths),
        UseTree::Name(name) => paths.push(format!("{before}{}", name.ident)),
        UseTree::Rename(rename) => paths.push(format!("{before}{}", rename.ident)),
        UseTree::Glob(_) => paths.push(format!("{before}*")),
        UseTree::Group(group) => group.items.iter().for_each(|tree| expand(tree, before, paths)),
    }
}

/// The paths from the root of the crate that a line of code names. `$crate` is the crate of a macro.
fn named(code: &str) -> impl Iterator<Item = String> {
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    code.match_indices("crate::").filter_map(move |(at, _)| {
        let is_own = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let path = code[at..].split(|c| !is_path(c)).next().unwrap_or_default();
        is_own.then(|| path.trim_end_matches(':').to_owned())
    })
}

#[test]
fn declarations_are_expanded_and_paths_found() {
    let text = "use crate::a::{\n    B, c::{D as E, self},\n};\npub(in crate::x) use super::f::*;\n\
                fn g(_: &crate::h::I, _: $crate::j::k!()) {}\nmod tests {\n    use crate::z;";
    let source = Source { path: "a.rs".to_owned(), text: text.to_owned() };
    let found: Vec<_> = of(&source).into_iter().map(|import| (import.line, import.path)).collect();
    let expected = [
        (1, "crate::a::B"),
        (1, "crate::a::c::D"),
        (1, "crate::a::c::self"),
        (4, "super::f::*"),
        (5, "crate::h::I"),
        (5, "crate::j::k"),
    ];
    assert_eq!(found, expected.map(|(line, path)| (line, path.to_owned())));
}
