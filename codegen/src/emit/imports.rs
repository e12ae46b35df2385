//! The `use` lines of a file: found by looking at which bare names its items mention.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::tokens::ident;
use crate::ir::{Crate, TypeRef};

/// Names that come from `tinsmith::generated`.
const RUNTIME: &[&str] = &[
    "Auth",
    "BigDecimal",
    "BigInteger",
    "Blob",
    "BuildError",
    "ByteStream",
    "correct",
    "Config",
    "ConfigBuilder",
    "DateTime",
    "Document",
    "Engine",
    "ErrorMeta",
    "ErrorMetadata",
    "Location",
    "Member",
    "ModeledError",
    "Number",
    "Operation",
    "OperationError",
    "OperationMeta",
    "Pager",
    "Paginated",
    "PaginatedItems",
    "Params",
    "Payload",
    "ReadError",
    "RestJson1",
    "Retryable",
    "Schema",
    "RequestId",
    "SdkConfig",
    "SdkError",
    "Segment",
    "ServiceMeta",
    "Shape",
    "ShapeReader",
    "ShapeWriter",
    "TimestampFormat",
    "Unhandled",
    "Unit",
    "UnknownValue",
    "Walk",
];

/// Names that come from elsewhere.
const OTHERS: &[(&str, &str)] = &[("HashMap", "std::collections::HashMap"), ("fmt", "std::fmt")];

/// Where each type of the crate is found.
pub(super) struct TypeIndex {
    types: BTreeMap<String, TypeRef>,
    operations: BTreeMap<String, String>,
}

impl TypeIndex {
    /// The types and fluent builders of a crate.
    pub(super) fn of(krate: &Crate) -> Self {
        let refs = krate.types.iter().map(crate::ir::Type::type_ref).chain(krate.errors.iter().map(|error| &error.ty));
        let operations = krate.operations.iter().map(|operation| {
            (format!("{}FluentBuilder", operation.name), format!("crate::operation::{}", operation.method))
        });
        Self { types: refs.map(|ty| (ty.name.clone(), ty.clone())).collect(), operations: operations.collect() }
    }

    /// The imports that the items need.
    pub(super) fn imports(&self, items: &TokenStream) -> TokenStream {
        let mut names = Names::default();
        names.scan(items.clone(), Level::File);
        let used = |name: &&str| names.used.contains(*name) && !names.defined.contains(*name);
        let others = OTHERS.iter().filter(|(name, _)| used(name)).map(|(_, path)| super::tokens::path(path));
        let runtime = import("tinsmith::generated", RUNTIME.iter().copied().filter(used));
        let service = names.used.contains("SERVICE").then(|| {
            quote!(
                use crate::service::SERVICE;
            )
        });
        let service = service.filter(|_| !names.defined.contains("SERVICE"));
        let client = (used(&"Client")).then(|| {
            quote!(
                use crate::client::Client;
            )
        });
        let crate_types = self.types.values().filter(|ty| used(&ty.name.as_str()));
        let (errors, types): (Vec<_>, Vec<_>) = crate_types.partition(|ty| ty.error);
        let types = import_types("crate::types", &types);
        let errors = import_types("crate::types::error", &errors);
        let fluent = self.operations.iter().filter(|(name, _)| used(&name.as_str())).map(|(name, module)| {
            let (module, name) = (super::tokens::path(module), ident(name));
            quote!(use #module::#name;)
        });
        quote!(#(use #others;)* #runtime #client #service #(#fluent)* #types #errors)
    }
}

fn import<'a>(module: &str, names: impl Iterator<Item = &'a str>) -> Option<TokenStream> {
    let names: Vec<_> = names.map(ident).collect();
    let module = super::tokens::path(module);
    (!names.is_empty()).then(|| quote!(use #module::{#(#names),*};))
}

fn import_types(module: &str, types: &[&TypeRef]) -> Option<TokenStream> {
    let names = types.iter().map(|ty| match &ty.export {
        Some(export) => {
            let (export, name) = (ident(export), ident(&ty.name));
            quote!(#export as #name)
        }
        None => {
            let name = ident(&ty.name);
            quote!(#name)
        }
    });
    let module = super::tokens::path(module);
    (!types.is_empty()).then(|| quote!(use #module::{#(#names),*};))
}

/// Bare names in a stream of items: those that are mentioned, and those that are defined.
#[derive(Default)]
struct Names {
    used: BTreeSet<String>,
    defined: BTreeSet<String>,
}

impl Names {
    fn scan(&mut self, items: TokenStream, level: Level) {
        let mut before = Before::Nothing;
        for tree in items {
            before = match tree {
                TokenTree::Ident(ident) => self.name(&ident.to_string(), before, level),
                TokenTree::Punct(punct) => match (punct.as_char(), before) {
                    (':', Before::Colon) => Before::Path,
                    (':', _) => Before::Colon,
                    ('.', _) => Before::Path,
                    ('!', _) => Before::Macro,
                    // A lifetime: `'static` is not the keyword.
                    ('\'', _) => Before::Path,
                    _ => Before::Nothing,
                },
                TokenTree::Group(group) => {
                    self.group(&group, before);
                    Before::Nothing
                }
                TokenTree::Literal(_) => Before::Nothing,
            };
        }
    }

    fn name(&mut self, name: &str, before: Before, level: Level) -> Before {
        match before {
            Before::Path => return Before::Nothing,
            // What an `impl` defines hides nothing.
            Before::Definition | Before::EnumKeyword if level == Level::Inner => {}
            Before::Definition | Before::EnumKeyword => {
                self.defined.insert(name.to_owned());
            }
            _ => {
                self.used.insert(name.to_owned());
            }
        }
        match (name, before) {
            ("struct" | "type" | "static" | "trait", _) => Before::Definition,
            ("enum", _) => Before::EnumKeyword,
            (_, Before::EnumKeyword) => Before::EnumName,
            _ => Before::Nothing,
        }
    }

    fn group(&mut self, group: &Group, before: Before) {
        match before {
            // The runtime's macros are given names that this file defines; `use` has a path before its names.
            Before::Macro | Before::Path => {}
            Before::EnumName if group.delimiter() == Delimiter::Brace => self.variants(group.stream()),
            _ => self.scan(group.stream(), Level::Inner),
        }
    }

    /// The variants of an enum: their names are not mentions, what they hold is.
    fn variants(&mut self, variants: TokenStream) {
        for tree in variants {
            if let TokenTree::Group(group) = tree {
                self.scan(group.stream(), Level::Inner);
            }
        }
    }
}

/// Where a token stands.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    /// Among the items of the file.
    File,
    /// Inside of an item.
    Inner,
}

/// What stands before a token, as far as it matters.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    Colon,
    Path,
    Macro,
    Definition,
    EnumKeyword,
    EnumName,
}
