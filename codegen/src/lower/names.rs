//! Every Rust name of an emitted crate is decided here.
//!
//! A name follows the official crates: types and variants in upper camel case, fields, methods and modules in snake
//! case. What Rust, the prelude or the emitted code itself uses already is marked; what still clashes gets a number.

use std::collections::BTreeSet;

use super::words::{pascal, snake};

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
const BUILDER_METHODS: [&str; 10] = [
    "as_input",
    "build",
    "builder",
    "customize",
    "into_paginator",
    "make_operation",
    "meta",
    "presigned",
    "send",
    "send_with",
];

/// Bare names that emitted code uses, from the prelude or imported from the runtime.
const TAKEN_TYPES: [&str; 58] = [
    "AsRef",
    "BigDecimal",
    "BigInteger",
    "Blob",
    "Box",
    "BuildError",
    "ByteStream",
    "Client",
    "Clone",
    "Config",
    "Customize",
    "DateTime",
    "Debug",
    "Default",
    "Display",
    "Document",
    "Drop",
    "Eq",
    "Err",
    "Error",
    "ErrorMetadata",
    "Fn",
    "From",
    "HashMap",
    "Hash",
    "Into",
    "Iterator",
    "Location",
    "Member",
    "ModeledError",
    "None",
    "Ok",
    "Operation",
    "OperationError",
    "OperationMeta",
    "Option",
    "Ord",
    "Paginated",
    "Paginator",
    "PartialEq",
    "PartialOrd",
    "Payload",
    "ReadError",
    "Result",
    "Schema",
    "SdkConfig",
    "SdkError",
    "Segment",
    "Self",
    "Send",
    "Shape",
    "ShapeReader",
    "ShapeWriter",
    "Some",
    "String",
    "TimestampFormat",
    "Vec",
    "Walk",
];

/// More names that emitted code uses.
const TAKEN_MORE: [&str; 8] =
    ["Auth", "ErrorMeta", "Params", "Retryable", "ServiceMeta", "Unhandled", "UnknownValue", "ConfigBuilder"];

/// A type's name in emitted code, and the one that callers see if it differs.
pub(super) fn type_name(shape: &str) -> (String, Option<String>) {
    let name = leading_letter(pascal(shape), "Type");
    if TAKEN_TYPES.contains(&name.as_str()) || TAKEN_MORE.contains(&name.as_str()) {
        (format!("{name}Shape"), Some(name))
    } else {
        (name, None)
    }
}

/// The module of a type or operation.
pub(super) fn module(shape: &str) -> String {
    let name = snake(shape);
    let name = if name.is_empty() { "shape".to_owned() } else { name };
    let taken =
        KEYWORDS.contains(&name.as_str()) || matches!(name.as_str(), "self" | "super" | "crate" | "error" | "builders");
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
    (raw_or_marked(&method), method)
}

/// The method of an operation on the client.
pub(super) fn operation_method(operation: &str) -> String {
    let method = leading_letter_snake(snake(operation));
    if matches!(method.as_str(), "new" | "from_conf" | "config" | "clone") {
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

/// The variants of a string enum. Values that differ only in punctuation or case get a number.
pub(super) fn enum_variants<'a>(values: impl Iterator<Item = (Option<&'a str>, &'a str)>) -> Vec<String> {
    let mut names = Distinct::default();
    values.map(|(name, value)| names.add(variant(name.unwrap_or(value)))).collect()
}

/// Names that must differ: what comes second is numbered.
#[derive(Debug, Default)]
pub(super) struct Distinct(BTreeSet<String>);

impl Distinct {
    /// The name, or the name with the first number that makes it new.
    pub(super) fn add(&mut self, name: String) -> String {
        let fresh = if self.0.contains(&name) {
            (2..).map(|number| format!("{name}{number}")).find(|name| !self.0.contains(name)).unwrap_or(name)
        } else {
            name
        };
        self.0.insert(fresh.clone());
        fresh
    }
}

/// Whether an identifier must be written raw.
pub(crate) fn is_raw(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

fn raw_or_marked(name: &str) -> String {
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
        let plain = |name: &str| (name.to_owned(), None);
        let exported = |name: &str| (format!("{name}Shape"), Some(name.to_owned()));
        for (shape, expected) in [
            ("Stage", plain("Stage")),
            ("DBProxy", plain("DbProxy")),
            ("lowercase", plain("Lowercase")),
            ("2ndTry", plain("Type2ndTry")),
            ("Option", exported("Option")),
            ("Result", exported("Result")),
            ("Error", exported("Error")),
            ("Client", exported("Client")),
            ("Vec", exported("Vec")),
        ] {
            assert_eq!(type_name(shape), expected, "{shape}");
        }
    }

    #[test]
    fn fields() {
        for (member, field_name, method) in [
            ("stageArn", "stage_arn", "stage_arn"),
            ("type", "type", "type"),
            ("self", "self_", "self"),
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
