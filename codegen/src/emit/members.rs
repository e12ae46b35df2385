//! The list of a structure's members, of which macros of the runtime make walk and builder.

use proc_macro2::{Literal as Number, TokenStream};
use quote::quote;

use super::builder;
use super::tokens::{deprecated, ident, is_zero, literal, prefixed};
use crate::ir::{Build, Correction, Location, Member, Operation, Presence, Role, Segment, Structure};

/// `structure!(Stage: "Stage", StageBuilder -> Result { required arn: String = member!("arn").required(), set_arn, get_arn; });`
/// of a plain structure, and the same of an output or error by macros of their own.
pub(super) fn emit(structure: &Structure) -> TokenStream {
    let Structure { ty, wire, xml, .. } = structure;
    let name = match &ty.export {
        Some(export) => {
            let export = ident(export);
            quote!(#ty as #export)
        }
        None => quote!(#ty),
    };
    let builder = ident(&builder::name(structure));
    let built = ident(match structure.build() {
        Build::Fallible => "Result",
        Build::Infallible => "Self",
    });
    let stream = structure.has_stream().then(|| quote!(, stream));
    let redacted = structure.redacts().then(|| quote!(, redacted));
    let (kind, more) = match structure.role {
        Role::Plain | Role::Input => ("structure", None),
        Role::Output => ("output", structure.extended_request_id.then(|| quote!(+ _extended_request_id))),
        Role::Error => ("error", structure.adds_message().then(|| quote!(+ message))),
    };
    let kind = ident(kind);
    let rows = rows(structure, &[], |member| {
        let presence = presence(member);
        quote!(#presence)
    });
    quote!(#kind!(#name: #wire #xml, #builder -> #built #stream #redacted #more { #rows });)
}

/// `input!(GetStageInput: "GetStageRequest", GetStage, GetStageBuilder, GetStageInputBuilder, GetStageFluentBuilder { .. });`
pub(super) fn input(operation: &Operation) -> TokenStream {
    let Structure { ty, wire, xml, .. } = &operation.input;
    let name = ident(&operation.name);
    let [builder, alone] = ["Builder", "InputBuilder"].map(|it| ident(&format!("{}{it}", operation.stem)));
    let fluent = ident(&format!("{}FluentBuilder", operation.name));
    let stream = operation.input.has_stream().then(|| quote!(, stream));
    let paginator = operation.paginator.as_ref().map(|_| {
        let paginator = ident(&format!("{}Paginator", operation.stem));
        quote!(, paginator #paginator)
    });
    let rows = rows(&operation.input, &operation.host_prefix, |_| TokenStream::new());
    quote!(input!(#ty: #wire #xml, #name, #builder, #alone, #fluent #paginator #stream { #rows });)
}

/// The number of members of one list, as in `runtime/src/walk/shape/members.rs`.
const GROUP: usize = 16;

/// A row for each member, in groups if there are many.
fn rows(structure: &Structure, host_prefix: &[Segment], presence: impl Fn(&Member) -> TokenStream) -> TokenStream {
    let rows: Vec<_> = structure.modeled().map(|member| row(member, host_prefix, &presence(member))).collect();
    if rows.len() <= GROUP {
        return quote!(#(#rows)*);
    }
    let groups = rows.chunks(GROUP).enumerate().map(|(index, rows)| {
        let first = Number::usize_unsuffixed(index * GROUP);
        quote!(#first { #(#rows)* })
    });
    quote!(#(#groups)*)
}

/// `required arn: String = member!("arn").required(), set_arn, get_arn;`
fn row(member: &Member, host_prefix: &[Segment], presence: &TokenStream) -> TokenStream {
    let note = deprecated(member.deprecated.as_ref());
    let (field, ty, schema) = (member.field(), member.boxed_ty(), &member.schema);
    let (set, get) = (prefixed("set_", &member.method), prefixed("get_", &member.method));
    let place = if member.ty.is_stream() {
        Some(quote!(=> stream))
    } else {
        is_bound(member, host_prefix).then(|| quote!(=> bound))
    };
    quote!(#note #presence #field: #ty = #schema #place, #set, #get;)
}

/// `optional`, `corrected`, `required`, `default` or `default(5)`.
fn presence(member: &Member) -> TokenStream {
    match &member.presence {
        Presence::Optional if member.correction == Correction::Filled => quote!(corrected),
        Presence::Optional => quote!(optional),
        Presence::Required => quote!(required),
        Presence::Default(value) if is_zero(value) => quote!(default),
        Presence::Default(value) => {
            let value = literal(&member.ty, value);
            quote!(default(#value))
        }
    }
}

/// Whether the member may be somewhere else than in the document of a request, response or event.
fn is_bound(member: &Member, host_prefix: &[Segment]) -> bool {
    let is_label = |name: &String| host_prefix.contains(&Segment::Label(name.clone()));
    member.schema.as_ref().is_some_and(|schema| schema.location != Location::Body || is_label(&schema.name))
}
