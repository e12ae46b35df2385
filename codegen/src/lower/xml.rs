//! What the XML traits say, for protocols that have to do with XML.

use std::collections::BTreeSet;

use tinsmith_model::traits::XmlNamespace;
use tinsmith_model::{Kind, Member, Model, Shape, ShapeId};

use super::closure::Closure;
use crate::Protocol;
use crate::ir::XmlSchema;

/// What is to be known of a member.
pub(super) fn member(closure: &Closure<'_>, member: &Member) -> Option<XmlSchema> {
    if !closure.protocol.xml_names {
        return None;
    }
    let traits = &member.traits;
    some(XmlSchema {
        name: traits.xml_name().filter(|name| *name != member.name).map(str::to_owned),
        attribute: traits.xml_attribute(),
        flattened: traits.xml_flattened(),
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

/// What a shape is called that is the root of a document, and in which namespace if the document is a request: that of a
/// response is not looked at.
pub(super) fn root(closure: &Closure<'_>, shape: &Shape) -> Option<XmlSchema> {
    let Roots { requests, responses } = &closure.xml_roots;
    let sent = requests.contains(&shape.id);
    if !sent && !responses.contains(&shape.id) {
        return None;
    }
    let service = closure.model.service_shape().traits.xml_namespace();
    some(XmlSchema {
        name: shape.traits.xml_name().map(str::to_owned),
        namespace: shape.traits.xml_namespace().or(service).filter(|_| sent).map(namespace),
        ..XmlSchema::default()
    })
}

/// The shapes that are roots of XML documents.
#[derive(Default)]
pub(super) struct Roots<'m> {
    requests: BTreeSet<&'m ShapeId>,
    responses: BTreeSet<&'m ShapeId>,
}

impl<'m> Roots<'m> {
    /// The roots of the requests and responses of these operations.
    pub(super) fn of(model: &'m Model, protocol: &Protocol, operations: &[&'m ShapeId]) -> Self {
        if !protocol.xml_roots {
            return Self::default();
        }
        Self {
            requests: roots(model, operations.iter().filter_map(|id| model.input_of(id))),
            responses: roots(model, operations.iter().filter_map(|id| model.output_of(id))),
        }
    }
}

/// The roots of documents: inputs or outputs with members in the body, and structures and unions that are payloads.
fn roots<'m>(model: &'m Model, ends: impl Iterator<Item = &'m Shape>) -> BTreeSet<&'m ShapeId> {
    let ends: Vec<&'m Shape> = ends.collect();
    let payloads = ends.iter().flat_map(|end| end.members()).filter(|member| member.traits.http_payload());
    let payloads = payloads.map(|member| model.shape(&member.target));
    let payloads = payloads.filter(|target| matches!(target.kind, Kind::Structure(_) | Kind::Union(_)));
    let documents = ends.iter().copied().filter(|end| end.members().iter().any(|it| !it.traits.http_bound()));
    documents.chain(payloads).map(|shape| &shape.id).collect()
}

fn namespace(namespace: XmlNamespace<'_>) -> (String, Option<String>) {
    (namespace.uri.to_owned(), namespace.prefix.map(str::to_owned))
}

/// Nothing if there is nothing to say.
fn some(xml: XmlSchema) -> Option<XmlSchema> {
    (xml != XmlSchema::default()).then_some(xml)
}
