//! Paginators: where an operation keeps its token, page size and items.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use crate::ir::{Density, Operation, Optionality, Paginator, PathStep, Ty};

/// `pub type ListStagesPaginator = ...` and the traits behind it.
pub(super) fn emit(operation: &Operation, paginator: &Paginator) -> TokenStream {
    let name = ident(&operation.name);
    let alias = ident(&format!("{}Paginator", operation.stem));
    let token = &paginator.token;
    let input_token = ident(&paginator.input_token);
    let output_token = cloned(&paginator.output_token);
    let page_size = paginator.page_size.as_ref().map(|field| {
        let field = ident(field);
        quote! {
            #[inline]
            fn set_page_size(input: &mut Self::Input, size: i32) {
                input.#field = Some(size);
            }
        }
    });
    let is_truncated = paginator.more_results.as_ref().map(|path| {
        let more = is_not_false(path);
        quote! {
            #[inline]
            fn is_truncated(output: &Self::Output) -> bool {
                #more
            }
        }
    });
    let items = paginator.items.as_ref().and_then(|(path, ty)| items(&name, path, ty));
    quote! {
        /// Goes through the pages one after the other.
        pub type #alias = Pager<#name>;
        impl Paginated for #name {
            type Token = #token;
            #[inline]
            fn token(output: &Self::Output) -> Option<Self::Token> {
                #output_token
            }
            #[inline]
            fn set_token(input: &mut Self::Input, token: Self::Token) {
                input.#input_token = Some(token);
            }
            #page_size
            #is_truncated
        }
        #items
    }
}

/// The items of a page: the elements of a list, or the entries of a map.
fn items(name: &proc_macro2::Ident, path: &[PathStep], ty: &Ty) -> Option<TokenStream> {
    let (item, collect) = match ty {
        Ty::List(item, Density::Dense) => (quote!(#item), None),
        Ty::List(item, Density::Sparse) => (quote!(Option<#item>), None),
        Ty::Map(key, value, Density::Dense) => (quote!((#key, #value)), Some(quote!(.into_iter().collect()))),
        Ty::Map(key, value, Density::Sparse) => (quote!((#key, Option<#value>)), Some(quote!(.into_iter().collect()))),
        _ => return None,
    };
    let owned = take(path);
    Some(quote! {
        impl PaginatedItems for #name {
            type Item = #item;
            #[inline]
            fn items(output: Self::Output) -> Vec<Self::Item> {
                #owned #collect
            }
        }
    })
}

/// A clone of the value at the end of a path, if all of it is there.
fn cloned(path: &[PathStep]) -> TokenStream {
    match path {
        [PathStep { field, optionality: Optionality::Optional }] => {
            let field = ident(field);
            quote!(output.#field.clone())
        }
        _ => {
            let value = borrow(path);
            quote!(#value.cloned())
        }
    }
}

/// Whether the boolean at the end of a path is anything but `false`.
fn is_not_false(path: &[PathStep]) -> TokenStream {
    match path {
        [PathStep { field, optionality }] => {
            let field = ident(field);
            match optionality {
                Optionality::Optional => quote!(output.#field != Some(false)),
                Optionality::Required => quote!(output.#field),
            }
        }
        _ => {
            let value = borrow(path);
            quote!(#value != Some(&false))
        }
    }
}

/// A reference to the value at the end of a path, if all of it is there.
fn borrow(path: &[PathStep]) -> TokenStream {
    let mut value: Option<TokenStream> = None;
    for step in path {
        let field = ident(&step.field);
        value = Some(match (value, step.optionality) {
            (None, Optionality::Optional) => quote!(output.#field.as_ref()),
            (None, Optionality::Required) => quote!(Some(&output.#field)),
            (Some(before), Optionality::Optional) => quote!(#before.and_then(|it| it.#field.as_ref())),
            (Some(before), Optionality::Required) => quote!(#before.map(|it| &it.#field)),
        });
    }
    value.unwrap_or_else(|| quote!(Some(output)))
}

/// The value at the end of a path, or an empty one.
fn take(path: &[PathStep]) -> TokenStream {
    let mut value = quote!(output);
    let mut optional = false;
    for step in path {
        let field = ident(&step.field);
        value = match (optional, step.optionality) {
            (false, _) => quote!(#value.#field),
            (true, Optionality::Optional) => quote!(#value.and_then(|it| it.#field)),
            (true, Optionality::Required) => quote!(#value.map(|it| it.#field)),
        };
        optional |= step.optionality == Optionality::Optional;
    }
    if optional { quote!(#value.unwrap_or_default()) } else { value }
}
