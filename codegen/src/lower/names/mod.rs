//! Every Rust name of an emitted crate is decided here.
//!
//! A name follows the official crates: types and variants in upper camel case, fields, methods and modules in snake
//! case. What Rust, the prelude or the emitted code itself uses already is marked; what still clashes gets a number.

use std::collections::BTreeSet;

use heck::{ToShoutySnakeCase, ToSnakeCase};

use super::words::{pascal, snake};
use crate::Protocol;
use crate::keywords::{KEYWORDS, NEVER_RAW};

/// Methods that builders have beside the setters.
const BUILDER_METHODS: [&str; 13] = [
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
    "send_blocking",
    "send_with",
];

/// Methods that the builder of an operation with waiters has beside those.
const WAITER_METHODS: [&str; 2] = ["wait", "wait_blocking"];

/// Names that no type of a service has in emitted code, beside that of the protocol: those of the prelude of Rust and those
/// that `tinsmith::emitted` exports (a test compares them).
#[rustfmt::skip] // a word list
const TAKEN_TYPES: &[&str] = &[
    // Rust
    "AsRef", "Box", "Clone", "Copy", "Debug", "Default", "Display", "Drop", "Eq", "Err", "Error", "Fn", "FnMut",
    "FnOnce", "From", "FromStr", "Future", "Hash", "Into", "Iterator", "None", "Ok", "Option", "Ord", "PartialEq",
    "PartialOrd", "Result", "Self", "Send", "Some", "String", "Sync", "ToOwned", "ToString", "Vec",
    // `tinsmith::emitted`
    "Auth", "BigDecimal", "BigInteger", "Blob", "BuildError", "ByteStream", "Config", "DateTime", "Document", "Engine",
    "ErrorMeta", "ErrorMetadata", "EventReceiver", "EventStreamSender", "HashMap", "IncomingEvents", "Location",
    "Member", "Number", "Operation", "OperationMeta", "OutgoingEvents", "Pager", "Paginated", "PaginatedItems",
    "Params", "Payload", "QueryCompatible", "Retryable", "SdkConfig", "Segment", "TimestampFormat", "Xml",
    // the crate itself, and type parameters
    "C", "Client", "R", "W",
    // what earlier crates imported: what they named otherwise keeps its name
    "Bound", "ConfigBuilder", "Customize", "Many", "ModeledError", "OperationError", "Paginator", "ReadError",
    "RequestId", "Schema", "SdkError", "ServiceMeta", "Shape", "ShapeReader", "ShapeWriter", "Unhandled", "Unit",
    "UnknownValue", "Walk",
];

/// The name of a type that callers see.
pub(super) fn type_name(shape: &str) -> String {
    let name = leading_letter(pascal(shape), "Type");
    // Error enums have a variant of the one name, and the other is a keyword that cannot be raw.
    if matches!(name.as_str(), "Unhandled" | "Self") { format!("{name}Shape") } else { name }
}

/// Whether a type of that name would hide one that emitted code uses.
pub(super) fn is_taken(name: &str) -> bool {
    TAKEN_TYPES.contains(&name) || Protocol::is_type(name)
}

/// The type of an operation, which keeps the case of its shape: `CreateDBInstance`. What its file defines may hide
/// nothing that it uses.
pub(super) fn operation_name(operation: &str) -> String {
    let name = leading_letter(cased(operation), "Operation");
    if operation_hides(operation) { format!("{name}Operation") } else { name }
}

/// The beginning of the names of an operation's input, output and paginator: `CreateDbInstance`.
pub(super) fn operation_stem(operation: &str) -> String {
    let stem = leading_letter(pascal(operation), "Operation");
    if operation_hides(operation) { format!("{stem}Operation") } else { stem }
}

fn operation_hides(operation: &str) -> bool {
    let (name, stem) = (cased(operation), pascal(operation));
    operation_types(&name, &stem).any(|name| is_taken(&name))
}

/// The types that the file of an operation defines.
pub(super) fn operation_types(name: &str, stem: &str) -> impl Iterator<Item = String> {
    let of_name = ["", "Error", "FluentBuilder"].map(|suffix| format!("{name}{suffix}"));
    let of_stem = ["Input", "Output", "Builder", "InputBuilder", "OutputBuilder", "Paginator"];
    of_name.into_iter().chain(of_stem.map(|suffix| format!("{stem}{suffix}")))
}

/// The module of a type or operation.
pub(super) fn module(shape: &str) -> String {
    let name = leading_letter_snake(snake(shape));
    let taken = KEYWORDS.contains(&name.as_str()) || matches!(name.as_str(), "error" | "builders" | "types");
    if taken || !can_be_module(&name) { format!("{name}_shape") } else { name }
}

/// Whether a module can have that name and be in the file of that name: not so where the identifier would have to be
/// another one, nor `mod.rs`, which is the file of the module around it. `tinsmith` would hide the runtime beside it.
fn can_be_module(name: &str) -> bool {
    !matches!(name, "mod" | "tinsmith") && !NEVER_RAW.contains(&name)
}

/// The package of a service: `IVS RealTime` is `ivsrealtime`.
pub(crate) fn package(sdk_id: &str) -> String {
    sdk_id.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// The library of a package, as code names it: `aws-sdk-s3` is `aws_sdk_s3`.
pub(crate) fn library(package: &str) -> String {
    package.replace('-', "_")
}

/// Crates that emitted crates depend on, by their names in code.
const CRATES: [&str; 7] = ["alloc", "core", "http", "proc_macro", "std", "test", "tinsmith"];

/// Checks the name of a crate.
///
/// # Errors
///
/// Fails if Cargo rejects the name, if code cannot name the crate, or if the emitted crate depends on one of that name.
pub(crate) fn check_package(name: &str) -> Result<(), &'static str> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let library = library(name);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(allowed) {
        Err("the name of a crate is an ASCII letter, then letters, digits, `_` and `-`")
    } else if CRATES.contains(&library.as_str()) {
        Err("that is the name of a crate which the emitted one needs")
    } else if KEYWORDS.contains(&library.as_str()) || NEVER_RAW.contains(&library.as_str()) {
        Err("that is a keyword of Rust")
    } else {
        Ok(())
    }
}

/// The field of a member, from which its methods are named.
///
/// Methods of builders that a setter would hide give way: the member `send` has the setter `send_value`. `waits` says
/// whether the builder is one of those that can wait.
pub(super) fn field(member: &str, waits: bool) -> String {
    let method = leading_letter_snake(snake(member));
    let taken = BUILDER_METHODS.contains(&method.as_str()) || waits && WAITER_METHODS.contains(&method.as_str());
    let method = if taken { format!("{method}_value") } else { method };
    if NEVER_RAW.contains(&method.as_str()) { format!("{method}_") } else { method }
}

/// The test of a case, from its id and what it tests.
pub(super) fn test(id: &str, kind: &str) -> String {
    leading_letter_snake(format!("{}_{kind}", ascii(id).to_snake_case()))
}

/// The constant of a parameter or variable of endpoint rules: `DnsSuffix` is `DNS_SUFFIX`.
pub(super) fn constant(variable: &str) -> String {
    ascii(variable).to_shouty_snake_case()
}

/// A name for `heck`, which keeps letters and digits of every script.
fn ascii(name: &str) -> String {
    name.replace(|c: char| !c.is_ascii(), "_")
}

/// The beginning of the names of a waiter's types: `TableExists` makes `TableExistsFluentBuilder` and `TableExistsFinalPoll`.
pub(super) fn waiter(name: &str) -> String {
    leading_letter(pascal(name), "Waiter")
}

/// The module of a waiter of that name, and the part after `wait_until_` in its method.
pub(super) fn waiter_method(name: &str) -> String {
    let method = snake(name);
    // `waiters::error` is there already, and no module has the name of the module around it.
    if can_be_module(&method) && !matches!(method.as_str(), "error" | "waiters") {
        method
    } else {
        format!("{method}_waiter")
    }
}

/// The method of an operation on the client, which is also its module.
pub(super) fn operation_method(operation: &str) -> String {
    let method = leading_letter_snake(snake(operation));
    let taken = matches!(method.as_str(), "new" | "from_conf" | "config" | "clone")
        // No module has the name of the module around it.
        || matches!(method.as_str(), "operation" | "builders" | "paginator");
    if taken || !can_be_module(&method) { format!("{method}_operation") } else { method }
}

/// The variant of a union or of an enum of strings, both of which have `Unknown`.
pub(super) fn variant(member: &str) -> String {
    let name = leading_letter(pascal(member), "Variant");
    match name.as_str() {
        "Unknown" | "Self" => format!("{name}Value"),
        // What the two above give way to.
        "UnknownValue" | "SelfValue" => format!("{name}_"),
        _ => name,
    }
}

/// The part after `is_` and `as_` in the methods of a union's variant.
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

/// A name in its own case but for the first letter. One that punctuation divides into words has none to keep.
fn cased(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            std::iter::once(first.to_ascii_uppercase()).chain(chars).collect()
        }
        _ => pascal(name),
    }
}

fn leading_letter(name: String, prefix: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("{prefix}{name}") }
}

fn leading_letter_snake(name: String) -> String {
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("n{name}") }
}

#[cfg(test)]
mod tests;
