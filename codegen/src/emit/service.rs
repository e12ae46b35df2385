//! The facts of the service and its endpoint rules.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::endpoint;
use crate::ir::{CanonicalForm, NewRetries, Service};

/// `pub(crate) static SERVICE: ServiceMeta` and the rules.
pub(super) fn emit(service: &Service) -> TokenStream {
    let Service { sdk_id, api_version, signing_name, .. } = service;
    let name = service.name.as_ref().map(|name| quote!(name: #name,));
    let headers = (!service.headers.is_empty()).then(|| {
        let headers = service.headers.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(headers: &[#(#headers),*],)
    });
    let special = special(service);
    let rules = endpoint::emit(&service.rules);
    quote! {
        use tinsmith::emitted::service::*;
        /// The facts of the service.
        pub(crate) static SERVICE: ServiceMeta = ServiceMeta {
            sdk_id: #sdk_id,
            api_version: #api_version,
            crate_version: env!("CARGO_PKG_VERSION"),
            #name
            #headers
            signing_name: #signing_name,
            #special
            endpoint_rules: &ENDPOINT_RULES,
            ..ServiceMeta::PLAIN
        };
        /// The rules by which the endpoint is chosen.
        static ENDPOINT_RULES: RuleSet<'static> = #rules;
    }
}

/// `transient_errors: &["InternalError"],` and the like, as far as a service differs from most.
fn special(service: &Service) -> TokenStream {
    let Service { transient_errors, new_retries, response_ids, .. } = service;
    let canonical_form = match service.canonical_form {
        CanonicalForm::Normalized => None,
        CanonicalForm::Verbatim => Some(quote!(canonical_form: CanonicalForm::Verbatim,)),
    };
    let transient_errors = (!transient_errors.is_empty()).then(|| quote!(transient_errors: &[#(#transient_errors),*],));
    let new_retries = new_retries.map(|NewRetries { first_pause_millis, attempts }| {
        let (millis, attempts) = (Literal::u64_unsuffixed(first_pause_millis), Literal::u32_unsuffixed(attempts));
        quote!(new_retries: NewRetries { first_pause_millis: #millis, attempts: #attempts },)
    });
    let response_ids = (!response_ids.is_empty()).then(|| {
        let ids = response_ids.iter().map(|(header, name)| quote!((#header, #name)));
        quote!(response_ids: &[#(#ids),*],)
    });
    quote!(#canonical_form #transient_errors #new_retries #response_ids)
}
