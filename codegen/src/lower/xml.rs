//! The XML traits, for protocols that send or receive XML.

use tinsmith_model::traits::XmlNamespace;
use tinsmith_model::{Member, Shape};

use super::context::Context;
use crate::ir::{XmlForm, XmlSchema};

/// The XML schema of a member, if it differs from the usual.
pub(super) fn member(context: &Context<'_>, member: &Member) -> Option<XmlSchema> {
    if !context.protocol.xml_names {
        return None;
    }
    let traits = &member.traits;
    some(XmlSchema {
        name: traits.xml_name().filter(|name| *name != member.name).map(str::to_owned),
        form: match (traits.xml_attribute(), traits.xml_flattened()) {
            (true, _) => XmlForm::Attribute,
            (false, true) => XmlForm::Flattened,
            (false, false) => XmlForm::Element,
        },
        namespace: traits.xml_namespace().map(namespace),
        query_name: query_name(member),
    })
}

/// The name in requests of ec2Query, unless it follows from the one in responses.
fn query_name(member: &Member) -> Option<String> {
    let name = member.traits.ec2_query_name()?;
    let mut derived = member.traits.xml_name().unwrap_or(&member.name).to_owned();
    if let Some(initial) = derived.get_mut(..1) {
        initial.make_ascii_uppercase();
    }
    (name != derived).then(|| name.to_owned())
}

/// The name of a shape as the root of a document, and its namespace if the document is a request. The namespace of a
/// response is not read.
pub(super) fn root(context: &Context<'_>, shape: &Shape) -> Option<XmlSchema> {
    let sent = context.facts.is_request_root(shape);
    if !sent && !context.facts.is_response_root(shape) {
        return None;
    }
    let service = context.model.service_shape().traits.xml_namespace();
    some(XmlSchema {
        name: shape.traits.xml_name().map(str::to_owned),
        namespace: shape.traits.xml_namespace().or(service).filter(|_| sent).map(namespace),
        ..XmlSchema::default()
    })
}

fn namespace(namespace: XmlNamespace<'_>) -> (String, Option<String>) {
    (namespace.uri.to_owned(), namespace.prefix.map(str::to_owned))
}

/// Returns `None` for the usual schema.
fn some(xml: XmlSchema) -> Option<XmlSchema> {
    (xml != XmlSchema::default()).then_some(xml)
}
