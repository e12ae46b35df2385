//! Enums of strings: a variant per value, and one that keeps values that the model does not have.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{deprecated, doc, ident};
use crate::ir::{Enum, EnumValue};

/// `string_enum! { pub enum PipBehavior { Static = "STATIC", .. } }`
pub(super) fn file(it: &Enum) -> TokenStream {
    let name = &it.ty;
    let docs = doc(&it.docs);
    let note = deprecated(it.deprecated.as_ref());
    let values = it.values.iter().map(value);
    quote! {
        use tinsmith::emitted::*;
        string_enum! {
            #docs
            #note
            pub enum #name {
                #(#values,)*
            }
        }
    }
}

fn value(value: &EnumValue) -> TokenStream {
    let docs = doc(&value.docs);
    let note = deprecated(value.deprecated.as_ref());
    let (name, text) = (ident(&value.name), &value.value);
    quote!(#docs #note #name = #text)
}
