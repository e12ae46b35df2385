//! The walk over a structure: one line per member in each direction.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::schema;
use super::tokens::ident;
use crate::ir::{Location, Member, Presence, Segment, Structure};

/// `impl Shape for Stage { const SCHEMA ...; fn write ...; fn read ... }`
pub(super) fn emit(structure: &Structure) -> TokenStream {
    emit_with(structure, &[])
}

/// The same of an input, some of whose members may be labels of the host as well.
pub(super) fn emit_with(structure: &Structure, host_prefix: &[Segment]) -> TokenStream {
    let name = &structure.ty;
    let members = structure.walked().filter_map(|(_, member)| member.schema.as_ref());
    let schema = schema::emit(&structure.wire, members, structure.xml.as_ref());
    let write = write(structure, host_prefix);
    let read = read(structure);
    quote! {
        impl Shape for #name {
            #schema
            #write
            #read
        }
    }
}

/// Streams stay outside of the walk: the operation takes and puts them.
fn visited(structure: &Structure) -> impl Iterator<Item = (Literal, &Member)> {
    let visited = structure.walked().filter(|(_, member)| !member.ty.is_stream());
    visited.map(|(index, member)| (Literal::usize_unsuffixed(index), member))
}

fn write(structure: &Structure, host_prefix: &[Segment]) -> TokenStream {
    if visited(structure).next().is_none() {
        return quote! {
            fn write<W: ShapeWriter>(&self, _: &mut W) -> Result<(), BuildError> {
                Ok(())
            }
        };
    }
    let lines = visited(structure).map(|(index, member)| {
        let field = member.field();
        let method = ident(if is_bound_to_request(member, host_prefix) { "bound" } else { "member" });
        quote!(w.#method(&m[#index], &self.#field)?;)
    });
    quote! {
        fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
            let m = Self::SCHEMA.members;
            #(#lines)*
            Ok(())
        }
    }
}

fn read(structure: &Structure) -> TokenStream {
    let arms: Vec<_> = visited(structure)
        .map(|(index, member)| {
            let field = member.field();
            let method = ident(if is_bound_to_response(member) { "bound" } else { "member" });
            (quote!(#index), quote!(r.#method(&m[#index], &mut b.#field)))
        })
        .collect();
    let corrections = structure.members.iter().filter_map(|member| {
        let field = member.field();
        match member.presence {
            Presence::Required => Some(quote!(correct(&mut b.#field);)),
            _ if member.corrected => Some(quote!(correct_shape(&mut b.#field);)),
            _ => None,
        }
    });
    let start = if structure.wrapped() { quote!(Self::default()) } else { quote!(Self::builder()) };
    let finish = match (structure.wrapped(), structure.fallible()) {
        (true, _) => quote!(Ok(b)),
        (false, true) => quote!(b.build().map_err(ReadError::from)),
        (false, false) => quote!(Ok(b.build())),
    };
    let members = (!arms.is_empty()).then(|| quote!(let m = Self::SCHEMA.members;));
    let mutable = (!arms.is_empty()).then(|| quote!(mut));
    let steps = steps(&arms);
    quote! {
        fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
            #members
            let #mutable b = #start;
            let mut walk = Walk::structure(Self::SCHEMA);
            r.enter(&mut walk)?;
            #steps
            #(#corrections)*
            #finish
        }
    }
}

/// Whether the member may go somewhere else than into the document of a request or event.
fn is_bound_to_request(member: &Member, host_prefix: &[Segment]) -> bool {
    let is_label = |name: &String| host_prefix.contains(&Segment::Label(name.clone()));
    member.schema.as_ref().is_some_and(|schema| schema.location != Location::Body || is_label(&schema.name))
}

/// Whether the member may come from somewhere else than the document of a response or event.
fn is_bound_to_response(member: &Member) -> bool {
    let elsewhere = |location: &Location| {
        matches!(
            location,
            Location::Header(_)
                | Location::PrefixHeaders(_)
                | Location::StatusCode
                | Location::Payload(_)
                | Location::EventHeader(_)
                | Location::EventPayload(_)
        )
    };
    member.schema.as_ref().is_some_and(|schema| elsewhere(&schema.location))
}

/// The loop over what the reader has, given each member's index and how it is read.
fn steps(arms: &[(TokenStream, TokenStream)]) -> TokenStream {
    let step = match arms {
        [] => return quote!(while r.next(&mut walk)?.is_some() {}),
        [(index, read)] => quote! {
            if index == #index {
                #read?;
            }
        },
        _ => {
            let arms = arms.iter().map(|(index, read)| quote!(#index => #read,));
            quote! {
                match index {
                    #(#arms)*
                    _ => Ok(()),
                }?;
            }
        }
    };
    quote! {
        while let Some(index) = r.next(&mut walk)? {
            #step
        }
    }
}

/// `Debug` by the walk, which hides what is sensitive.
pub(super) fn redacted_debug(name: &str, sensitive: bool) -> TokenStream {
    let name = ident(name);
    let body =
        if sensitive { quote!(f.write_str(tinsmith::debug::REDACTED)) } else { quote!(tinsmith::debug::fmt(self, f)) };
    quote! {
        impl fmt::Debug for #name {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                #body
            }
        }
    }
}
