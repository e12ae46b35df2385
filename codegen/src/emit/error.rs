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
    let tests = operation.errors.iter().map(is_variant);
    let names: Vec<_> = operation.errors.iter().map(|error| ident(&error.name)).collect();
    let codes = operation.errors.iter().map(|error| &error.code);
    let read = if operation.errors.is_empty() {
        quote! {
            fn read<R: ShapeReader>(_: &str, _: &mut R) -> Option<Result<Self, ReadError>> {
                None
            }
        }
    } else {
        quote! {
            fn read<R: ShapeReader>(code: &str, r: &mut R) -> Option<Result<Self, ReadError>> {
                Some(match code {
                    #(#codes => Shape::read(r).map(Self::#names),)*
                    _ => return None,
                })
            }
        }
    };
    quote! {
        #about
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// An error that the model does not list for this operation.
            Unhandled(Unhandled),
        }
        impl #name {
            #(#tests)*
        }
        impl OperationError for #name {
            #read
            #[inline]
            fn unhandled(meta: ErrorMetadata) -> Self {
                Self::Unhandled(Unhandled::new(meta))
            }
            #[inline]
            fn modeled(&self) -> &dyn ModeledError {
                match self {
                    #(Self::#names(error) => error,)*
                    Self::Unhandled(error) => error,
                }
            }
            #[inline]
            fn modeled_mut(&mut self) -> &mut dyn ModeledError {
                match self {
                    #(Self::#names(error) => error,)*
                    Self::Unhandled(error) => error,
                }
            }
            #[inline]
            fn into_modeled(self) -> Box<dyn ModeledError> {
                match self {
                    #(Self::#names(error) => Box::new(error),)*
                    Self::Unhandled(error) => Box::new(error),
                }
            }
        }
        tinsmith::operation_error!(#name);
    }
}

fn is_variant(error: &ErrorVariant) -> TokenStream {
    let about = doc_line(format!("Whether this is [`{}`](Self::{}).", error.name, error.name));
    let (is, variant) = (prefixed("is_", &error.method), ident(&error.name));
    quote! {
        #about
        #[inline]
        pub fn #is(&self) -> bool {
            matches!(self, Self::#variant(_))
        }
    }
}
