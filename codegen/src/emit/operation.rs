//! Operations: one file with the operation, its input, output, error, builders and paginator.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::imports::Imports;
use super::tokens::{deprecated, doc, ident};
use super::{builder, context, debug, error, events, members, operation_docs, paginator, structure, waiter};
use crate::ir::{
    Auth, Crate, ErrorCodes, ErrorVariant, Http, Operation, Optionality, Property, Retryable, Segment, Stage,
};

/// The file of an operation.
pub(super) fn emit(operation: &Operation, krate: &Crate) -> TokenStream {
    let imports = Imports::of_operation(operation);
    let marker = marker(operation, krate);
    let input = input(operation);
    let output = structure::emit(&operation.output);
    let error = error::operation_error(operation);
    let paginator = operation.paginator.as_ref().map(|it| paginator::emit(operation, it));
    let waits = waiter::builder(operation);
    let builders = builders_module(operation);
    quote!(#imports #marker #input #output #error #paginator #waits #builders)
}

/// `pub struct CreateStage;` and `impl Operation for CreateStage`.
fn marker(operation: &Operation, krate: &Crate) -> TokenStream {
    let name = ident(&operation.name);
    let (input, output, error) = (&operation.input.ty, &operation.output.ty, ident(&operation.error));
    let protocol = ident(krate.service.protocol);
    let protocol = match krate.service.error_codes {
        ErrorCodes::Own => quote!(#protocol),
        ErrorCodes::QueryCompatible => quote!(QueryCompatible<#protocol>),
    };
    let about = doc(&operation_docs::page(operation));
    let meta = meta(operation);
    let params = context::endpoint_params(operation);
    let adjust = adjust(operation);
    let token = operation.token.as_ref().map(|field| {
        let field = ident(field);
        quote! {
            #[inline]
            fn fill_token(input: &mut Self::Input, token: impl FnOnce() -> String) {
                input.#field.get_or_insert_with(token);
            }
        }
    });
    let take = operation.input_stream.as_ref().map(|field| {
        let field = ident(field);
        quote! {
            #[inline]
            fn take_stream(input: &mut Self::Input) -> Option<ByteStream> {
                input.#field.take()
            }
        }
    });
    let put = operation.output_stream.as_ref().map(|field| {
        let field = ident(field);
        quote! {
            #[inline]
            fn put_stream(output: &mut Self::Output, body: ByteStream) {
                output.#field = body;
            }
        }
    });
    let put_extended_id = operation.output.extended_request_id.then(|| {
        quote! {
            #[inline]
            fn put_extended_request_id(output: &mut Self::Output, id: impl FnOnce() -> Option<String>) {
                output._extended_request_id = id();
            }
        }
    });
    let (take_events, put_events) = (events::take(operation), events::put(operation));
    quote! {
        #about
        #[derive(Debug)]
        pub struct #name;
        impl Operation for #name {
            type Input = #input;
            type Output = #output;
            type Error = #error;
            type Protocol = #protocol;
            #meta
            #params
            #adjust
            #token
            #take
            #put
            #take_events
            #put_events
            #[inline]
            fn put_request_id(output: &mut Self::Output, id: Option<String>) {
                output._request_id = id;
            }
            #put_extended_id
        }
    }
}

/// Fills fields that may be unset or empty, and trims prefixes that the service does not take.
fn adjust(operation: &Operation) -> Option<TokenStream> {
    let defaults = operation.defaults.iter().map(|(field, text)| {
        let field = ident(field);
        quote! {
            if input.#field.as_deref().is_none_or(str::is_empty) {
                input.#field = Some(#text.to_owned());
            }
        }
    });
    let trims = operation.trimmed.iter().map(|(field, prefixes)| {
        let field = ident(field);
        quote!(trim_start(&mut input.#field, &[#(#prefixes),*]);)
    });
    (!operation.defaults.is_empty() || !operation.trimmed.is_empty()).then(|| {
        quote! {
            #[inline]
            fn adjust(input: &mut Self::Input) {
                #(#defaults)*
                #(#trims)*
            }
        }
    })
}

/// `const META: &'static OperationMeta = &OperationMeta::new(...)...;`
fn meta(operation: &Operation) -> TokenStream {
    let wire = &operation.wire;
    let address = operation.http.as_ref().map_or_else(|| quote!(rpc(&SERVICE, #wire)), |http| address(wire, http));
    let bare = operation.properties.contains(&Property::Bare).then(|| quote!(.bare()));
    let host_prefix = (!operation.host_prefix.is_empty()).then(|| {
        let parts = &operation.host_prefix;
        quote!(.host_prefix(&[#(#parts),*]))
    });
    let auth = auth(operation);
    let errors = (!operation.errors.is_empty()).then(|| {
        let errors = operation.errors.iter().map(error_meta);
        quote!(.errors(&[#(#errors),*]))
    });
    let streams = operation.output_stream.is_some().then(|| quote!(.streams_output()));
    let events = operation.output_events.is_some().then(|| quote!(.receives_events()));
    let initial = operation.properties.contains(&Property::InitialResponse).then(|| quote!(.initial_response()));
    let presigned = operation.properties.contains(&Property::PresignedInQuery).then(|| quote!(.presigned_in_query()));
    let length = operation.properties.contains(&Property::RequiresLength).then(|| quote!(.requires_length()));
    let stages = (!operation.stages.is_empty()).then(|| {
        let stages = operation.stages.iter().map(stage);
        quote!(.stages(&[#(&stages::#stages),*]))
    });
    let unwrapped = operation.properties.contains(&Property::UnwrappedOutput).then(|| quote!(.unwrapped_output()));
    let polls = operation.properties.contains(&Property::LongPoll).then(|| quote!(.polls()));
    let stalls = operation.properties.contains(&Property::MayStall).then(|| quote!(.may_stall()));
    quote! {
        const META: &'static OperationMeta = &OperationMeta::#address
            #bare #host_prefix #auth #presigned #errors #streams #events #initial #length #stages #unwrapped #polls #stalls;
    }
}

/// `FlexibleChecksum::required(Some("x-amz-sdk-checksum-algorithm"))`
fn stage(stage: &Stage) -> TokenStream {
    match stage {
        Stage::Compression => quote!(Compression),
        Stage::ContentMd5 => quote!(ContentMd5),
        Stage::TreeHash => quote!(TreeHash),
        Stage::ResponseChecksum { mode, .. } => quote!(ResponseChecksum::asked_in(#mode)),
        Stage::FlexibleChecksum { algorithm: Some(header), optionality: Optionality::Optional, .. } => {
            quote!(FlexibleChecksum::optional(#header))
        }
        Stage::FlexibleChecksum { algorithm: Some(header), .. } => quote!(FlexibleChecksum::required(Some(#header))),
        Stage::FlexibleChecksum { algorithm: None, .. } => quote!(FlexibleChecksum::required(None)),
    }
}

/// `.auth(&[Auth::SigV4, Auth::Bearer]).optional_auth().unsigned_payload()`, as far as it is not the usual.
fn auth(operation: &Operation) -> TokenStream {
    let schemes = operation.auth.iter().map(|scheme| match scheme {
        Auth::SigV4 => quote!(Auth::SigV4),
        Auth::Bearer => quote!(Auth::Bearer),
    });
    let schemes = (operation.auth != [Auth::SigV4]).then(|| quote!(.auth(&[#(#schemes),*])));
    let signed = !operation.auth.is_empty();
    let optional = (signed && operation.properties.contains(&Property::OptionalAuth)).then(|| quote!(.optional_auth()));
    let unsigned =
        (signed && operation.properties.contains(&Property::UnsignedPayload)).then(|| quote!(.unsigned_payload()));
    quote!(#schemes #optional #unsigned)
}

/// `new(&SERVICE, "CreateStage", "POST", &[...])...`
fn address(wire: &str, Http { method, path, query, code, .. }: &Http) -> TokenStream {
    let query = (!query.is_empty()).then(|| {
        let literals = query.iter().map(|(key, value)| match value {
            Some(value) => quote!((#key, Some(#value))),
            None => quote!((#key, None)),
        });
        quote!(.query(&[#(#literals),*]))
    });
    let success = (*code != 200).then(|| {
        let code = Literal::u16_unsuffixed(*code);
        quote!(.success(#code))
    });
    quote!(new(&SERVICE, #wire, #method, &[#(#path),*]) #query #success)
}

fn error_meta(error: &ErrorVariant) -> TokenStream {
    let (code, status) = (&error.shown_code, Literal::u16_unsuffixed(error.status));
    let retryable = error.retryable.map(|retryable| match retryable {
        Retryable::Client | Retryable::Server => quote!(.retryable(Retryable::Transient)),
        Retryable::Throttling => quote!(.retryable(Retryable::Throttling)),
    });
    quote!(ErrorMeta::new(#code, #status) #retryable)
}

impl ToTokens for Segment {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Segment::Literal(text) => quote!(Segment::Literal(#text)),
            Segment::Label(name) => quote!(Segment::Label(#name)),
            Segment::Greedy(name) => quote!(Segment::Greedy(#name)),
            Segment::InEndpoint(name) => quote!(Segment::InEndpoint(#name)),
        }
        .to_tokens(tokens);
    }
}

/// The input, the setters of its builder, and the list of its members.
fn input(operation: &Operation) -> TokenStream {
    let input = &operation.input;
    let builder = ident(&format!("{}Builder", operation.stem));
    let definition = structure::definition(input);
    let accessors = structure::accessors(input);
    let setters = input.modeled().map(|it| builder::setter(it, &quote!(self.input), &TokenStream::new()));
    let setters = (!input.members.is_empty()).then(|| quote!(impl<C> #builder<C> { #(#setters)* }));
    let members = members::input(operation);
    let debug = debug::structure(input);
    quote!(#definition #accessors #setters #members #debug)
}

/// `pub mod builders { pub use ...; }`, where the official crates have them.
fn builders_module(operation: &Operation) -> TokenStream {
    let fluent = ident(&format!("{}FluentBuilder", operation.name));
    let names = ["InputBuilder", "OutputBuilder"].map(|it| ident(&format!("{}{it}", operation.stem)));
    let paginator = operation.paginator.as_ref().map(|_| {
        let paginator = ident(&format!("{}Paginator", operation.stem));
        quote! {
            /// The paginator.
            pub mod paginator {
                pub use super::#paginator;
            }
        }
    });
    quote! {
        /// The builders.
        pub mod builders {
            pub use super::{#fluent, #(#names),*};
        }
        #paginator
    }
}

/// A method of the client.
pub(super) fn client_method(operation: &Operation) -> TokenStream {
    let method = ident(&operation.method);
    let fluent = ident(&format!("{}FluentBuilder", operation.name));
    let docs = doc(&operation_docs::client_method(operation));
    let note = deprecated(operation.deprecated.as_ref());
    quote! {
        #docs
        #note
        #[inline]
        pub fn #method(&self) -> operation::#method::#fluent {
            operation::#method::#fluent::new(self.clone())
        }
    }
}
