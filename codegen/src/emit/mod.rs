//! From the IR to tokens: one file of the crate after the other. Nothing here fails or decides a name.

mod builder;
mod client;
mod construct;
mod context;
mod debug;
mod discovery;
mod endpoint;
mod error;
mod events;
mod imports;
mod jmespath;
mod manifest;
mod members;
mod operation;
mod operation_docs;
mod paginator;
mod papers;
mod protocol_test;
mod root;
mod root_docs;
mod schema;
mod service;
mod string_enum;
mod structure;
mod tokens;
mod union;
mod waiter;

use proc_macro2::TokenStream;

use crate::Runtime;
use crate::ir::{Crate, Type};

/// A file before it is printed.
pub(crate) struct Source<'a> {
    /// Relative to the crate's folder.
    pub(crate) path: String,
    /// The id of the shape that it comes from.
    pub(crate) origin: String,
    /// The content.
    pub(crate) content: Content<'a>,
}

/// The content of a file.
pub(crate) enum Content<'a> {
    /// Rust items under inner docs.
    Rust {
        /// `//!` lines.
        docs: Vec<String>,
        /// The items.
        items: Items<'a>,
    },
    /// Text that is not Rust, without the mark of generated files.
    Text {
        /// The beginning and the end of a comment.
        comment: (&'static str, &'static str),
        /// The text.
        text: String,
    },
}

/// Gives items. Tokens stay on the thread that makes them, so they are made where they are printed.
pub(crate) type Items<'a> = Box<dyn Fn() -> TokenStream + Send + Sync + 'a>;

/// Emits every file of a crate.
pub(crate) fn emit<'a>(krate: &'a Crate, runtime: &Runtime) -> Vec<Source<'a>> {
    let mut sources = vec![manifest::emit(krate, runtime)];
    sources.extend(papers::emit(krate));
    sources.extend(root::emit(krate));
    sources.push(rust("src/client.rs", &krate.service.id, || client::emit(krate)));
    sources.push(rust("src/service.rs", &krate.service.id, || service::emit(&krate.service)));
    for ty in &krate.types {
        let path = format!("src/types/{}.rs", ty.type_ref().module);
        sources.push(rust(&path, ty.id(), move || match ty {
            Type::Structure(structure) => structure::file(structure),
            Type::Union(union) => union::file(union),
            Type::Enum(it) => string_enum::file(it),
        }));
    }
    for error in &krate.errors {
        let path = format!("src/types/error/{}.rs", error.ty.module);
        sources.push(rust(&path, &error.id, || structure::file(error)));
    }
    for error in &krate.stream_errors {
        let path = format!("src/types/error/{}.rs", error.ty.module);
        sources.push(rust(&path, &error.id, || events::error(error)));
    }
    for operation in &krate.operations {
        let path = format!("src/operation/{}.rs", operation.method);
        sources.push(rust(&path, &operation.id, || operation::emit(operation, krate)));
    }
    sources.extend(waiter::emit(krate));
    sources.extend(protocol_test::emit(krate));
    sources
}

/// A file of items.
fn rust<'a>(path: &str, origin: &str, items: impl Fn() -> TokenStream + Send + Sync + 'a) -> Source<'a> {
    let content = Content::Rust { docs: Vec::new(), items: Box::new(items) };
    Source { path: path.to_owned(), origin: origin.to_owned(), content }
}
