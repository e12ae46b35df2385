//! Enums of strings: a variant per value, and one that keeps what the model does not know.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{deprecated, doc, ident};
use crate::ir::{Enum, EnumValue};

/// An enum with everything about it.
pub(super) fn emit(it: &Enum) -> TokenStream {
    let name = &it.ty;
    let docs = doc(&it.docs);
    let note = deprecated(it.deprecated.as_ref());
    let variants = it.values.iter().map(variant);
    let to_text = it.values.iter().map(|value| {
        let (variant, text) = (ident(&value.name), &value.value);
        quote!(Self::#variant => #text)
    });
    let from_text = it.values.iter().map(|value| {
        let (variant, text) = (ident(&value.name), &value.value);
        quote!(#text => Self::#variant)
    });
    let values = it.values.iter().map(|value| &value.value);
    quote! {
        #docs
        #note
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this version of the crate does not know.
            Unknown(UnknownValue),
        }
        impl #name {
            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#to_text,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
            /// Every value that this version of the crate knows.
            #[inline]
            pub const fn values() -> &'static [&'static str] {
                &[#(#values),*]
            }
        }
        impl From<&str> for #name {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    #(#from_text,)*
                    other => Self::Unknown(UnknownValue::new(other)),
                }
            }
        }
        tinsmith::string_enum!(#name);
    }
}

fn variant(value: &EnumValue) -> TokenStream {
    let docs = doc(&value.docs);
    let note = deprecated(value.deprecated.as_ref());
    let name = ident(&value.name);
    quote!(#docs #note #name)
}
