//! `Debug` of what must not show all that it holds, and of builders: as derived, but with secrets hidden
//! (<https://smithy.io/2.0/spec/documentation-traits.html#sensitive-trait>). It prints what the official crates print.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::ident;
use crate::ir::{Member, Role, Sensitivity, Structure, Ty, Union};

/// `Debug` to derive, where there is nothing to hide.
pub(super) fn derive(redacts: bool) -> Option<TokenStream> {
    (!redacts).then(|| quote!(Debug,))
}

/// `tinsmith::redacted_debug!(Session { id, token = hidden });` of a structure that hides something.
pub(super) fn structure(structure: &Structure) -> Option<TokenStream> {
    let name = ident(&structure.ty.name);
    let own = match structure.role {
        Role::Output => Some(quote!(_request_id)),
        Role::Error => Some(quote!(meta)),
        Role::Plain | Role::Input => None,
    };
    structure.redacts().then(|| redacted(&name, &structure.members, own))
}

/// The same of a builder with fields of its own, or `tinsmith::builder_debug!(SessionBuilder);` of one that is a structure in
/// a wrapper.
pub(super) fn builder(name: &Ident, structure: &Structure) -> Option<TokenStream> {
    if structure.wrapped() {
        return Some(quote!(tinsmith::builder_debug!(#name);));
    }
    let own = (structure.role == Role::Error).then(|| quote!(meta));
    structure.redacts().then(|| redacted(name, &structure.members, own))
}

fn redacted(name: &Ident, members: &[Member], own: Option<TokenStream>) -> TokenStream {
    let fields = members.iter().map(|member| {
        let field = member.field();
        match member.sensitivity {
            Sensitivity::Plain => quote!(#field),
            Sensitivity::Sensitive => quote!(#field = hidden),
        }
    });
    let fields = fields.chain(own);
    quote!(tinsmith::redacted_debug!(#name { #(#fields),* });)
}

/// `impl fmt::Debug for Proof { ... }` of a union that hides something: of a variant that is hidden, not even the name shows.
pub(super) fn union(union: &Union) -> Option<TokenStream> {
    let name = ident(&union.ty.name);
    let arms = union.variants.iter().map(|member| {
        let (variant, shown) = (ident(&member.name), &member.name);
        match (&member.ty, member.sensitivity) {
            (Ty::Unit, Sensitivity::Sensitive) => quote!(Self::#variant => f.write_str(tinsmith::debug::REDACTED),),
            (_, Sensitivity::Sensitive) => quote!(Self::#variant(_) => f.write_str(tinsmith::debug::REDACTED),),
            (Ty::Unit, Sensitivity::Plain) => quote!(Self::#variant => f.write_str(#shown),),
            (_, Sensitivity::Plain) => quote!(Self::#variant(value) => f.debug_tuple(#shown).field(value).finish(),),
        }
    });
    union.redacts().then(|| {
        quote! {
            impl fmt::Debug for #name {
                #[inline]
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    match self {
                        #(#arms)*
                        Self::Unknown => f.write_str("Unknown"),
                    }
                }
            }
        }
    })
}
