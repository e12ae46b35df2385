//! Values as the builder calls that make them, for protocol tests.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::tokens::{date_time, ident, path, prefixed};
use crate::ir::{Build, Construct, Density, Indirection, Ty};

impl ToTokens for Construct {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Construct::Bool(it) => quote!(#it),
            Construct::Int(it) => Literal::i64_unsuffixed(*it).to_token_stream(),
            Construct::Float(text, ty) => float(text, ty),
            Construct::BigNumber(digits, Ty::BigInteger) => quote!(#digits.parse::<BigInteger>().unwrap()),
            Construct::BigNumber(digits, _) => quote!(#digits.parse::<BigDecimal>().unwrap()),
            Construct::Text(text) => quote!(#text.to_owned()),
            Construct::Blob(text) => quote!(Blob::new(#text)),
            Construct::Stream(text) => quote!(ByteStream::from_static(#text.as_bytes())),
            Construct::Timestamp { seconds, nanos } => date_time(*seconds, *nanos),
            Construct::Events(items) => {
                let items = items.iter().map(|item| match item {
                    Ok(event) => quote!(Ok(#event)),
                    Err(error) => quote!(Err(#error)),
                });
                quote!(events(vec![#(#items),*]))
            }
            Construct::Document(json) => quote!(document(#json)),
            Construct::List(items, density) => list(items, *density),
            Construct::Map(entries, density) => map(entries, *density),
            Construct::Enum(ty, value) => {
                let ty = path(ty);
                quote!(#ty::from(#value))
            }
            Construct::Union(ty, variant, value, indirection) => {
                let (ty, variant) = (path(ty), ident(variant));
                let value = value.as_ref().map(|value| placed(value, *indirection)).map(|value| quote!((#value)));
                quote!(#ty::#variant #value)
            }
            Construct::Structure(ty, build, members) => structure(ty, *build, members),
        }
        .to_tokens(tokens);
    }
}

fn placed(value: &Construct, indirection: Indirection) -> TokenStream {
    match indirection {
        Indirection::Inline => quote!(#value),
        Indirection::Boxed => quote!(Box::new(#value)),
    }
}

fn float(text: &str, ty: &Ty) -> TokenStream {
    match text {
        "NaN" => quote!(#ty::NAN),
        "Infinity" => quote!(#ty::INFINITY),
        "-Infinity" => quote!(#ty::NEG_INFINITY),
        _ => Literal::f64_unsuffixed(text.parse().unwrap_or_default()).to_token_stream(),
    }
}

fn list(items: &[Option<Construct>], density: Density) -> TokenStream {
    let items = items.iter().map(|item| element(item.as_ref(), density));
    quote!(vec![#(#items),*])
}

fn map(entries: &[(Construct, Option<Construct>)], density: Density) -> TokenStream {
    let entries = entries.iter().map(|(key, value)| {
        let value = element(value.as_ref(), density);
        quote!((#key, #value))
    });
    quote!([#(#entries),*].into_iter().collect())
}

fn element(value: Option<&Construct>, density: Density) -> TokenStream {
    match (value, density) {
        (Some(value), Density::Sparse) => quote!(Some(#value)),
        (Some(value), Density::Dense) => quote!(#value),
        (None, _) => quote!(None),
    }
}

fn structure(ty: &str, build: Build, members: &[(String, Construct, Indirection)]) -> TokenStream {
    let ty = path(ty);
    let setters = members.iter().map(|(method, value, indirection)| {
        let set = prefixed("set_", method);
        let value = placed(value, *indirection);
        quote!(.#set(Some(#value)))
    });
    let unwrap = (build == Build::Fallible).then(|| quote!(.unwrap()));
    quote!(#ty::builder() #(#setters)* .build() #unwrap)
}
