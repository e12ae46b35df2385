//! The `use` lines of a file: the prelude of emitted code, and the types of the crate that the file's members have.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, path};
use crate::ir::{ErrorVariant, Member, Namespace, Operation, Structure, Ty, TypeRef, Union};

/// The types of the crate that a file mentions.
#[derive(Default)]
pub(super) struct Imports<'a>(BTreeSet<&'a TypeRef>);

impl<'a> Imports<'a> {
    /// Of the file of a structure.
    pub(super) fn of_structure(structure: &'a Structure) -> TokenStream {
        let mut imports = Self::default();
        imports.members(&structure.members);
        imports.except(&structure.ty)
    }

    /// Of the file of a union.
    pub(super) fn of_union(union: &'a Union) -> TokenStream {
        let mut imports = Self::default();
        imports.members(&union.variants);
        imports.except(&union.ty)
    }

    /// Of the file of a stream's errors.
    pub(super) fn of_errors(errors: &'a [ErrorVariant]) -> TokenStream {
        let mut imports = Self::default();
        imports.errors(errors);
        imports.tokens()
    }

    /// Of the file of an operation.
    pub(super) fn of_operation(operation: &'a Operation) -> TokenStream {
        let mut imports = Self::default();
        imports.members(&operation.input.members);
        imports.members(&operation.output.members);
        imports.errors(&operation.errors);
        if let Some(paginator) = &operation.paginator {
            imports.ty(&paginator.token);
            imports.0.extend(paginator.items.iter().flat_map(|(_, ty)| ty.names()));
        }
        let imports = imports.tokens();
        quote! {
            #imports
            use crate::service::SERVICE;
        }
    }

    fn members(&mut self, members: &'a [Member]) {
        members.iter().for_each(|member| self.ty(&member.ty));
    }

    fn errors(&mut self, errors: &'a [ErrorVariant]) {
        self.0.extend(errors.iter().map(|error| &error.ty));
    }

    fn ty(&mut self, ty: &'a Ty) {
        self.0.extend(ty.names());
    }

    /// All but the type that the file itself defines.
    fn except(mut self, own: &TypeRef) -> TokenStream {
        self.0.remove(own);
        self.tokens()
    }

    fn tokens(&self) -> TokenStream {
        let (errors, types): (Vec<&TypeRef>, Vec<_>) = self.0.iter().partition(|ty| ty.namespace == Namespace::Errors);
        let (types, errors) = (import("crate::types", &types), import("crate::types::error", &errors));
        quote! {
            use tinsmith::emitted::*;
            #types
            #errors
        }
    }
}

/// `use crate::types::{Part, Stage};`
fn import(module: &str, types: &[&TypeRef]) -> Option<TokenStream> {
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
    let module = path(module);
    match types.len() {
        0 => None,
        1 => Some(quote!(use #module::#(#names)*;)),
        _ => Some(quote!(use #module::{#(#names),*};)),
    }
}
