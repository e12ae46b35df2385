//! Unions: an enum with a variant per member and one for members that the model does not have.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::debug;
use super::imports::Imports;
use super::tokens::{deprecated, doc, ident, prefixed};
use crate::ir::{Member, Ty, Union};

/// The file of a union.
pub(super) fn file(union: &Union) -> TokenStream {
    let imports = Imports::of_union(union);
    let definition = definition(union);
    let variants = list(union);
    let redacted = debug::union(union);
    quote!(#imports #definition #variants #redacted)
}

fn definition(union: &Union) -> TokenStream {
    let name = &union.ty;
    let docs = doc(&union.docs);
    let note = deprecated(union.deprecated.as_ref());
    let debug = (!union.redacts()).then(|| quote!(, Debug));
    let variants = union.variants.iter().map(variant);
    quote! {
        #docs
        #note
        #[derive(Clone, PartialEq #debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A variant that this version of the crate does not know.
            ///
            /// It cannot be sent.
            #[non_exhaustive]
            Unknown,
        }
    }
}

fn variant(member: &Member) -> TokenStream {
    let docs = doc(&member.docs);
    let note = deprecated(member.deprecated.as_ref());
    let name = ident(&member.name);
    if member.ty == Ty::Unit {
        return quote!(#docs #note #name);
    }
    let ty = member.boxed_ty();
    quote!(#docs #note #name(#ty))
}

/// `tagged_union!(Choice: "Choice" { 0 Text(value: String) = member!("text"), is_text, as_text; .. });`
fn list(union: &Union) -> TokenStream {
    let Union { ty, wire, xml, .. } = union;
    let rows = union.variants.iter().enumerate().map(|(index, member)| {
        let (index, variant, schema) = (Literal::usize_unsuffixed(index), ident(&member.name), &member.schema);
        let (is, as_) = (prefixed("is_", &member.method), prefixed("as_", &member.method));
        match &member.ty {
            Ty::Unit => quote!(#index #variant = #schema, #is;),
            ty => quote!(#index #variant(value: #ty) = #schema, #is, #as_;),
        }
    });
    quote!(tagged_union!(#ty: #wire #xml { #(#rows)* });)
}
