//! Operations: one file with the operation, its input, output, error, builders and paginator.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::tokens::{deprecated, doc, doc_line, ident};
use super::{builder, error, events, jmespath, paginator, structure, waiter, walk};
use crate::ir::{
    Auth, ContextParam, Crate, ErrorCodes, ErrorVariant, Http, Operation, Optionality, Property, Retryable, Segment,
    Stage, Ty,
};
use crate::markdown;

/// The file of an operation.
pub(super) fn emit(operation: &Operation, krate: &Crate) -> TokenStream {
    let marker = marker(operation, krate);
    let input = structure::definition(&operation.input);
    let input_methods = structure::accessors(&operation.input);
    let input_walk = walk::emit_with(&operation.input, &operation.host_prefix);
    let builder = call_builder(operation);
    let output = structure::emit(&operation.output);
    let request_id = request_id(operation);
    let error = error::operation_error(operation);
    let paginator = operation.paginator.as_ref().map(|it| paginator::emit(operation, it));
    let waits = waiter::builder(operation);
    let builders = builders_module(operation);
    quote!(#marker #input #input_methods #input_walk #builder #output #request_id #error #paginator #waits #builders)
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
    let about = doc_line(match &operation.http {
        Some(http) => format!("The operation `{}`: {}.", operation.wire, call(http)),
        None => format!("The operation `{}`.", operation.wire),
    });
    let meta = meta(operation);
    let params = endpoint_params(operation);
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
        }
    }
}

/// Method and URI as code in Markdown.
fn call(http: &Http) -> String {
    markdown::code(&format!("{} {}", http.method, http.pattern))
}

/// Fills what may be left out or empty with what stands for it, and trims what may be longer than the service takes it.
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
        quote!(tinsmith::operation::trim_start(&mut input.#field, &[#(#prefixes),*]);)
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
    let length = operation.properties.contains(&Property::RequiresLength).then(|| quote!(.requires_length()));
    let stages = (!operation.stages.is_empty()).then(|| {
        let stages = operation.stages.iter().map(stage);
        quote!(.stages(&[#(&stages::#stages),*]))
    });
    let unwrapped = operation.properties.contains(&Property::UnwrappedOutput).then(|| quote!(.unwrapped_output()));
    quote! {
        const META: &'static OperationMeta = &OperationMeta::#address
            #bare #host_prefix #auth #errors #streams #events #initial #length #stages #unwrapped;
    }
}

/// `FlexibleChecksum::required(Some("x-amz-sdk-checksum-algorithm"))`
fn stage(stage: &Stage) -> TokenStream {
    match stage {
        Stage::Compression => quote!(Compression),
        Stage::ContentMd5 => quote!(ContentMd5),
        Stage::TreeHash => quote!(TreeHash),
        Stage::FlexibleChecksum { algorithm: Some(header), optionality: Optionality::Optional } => {
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
        Retryable::Transient => quote!(.retryable(Retryable::Transient)),
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

fn endpoint_params(operation: &Operation) -> Option<TokenStream> {
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

/// The builder of the input; with a client in it, it also sends.
fn call_builder(operation: &Operation) -> TokenStream {
    let name = ident(&format!("{}Builder", operation.stem));
    let input = &operation.input.ty;
    let (input_builder, fluent) =
        (ident(&format!("{}InputBuilder", operation.stem)), ident(&format!("{}FluentBuilder", operation.name)));
    let about = doc_line(format!("Builder of [`{}`]; from a client, it also sends.", input.name));
    let values = (!operation.input.has_stream()).then(|| quote!(Clone, PartialEq,));
    let setters =
        operation.input.members.iter().map(|it| builder::setters(it, &quote!(self.input), &TokenStream::new()));
    let methods = (!operation.input.members.is_empty()).then(|| quote!(impl<C> #name<C> { #(#setters)* }));
    let operation_ty = ident(&operation.name);
    let stream = operation.input.has_stream().then(|| quote!(, stream));
    let paginator = operation.paginator.as_ref().map(|_| {
        let paginator = ident(&format!("{}Paginator", operation.stem));
        quote!(, #paginator)
    });
    let options = quote!(#paginator #stream);
    quote! {
        #about
        #[derive(#values Default)]
        pub struct #name<C = ()> {
            input: #input,
            client: C,
        }
        #methods
        tinsmith::call_builder!(#operation_ty, #name, #input_builder, #fluent #options);
    }
}

fn request_id(operation: &Operation) -> TokenStream {
    let output = &operation.output.ty;
    quote!(tinsmith::operation_output!(#output);)
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
    let docs = doc(&operation.docs);
    let note = deprecated(operation.deprecated.as_ref());
    let module = format!("crate::operation::{}", operation.method);
    let http = operation.http.as_ref().map(|http| doc_line(call(http)));
    let gap = (!operation.docs.is_empty() && http.is_some()).then(|| doc_line(""));
    let has_docs = !operation.docs.is_empty() || http.is_some();
    let errors = (!operation.errors.is_empty()).then(|| {
        let links = operation.errors.iter().map(|error| format!("[`{0}`](crate::types::error::{0})", error.ty.shown()));
        let links = links.collect::<Vec<_>>().join(",\n") + ".";
        let mut lines = vec![String::new(), "# Errors".to_owned(), String::new()];
        lines.extend(links.lines().map(str::to_owned));
        doc(&lines)
    });
    let result_gap = has_docs.then(|| doc_line(""));
    let result = doc_line(format!("Gives [`{0}`]({module}::{0}).", operation.output.ty.name));
    quote! {
        #docs
        #gap
        #http
        #result_gap
        #result
        #errors
        #note
        #[inline]
        pub fn #method(&self) -> #fluent {
            #fluent::new(self.clone())
        }
    }
}
