//! Errors: what the structure of a modeled error has beside its members, and the error enums of an operation and of an event
//! stream.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::tokens::{doc, doc_line, ident, prefixed};
use crate::ir::{ErrorVariant, Operation, Retryable, Structure};

/// `retryable_error!(ThrottlingException, ThrottlingError); extended_request_id!(ThrottlingException);`, as far as they apply.
pub(super) fn of_structure(error: &Structure) -> TokenStream {
    let name = &error.ty;
    let retryable = error.retryable.map(|kind| quote!(retryable_error!(#name, #kind);));
    let extended_id = error.extended_request_id.then(|| quote!(extended_request_id!(#name);));
    quote!(#retryable #extended_id)
}

/// `operation_error! { pub enum CreateStageError { ConflictException(ConflictException) = .. } }`
pub(super) fn operation_error(operation: &Operation) -> TokenStream {
    let name = ident(&operation.error);
    let about = doc_line(format!("The errors of `{}`.", operation.name));
    let rows = operation.errors.iter().map(row);
    let extended_id = operation.output.extended_request_id.then(|| quote!(extended_request_id!(#name);));
    quote! {
        operation_error! {
            #about
            pub enum #name {
                #(#rows)*
            }
        }
        #extended_id
    }
}

/// `ConflictException(ConflictException) = "ConflictException", is_conflict_exception;`
pub(super) fn row(error: &ErrorVariant) -> TokenStream {
    let (docs, variant, ty) = (doc(&error.summary), ident(&error.name), &error.ty);
    let (is, code) = (prefixed("is_", &error.method), &error.code);
    let kind = error.retryable.map(|kind| quote!(, #kind));
    quote!(#docs #variant(#ty) = #code, #is #kind;)
}

/// The variant of `ErrorKind`.
impl ToTokens for Retryable {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Client => quote!(ClientError),
            Self::Server => quote!(ServerError),
            Self::Throttling => quote!(ThrottlingError),
        }
        .to_tokens(tokens);
    }
}
