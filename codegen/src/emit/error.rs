//! Errors: the structure of a modeled error, and the error enums of an operation and of an event stream.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{doc, doc_line, ident, prefixed};
use crate::ir::{ErrorVariant, Operation};

/// `operation_error! { pub enum CreateStageError { ConflictException(ConflictException) = .. } }`
pub(super) fn operation_error(operation: &Operation) -> TokenStream {
    let name = ident(&operation.error);
    let about = doc_line(format!("The errors of `{}`.", operation.name));
    let rows = operation.errors.iter().map(row);
    quote! {
        operation_error! {
            #about
            pub enum #name {
                #(#rows)*
            }
        }
    }
}

/// `ConflictException(ConflictException) = "ConflictException", is_conflict_exception;`
pub(super) fn row(error: &ErrorVariant) -> TokenStream {
    let (docs, variant, ty) = (doc(&error.summary), ident(&error.name), &error.ty);
    let (is, code) = (prefixed("is_", &error.method), &error.code);
    quote!(#docs #variant(#ty) = #code, #is;)
}
