//! The endpoint parameters that an operation or its input gives.

use proc_macro2::TokenStream;
use quote::quote;

use super::jmespath;
use super::tokens::ident;
use crate::ir::{ContextParam, Operation, Ty};

/// `fn endpoint_params(input: &Self::Input, params: &mut Params) { .. }`
pub(super) fn endpoint_params(operation: &Operation) -> Option<TokenStream> {
    if operation.context.is_empty() {
        return None;
    }
    let reads = |param: &ContextParam| matches!(param, ContextParam::Member { .. } | ContextParam::Path(..));
    let bound = operation.context.iter().any(reads);
    let input = if bound { quote!(input) } else { quote!(_) };
    let lines = operation.context.iter().map(set_param);
    Some(quote! {
        #[inline]
        fn endpoint_params(#input: &Self::Input, params: &mut Params) {
            #(#lines)*
        }
    })
}

/// `params.set("Region", "us-west-2");`, or the same for a member that is set.
pub(super) fn set_param(param: &ContextParam) -> TokenStream {
    match param {
        ContextParam::Path(name, path) => {
            let path = jmespath::Names::Qualified.expr(path);
            quote!(params.set(#name, jmespath::search(input, &#path));)
        }
        ContextParam::Boolean(name, value) => quote!(params.set(#name, #value);),
        ContextParam::String(name, value) => quote!(params.set(#name, #value);),
        ContextParam::Strings(name, values) => quote!(params.set(#name, vec![#(#values.to_owned()),*]);),
        ContextParam::Member { param, field, ty } => {
            let field = ident(field);
            let value = match ty {
                Ty::Enum(_) => quote!(value.as_str()),
                _ if ty.is_copy() => quote!(*value),
                _ => quote!(value.clone()),
            };
            quote! {
                if let Some(value) = &input.#field {
                    params.set(#param, #value);
                }
            }
        }
    }
}
