//! The root of the crate and the modules that only name others.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{doc_line, ident};
use super::{Content, Items, Source, builder, discovery, root_docs, waiter};
use crate::ir::{Crate, Operation, Structure, Type, TypeRef};

/// `lib.rs`, `types.rs`, `types/builders.rs`, `types/error.rs`, `error.rs`, `operation.rs`.
pub(super) fn emit(krate: &Crate) -> Vec<Source<'_>> {
    let line = |text: &str| vec![text.to_owned()];
    let builders = line("Builders of the structures.");
    let error_builders = line("Builders of the errors.");
    let files: [(_, _, Items<'_>); 7] = [
        ("src/lib.rs", root_docs::emit(krate), Box::new(|| root(krate))),
        ("src/types.rs", line("The structures, unions and enums of the service."), Box::new(|| types(krate))),
        ("src/types/builders.rs", builders, Box::new(|| builder_names(structures(krate)))),
        ("src/types/error.rs", line("The errors of the service."), Box::new(|| errors(krate))),
        ("src/types/error/builders.rs", error_builders, Box::new(|| builder_names(krate.errors.iter()))),
        ("src/error.rs", line("The error of any call."), Box::new(|| error(krate))),
        ("src/operation.rs", line("The operations of the service: a module for each."), Box::new(|| operations(krate))),
    ];
    let source = |(path, docs, items): (&str, _, _)| Source {
        path: path.to_owned(),
        origin: krate.service.id.clone(),
        content: Content::Rust { docs, items },
    };
    files.into_iter().map(source).collect()
}

fn structures(krate: &Crate) -> impl Iterator<Item = &Structure> {
    krate.types.iter().filter_map(|ty| match ty {
        Type::Structure(structure) => Some(structure),
        _ => None,
    })
}

fn root(krate: &Crate) -> TokenStream {
    let waiters = waiter::any(krate).then(|| {
        quote!(
            pub mod waiters;
        )
    });
    let events = krate.operations.iter().any(|operation| operation.output_events.is_some()).then(|| {
        quote! {
            /// The receiver of the events of an output.
            pub mod event_receiver {
                pub use tinsmith::primitives::event_stream::EventReceiver;
            }
        }
    });
    let discovery = krate.discovery.as_ref().map(|_| discovery::module());
    quote! {
        mod service;
        /// The client.
        pub mod client;
        pub mod error;
        pub mod operation;
        pub mod types;
        #waiters
        #events
        #discovery

        pub use client::Client;
        pub use error::Error;
        #[cfg(feature = "blocking")]
        pub use tinsmith::blocking;
        pub use tinsmith::{Operation, config, config::Config, presigning, primitives, test};

        /// Facts about this crate.
        pub mod meta {
            /// The version of this crate.
            pub static PKG_VERSION: &str = env!("CARGO_PKG_VERSION");
        }
    }
}

fn types(krate: &Crate) -> TokenStream {
    let refs: Vec<&TypeRef> = krate.types.iter().map(Type::type_ref).collect();
    let listed = listing(&refs);
    quote! {
        pub mod builders;
        pub mod error;
        #listed
    }
}

fn errors(krate: &Crate) -> TokenStream {
    let refs = krate.errors.iter().map(|error| &error.ty);
    let refs: Vec<&TypeRef> = refs.chain(krate.stream_errors.iter().map(|error| &error.ty)).collect();
    let listed = listing(&refs);
    quote! {
        pub mod builders;
        #listed
    }
}

/// `mod stage; ... pub use stage::Stage; ...`
fn listing(types: &[&TypeRef]) -> TokenStream {
    let modules = types.iter().map(|ty| ident(&ty.module));
    let names = types.iter().map(|ty| {
        let (module, name) = (ident(&ty.module), ident(&ty.name));
        match &ty.export {
            Some(export) => {
                let export = ident(export);
                quote!(pub use #module::#name as #export;)
            }
            None => quote!(pub use #module::#name;),
        }
    });
    quote!(#(pub(crate) mod #modules;)* #(#names)*)
}

fn builder_names<'a>(structures: impl Iterator<Item = &'a Structure>) -> TokenStream {
    let names = structures.map(|structure| {
        let (module, name) = (ident(&structure.ty.module), ident(&builder::name(structure)));
        quote!(pub use super::#module::#name;)
    });
    quote!(#(#names)*)
}

/// `pub enum Error`, with every error of the service.
fn error(krate: &Crate) -> TokenStream {
    let variants = krate.errors.iter().map(|error| {
        let docs = super::tokens::doc(&error.docs.iter().take_while(|line| !line.is_empty()).cloned().collect());
        let variant = ident(error.ty.shown());
        quote!(#docs #variant)
    });
    let extended_id = krate
        .errors
        .iter()
        .any(|error| error.extended_request_id)
        .then(|| quote!(tinsmith::emitted::extended_request_id!(Error);));
    quote! {
        pub use tinsmith::error::*;

        tinsmith::emitted::service_error! {
            /// Any error of the service: `?` turns the error of each operation into it.
            pub enum Error {
                #(#variants,)*
            }
        }
        #extended_id
    }
}

fn operations(krate: &Crate) -> TokenStream {
    let modules = krate.operations.iter().map(|operation| {
        let about = about(operation);
        let module = ident(&operation.method);
        quote!(#about pub mod #module;)
    });
    let ids = if krate.operations.iter().any(|operation| operation.output.extended_request_id) {
        quote!({RequestId, RequestIdExt})
    } else {
        quote!(RequestId)
    };
    quote! {
        #(#modules)*
        pub use tinsmith::error::#ids;
    }
}

fn about(operation: &Operation) -> TokenStream {
    doc_line(format!("The operation [`{0}`]({1}::{0}).", operation.name, operation.method))
}
