//! Structures: the type, its accessors, its walk and its builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{deprecated, doc, ident};
use super::{builder, debug, walk};
use crate::ir::{Density, Indirection, Member, Presence, Role, Structure, Ty};

/// A plain structure with everything about it.
pub(super) fn emit(structure: &Structure) -> TokenStream {
    let definition = definition(structure);
    let accessors = accessors(structure);
    let walk = walk::emit(structure);
    let builder = builder::emit(structure);
    quote!(#definition #accessors #walk #builder)
}

/// `pub struct Stage { pub arn: String, ... }`
pub(super) fn definition(structure: &Structure) -> TokenStream {
    let name = &structure.ty;
    let docs = doc(&structure.docs);
    let note = deprecated(structure.deprecated.as_ref());
    let derive = derives(structure);
    let fields = structure.members.iter().map(field);
    let hidden = match structure.role {
        Role::Error => Some(quote!(pub(crate) meta: ErrorMetadata)),
        Role::Output => Some(quote!(pub(crate) _request_id: Option<String>)),
        Role::Plain | Role::Input => None,
    };
    let debug = debug::structure(structure);
    quote! {
        #docs
        #note
        #derive
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #hidden
        }
        #debug
    }
}

fn derives(structure: &Structure) -> TokenStream {
    let debug = debug::derive(structure.redacts());
    let values = (!structure.has_stream()).then(|| quote!(Clone, PartialEq,));
    let default = structure.wrapped().then(|| quote!(Default,));
    quote!(#[derive(#values #debug #default)])
}

fn field(member: &Member) -> TokenStream {
    let docs = doc(&member.docs);
    let note = deprecated(member.deprecated.as_ref());
    let name = member.field();
    let ty = member.field_ty();
    quote! {
        #docs
        #note
        pub #name: #ty
    }
}

/// `impl Stage { pub fn builder() ...; pub fn arn(&self) -> &str { &self.arn } ... }`
pub(super) fn accessors(structure: &Structure) -> TokenStream {
    let name = &structure.ty;
    let builder = ident(&builder::name(structure));
    let accessors = structure.members.iter().map(accessor);
    quote! {
        impl #name {
            /// Starts building one.
            #[inline]
            pub fn builder() -> #builder {
                #builder::default()
            }
            #(#accessors)*
        }
    }
}

fn accessor(member: &Member) -> TokenStream {
    let docs = doc(&member.summary);
    let note = deprecated(member.deprecated.as_ref());
    let (method, field) = (ident(&member.method), member.field());
    let (ty, value) = borrowed(member);
    let value = match value {
        Borrow::Copy => quote!(self.#field),
        Borrow::Reference => quote!(&self.#field),
        Borrow::Method(call) => quote!(self.#field #call),
    };
    quote! {
        #docs
        #note
        #[inline]
        pub fn #method(&self) -> #ty {
            #value
        }
    }
}

/// How an accessor hands out a field.
enum Borrow {
    Copy,
    Reference,
    Method(TokenStream),
}

/// What an accessor gives for a field, and how.
fn borrowed(member: &Member) -> (TokenStream, Borrow) {
    let ty = &member.ty;
    if member.presence != Presence::Optional {
        return match ty {
            Ty::String => (quote!(&str), Borrow::Reference),
            Ty::List(item, Density::Dense) => (quote!(&[#item]), Borrow::Reference),
            Ty::List(item, Density::Sparse) => (quote!(&[Option<#item>]), Borrow::Reference),
            _ if ty.is_copy() => (quote!(#ty), Borrow::Copy),
            _ => (quote!(&#ty), Borrow::Reference),
        };
    }
    match ty {
        Ty::String => (quote!(Option<&str>), Borrow::Method(quote!(.as_deref()))),
        Ty::List(item, Density::Dense) => (quote!(&[#item]), Borrow::Method(quote!(.as_deref().unwrap_or_default()))),
        Ty::List(item, Density::Sparse) => (quote!(Option<&[Option<#item>]>), Borrow::Method(quote!(.as_deref()))),
        _ if ty.is_copy() => (quote!(Option<#ty>), Borrow::Copy),
        _ if member.indirection == Indirection::Boxed => (quote!(Option<&#ty>), Borrow::Method(quote!(.as_deref()))),
        _ => (quote!(Option<&#ty>), Borrow::Method(quote!(.as_ref()))),
    }
}
