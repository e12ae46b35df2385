//! Every Rust name of an emitted crate is decided here.
//!
//! A name follows the official crates: types and variants in upper camel case, fields, methods and modules in snake
//! case. What Rust, the prelude or the emitted code itself uses already is marked; what still clashes gets a number.

use std::collections::BTreeSet;

use super::words::{pascal, snake};
use crate::Protocol;

/// Keywords that no raw identifier may be.
const NEVER_RAW: [&str; 4] = ["crate", "self", "super", "Self"];

/// Strict and reserved keywords of all editions.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Methods that builders have beside the setters.
const BUILDER_METHODS: [&str; 12] = [
    "as_input",
    "build",
    "builder",
    "customize",
    "default",
    "into_paginator",
    "make_operation",
    "meta",
    "new",
    "presigned",
    "send",
    "send_with",
];

/// Bare names that emitted code uses beside that of the protocol: from the prelude, imported from the runtime, or of
/// type parameters.
#[rustfmt::skip] // a word list
const TAKEN_TYPES: &[&str] = &[
    "AsRef", "Auth", "BigDecimal", "BigInteger", "Blob", "Box", "BuildError", "ByteStream", "C", "Client", "Clone",
    "Config", "ConfigBuilder", "Copy", "Customize", "DateTime", "Debug", "Default", "Display", "Document", "Drop",
    "Engine", "Eq", "Err", "Error", "ErrorMeta", "ErrorMetadata", "Fn", "FnOnce", "From", "Future", "Hash", "HashMap",
    "Into", "Iterator", "Location", "Member", "ModeledError", "None", "Number", "Ok", "Operation", "OperationError",
    "OperationMeta", "Option", "Ord", "Pager", "Paginated", "PaginatedItems", "Paginator", "Params", "PartialEq",
    "PartialOrd", "Payload", "QueryCompatible", "R", "ReadError", "RequestId", "Result", "Retryable", "Schema", "SdkConfig",
    "SdkError", "Segment", "Self", "Send", "ServiceMeta", "Shape", "ShapeReader", "ShapeWriter", "Some", "String",
    "Sync", "TimestampFormat", "Unhandled", "Unit", "UnknownValue", "Vec", "W", "Walk", "Xml",
];

/// The name of a type that callers see.
pub(super) fn type_name(shape: &str) -> String {
    let name = leading_letter(pascal(shape), "Type");
    // Error enums have a variant of that name.
    if name == "Unhandled" { format!("{name}Shape") } else { name }
}

/// Whether a type of that name would hide one that emitted code uses.
pub(super) fn is_taken(name: &str) -> bool {
    TAKEN_TYPES.contains(&name) || Protocol::is_type(name)
}

/// The type of an operation. What its file defines begins with that name, and may hide nothing that it uses.
pub(super) fn operation_name(operation: &str) -> String {
    let name = leading_letter(pascal(operation), "Operation");
    let hides = operation_types(&name).any(|name| is_taken(&name));
    if hides { format!("{name}Operation") } else { name }
}

/// The types that the file of an operation defines.
pub(super) fn operation_types(name: &str) -> impl Iterator<Item = String> + use<'_> {
    ["", "Input", "Output", "Error", "Builder", "InputBuilder", "OutputBuilder", "FluentBuilder", "Paginator"]
        .into_iter()
        .map(move |suffix| format!("{name}{suffix}"))
}

/// The module of a type or operation.
pub(super) fn module(shape: &str) -> String {
    let name = snake(shape);
    let name = if name.is_empty() { "shape".to_owned() } else { name };
    let taken = KEYWORDS.contains(&name.as_str())
        || matches!(name.as_str(), "self" | "super" | "crate" | "error" | "builders" | "types");
    if taken || name.starts_with(|c: char| c.is_ascii_digit()) { format!("{name}_shape") } else { name }
}

/// The package of a service: `IVS RealTime` is `ivsrealtime`.
pub(crate) fn package(sdk_id: &str) -> String {
    sdk_id.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// The field of a member, and the name that its methods are made of.
///
/// Methods of builders that a setter would hide give way: the member `send` has the setter `send_value`.
pub(super) fn field(member: &str) -> (String, String) {
    let method = leading_letter_snake(snake(member));
    let method = if BUILDER_METHODS.contains(&method.as_str()) { format!("{method}_value") } else { method };
    (marked(&method), method)
}

/// What the types of a waiter begin with: `TableExists` makes `TableExistsFluentBuilder` and `TableExistsFinalPoll`.
pub(super) fn waiter(name: &str) -> String {
    leading_letter(pascal(name), "Waiter")
}

/// The method of an operation on the client.
pub(super) fn operation_method(operation: &str) -> String {
    let method = leading_letter_snake(snake(operation));
    if matches!(method.as_str(), "new" | "from_conf" | "config" | "clone" | "operation") {
        format!("{method}_operation")
    } else {
        method
    }
}

/// The variant of a union or an error enum.
pub(super) fn variant(member: &str) -> String {
    let name = leading_letter(pascal(member), "Variant");
    if matches!(name.as_str(), "Unknown" | "Self" | "Unhandled") { format!("{name}Value") } else { name }
}

/// What follows `is_` and `as_` in the methods of a union's variant.
pub(super) fn variant_method(member: &str) -> String {
    let method = leading_letter_snake(snake(member));
    // `is_unknown` is there already.
    if method == "unknown" { format!("{method}_value") } else { method }
}

/// The variants of a string enum. Values that differ only in punctuation or case get a number.
pub(super) fn enum_variants<'a>(values: impl Iterator<Item = (Option<&'a str>, &'a str)>) -> Vec<String> {
    let mut names = Distinct::default();
    values.map(|(name, value)| names.add(variant(name.unwrap_or(value)))).collect()
}

/// Names that must differ: what comes second gets a number.
#[derive(Debug, Default)]
pub(super) struct Distinct(BTreeSet<String>);

impl Distinct {
    /// The name, or the name with the first number that makes it new.
    pub(super) fn add(&mut self, name: String) -> String {
        self.add_with(&[""], name)
    }

    /// The same for a name of which several are made, by what goes before it: `set_` and `get_`, for instance.
    pub(super) fn add_with(&mut self, prefixes: &[&str], name: String) -> String {
        let forms = |name: &str| prefixes.iter().map(|prefix| format!("{prefix}{name}")).collect::<Vec<_>>();
        let is_new = |name: &String| forms(name).iter().all(|form| !self.0.contains(form));
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let fresh = std::iter::once(name.clone()).chain(numbered).find(is_new).unwrap_or_else(|| name.clone());
        self.0.extend(forms(&fresh));
        fresh
    }
}

/// How a name is written as an identifier.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Like this: as it is, or marked if it can be no identifier.
    Plain(String),
    /// As it is, with `r#` before it.
    Raw,
}

/// How a name is written as an identifier: `type` raw, `self` marked.
pub(crate) fn spelling(name: &str) -> Spelling {
    if KEYWORDS.contains(&name) { Spelling::Raw } else { Spelling::Plain(marked(name)) }
}

fn marked(name: &str) -> String {
    if NEVER_RAW.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

fn leading_letter(name: String, prefix: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("{prefix}{name}") }
}

fn leading_letter_snake(name: String) -> String {
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("n{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types() {
        for (shape, expected, taken) in [
            ("Stage", "Stage", false),
            ("DBProxy", "DbProxy", false),
            ("lowercase", "Lowercase", false),
            ("2ndTry", "Type2ndTry", false),
            ("Unhandled", "UnhandledShape", false),
            ("Option", "Option", true),
            ("Result", "Result", true),
            ("Error", "Error", true),
            ("Client", "Client", true),
            ("Vec", "Vec", true),
        ] {
            let name = type_name(shape);
            assert_eq!((name.as_str(), is_taken(&name)), (expected, taken), "{shape}");
        }
    }

    #[test]
    fn operations() {
        for (shape, expected) in [
            ("CreateStage", "CreateStage"),
            ("Send", "SendOperation"),
            // `BuildError` and `ReadError` are the runtime's.
            ("Build", "BuildOperation"),
            ("Read", "ReadOperation"),
        ] {
            assert_eq!(operation_name(shape), expected, "{shape}");
        }
    }

    #[test]
    fn distinct_names() {
        let mut names = Distinct::default();
        let added = ["a", "a", "set_b", "b", "b"].map(|name| names.add_with(&["", "set_"], name.to_owned()));
        assert_eq!(added, ["a", "a2", "set_b", "b2", "b3"]);
    }

    #[test]
    fn fields() {
        for (member, field_name, method) in [
            ("stageArn", "stage_arn", "stage_arn"),
            ("type", "type", "type"),
            ("self", "self_", "self"),
            ("crate", "crate_", "crate"),
            ("send", "send_value", "send_value"),
            ("build", "build_value", "build_value"),
            ("meta", "meta_value", "meta_value"),
            ("3gp", "n3_gp", "n3_gp"),
            ("ACLs", "acls", "acls"),
        ] {
            assert_eq!(field(member), (field_name.to_owned(), method.to_owned()), "{member}");
        }
    }

    #[test]
    fn spellings() {
        let plain = |name: &str| Spelling::Plain(name.to_owned());
        for (name, expected) in [
            ("stage", plain("stage")),
            ("type", Spelling::Raw),
            ("self", plain("self_")),
            ("crate", plain("crate_")),
            ("super", plain("super_")),
            ("Self", plain("Self_")),
        ] {
            assert_eq!(spelling(name), expected, "{name}");
        }
    }

    #[test]
    fn variants() {
        let names = |values: &[&str]| enum_variants(values.iter().map(|value| (None, *value)));
        assert_eq!(names(&["CONNECTED", "not-connected"]), ["Connected", "NotConnected"]);
        assert_eq!(names(&["a.b", "a-b", "A_B"]), ["AB", "AB2", "AB3"]);
        assert_eq!(names(&["Unknown", "1080p", "*"]), ["UnknownValue", "Variant1080p", "Variant"]);
        assert_eq!(enum_variants([(Some("FOO_BAR"), "x")].into_iter()), ["FooBar"]);
    }

    #[test]
    fn packages_and_modules() {
        assert_eq!(package("IVS RealTime"), "ivsrealtime");
        assert_eq!(package("Application Auto Scaling"), "applicationautoscaling");
        assert_eq!(module("CreateStage"), "create_stage");
        assert_eq!(module("Type"), "type_shape");
        assert_eq!(module("Error"), "error_shape");
    }
}
