//! The protocol tests of a model as tests of the emitted crate.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::set_param;
use super::tokens::{ident, path};
use super::{Content, Source};
use crate::ir::{ContextParam, Crate, EventCase, EventExpectation, ProtocolTest, RequestCase, ResponseCase, TestCase};

/// `tests/protocol.rs`, if the model carries tests.
pub(super) fn emit(krate: &Crate) -> Option<Source<'_>> {
    if krate.tests.is_empty() {
        return None;
    }
    let docs = vec!["The protocol tests that the model carries.".to_owned()];
    let content = Content::Rust { docs, items: Box::new(|| items(krate)) };
    Some(Source { path: "tests/protocol.rs".to_owned(), origin: krate.service.id.clone(), content })
}

fn items(krate: &Crate) -> TokenStream {
    let name = ident(&krate.library);
    let tests = krate.tests.iter().map(test);
    let events = krate.tests.iter().any(|test| matches!(test.case, TestCase::Events(_))).then(|| {
        quote!(
            use tinsmith::protocol_test::{EventCase, events};
        )
    });
    quote! {
        #![allow(clippy::all, unused_imports)]

        use #name::{operation, types};
        use tinsmith::emitted::*;
        use tinsmith::protocol_test::{RequestCase, ResponseCase, document};
        #events

        #(#tests)*
    }
}

fn test(test: &ProtocolTest) -> TokenStream {
    let name = ident(&test.name);
    let id = &test.id;
    let operation = path(&format!("operation::{}::{}", test.module, test.operation));
    let check = match &test.case {
        TestCase::Request(case) => request(case, id, &operation),
        TestCase::Response(case) => response(case, id, &operation, test),
        TestCase::Events(case) => events(case, id, &operation, test),
    };
    quote! {
        #[test]
        fn #name() {
            #check
        }
    }
}

fn request(case: &RequestCase, id: &str, operation: &TokenStream) -> TokenStream {
    let RequestCase { params, method, uri, query, forbid_query, require_query, .. } = case;
    let RequestCase { forbid_headers, require_headers, .. } = case;
    let headers = pairs(&case.headers);
    let (host, resolved_host) = (option(case.host.as_ref()), option(case.resolved_host.as_ref()));
    let endpoint = endpoint(&case.endpoint);
    let (body, media_type) = (option(case.body.as_ref()), option(case.media_type.as_ref()));
    quote! {
        let input = #params;
        RequestCase {
            id: #id,
            method: #method,
            uri: #uri,
            host: #host,
            resolved_host: #resolved_host,
            query: &[#(#query),*],
            forbid_query: &[#(#forbid_query),*],
            require_query: &[#(#require_query),*],
            headers: &[#headers],
            forbid_headers: &[#(#forbid_headers),*],
            require_headers: &[#(#require_headers),*],
            body: #body,
            media_type: #media_type,
            endpoint: #endpoint,
        }
        .check::<#operation>(input);
    }
}

/// `Some(|params| ...)`, which sets the parameters.
fn endpoint(params: &[ContextParam]) -> TokenStream {
    if params.is_empty() {
        return quote!(None);
    }
    let lines = params.iter().map(set_param);
    quote!(Some(|params| { #(#lines)* }))
}

fn response(case: &ResponseCase, id: &str, operation: &TokenStream, test: &ProtocolTest) -> TokenStream {
    let ResponseCase { expected, code, body, .. } = case;
    let (headers, shown) = (pairs(&case.headers), pairs(&case.shown));
    let media_type = option(case.media_type.as_ref());
    let check = match (&case.error, &case.stream) {
        (Some(variant), _) => {
            let error = path(&format!("operation::{}::{}Error", test.module, test.operation));
            let variant = ident(variant);
            quote!(check_error::<#operation, _>(expected, |error| match error {
                #error::#variant(error) => Some(error),
                _ => None,
            }))
        }
        (None, Some(stream)) => {
            let stream = ident(stream);
            quote!(check_stream::<#operation>(expected, |output| std::mem::take(&mut output.#stream)))
        }
        (None, None) => quote!(check_output::<#operation>(expected)),
    };
    quote! {
        let expected = #expected;
        ResponseCase {
            id: #id,
            code: #code,
            headers: &[#headers],
            body: #body,
            media_type: #media_type,
            shown: &[#shown],
        }
        .#check;
    }
}

fn events(case: &EventCase, id: &str, operation: &TokenStream, test: &ProtocolTest) -> TokenStream {
    let EventCase { request, code, headers, body, frames, expected } = case;
    let request = request.as_ref().map_or_else(|| quote!(None), |(method, path)| quote!(Some((#method, #path))));
    let headers = pairs(headers);
    let take = |field: &String| {
        let field = ident(field);
        quote!(|output| std::mem::take(&mut output.#field))
    };
    let check = match expected {
        EventExpectation::Sent(input) => quote!(check_sent::<#operation>(#input)),
        EventExpectation::Received { output, events, field } => {
            let take = take(field);
            quote!(check_received::<#operation, _, _>(#output, vec![#(#events),*], #take))
        }
        EventExpectation::Broken { error: None, field } => {
            let take = take(field);
            quote!(check_broken::<#operation, _, _>(#take, None))
        }
        EventExpectation::Broken { error: Some((error, variant)), field } => {
            let (take, error, variant) = (take(field), path(error), ident(variant));
            quote!(check_broken::<#operation, _, _>(#take, Some(|error| matches!(error, #error::#variant(_)))))
        }
        EventExpectation::Rejected(variant) => {
            let error = path(&format!("operation::{}::{}Error", test.module, test.operation));
            let variant = ident(variant);
            quote!(check_rejected::<#operation>(|error| matches!(error, #error::#variant(_))))
        }
    };
    quote! {
        EventCase {
            id: #id,
            request: #request,
            code: #code,
            headers: &[#headers],
            body: #body,
            frames: &[#(#frames),*],
        }
        .#check;
    }
}

fn pairs(headers: &[(String, String)]) -> TokenStream {
    let pairs = headers.iter().map(|(name, value)| quote!((#name, #value)));
    quote!(#(#pairs),*)
}

fn option(text: Option<&String>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}
