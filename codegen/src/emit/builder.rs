//! Builders: the setter of each member. The macro of the members' list makes the rest.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::tokens::{deprecated, doc, doc_line, ident, member_docs};
use crate::ir::{Density, Indirection, Member, Structure, Ty};

/// The builder's name: that of callers where the structure's own is marked.
pub(super) fn name(structure: &Structure) -> String {
    format!("{}Builder", structure.ty.shown())
}

/// `impl StageBuilder { pub fn arn(mut self, value: impl Into<String>) -> Self { ... } ... }`
pub(super) fn emit(structure: &Structure) -> Option<TokenStream> {
    let name = ident(&name(structure));
    let setters = structure.modeled().map(|member| setter(member, &quote!(self), &quote!(#[inline])));
    let any = structure.modeled().next().is_some();
    any.then(|| quote!(impl #name { #(#setters)* }))
}

/// The setter of one member, on a builder whose field is found at `place`.
pub(super) fn setter(member: &Member, place: &TokenStream, inline: &TokenStream) -> TokenStream {
    let docs = doc(&member_docs(member));
    let note = deprecated(member.deprecated.as_ref());
    let method = ident(&member.method);
    let (params, assignment, more) = assignment(member, place);
    let more = more.map(|more| {
        let gap = (!docs.is_empty()).then(|| doc_line(""));
        let line = doc_line(more);
        quote!(#gap #line)
    });
    quote! {
        #docs
        #more
        #note
        #inline
        pub fn #method(mut self, #params) -> Self {
            #assignment
            self
        }
    }
}

/// Parameters, assignment and a further line of docs of a setter: lists take one more element, maps one more entry.
fn assignment(member: &Member, place: &TokenStream) -> (TokenStream, TokenStream, Option<&'static str>) {
    let field = member.field();
    match &member.ty {
        Ty::List(item, density) => {
            let (ty, value) = argument(item, *density, &format_ident!("value"));
            let push = quote!(#place.#field.get_or_insert_default().push(#value););
            (quote!(value: #ty), push, Some("Adds one element to those that are there."))
        }
        Ty::Map(key, item, density) => {
            let (key_ty, key) = argument(key, Density::Dense, &format_ident!("key"));
            let (ty, value) = argument(item, *density, &format_ident!("value"));
            let insert = quote!(#place.#field.get_or_insert_default().insert(#key, #value););
            (quote!(key: #key_ty, value: #ty), insert, Some("Adds one entry to those that are there."))
        }
        ty if member.indirection == Indirection::Boxed => {
            (quote!(value: #ty), quote!(#place.#field = Some(Box::new(value));), None)
        }
        ty => {
            let (ty, value) = argument(ty, Density::Dense, &format_ident!("value"));
            (quote!(value: #ty), quote!(#place.#field = Some(#value);), None)
        }
    }
}

/// The type of a parameter and the expression that stores it: strings are taken as anything that becomes one.
fn argument(ty: &Ty, density: Density, name: &Ident) -> (TokenStream, TokenStream) {
    match ty {
        _ if density == Density::Sparse => (quote!(Option<#ty>), quote!(#name)),
        Ty::String => (quote!(impl Into<String>), quote!(#name.into())),
        _ => (quote!(#ty), quote!(#name)),
    }
}
