//! Waiters: a file for each with its types and its table, and the trait by which the client has them.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::jmespath::Names;
use super::tokens::{deprecated, doc, doc_line, ident};
use super::{Content, Items, Source};
use crate::ir::waiter::{Acceptor, Check, Matcher, PathCheck, State, Waiter};
use crate::ir::{Crate, Operation};
use crate::markdown;

/// Whether a crate has waiters.
pub(super) fn any(krate: &Crate) -> bool {
    krate.operations.iter().any(|operation| !operation.waiters.is_empty())
}

/// `waiters.rs` and a file for each waiter.
pub(super) fn emit(krate: &Crate) -> Vec<Source<'_>> {
    if !any(krate) {
        return Vec::new();
    }
    let mut sources = Vec::new();
    for (operation, waiter) in waiters(krate) {
        let path = format!("src/waiters/{}.rs", waiter.method);
        sources.push(source(path, &operation.id, about(operation, waiter), Box::new(move || file(operation, waiter))));
    }
    let docs = "What waits for something to hold: see [`Waiters`](crate::client::Waiters).".to_owned();
    let modules: Vec<_> = waiters(krate).map(|(_, waiter)| waiter.method.as_str()).collect();
    let items = move || {
        let modules = modules.iter().map(|module| ident(module));
        quote!(#(pub mod #modules;)* pub use tinsmith::waiters::{FinalPoll, error};)
    };
    sources.push(source("src/waiters.rs".to_owned(), &krate.service.id, docs, Box::new(items)));
    sources
}

fn source<'a>(path: String, origin: &str, docs: String, items: Items<'a>) -> Source<'a> {
    Source { path, origin: origin.to_owned(), content: Content::Rust { docs: vec![docs], items } }
}

fn waiters(krate: &Crate) -> impl Iterator<Item = (&Operation, &Waiter)> {
    krate.operations.iter().flat_map(|operation| operation.waiters.iter().map(move |waiter| (operation, waiter)))
}

fn about(operation: &Operation, waiter: &Waiter) -> String {
    format!("The waiter {}, which calls `{}`.", markdown::code(&waiter.wire), operation.wire)
}

/// The types of a waiter, under the names of the official crates, and when it ends.
fn file(operation: &Operation, waiter: &Waiter) -> TokenStream {
    let module = ident(&operation.method);
    let stemmed = |suffix: &str| ident(&format!("{}{suffix}", operation.stem));
    let (builder, output, error) = (stemmed("Builder"), stemmed("Output"), ident(&operation.error));
    let own = |prefix: &str, suffix: &str| ident(&format!("{prefix}{}{suffix}", waiter.name));
    let (fluent, poll, failure) = (own("", "FluentBuilder"), own("", "FinalPoll"), own("WaitUntil", "Error"));
    let call = doc_line(format!("Builds the input of `{}` and calls it until the waiting ends.", operation.wire));
    let table = table(waiter);
    quote! {
        use tinsmith::emitted::waiter::*;
        use crate::operation::#module;
        #call
        pub type #fluent = #module::#builder<Waiter>;
        /// The outcome of the last call.
        pub type #poll = FinalPoll<#module::#output, SdkError<#module::#error>>;
        /// The error of waiting in vain.
        pub type #failure = WaiterError<#module::#output, #module::#error>;
        #table
    }
}

/// `pub(crate) static WAITER: WaiterMeta<'static> = ...;`, with the expressions before it.
fn table(waiter: &Waiter) -> TokenStream {
    let paths = waiter.paths.iter().enumerate().map(|(index, (text, expr))| {
        let about = doc_line(markdown::code(text));
        let (ident, expr) = (path_ident(index), Names::Bare.expr(expr));
        quote!(#about const #ident: Expr<'static> = #expr;)
    });
    let acceptors = waiter.acceptors.iter().map(acceptor);
    let (name, min, max) =
        (&waiter.wire, Literal::u32_unsuffixed(waiter.min_delay), Literal::u32_unsuffixed(waiter.max_delay));
    quote! {
        #(#paths)*
        /// The conditions that end the waiting.
        pub(crate) static WAITER: WaiterMeta<'static> =
            WaiterMeta { name: #name, min_delay: #min, max_delay: #max, acceptors: &[#(#acceptors),*] };
    }
}

fn path_ident(index: usize) -> proc_macro2::Ident {
    if index == 0 { format_ident!("PATH") } else { format_ident!("PATH_{}", index + 1) }
}

/// `Acceptor(State::Success, Matcher::Output(PATH, Check::Equals("ACTIVE")))`
fn acceptor(Acceptor { state, matcher }: &Acceptor) -> TokenStream {
    let state = match state {
        State::Success => quote!(State::Success),
        State::Failure => quote!(State::Failure),
        State::Retry => quote!(State::Retry),
    };
    let matcher = match matcher {
        Matcher::Success(success) => quote!(Matcher::Success(#success)),
        Matcher::Error(code) => quote!(Matcher::Error(#code)),
        Matcher::Output(check) => {
            let check = path_check(check);
            quote!(Matcher::Output(#check))
        }
        Matcher::InputOutput(check) => {
            let check = path_check(check);
            quote!(Matcher::InputOutput(#check))
        }
    };
    quote!(Acceptor(#state, #matcher))
}

fn path_check(PathCheck { path, check }: &PathCheck) -> TokenStream {
    let path = path_ident(*path);
    let check = match check {
        Check::Is(flag) => quote!(Check::Is(#flag)),
        Check::Equals(text) => quote!(Check::Equals(#text)),
        Check::All(text) => quote!(Check::All(#text)),
        Check::Any(text) => quote!(Check::Any(#text)),
    };
    quote!(#path, #check)
}

/// The macro call by which the builder of an operation waits.
pub(super) fn builder(operation: &Operation) -> Option<TokenStream> {
    let stemmed = |suffix: &str| ident(&format!("{}{suffix}", operation.stem));
    let (name, builder, input) = (ident(&operation.name), stemmed("Builder"), stemmed("InputBuilder"));
    (!operation.waiters.is_empty()).then(|| quote!(waiter_builder!(#name, #builder, #input);))
}

/// `pub trait Waiters`, and its implementation for the client.
pub(super) fn client_trait(krate: &Crate) -> Option<TokenStream> {
    let (mut declared, mut defined) = (TokenStream::new(), TokenStream::new());
    for (operation, waiter) in waiters(krate) {
        let module = ident(&waiter.method);
        let method = ident(&format!("wait_until_{}", waiter.method));
        let fluent = ident(&format!("{}FluentBuilder", waiter.name));
        let about = if waiter.docs.is_empty() { doc_line(about(operation, waiter)) } else { doc(&waiter.docs) };
        let note = deprecated(waiter.deprecated.as_ref());
        let signature = quote!(fn #method(&self) -> waiters::#module::#fluent);
        declared.extend(quote!(#about #note #signature;));
        defined.extend(quote! {
            #[inline]
            #signature {
                waiters::#module::#fluent::_waiting(&self.engine, &waiters::#module::WAITER)
            }
        });
    }
    any(krate).then(|| {
        quote! {
            use crate::waiters;
            /// Gives the client its waiters, which call an operation until something holds.
            pub trait Waiters {
                #declared
            }
            impl Waiters for Client {
                #defined
            }
        }
    })
}
