//! README.md, the pages of `docs/` and the docs of the client, compared with the model, the settings and the traits.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;
use syn::{Attribute, Expr, ExprLit, FnArg, ImplItem, Item, Lit, Meta, Type, Visibility};

const README: &str = include_str!("../../README.md");
const CONFIGURATION: &str = include_str!("../../docs/configuration.md");
const CLIENT: &str = include_str!("../../generated/ivsrealtime/src/client.rs");
const MODEL: &str = include_str!("../../model/services/ivs-realtime.json");
const SETTINGS: &str = include_str!("../../runtime/src/config/settings.rs");

/// The rows of the first table below a heading of a page, each as its cells; without the head.
fn table(page: &'static str, heading: &str) -> Vec<Vec<&'static str>> {
    let (_, section) = page.split_once(&format!("\n{heading}\n")).expect("the page has the heading");
    let rows = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    rows.skip(2).map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// The first sentence of HTML documentation, without tags.
fn summary(html: &str) -> String {
    let paragraph = html.split("</p>").next().unwrap_or_default();
    let text: String = paragraph.split('<').map(|part| part.rsplit('>').next().unwrap_or_default()).collect();
    let sentence = text.split(". ").next().unwrap_or_default().trim_end_matches('.');
    format!("{sentence}.")
}

/// The lines of a doc comment, joined, without links and marks of code.
fn docs(attributes: &[Attribute]) -> String {
    let line = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    };
    let lines: Vec<_> = attributes.iter().filter_map(line).collect();
    plain(&lines.join("\n"))
}

/// `[a](b)` and `` `a` `` as `a`.
fn plain(markdown: &str) -> String {
    let mut parts = markdown.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    let joined = parts.fold(first, |text, part| text + part.split_once(')').map_or("", |(_, rest)| rest));
    joined.replace(['`', '['], "")
}

/// The methods of the client and their docs.
fn methods(source: &str) -> Vec<(String, String)> {
    let mut methods = Vec::new();
    for item in syn::parse_file(source).expect("it is Rust").items {
        let Item::Impl(item) = item else { continue };
        for item in item.items {
            let ImplItem::Fn(function) = item else { continue };
            methods.push((function.sig.ident.to_string(), docs(&function.attrs)));
        }
    }
    methods
}

#[test]
fn the_docs_of_the_client_have_every_operation_of_the_model() {
    let model: Value = serde_json::from_str(MODEL).expect("the model is JSON");
    let shapes = model["shapes"].as_object().expect("the model has shapes");
    let operations = shapes.iter().filter(|(_, shape)| shape["type"] == "operation");
    let expected: BTreeSet<_> = operations
        .map(|(id, shape)| {
            let (_, name) = id.split_once('#').expect("an id has a namespace");
            let (http, docs) = (&shape["traits"]["smithy.api#http"], &shape["traits"]["smithy.api#documentation"]);
            let text = |value: &Value| value.as_str().expect("a string").to_owned();
            let binding = format!("{} {}", text(&http["method"]), text(&http["uri"]));
            [name.to_snake_case(), binding, summary(&text(docs))]
        })
        .collect();
    assert_eq!(expected.len(), 40);

    let methods = methods(CLIENT);
    let found = methods.iter().filter_map(|(name, docs)| {
        let (first, _) = docs.split_once("\n\n").unwrap_or((docs, ""));
        let summary = first.replace('\n', " ");
        let sentence = summary.split(". ").next().unwrap_or_default().trim_end_matches('.');
        Some([name.clone(), binding(docs)?.to_owned(), format!("{sentence}.")])
    });
    let found: BTreeSet<_> = found.collect();
    let missing: Vec<_> = expected.difference(&found).map(|row| row.join(" | ")).collect();
    assert!(missing.is_empty(), "the docs of the client lack these operations:\n{}", missing.join("\n"));
    let wrong: Vec<_> = found.difference(&expected).map(|row| row.join(" | ")).collect();
    assert!(
        wrong.is_empty(),
        "the docs of the client have operations that are not in the model:\n{}",
        wrong.join("\n")
    );
}

/// The line with method and URI.
fn binding(docs: &str) -> Option<&str> {
    let is_method = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_uppercase());
    docs.lines().find(|line| line.split_once(" /").is_some_and(|(method, _)| is_method(method)))
}

#[test]
fn the_table_of_configuration_has_every_setting() {
    let documented: BTreeSet<_> =
        table(CONFIGURATION, "## Settings").iter().map(|row| row[0].trim_matches('`')).collect();
    let mut settings = settings(SETTINGS);
    for (name, why) in ALIASES {
        assert!(settings.remove(name), "there is no `{name}`: {why}");
    }
    for (name, source) in ELSEWHERE {
        assert!(source.contains(&format!("pub fn {name}(")), "there is no `{name}`");
        settings.insert(name.to_owned());
    }
    assert_eq!(documented, settings.iter().map(String::as_str).collect());
}

/// Setters that have no row of their own, and why.
const ALIASES: [(&str, &str); 2] = [
    ("force_path_style", "another name of `s3_force_path_style`"),
    ("behavior_version_latest", "`behavior_version` with the only value that there is"),
];

/// Setters beside the code that only programs with them are linked with, and the source of each.
const ELSEWHERE: [(&str, &str); 1] = [("identity_cache", include_str!("../../runtime/src/engine/identity/program.rs"))];

/// The names of the setters in the source of `settings.rs`: one in each line of the macro `settings!`, and the public methods
/// of `Builder` that take it and give it back.
fn settings(source: &str) -> BTreeSet<String> {
    let file = syn::parse_file(source).expect("it is Rust");
    let mut names = BTreeSet::new();
    for item in file.items {
        match item {
            Item::Macro(item) if item.mac.path.is_ident("settings") => names.extend(lines(item.mac.tokens)),
            Item::Impl(item) if matches!(&*item.self_ty, Type::Path(it) if it.path.is_ident("Builder")) => {
                names.extend(item.items.iter().filter_map(setter));
            }
            _ => {}
        }
    }
    names
}

/// The names with which the lines of the macro begin, behind their attributes. A line ends with `;`.
fn lines(tokens: TokenStream) -> Vec<String> {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let lines = tokens.split(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';'));
    let name =
        |line: &[TokenTree]| line.iter().find(|token| matches!(token, TokenTree::Ident(_))).map(ToString::to_string);
    lines.filter_map(name).collect()
}

fn setter(item: &ImplItem) -> Option<String> {
    let ImplItem::Fn(function) = item else { return None };
    let takes = matches!(function.sig.inputs.first(), Some(FnArg::Receiver(it)) if it.reference.is_none());
    (takes && matches!(function.vis, Visibility::Public(_))).then(|| function.sig.ident.to_string())
}

#[test]
fn settings_are_found_however_they_are_laid_out() {
    let source = "
        macro_rules! settings { ($($name:ident;)+) => { impl Builder { $(pub fn $name(self) -> Self { self })+ } } }
        settings! { /// One; with more.
          #[doc = \"b, set_b: c;\"] one, set_one: X<Y>, |a: impl Into<Y>| { let a = a; a.into() }; two,
            set_two: bool, |two: bool| Some(two);
        }
        impl Builder { pub fn three(mut self) -> Self { self } pub fn set_three(&mut self) {} fn four(self) {} }
        impl Config { pub fn five(self) {} }";
    assert_eq!(settings(source), ["one", "three", "two"].map(str::to_owned).into());
}

#[test]
fn traits_that_are_not_there_yet_are_named() {
    let (_, section) = README.split_once("\n## Not supported yet\n").expect("README.md has the heading");
    let (section, _) = section.split_once("\n## ").expect("another section follows");
    let named: BTreeSet<_> = section.split('`').filter(|text| text.contains('#')).collect();
    let missing =
        tinsmith_codegen::TRAITS.iter().filter(|(_, support)| matches!(support, tinsmith_codegen::Support::NotYet(_)));
    assert_eq!(named, missing.map(|(id, _)| *id).collect());
}
