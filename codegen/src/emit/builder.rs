//! Builders: a field per member, `x`, `set_x` and `get_x` for each, and `build`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::debug;
use super::tokens::{deprecated, doc, doc_line, ident, is_cheap, nonzero_default, prefixed};
use crate::ir::{Build, Density, Indirection, Member, Presence, Role, Structure, Ty};

/// The builder's name: that of callers where the structure's own is marked.
pub(super) fn name(structure: &Structure) -> String {
    format!("{}Builder", structure.ty.shown())
}

/// `pub struct StageBuilder { ... }` and its methods.
pub(super) fn emit(structure: &Structure) -> TokenStream {
    let (name, target) = (ident(&name(structure)), &structure.ty);
    let about = doc_line(match &structure.ty.export {
        Some(export) => format!("Builder of [`{export}`]({}).", target.name),
        None => format!("Builder of [`{}`].", target.name),
    });
    let fields = fields(structure);
    let place = place(structure);
    let setters = structure.members.iter().map(|member| setters(member, &place, &quote!(#[inline])));
    let meta_setters = (structure.role == Role::Error).then(|| meta_setters(&place));
    let build = build(structure);
    let derive = derives(structure);
    let debug = debug::builder(&name, structure);
    quote! {
        #about
        #derive
        pub struct #name {
            #fields
        }
        #debug
        impl #name {
            #(#setters)*
            #meta_setters
            #build
        }
    }
}

/// The structure to be, or an `Option` of each member where the structure insists on some.
fn fields(structure: &Structure) -> TokenStream {
    if structure.wrapped() {
        let target = &structure.ty;
        return quote!(pub(crate) built: #target,);
    }
    let fields = structure.members.iter().map(|member| {
        let (field, ty) = (member.field(), member.boxed_ty());
        quote!(pub(crate) #field: Option<#ty>)
    });
    let meta = (structure.role == Role::Error).then(|| quote!(pub(crate) meta: ErrorMetadata,));
    quote!(#(#fields,)* #meta)
}

/// Where a builder's methods find the fields.
fn place(structure: &Structure) -> TokenStream {
    if structure.wrapped() { quote!(self.built) } else { quote!(self) }
}

fn derives(structure: &Structure) -> TokenStream {
    let debug = debug::derive(structure.wrapped() || structure.redacts());
    let values = (!structure.has_stream()).then(|| quote!(Clone, PartialEq,));
    quote!(#[derive(#values #debug Default)])
}

/// `x`, `set_x` and `get_x` of one member, on a builder whose field is found at `place`.
pub(super) fn setters(member: &Member, place: &TokenStream, inline: &TokenStream) -> TokenStream {
    let docs = doc(&member.docs);
    let note = deprecated(member.deprecated.as_ref());
    let field = member.field();
    let method = ident(&member.method);
    let (params, assignment, more) = setter(member, place);
    let more = more.map(|more| {
        let gap = (!member.docs.is_empty()).then(|| doc_line(""));
        let line = doc_line(more);
        quote!(#gap #line)
    });
    let (set, get) = (prefixed("set_", &member.method), prefixed("get_", &member.method));
    let set_about = doc_line(format!("Sets `{}`, or unsets it with `None`.", member.method));
    let get_about = doc_line(format!("What `{}` is set to.", member.method));
    let ty = member.boxed_ty();
    let getter = (member.ty != Ty::Stream).then(|| {
        quote! {
            #get_about
            #note
            #inline
            pub fn #get(&self) -> &Option<#ty> {
                &#place.#field
            }
        }
    });
    quote! {
        #docs
        #more
        #note
        #inline
        pub fn #method(mut self, #params) -> Self {
            #assignment
            self
        }
        #set_about
        #note
        #inline
        pub fn #set(mut self, value: Option<#ty>) -> Self {
            #place.#field = value;
            self
        }
        #getter
    }
}

/// Parameters, assignment and a further line of docs of a setter: lists take one more element, maps one more entry.
fn setter(member: &Member, place: &TokenStream) -> (TokenStream, TokenStream, Option<&'static str>) {
    let field = member.field();
    match &member.ty {
        Ty::List(item, density) => {
            let (ty, value) = argument(item, *density, &format_ident!("value"));
            let push = quote!(#place.#field.get_or_insert_default().push(#value););
            (quote!(value: #ty), push, Some("Adds one element to those that are there."))
        }
        Ty::Map(key, item, density) => {
            let (key_ty, key) = argument(key, Density::Dense, &format_ident!("key"));
            let (ty, value) = argument(item, *density, &format_ident!("value"));
            let insert = quote!(#place.#field.get_or_insert_default().insert(#key, #value););
            (quote!(key: #key_ty, value: #ty), insert, Some("Adds one entry to those that are there."))
        }
        ty if member.indirection == Indirection::Boxed => {
            (quote!(value: #ty), quote!(#place.#field = Some(Box::new(value));), None)
        }
        ty => {
            let (ty, value) = argument(ty, Density::Dense, &format_ident!("value"));
            (quote!(value: #ty), quote!(#place.#field = Some(#value);), None)
        }
    }
}

/// The type of a parameter and the expression that stores it: strings are taken as anything that becomes one.
fn argument(ty: &Ty, density: Density, name: &Ident) -> (TokenStream, TokenStream) {
    match ty {
        _ if density == Density::Sparse => (quote!(Option<#ty>), quote!(#name)),
        Ty::String => (quote!(impl Into<String>), quote!(#name.into())),
        _ => (quote!(#ty), quote!(#name)),
    }
}

fn meta_setters(place: &TokenStream) -> TokenStream {
    quote! {
        /// Code, message and request id.
        #[inline]
        pub fn meta(mut self, meta: ErrorMetadata) -> Self {
            #place.meta = meta;
            self
        }
    }
}

fn build(structure: &Structure) -> TokenStream {
    let target = &structure.ty;
    let shown = target.shown();
    let fallible = structure.build() == Build::Fallible;
    let fields = structure.members.iter().map(|member| {
        let (field, value) = (member.field(), built(member, shown));
        quote!(#field: #value)
    });
    let hidden = match structure.role {
        Role::Error => Some(quote!(meta: self.meta)),
        Role::Output => Some(quote!(_request_id: None)),
        Role::Plain | Role::Input => None,
    };
    let value = if structure.wrapped() { quote!(self.built) } else { quote!(#target { #(#fields,)* #hidden }) };
    if fallible {
        let about = doc_line(format!("Builds `{shown}`, or fails if a required member is not set."));
        quote! {
            #about
            #[inline]
            pub fn build(self) -> Result<#target, BuildError> {
                Ok(#value)
            }
        }
    } else {
        let about = doc_line(format!("Builds `{shown}`."));
        quote! {
            #about
            #[inline]
            pub fn build(self) -> #target {
                #value
            }
        }
    }
}

/// The value of one field.
fn built(member: &Member, owner: &str) -> TokenStream {
    let field = member.field();
    match &member.presence {
        Presence::Optional => quote!(self.#field),
        Presence::Required => {
            let name = &member.method;
            let why = format!("{owner} cannot be built without it");
            quote!(required(self.#field, #name, #why)?)
        }
        Presence::Default(literal) => match nonzero_default(&member.ty, literal) {
            None => zero(member),
            Some(value) if is_cheap(&member.ty, literal) => quote!(self.#field.unwrap_or(#value)),
            Some(value) => quote!(self.#field.unwrap_or_else(|| #value)),
        },
    }
}

/// `unwrap_or_default`; every type whose zero literal is left out implements `Default`.
fn zero(member: &Member) -> TokenStream {
    let field = member.field();
    quote!(self.#field.unwrap_or_default())
}
