//! Streams of events: how an operation takes and puts them, and the enum of the errors that end one.

use proc_macro2::TokenStream;
use quote::quote;

use super::error::table_line;
use super::tokens::{doc, doc_line, ident};
use crate::ir::{Operation, StreamError};

/// `fn take_events(..)`, which takes the events out of the input.
pub(super) fn take(operation: &Operation) -> Option<TokenStream> {
    let field = operation.input_events.as_ref()?;
    let (name, field) = (field, ident(field));
    Some(quote! {
        #[inline]
        fn take_events(input: &mut Self::Input) -> Result<Option<OutgoingEvents>, BuildError> {
            OutgoingEvents::of::<Self::Protocol>(#name, input.#field.take())
        }
    })
}

/// `fn put_events(..)`, which puts what gives the events into the output.
pub(super) fn put(operation: &Operation) -> Option<TokenStream> {
    let field = ident(operation.output_events.as_ref()?);
    Some(quote! {
        #[inline]
        fn put_events(output: &mut Self::Output, events: IncomingEvents) {
            output.#field = EventReceiver::new::<Self::Protocol>(events);
        }
    })
}

/// `pub enum AudioStreamError { ... }`: what a stream of events can fail with.
pub(super) fn error(StreamError { union, ty, errors, .. }: &StreamError) -> TokenStream {
    let about = doc_line(format!("What a stream of [`{0}`](crate::types::{0}) can fail with.", union.shown()));
    let variants = errors.iter().map(|error| {
        let (docs, variant, ty) = (doc(&error.summary), ident(&error.name), &error.ty);
        quote!(#docs #variant(#ty))
    });
    let table = errors.iter().map(table_line);
    quote! {
        #about
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #ty {
            #(#variants,)*
            /// An error that the model does not list for this stream.
            Unhandled(Unhandled),
        }
        tinsmith::stream_error!(#ty { #(#table,)* });
    }
}
