//! Errors: the structure of a modeled error, and the error enum of an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::structure;
use super::tokens::{doc, doc_line, ident, prefixed};
use crate::ir::{ErrorVariant, Operation, Structure};

/// A modeled error with everything about it.
pub(super) fn emit(error: &Structure) -> TokenStream {
    let structure = structure::emit(error);
    let name = &error.ty;
    let wire = &error.wire;
    quote! {
        #structure
        tinsmith::modeled_error!(#name, #wire);
    }
}

/// `pub enum CreateStageError { ConflictException(ConflictException), ..., Unhandled(Unhandled) }` and its traits.
pub(super) fn operation_error(operation: &Operation) -> TokenStream {
    let name = ident(&operation.error);
    let about = doc_line(format!("What `{}` can fail with.", operation.name));
    let variants = operation.errors.iter().map(|error| {
        let (docs, variant, ty) = (doc(&error.summary), ident(&error.name), &error.ty);
        quote!(#docs #variant(#ty))
    });
    let table = operation.errors.iter().map(table_line);
    quote! {
        #about
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// An error that the model does not list for this operation.
            Unhandled(Unhandled),
        }
        tinsmith::operation_error!(#name { #(#table,)* });
    }
}

/// `is_conflict_exception: "ConflictException" => ConflictException`.
pub(super) fn table_line(error: &ErrorVariant) -> TokenStream {
    let (is, code, variant) = (prefixed("is_", &error.method), &error.code, ident(&error.name));
    quote!(#is: #code => #variant)
}
