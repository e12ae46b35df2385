//! `Debug` of types that must not show all that they hold: as derived, but with secrets hidden
//! (<https://smithy.io/2.0/spec/documentation-traits.html#sensitive-trait>). It prints what the official crates print.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::builder;
use super::tokens::ident;
use crate::ir::{Role, Sensitivity, Structure, Ty, Union};

/// `redacted_debug!(Session { id, token = hidden });` of a structure that hides something, and of its builder.
pub(super) fn structure(structure: &Structure) -> Option<TokenStream> {
    let (name, builder) = (ident(&structure.ty.name), ident(&builder::name(structure)));
    let (own, of_builder): (&[_], &[_]) = match structure.role {
        Role::Output if structure.extended_request_id => (&["_request_id", "_extended_request_id"], &[]),
        Role::Output => (&["_request_id"], &[]),
        Role::Error => (&["meta"], &["meta"]),
        Role::Plain | Role::Input => (&[], &[]),
    };
    structure.redacts().then(|| {
        let own = redacted(&name, structure, own);
        let builder = (structure.role != Role::Input).then(|| redacted(&builder, structure, of_builder));
        quote!(#own #builder)
    })
}

fn redacted(name: &Ident, structure: &Structure, own: &[&str]) -> TokenStream {
    let fields = structure.members.iter().map(|member| {
        let field = member.field();
        match member.sensitivity {
            Sensitivity::Plain => quote!(#field),
            Sensitivity::Sensitive => quote!(#field = hidden),
        }
    });
    let own = own.iter().map(|own| ident(own)).map(|own| quote!(#own));
    let fields = fields.chain(own);
    quote!(redacted_debug!(#name { #(#fields),* });)
}

/// `redacted_union!(Proof { Plain(value), Token(value) = hidden });` of a union that hides something.
pub(super) fn union(union: &Union) -> Option<TokenStream> {
    let name = ident(&union.ty.name);
    let variants = union.variants.iter().map(|member| {
        let variant = ident(&member.name);
        let value = (member.ty != Ty::Unit).then(|| quote!((value)));
        let hidden = (member.sensitivity == Sensitivity::Sensitive).then(|| quote!(= hidden));
        quote!(#variant #value #hidden)
    });
    union.redacts().then(|| quote!(redacted_union!(#name { #(#variants),* });))
}
