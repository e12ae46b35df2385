//! Unions: an enum with a variant per member and one for what the model does not know.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::{deprecated, doc, doc_line, ident, prefixed};
use super::{debug, schema};
use crate::ir::{Member, Ty, Union};

/// A union with everything about it.
pub(super) fn emit(union: &Union) -> TokenStream {
    let definition = definition(union);
    let methods = methods(union);
    let walk = walk(union);
    quote!(#definition #methods #walk)
}

fn definition(union: &Union) -> TokenStream {
    let name = &union.ty;
    let docs = doc(&union.docs);
    let note = deprecated(union.deprecated.as_ref());
    let debug = (!union.redacts()).then(|| quote!(, Debug));
    let variants = union.variants.iter().map(variant);
    let redacted = debug::union(union);
    quote! {
        #docs
        #note
        #[derive(Clone, PartialEq #debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A variant that this version of the crate does not know.
            ///
            /// It cannot be sent.
            #[non_exhaustive]
            Unknown,
        }
        #redacted
    }
}

fn variant(member: &Member) -> TokenStream {
    let docs = doc(&member.docs);
    let note = deprecated(member.deprecated.as_ref());
    let name = ident(&member.name);
    if member.ty == Ty::Unit {
        return quote!(#docs #note #name);
    }
    let ty = member.boxed_ty();
    quote!(#docs #note #name(#ty))
}

fn methods(union: &Union) -> TokenStream {
    let name = &union.ty;
    let methods = union.variants.iter().map(|member| {
        let variant = ident(&member.name);
        let (is, as_) = (prefixed("is_", &member.method), prefixed("as_", &member.method));
        let is_about = doc_line(format!("Whether this is [`{}`](Self::{}).", member.name, member.name));
        let is_body = if member.ty == Ty::Unit { quote!(Self::#variant) } else { quote!(Self::#variant(_)) };
        let as_about =
            doc_line(format!("The value if this is [`{}`](Self::{}), else the union.", member.name, member.name));
        let ty = &member.ty;
        let borrowed = (*ty != Ty::Unit).then(|| {
            quote! {
                #as_about
                #[inline]
                pub fn #as_(&self) -> Result<&#ty, &Self> {
                    if let Self::#variant(value) = self { Ok(value) } else { Err(self) }
                }
            }
        });
        quote! {
            #borrowed
            #is_about
            #[inline]
            pub fn #is(&self) -> bool {
                matches!(self, #is_body)
            }
        }
    });
    quote! {
        impl #name {
            #(#methods)*
            /// Whether this is a variant that this version of the crate does not know.
            #[inline]
            pub fn is_unknown(&self) -> bool {
                matches!(self, Self::Unknown)
            }
        }
    }
}

fn walk(union: &Union) -> TokenStream {
    let (name, wire) = (&union.ty, &union.wire);
    let members = union.variants.iter().filter_map(|member| member.schema.as_ref());
    let schema = schema::emit(wire, members, union.xml.as_ref());
    let indexed =
        || union.variants.iter().enumerate().map(|(index, member)| (Literal::usize_unsuffixed(index), member));
    let writes = indexed().map(|(index, member)| {
        let variant = ident(&member.name);
        match member.ty {
            Ty::Unit => quote!(Self::#variant => w.member(&Self::SCHEMA.members[#index], &Unit),),
            _ => quote!(Self::#variant(value) => w.member(&Self::SCHEMA.members[#index], value),),
        }
    });
    let reads = indexed().map(|(index, member)| {
        let variant = ident(&member.name);
        match member.ty {
            Ty::Unit => quote!(#index => r.variant(&m[#index], &mut found, |Unit| Self::#variant)?,),
            _ => quote!(#index => r.variant(&m[#index], &mut found, Self::#variant)?,),
        }
    });
    quote! {
        impl Shape for #name {
            #schema
            fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
                match self {
                    #(#writes)*
                    Self::Unknown => Err(tinsmith::shape::unknown_variant(Self::SCHEMA)),
                }
            }
            fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
                let m = Self::SCHEMA.members;
                let mut found = None;
                let mut walk = Walk::union(Self::SCHEMA);
                r.enter(&mut walk)?;
                while let Some(index) = r.next(&mut walk)? {
                    match index {
                        #(#reads)*
                        _ => r.unknown(&mut found, Self::Unknown)?,
                    }
                }
                found.ok_or_else(|| tinsmith::shape::no_variant(Self::SCHEMA))
            }
        }
    }
}
