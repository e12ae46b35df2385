//! Facts of the shapes of a closure that their own traits do not say.

use std::collections::BTreeSet;

use tinsmith_model::{Kind, Member, Model, Shape, ShapeId};

use super::closure::Closure;
use super::recursion;
use crate::Protocol;
use crate::ir::Indirection;

/// Facts of shapes that follow from the shapes that use them.
pub(super) struct Facts<'m> {
    /// Members whose value is boxed, as container and name.
    boxed: BTreeSet<(ShapeId, String)>,
    /// Inputs of operations that have waiters.
    waited: BTreeSet<&'m ShapeId>,
    /// Roots of XML documents that are requests.
    request_roots: BTreeSet<&'m ShapeId>,
    /// Roots of XML documents that are responses.
    response_roots: BTreeSet<&'m ShapeId>,
}

impl<'m> Facts<'m> {
    /// Finds the facts of a closure.
    pub(super) fn of(model: &'m Model, protocol: &Protocol, closure: &Closure<'m>) -> Self {
        let operations = &closure.operations;
        let waited = operations.iter().filter(|id| model.shape(id).traits.waiters().is_some());
        let documents = |end: fn(&'m Model, &ShapeId) -> Option<&'m Shape>| {
            let ends = operations.iter().filter(|_| protocol.xml_roots).filter_map(|id| end(model, id));
            roots(model, ends)
        };
        Self {
            boxed: recursion::boxed_members(model, &closure.types),
            waited: waited.filter_map(|id| model.input_of(id)).map(|input| &input.id).collect(),
            request_roots: documents(Model::input_of),
            response_roots: documents(Model::output_of),
        }
    }

    /// The place of a member's value: boxed where its container would contain itself otherwise.
    pub(super) fn indirection(&self, container: &Shape, member: &Member) -> Indirection {
        let is_boxed = self.boxed.contains(&(container.id.clone(), member.name.clone()));
        if is_boxed { Indirection::Boxed } else { Indirection::Inline }
    }

    /// Whether a shape is the input of an operation that has waiters.
    pub(super) fn is_waited_for(&self, shape: &Shape) -> bool {
        self.waited.contains(&shape.id)
    }

    /// Whether a shape is the root of an XML document that is a request.
    pub(super) fn is_request_root(&self, shape: &Shape) -> bool {
        self.request_roots.contains(&shape.id)
    }

    /// Whether a shape is the root of an XML document that is a response.
    pub(super) fn is_response_root(&self, shape: &Shape) -> bool {
        self.response_roots.contains(&shape.id)
    }
}

/// Finds the roots of documents: inputs or outputs with members in the body, and structures and unions that are payloads.
fn roots<'m>(model: &'m Model, ends: impl Iterator<Item = &'m Shape>) -> BTreeSet<&'m ShapeId> {
    let ends: Vec<&'m Shape> = ends.collect();
    let payloads = ends.iter().flat_map(|end| end.members()).filter(|member| member.traits.http_payload());
    let payloads = payloads.map(|member| model.shape(&member.target));
    let payloads = payloads.filter(|target| matches!(target.kind, Kind::Structure(_) | Kind::Union(_)));
    let documents = ends.iter().copied().filter(|end| end.members().iter().any(|it| !it.traits.http_bound()));
    documents.chain(payloads).map(|shape| &shape.id).collect()
}
