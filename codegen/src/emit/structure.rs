//! Structures: the type, its accessors, the setters of its builder, and the list of its members.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::Imports;
use super::members;
use super::tokens::{deprecated, doc, ident, member_docs};
use super::{builder, debug, error};
use crate::ir::{Density, Indirection, Member, Presence, Role, Structure, Ty};

/// The file of a plain structure.
pub(super) fn file(structure: &Structure) -> TokenStream {
    let imports = Imports::of_structure(structure);
    let structure = emit(structure);
    quote!(#imports #structure)
}

/// A structure with everything about it.
pub(super) fn emit(structure: &Structure) -> TokenStream {
    let definition = definition(structure);
    let accessors = accessors(structure);
    let setters = builder::emit(structure);
    let members = members::emit(structure);
    let debug = debug::structure(structure);
    let error = (structure.role == Role::Error).then(|| error::of_structure(structure));
    quote!(#definition #accessors #setters #members #debug #error)
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
        Role::Output => {
            let extended =
                structure.extended_request_id.then(|| quote!(pub(crate) _extended_request_id: Option<String>));
            Some(quote!(pub(crate) _request_id: Option<String>, #extended))
        }
        Role::Plain | Role::Input => None,
    };
    quote! {
        #docs
        #note
        #derive
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #hidden
        }
    }
}

/// The derives, which do not depend on the members: one that a later model adds must not take a trait away. An input
/// has `Default`, since none of its members is ever required.
fn derives(structure: &Structure) -> TokenStream {
    let values = (!structure.has_stream()).then(|| quote!(Clone, PartialEq,));
    let debug = (!structure.redacts()).then(|| quote!(Debug,));
    let default = (structure.role == Role::Input).then(|| quote!(Default,));
    let traits = quote!(#values #debug #default);
    if traits.is_empty() { TokenStream::new() } else { quote!(#[derive(#traits)]) }
}

fn field(member: &Member) -> TokenStream {
    let docs = doc(&member_docs(member));
    let note = deprecated(member.deprecated.as_ref());
    let name = member.field();
    let ty = member.field_ty();
    quote! {
        #docs
        #note
        pub #name: #ty
    }
}

/// `impl Stage { pub fn arn(&self) -> &str { &self.arn } ... }`
pub(super) fn accessors(structure: &Structure) -> Option<TokenStream> {
    let name = &structure.ty;
    // The macro of errors has the one for a message that is no member.
    let accessors = structure.modeled().map(accessor);
    let any = structure.modeled().next().is_some();
    any.then(|| quote!(impl #name { #(#accessors)* }))
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

/// The form in which an accessor hands out a field.
enum Borrow {
    Copy,
    Reference,
    Method(TokenStream),
}

/// The type that an accessor returns, and how it makes it of the field.
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
