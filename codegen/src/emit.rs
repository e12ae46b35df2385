//! From the IR to tokens: one file of the crate after the other. Nothing here fails or decides a name.

mod builder;
mod client;
mod construct;
mod endpoint;
mod error;
mod imports;
mod jmespath;
mod manifest;
mod operation;
mod paginator;
mod protocol_test;
mod root;
mod schema;
mod service;
mod string_enum;
mod structure;
mod tokens;
mod union;
mod waiter;
mod walk;

use proc_macro2::TokenStream;

use crate::Runtime;
use crate::ir::{Crate, Type};
use imports::TypeIndex;

/// A file before it is printed.
pub(crate) struct Source {
    /// Relative to the crate's folder.
    pub(crate) path: String,
    /// Where it comes from: a shape id.
    pub(crate) origin: String,
    /// What is in it.
    pub(crate) content: Content,
}

/// What is in a file.
pub(crate) enum Content {
    /// Rust items under inner docs.
    Rust {
        /// `//!` lines.
        docs: Vec<String>,
        /// The items.
        items: TokenStream,
    },
    /// Text that is not Rust, without the mark of generated files.
    Toml(String),
}

/// Emits every file of a crate.
pub(crate) fn emit(krate: &Crate, runtime: &Runtime) -> Vec<Source> {
    let types = TypeIndex::of(krate);
    let mut sources = vec![manifest::emit(krate, runtime)];
    sources.extend(root::emit(krate));
    sources.push(rust("src/client.rs", &krate.service.id, &types, client::emit(krate)));
    sources.push(rust("src/service.rs", &krate.service.id, &types, service::emit(&krate.service)));
    for ty in &krate.types {
        let path = format!("src/types/{}.rs", ty.type_ref().module);
        let items = match ty {
            Type::Structure(structure) => structure::emit(structure),
            Type::Union(union) => union::emit(union),
            Type::Enum(it) => string_enum::emit(it),
        };
        sources.push(rust(&path, ty.id(), &types, items));
    }
    for error in &krate.errors {
        let path = format!("src/types/error/{}.rs", error.ty.module);
        sources.push(rust(&path, &error.id, &types, error::emit(error)));
    }
    for operation in &krate.operations {
        let path = format!("src/operation/{}.rs", operation.method);
        sources.push(rust(&path, &operation.id, &types, operation::emit(operation, krate)));
    }
    sources.extend(waiter::emit(krate));
    sources.extend(protocol_test::emit(krate));
    sources
}

/// A file of items with the imports that they need.
fn rust(path: &str, origin: &str, types: &TypeIndex, items: TokenStream) -> Source {
    let imports = types.imports(&items);
    let content = Content::Rust { docs: Vec::new(), items: quote::quote!(#imports #items) };
    Source { path: path.to_owned(), origin: origin.to_owned(), content }
}
