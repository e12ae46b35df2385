//! From the IR to tokens: one file of the crate after the other. Nothing here fails or decides a name.

mod builder;
mod client;
mod construct;
mod debug;
mod endpoint;
mod error;
mod events;
mod imports;
mod jmespath;
mod manifest;
mod operation;
mod paginator;
mod papers;
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

use std::sync::Arc;

use proc_macro2::TokenStream;

use crate::Runtime;
use crate::ir::{Crate, Type};

pub(crate) use imports::TypeIndex;

/// A file before it is printed.
pub(crate) struct Source<'a> {
    /// Relative to the crate's folder.
    pub(crate) path: String,
    /// Where it comes from: a shape id.
    pub(crate) origin: String,
    /// What is in it.
    pub(crate) content: Content<'a>,
}

/// What is in a file.
pub(crate) enum Content<'a> {
    /// Rust items under inner docs.
    Rust {
        /// `//!` lines.
        docs: Vec<String>,
        /// The items.
        items: Items<'a>,
        /// Where the names come from that the items mention, if they bring no imports of their own.
        imports: Option<Arc<TypeIndex>>,
    },
    /// Text that is not Rust, without the mark of generated files.
    Text {
        /// How a comment begins and ends.
        comment: (&'static str, &'static str),
        /// The text.
        text: String,
    },
}

/// Gives items. Tokens stay on the thread that makes them, so they are made where they are printed.
pub(crate) type Items<'a> = Box<dyn Fn() -> TokenStream + Send + Sync + 'a>;

/// Emits every file of a crate.
pub(crate) fn emit<'a>(krate: &'a Crate, runtime: &Runtime) -> Vec<Source<'a>> {
    let types = Arc::new(TypeIndex::of(krate));
    let mut sources = vec![manifest::emit(krate, runtime)];
    sources.extend(papers::emit(krate));
    sources.extend(root::emit(krate));
    sources.push(rust("src/client.rs", &krate.service.id, &types, || client::emit(krate)));
    // The words of endpoint rules, such as `Rule` and `Endpoint`, are those of the runtime there.
    let no_types = Arc::new(TypeIndex::of_runtime(krate));
    sources.push(rust("src/service.rs", &krate.service.id, &no_types, || service::emit(&krate.service)));
    for ty in &krate.types {
        let path = format!("src/types/{}.rs", ty.type_ref().module);
        sources.push(rust(&path, ty.id(), &types, move || match ty {
            Type::Structure(structure) => structure::emit(structure),
            Type::Union(union) => union::emit(union),
            Type::Enum(it) => string_enum::emit(it),
        }));
    }
    for error in &krate.errors {
        let path = format!("src/types/error/{}.rs", error.ty.module);
        sources.push(rust(&path, &error.id, &types, || error::emit(error)));
    }
    for error in &krate.stream_errors {
        let path = format!("src/types/error/{}.rs", error.ty.module);
        sources.push(rust(&path, &error.id, &types, || events::error(error)));
    }
    for operation in &krate.operations {
        let path = format!("src/operation/{}.rs", operation.method);
        sources.push(rust(&path, &operation.id, &types, || operation::emit(operation, krate)));
    }
    sources.extend(waiter::emit(krate));
    sources.extend(protocol_test::emit(krate));
    sources
}

/// A file of items with the imports that they need.
fn rust<'a>(
    path: &str,
    origin: &str,
    types: &Arc<TypeIndex>,
    items: impl Fn() -> TokenStream + Send + Sync + 'a,
) -> Source<'a> {
    let content = Content::Rust { docs: Vec::new(), items: Box::new(items), imports: Some(Arc::clone(types)) };
    Source { path: path.to_owned(), origin: origin.to_owned(), content }
}
