//! The walk over a structure: one line per member in each direction.

use proc_macro2::TokenStream;
use quote::quote;

use super::schema;
use crate::ir::{Build, Correction, Location, Member, Presence, Segment, Structure};

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

/// `fn write(...) { Self::write_members(w, (&self.arn, &self.name)) }`
fn write(structure: &Structure, host_prefix: &[Segment]) -> TokenStream {
    let members = tuple(structure, |member| {
        let field = member.field();
        bound(is_bound_to_request(member, host_prefix), quote!(&self.#field))
    });
    quote! {
        fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
            Self::write_members(w, #members)
        }
    }
}

/// `fn read(...) { let mut b = Self::builder(); Self::read_members(r, (&mut b.arn, &mut b.name))?; ... }`
fn read(structure: &Structure) -> TokenStream {
    let members = tuple(structure, |member| {
        let field = member.field();
        bound(is_bound_to_response(member), quote!(&mut b.#field))
    });
    let corrections = structure.members.iter().filter_map(|member| {
        let field = member.field();
        match member.presence {
            Presence::Required => Some(quote!(correct(&mut b.#field);)),
            _ if member.correction == Correction::Filled => Some(quote!(correct_shape(&mut b.#field);)),
            _ => None,
        }
    });
    let start = if structure.wrapped() { quote!(Self::default()) } else { quote!(Self::builder()) };
    let finish = match (structure.wrapped(), structure.build()) {
        (true, _) => quote!(Ok(b)),
        (false, Build::Fallible) => quote!(b.build().map_err(ReadError::from)),
        (false, Build::Infallible) => quote!(Ok(b.build())),
    };
    let mutable = structure.walked().any(|(_, member)| !member.ty.is_stream()).then(|| quote!(mut));
    quote! {
        fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
            let #mutable b = #start;
            Self::read_members(r, #members)?;
            #(#corrections)*
            #finish
        }
    }
}

/// How many members one tuple holds, as in `runtime/src/walk/shape/members.rs`.
const GROUP: usize = 16;

/// The members as the runtime takes them: one tuple, or a tuple of tuples. Streams stay outside of the walk, since the
/// operation takes and puts them.
fn tuple(structure: &Structure, one: impl Fn(&Member) -> TokenStream) -> TokenStream {
    let members: Vec<_> =
        structure.walked().map(|(_, member)| if member.ty.is_stream() { quote!(()) } else { one(member) }).collect();
    group(&members)
}

fn group(members: &[TokenStream]) -> TokenStream {
    match members {
        [] => quote!(()),
        _ if members.len() <= GROUP => quote!((#(#members,)*)),
        _ => {
            let (first, rest) = members.split_at(members.len().min(GROUP * (GROUP - 1)));
            let groups = first.chunks(GROUP).chain([rest]).filter(|members| !members.is_empty()).map(group);
            quote!(Many((#(#groups,)*)))
        }
    }
}

fn bound(is_bound: bool, place: TokenStream) -> TokenStream {
    if is_bound { quote!(Bound(#place)) } else { place }
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
