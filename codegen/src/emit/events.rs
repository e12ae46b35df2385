//! Streams of events: how an operation takes and puts them, and the enum of the errors that end one.

use proc_macro2::TokenStream;
use quote::quote;

use super::error::row;
use super::imports::Imports;
use super::tokens::{doc_line, ident};
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

/// `fn put_events(..)`, which puts the receiver of events into the output.
pub(super) fn put(operation: &Operation) -> Option<TokenStream> {
    let field = ident(operation.output_events.as_ref()?);
    Some(quote! {
        #[inline]
        fn put_events(output: &mut Self::Output, events: IncomingEvents) {
            output.#field = EventReceiver::new::<Self::Protocol>(events);
        }
    })
}

/// `stream_error! { pub enum AudioStreamError { .. } }`: the errors of an event stream.
pub(super) fn error(StreamError { union, ty, errors, .. }: &StreamError) -> TokenStream {
    let imports = Imports::of_errors(errors);
    let about = doc_line(format!("The errors of a stream of [`{0}`](crate::types::{0}).", union.shown()));
    let rows = errors.iter().map(row);
    quote! {
        #imports
        stream_error! {
            #about
            pub enum #ty {
                #(#rows)*
            }
        }
    }
}
