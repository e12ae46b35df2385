//! The `use` lines of a file: found by looking at which bare names its items mention.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};
use quote::quote;

use super::tokens::ident;
use crate::ir::{Crate, TypeRef};

/// Names that come from `tinsmith::generated`, beside that of the protocol.
const RUNTIME: &[&str] = &[
    "Auth",
    "BigDecimal",
    "BigInteger",
    "Blob",
    "BuildError",
    "ByteStream",
    "correct",
    "correct_shape",
    "jmespath",
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
    "QueryCompatible",
    "ReadError",
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
    "Xml",
];

/// Names that come from elsewhere.
const OTHERS: &[(&str, &str)] = &[("HashMap", "std::collections::HashMap"), ("fmt", "std::fmt")];

/// Where each type of the crate is found.
pub(super) struct TypeIndex {
    types: BTreeMap<String, TypeRef>,
    operations: BTreeMap<String, String>,
    protocol: &'static str,
}

impl TypeIndex {
    /// The types and fluent builders of a crate.
    pub(super) fn of(krate: &Crate) -> Self {
        let refs = krate.types.iter().map(crate::ir::Type::type_ref).chain(krate.errors.iter().map(|error| &error.ty));
        let operations = krate.operations.iter().map(|operation| {
            (format!("{}FluentBuilder", operation.name), format!("crate::operation::{}", operation.method))
        });
        Self {
            types: refs.map(|ty| (ty.name.clone(), ty.clone())).collect(),
            operations: operations.collect(),
            protocol: krate.service.protocol,
        }
    }

    /// The imports that the items need.
    pub(super) fn imports(&self, items: &TokenStream) -> TokenStream {
        let names = Names::of(items);
        let used = |name: &&str| names.used.contains(*name) && !names.defined.contains(*name);
        let others = OTHERS.iter().filter(|(name, _)| used(name)).map(|(_, path)| super::tokens::path(path));
        let runtime: BTreeSet<_> = RUNTIME.iter().copied().chain([self.protocol]).filter(used).collect();
        let runtime = import("tinsmith::generated", runtime.into_iter());
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
    /// The names of items.
    fn of(items: &TokenStream) -> Self {
        let mut names = Self::default();
        names.scan(items.clone(), Depth::Top);
        names
    }

    fn scan(&mut self, items: TokenStream, depth: Depth) {
        let mut before = Before::Nothing;
        let mut items = items.into_iter().peekable();
        while let Some(tree) = items.next() {
            before = match tree {
                // A function or module that is called like a member must not be taken for the member.
                TokenTree::Ident(ident) if is_lower(&ident) && !reads_as_item(items.peek()) => Before::of(&ident),
                TokenTree::Ident(ident) => self.name(&ident.to_string(), before, depth),
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

    fn name(&mut self, name: &str, before: Before, depth: Depth) -> Before {
        match (before, depth) {
            (Before::Path, _) => {}
            (Before::EnumKeyword, _) => {
                self.defined.insert(name.to_owned());
                return Before::EnumName;
            }
            (Before::Definition, Depth::Top) => {
                self.defined.insert(name.to_owned());
            }
            // Functions, and the types of an `impl`: those are found behind `Self::`.
            (Before::Definition, Depth::Inside) => {}
            _ => {
                self.used.insert(name.to_owned());
            }
        }
        Before::Nothing
    }

    fn group(&mut self, group: &Group, before: Before) {
        match before {
            // The runtime's macros are given names that this file defines; `use` has a path before its names.
            Before::Macro | Before::Path => {}
            Before::EnumName if group.delimiter() == Delimiter::Brace => self.variants(group.stream()),
            _ => self.scan(group.stream(), Depth::Inside),
        }
    }

    /// The variants of an enum: their names are not mentions, what they hold is.
    fn variants(&mut self, variants: TokenStream) {
        for tree in variants {
            if let TokenTree::Group(group) = tree {
                self.scan(group.stream(), Depth::Inside);
            }
        }
    }
}

fn is_lower(ident: &Ident) -> bool {
    ident.to_string().starts_with(|c: char| c.is_ascii_lowercase())
}

/// Whether what follows a name makes it a call or the beginning of a path.
fn reads_as_item(next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Punct(punct)) => punct.as_char() == ':' && punct.spacing() == Spacing::Joint,
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    }
}

/// Where tokens are.
#[derive(Clone, Copy)]
enum Depth {
    /// Among the items of the file.
    Top,
    /// In an item.
    Inside,
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

impl Before {
    /// What a word of the language says of the name behind it.
    fn of(word: &Ident) -> Self {
        match &*word.to_string() {
            "struct" | "type" | "static" | "trait" | "fn" => Self::Definition,
            "enum" => Self::EnumKeyword,
            _ => Self::Nothing,
        }
    }
}
