//! Values as the builder calls that make them, for protocol tests.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::tokens::{date_time, ident, path, prefixed};
use crate::ir::{Construct, Ty};

impl ToTokens for Construct {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Construct::Bool(it) => quote!(#it),
            Construct::Int(it) => Literal::i64_unsuffixed(*it).to_token_stream(),
            Construct::Float(text, double) => float(text, *double),
            Construct::BigNumber(digits, Ty::BigInteger) => quote!(#digits.parse::<BigInteger>().unwrap()),
            Construct::BigNumber(digits, _) => quote!(#digits.parse::<BigDecimal>().unwrap()),
            Construct::Text(text) => quote!(#text.to_owned()),
            Construct::Blob(text) => quote!(Blob::new(#text)),
            Construct::Stream(text) => quote!(ByteStream::from_static(#text.as_bytes())),
            Construct::Timestamp { seconds, nanos } => date_time(*seconds, *nanos),
            Construct::Events(items) => {
                let items =
                    items.iter().map(|(item, event)| if *event { quote!(Ok(#item)) } else { quote!(Err(#item)) });
                quote!(events(vec![#(#items),*]))
            }
            Construct::Document(json) => quote!(document(#json)),
            Construct::List(items, sparse) => list(items, *sparse),
            Construct::Map(entries, sparse) => map(entries, *sparse),
            Construct::Enum(ty, value) => {
                let ty = path(ty);
                quote!(#ty::from(#value))
            }
            Construct::Union(ty, variant, value, boxed) => {
                let (ty, variant) = (path(ty), ident(variant));
                let value =
                    value.as_ref().map(|value| if *boxed { quote!((Box::new(#value))) } else { quote!((#value)) });
                quote!(#ty::#variant #value)
            }
            Construct::Structure(ty, fallible, members) => structure(ty, *fallible, members),
        }
        .to_tokens(tokens);
    }
}

fn float(text: &str, double: bool) -> TokenStream {
    let ty = if double { ident("f64") } else { ident("f32") };
    match text {
        "NaN" => quote!(#ty::NAN),
        "Infinity" => quote!(#ty::INFINITY),
        "-Infinity" => quote!(#ty::NEG_INFINITY),
        _ => Literal::f64_unsuffixed(text.parse().unwrap_or_default()).to_token_stream(),
    }
}

fn list(items: &[Option<Construct>], sparse: bool) -> TokenStream {
    let items = items.iter().map(|item| element(item.as_ref(), sparse));
    quote!(vec![#(#items),*])
}

fn map(entries: &[(Construct, Option<Construct>)], sparse: bool) -> TokenStream {
    let entries = entries.iter().map(|(key, value)| {
        let value = element(value.as_ref(), sparse);
        quote!((#key, #value))
    });
    quote!([#(#entries),*].into_iter().collect())
}

fn element(value: Option<&Construct>, sparse: bool) -> TokenStream {
    match (value, sparse) {
        (Some(value), true) => quote!(Some(#value)),
        (Some(value), false) => quote!(#value),
        (None, _) => quote!(None),
    }
}

fn structure(ty: &str, fallible: bool, members: &[(String, Construct, bool)]) -> TokenStream {
    let ty = path(ty);
    let setters = members.iter().map(|(method, value, boxed)| {
        let set = prefixed("set_", method);
        let value = if *boxed { quote!(Box::new(#value)) } else { quote!(#value) };
        quote!(.#set(Some(#value)))
    });
    let unwrap = fallible.then(|| quote!(.unwrap()));
    quote!(#ty::builder() #(#setters)* .build() #unwrap)
}
