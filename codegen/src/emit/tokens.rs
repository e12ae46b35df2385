//! Small pieces of Rust: identifiers, types, doc comments, literals.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal as Token, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::ir::{Density, Docs, DocumentLiteral, Indirection, Literal, Member, Optionality, Presence, Ty, TypeRef};
use crate::keywords::is_raw;
use crate::text;

/// An identifier, raw if it is a keyword.
pub(super) fn ident(name: &str) -> Ident {
    if is_raw(name) { Ident::new_raw(name, Span::call_site()) } else { Ident::new(name, Span::call_site()) }
}

/// An identifier from a prefix and a method's name: `set_` and `type` give `set_type`.
pub(super) fn prefixed(prefix: &str, method: &str) -> Ident {
    Ident::new(&format!("{prefix}{method}"), Span::call_site())
}

/// A path such as `types::error::NotFound`.
pub(super) fn path(text: &str) -> TokenStream {
    let steps = text.split("::").map(|step| match step {
        "crate" => Ident::new(step, Span::call_site()),
        _ => ident(step),
    });
    quote!(#(#steps)::*)
}

/// The identifiers that occur in some tokens.
pub(super) fn idents(tokens: &TokenStream) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut colons = 0;
    for token in tokens.clone() {
        match &token {
            // `Rules::Tree` mentions `Rules`; `rules: Tree` mentions both.
            TokenTree::Ident(ident) if colons < 2 => {
                found.insert(ident.to_string());
            }
            TokenTree::Group(group) => found.extend(idents(&group.stream())),
            _ => {}
        }
        colons = match &token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons + 1,
            _ => 0,
        };
    }
    found
}

/// `/// ...` lines.
pub(super) fn doc(lines: &Docs) -> TokenStream {
    lines
        .iter()
        .map(|line| {
            let line = if line.is_empty() { String::new() } else { format!(" {}", text::line(line)) };
            quote!(#[doc = #line])
        })
        .collect()
}

/// The documentation of a field or setter, which says whether the member is required.
pub(super) fn member_docs(member: &Member) -> Docs {
    const REQUIRED: &str = "Required.";
    let mut docs = member.docs.clone();
    if member.schema.as_ref().is_none_or(|schema| schema.optionality == Optionality::Optional) {
        return docs;
    }
    let begin = docs.iter().rposition(String::is_empty).map_or(0, |gap| gap + 1);
    let is_prose = |line: &String| line.starts_with(|c: char| c.is_alphabetic() || c == '`' || c == '[');
    let prose = docs[begin..].iter().all(is_prose) && !docs[begin..].iter().any(|line| line.starts_with("```"));
    match docs.last_mut() {
        None => docs.push(REQUIRED.to_owned()),
        Some(last) if prose && last.ends_with('.') && last.len() < 100 => last.push_str(&format!(" {REQUIRED}")),
        Some(last) if prose && last.ends_with('.') => docs.push(REQUIRED.to_owned()),
        Some(_) => docs.extend([String::new(), REQUIRED.to_owned()]),
    }
    docs
}

/// One `///` line.
pub(super) fn doc_line(line: impl Into<String>) -> TokenStream {
    doc(&vec![line.into()])
}

/// `#[deprecated(note = "...")]`.
pub(super) fn deprecated(note: Option<&String>) -> Option<TokenStream> {
    note.map(|note| if note.is_empty() { quote!(#[deprecated]) } else { quote!(#[deprecated(note = #note)]) })
}

impl ToTokens for TypeRef {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        ident(&self.name).to_tokens(tokens);
    }
}

impl ToTokens for Ty {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let own = match self {
            Ty::Bool => quote!(bool),
            Ty::I8 => quote!(i8),
            Ty::I16 => quote!(i16),
            Ty::I32 => quote!(i32),
            Ty::I64 => quote!(i64),
            Ty::F32 => quote!(f32),
            Ty::F64 => quote!(f64),
            Ty::String => quote!(String),
            Ty::Blob => quote!(Blob),
            Ty::DateTime => quote!(DateTime),
            Ty::Document => quote!(Document),
            Ty::BigInteger => quote!(BigInteger),
            Ty::BigDecimal => quote!(BigDecimal),
            Ty::Stream => quote!(ByteStream),
            Ty::Sender(events, errors) => quote!(EventStreamSender<#events, #errors>),
            Ty::Receiver(events, errors) => quote!(EventReceiver<#events, #errors>),
            Ty::Unit => quote!(Unit),
            Ty::Aggregate(name) | Ty::Enum(name) => quote!(#name),
            Ty::List(item, Density::Dense) => quote!(Vec<#item>),
            Ty::List(item, Density::Sparse) => quote!(Vec<Option<#item>>),
            Ty::Map(key, value, Density::Dense) => quote!(HashMap<#key, #value>),
            Ty::Map(key, value, Density::Sparse) => quote!(HashMap<#key, Option<#value>>),
        };
        own.to_tokens(tokens);
    }
}

impl Ty {
    /// Whether values are handed out by copy.
    pub(super) fn is_copy(&self) -> bool {
        matches!(self, Ty::Bool | Ty::I8 | Ty::I16 | Ty::I32 | Ty::I64 | Ty::F32 | Ty::F64)
    }
}

impl Member {
    /// The type with the box that recursion needs.
    pub(super) fn boxed_ty(&self) -> TokenStream {
        let ty = &self.ty;
        match self.indirection {
            Indirection::Inline => quote!(#ty),
            Indirection::Boxed => quote!(Box<#ty>),
        }
    }

    /// The type of the field.
    pub(super) fn field_ty(&self) -> TokenStream {
        let ty = self.boxed_ty();
        if self.presence == Presence::Optional { quote!(Option<#ty>) } else { ty }
    }

    /// The field's identifier.
    pub(super) fn field(&self) -> Ident {
        ident(&self.name)
    }
}

/// Whether a default is the value of `Default` for the type.
pub(super) fn is_zero(literal: &Literal) -> bool {
    match literal {
        Literal::Bool(it) => !it,
        Literal::Int(it) => *it == 0,
        Literal::Float(it) => *it == 0.0,
        Literal::BigNumber(digits) => digits == "0",
        Literal::String(text) => text.is_empty(),
        Literal::Blob(bytes) => bytes.is_empty(),
        Literal::EmptyList | Literal::EmptyMap | Literal::EmptyStream => true,
        Literal::Enum(_) | Literal::Timestamp { .. } | Literal::Document(_) => false,
    }
}

/// The expression of a default.
pub(super) fn literal(ty: &Ty, literal: &Literal) -> TokenStream {
    match literal {
        Literal::EmptyList | Literal::EmptyMap | Literal::EmptyStream => quote!(Default::default()),
        Literal::Bool(it) => quote!(#it),
        Literal::Int(it) => Token::i64_unsuffixed(*it).to_token_stream(),
        Literal::Float(it) => Token::f64_unsuffixed(*it).to_token_stream(),
        // The check stage has parsed it.
        Literal::BigNumber(digits) => quote!(#digits.parse::<#ty>().unwrap_or_default()),
        Literal::String(text) => quote!(#text.to_owned()),
        Literal::Enum(value) => quote!(#ty::from(#value)),
        Literal::Blob(bytes) => {
            let bytes = Token::byte_string(bytes);
            quote!(Blob::new(#bytes))
        }
        Literal::Timestamp { seconds, nanos } => date_time(*seconds, *nanos),
        Literal::Document(document) => document_literal(document),
    }
}

/// `DateTime::from_secs(..)`, with nanoseconds if there are any.
pub(super) fn date_time(seconds: i64, nanos: u32) -> TokenStream {
    let seconds = Token::i64_unsuffixed(seconds);
    if nanos == 0 {
        return quote!(DateTime::from_secs(#seconds));
    }
    let nanos = Token::u32_unsuffixed(nanos);
    quote!(DateTime::from_secs_and_nanos(#seconds, #nanos))
}

fn document_literal(document: &DocumentLiteral) -> TokenStream {
    match document {
        DocumentLiteral::Null => quote!(Document::Null),
        DocumentLiteral::Bool(it) => quote!(Document::Bool(#it)),
        DocumentLiteral::PosInt(it) => {
            let int = Token::u64_unsuffixed(*it);
            quote!(Document::Number(Number::PosInt(#int)))
        }
        DocumentLiteral::NegInt(it) => {
            let int = Token::i64_unsuffixed(*it);
            quote!(Document::Number(Number::NegInt(#int)))
        }
        DocumentLiteral::Float(it) => quote!(Document::Number(Number::Float(#it))),
        DocumentLiteral::String(it) => quote!(Document::String(#it.to_owned())),
        DocumentLiteral::EmptyArray => quote!(Document::Array(Vec::new())),
        DocumentLiteral::EmptyObject => quote!(Document::Object(HashMap::new())),
    }
}
