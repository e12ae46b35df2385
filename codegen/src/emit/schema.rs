//! The schemas of members.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::ir::{
    CollectionSchema, JsonKey, Location, MemberSchema, Optionality, Payload, TimestampFormat, XmlForm, XmlSchema,
};

/// `.xml(&Xml::new().name("Contents").flattened())`
impl ToTokens for XmlSchema {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = self.name.as_ref().map(|name| quote!(.name(#name)));
        let form = match self.form {
            XmlForm::Element => None,
            XmlForm::Attribute => Some(quote!(.attribute())),
            XmlForm::Flattened => Some(quote!(.flattened())),
        };
        let namespace = self.namespace.as_ref().map(|(uri, prefix)| match prefix {
            Some(prefix) => quote!(.prefix(#prefix, #uri)),
            None => quote!(.namespace(#uri)),
        });
        let query_name = self.query_name.as_ref().map(|name| quote!(.query_name(#name)));
        quote!(.xml(&Xml::new() #name #query_name #form #namespace)).to_tokens(tokens);
    }
}

impl ToTokens for MemberSchema {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = &self.name;
        let member = match (self.json_key, &self.json_name) {
            (JsonKey::Written, None) => quote!(member!(#name)),
            (JsonKey::Written, Some(json_name)) => quote!(member!(#name as #json_name)),
            (JsonKey::Name, None) => quote!(Member::new(#name)),
            (JsonKey::Name, Some(json_name)) => quote!(Member::new(#name).json_name(#json_name)),
        };
        let location = (self.location != Location::Body).then(|| {
            let location = &self.location;
            quote!(.at(#location))
        });
        let timestamp = self.timestamp.map(|format| quote!(.timestamp(#format)));
        let media_type = self.media_type.as_ref().map(|media_type| quote!(.media_type(#media_type)));
        let required = (self.optionality == Optionality::Required).then(|| quote!(.required()));
        let (xml, collection) = (self.xml.as_ref(), self.collection.as_deref());
        quote!(#member #xml #location #required #timestamp #media_type #collection).to_tokens(tokens);
    }
}

impl ToTokens for CollectionSchema {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            CollectionSchema::List(element) => quote!(.list(&#element)),
            CollectionSchema::Map(key, value) => quote!(.map(&#key, &#value)),
        }
        .to_tokens(tokens);
    }
}

impl ToTokens for Location {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Location::Body => quote!(Location::Body),
            Location::Label => quote!(Location::Label),
            Location::Query(name) => quote!(Location::Query(#name)),
            Location::QueryParams => quote!(Location::QueryParams),
            Location::Header(name) => quote!(Location::Header(#name)),
            Location::PrefixHeaders(prefix) => quote!(Location::PrefixHeaders(#prefix)),
            Location::Payload(payload) => quote!(Location::Payload(#payload)),
            Location::StatusCode => quote!(Location::StatusCode),
            Location::EventHeader(bits) => {
                let bits = Literal::u8_unsuffixed(*bits);
                quote!(Location::EventHeader(#bits))
            }
            Location::EventPayload(payload) => quote!(Location::EventPayload(#payload)),
        }
        .to_tokens(tokens);
    }
}

impl ToTokens for Payload {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Payload::Structure => quote!(Payload::Structure),
            Payload::Union => quote!(Payload::Union),
            Payload::Document => quote!(Payload::Document),
            Payload::Text => quote!(Payload::Text),
            Payload::Blob => quote!(Payload::Blob),
            Payload::Stream => quote!(Payload::Stream),
        }
        .to_tokens(tokens);
    }
}

impl ToTokens for TimestampFormat {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            TimestampFormat::EpochSeconds => quote!(TimestampFormat::EpochSeconds),
            TimestampFormat::DateTime => quote!(TimestampFormat::DateTime),
            TimestampFormat::HttpDate => quote!(TimestampFormat::HttpDate),
        }
        .to_tokens(tokens);
    }
}
