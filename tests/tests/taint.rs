//! No text of a model is ever code: with line ends, quotes, brackets, marks of comments and the like in all of its texts, a
//! model is refused with a place, or gives the same items and the same tables as without them.
//!
//! That what is accepted also compiles follows from it: the crate without taints does, the other is read by `syn` and
//! differs only in taints in literals and in documentation. `fixtures_compile.rs` has the compiler say so of a sample.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Literal, TokenStream, TokenTree};
use tinsmith_codegen::Files;
use tinsmith_tests::generate::fixture_paths;
use tinsmith_tests::taint::{Tainted, taint};

#[test]
fn no_text_of_a_model_is_ever_code() {
    let mut accepted = BTreeSet::new();
    for path in fixture_paths() {
        let tainted = taint(&path, "tainted");
        compare(&path.display().to_string(), &tainted);
        accepted.extend(tainted.accepted.into_keys());
    }
    // Enough of them come as far as the crate.
    for class in [
        "smithy.api#documentation/smithy.api#documentation",
        "smithy.api#title/smithy.api#title",
        "smithy.api#http/uri",
        "aws.protocols#awsQueryError/code",
        "smithy.api#deprecated/message",
        "smithy.api#jsonName/smithy.api#jsonName",
        "smithy.api#xmlNamespace/uri",
        "smithy.api#default/smithy.api#default",
        "smithy.api#enumValue/smithy.api#enumValue",
        "smithy.rules#endpointRuleSet/error",
        "smithy.rules#endpointRuleSet/url",
        "smithy.rules#staticContextParams/value",
        "smithy.test#httpRequestTests/body",
        "smithy.test#httpRequestTests/id",
        "smithy.waiters#waitable/documentation",
    ] {
        assert!(accepted.contains(class), "no taint of `{class}` is accepted any more, only of {accepted:#?}");
    }
}

/// Fails unless both are the same files with the same items, but for documentation and for taints in literals.
fn compare(model: &str, Tainted { plain, tainted, taints, .. }: &Tainted) {
    let paths = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(plain), paths(tainted), "{model}");
    for (path, text) in plain {
        let tainted = &tainted[path];
        if path == "Cargo.toml" {
            assert_eq!(tables(text), tables(tainted), "{model}: {path}");
        } else if !path.ends_with(".rs") {
            assert_eq!(text.lines().count(), tainted.lines().count(), "{model}: {path}");
        } else {
            syn::parse_file(tainted).unwrap_or_else(|error| panic!("{model}: {path} is no Rust: {error}\n{tainted}"));
            let (before, after) = (items(text), items(tainted));
            let differ = before.lines().zip(after.lines()).find(|(before, after)| before != after);
            assert_eq!(differ, None, "{model}: {path}");
            assert_eq!(before.len(), after.len(), "{model}: {path}");
            assert_eq!(code_blocks(text), code_blocks(tainted), "{model}: {path}");
            let clean = |text: String| taints.iter().fold(text, |text, taint| without(&text, taint));
            for (before, after) in literals(text.parse().expect("it is Rust"))
                .into_iter()
                .zip(literals(tainted.parse().expect("it is Rust")))
            {
                assert_eq!(
                    clean(before.clone()),
                    clean(after),
                    "{model}: {path}: a literal has lost something of its text"
                );
            }
        }
        let hidden = tainted.chars().find(|&c| c != '\n' && !tinsmith_model::text::is_visible(c));
        assert_eq!(hidden, None, "{model}: {path} holds a character that does not show");
    }
}

/// The tokens of a file, a line for each of those outside of brackets, without what literals and documentation say.
fn items(text: &str) -> String {
    let tokens: TokenStream = text.parse().expect("it is Rust");
    blanked(tokens).into_iter().map(|token| format!("{token}\n")).collect()
}

fn blanked(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut blanked: Vec<TokenTree> = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some(first) = rest.first() {
        let length = doc_attribute(rest);
        rest = &rest[length.unwrap_or(1)..];
        match first {
            _ if length.is_some() => {}
            // Whether there is one at the end depends on how long a line is, and so do braces around a value.
            TokenTree::Punct(punct) if punct.as_char() == ',' => {}
            TokenTree::Group(group) => {
                let inner = self::blanked(group.stream());
                let is_value = group.delimiter() == Delimiter::Brace && leads_to_a_value(&blanked);
                let has_statements = inner.clone().into_iter().any(|token| token.to_string() == ";");
                match is_value && !has_statements {
                    true => blanked.extend(inner),
                    false => blanked.push(Group::new(group.delimiter(), inner).into()),
                }
            }
            TokenTree::Literal(_) => blanked.push(Literal::u8_unsuffixed(0).into()),
            other => blanked.push(other.clone()),
        }
    }
    blanked.into_iter().collect()
}

/// Whether the value of an arm of a `match` or of a closure follows.
fn leads_to_a_value(tokens: &[TokenTree]) -> bool {
    let is_punct = |token: &TokenTree, mark: char| matches!(token, TokenTree::Punct(it) if it.as_char() == mark);
    match tokens {
        [.., last] if is_punct(last, '|') => true,
        [.., equals, greater] => is_punct(equals, '=') && is_punct(greater, '>'),
        _ => false,
    }
}

/// The texts of string literals, without those of documentation.
fn literals(tokens: TokenStream) -> Vec<String> {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut found = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some(first) = rest.first() {
        let length = doc_attribute(rest);
        rest = &rest[length.unwrap_or(1)..];
        match first {
            _ if length.is_some() => {}
            TokenTree::Group(group) => found.extend(literals(group.stream())),
            TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) {
                    found.push(text.value());
                }
            }
            _ => {}
        }
    }
    found
}

/// A text without a taint, as it is or as it stands in JSON.
fn without(text: &str, taint: &str) -> String {
    let json = serde_json::to_string(taint).expect("it is text");
    text.replace(taint, "").replace(&json[1..json.len() - 1], "")
}

/// The length of `#[doc = ..]` or `#![doc = ..]`, if the tokens begin with one.
fn doc_attribute(tokens: &[TokenTree]) -> Option<usize> {
    let is_punct = |at: usize, mark: char| matches!(tokens.get(at), Some(TokenTree::Punct(it)) if it.as_char() == mark);
    let at = if is_punct(1, '!') { 2 } else { 1 };
    let is_doc = |group: &Group| {
        let first = group.stream().into_iter().next();
        group.delimiter() == Delimiter::Bracket && matches!(first, Some(TokenTree::Ident(it)) if it == "doc")
    };
    let is_attribute = is_punct(0, '#') && matches!(tokens.get(at), Some(TokenTree::Group(group)) if is_doc(group));
    is_attribute.then_some(at + 1)
}

/// The lines that open blocks of code in documentation, but for text: those are run as tests.
fn code_blocks(text: &str) -> Vec<&str> {
    let docs = text.lines().filter_map(|line| {
        let line = line.trim_start();
        line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))
    });
    let mut open: Option<&str> = None;
    let mut found = Vec::new();
    for line in docs.map(str::trim) {
        let fence = &line[..line.bytes().take_while(|&byte| byte == b'`').count()];
        match open {
            Some(opening) if fence.len() >= opening.len() && fence == line => open = None,
            None if fence.len() >= 3 => {
                open = Some(fence);
                found.extend((&line[fence.len()..] != "text").then_some(line));
            }
            _ => {}
        }
    }
    found
}

/// The tables and keys of a manifest, without their values.
fn tables(text: &str) -> Vec<String> {
    fn keys(table: &toml::Table, path: &str, found: &mut Vec<String>) {
        for (key, value) in table {
            let path = format!("{path}.{key}");
            if let toml::Value::Table(table) = value {
                keys(table, &path, found);
            }
            found.push(path);
        }
    }
    let mut found = Vec::new();
    let table = text.parse().unwrap_or_else(|error| panic!("{error}:\n{text}"));
    keys(&table, "", &mut found);
    found
}
