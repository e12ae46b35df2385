//! The closure of a service: its operations and every shape that they reach.

use std::collections::BTreeSet;

use tinsmith_model::{Kind, Member, Model, Shape, ShapeId};

use super::event_stream;
use crate::Protocol;

/// The shapes to emit.
pub(super) struct Closure<'m> {
    /// The operations, sorted by name.
    pub(super) operations: Vec<&'m ShapeId>,
    /// The operations that have event streams although the protocol has none, in the order of the model.
    pub(super) left_out: Vec<&'m ShapeId>,
    /// The structures, unions and enums that members reach.
    pub(super) types: Vec<&'m ShapeId>,
    /// The error structures.
    pub(super) errors: Vec<&'m ShapeId>,
    /// The unions that are event streams. They are among the types, too.
    pub(super) streams: Vec<&'m ShapeId>,
}

impl<'m> Closure<'m> {
    /// Walks the model from its operations.
    pub(super) fn of(model: &'m Model, protocol: &Protocol) -> Self {
        let is_supported = |id: &&ShapeId| protocol.event_streams || !has_event_stream(model, id);
        let (mut operations, left_out): (Vec<_>, Vec<_>) = model.operations().iter().partition(is_supported);
        operations.sort_by_key(|id| (model.renamed(id), *id));
        let mut errors: BTreeSet<&ShapeId> = operations.iter().flat_map(|id| model.errors_of(id)).collect();
        let mut seen = BTreeSet::new();
        let ends = operations.iter().flat_map(|id| model.input_of(id).into_iter().chain(model.output_of(id)));
        for shape in ends.chain(errors.iter().map(|id| model.shape(id))) {
            reach(model, shape, &mut seen);
        }
        let is_stream = |id: &&ShapeId| event_stream::is_stream(model.shape(id));
        let streams: Vec<&ShapeId> = seen.iter().copied().filter(is_stream).collect();
        let stream_errors = streams.iter().flat_map(|id| event_stream::errors(model, model.shape(id)));
        let stream_errors: BTreeSet<&ShapeId> = stream_errors.map(|member| &member.target).collect();
        let is_type =
            |id: &&ShapeId| matches!(model.shape(id).kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_));
        let types = seen.into_iter().filter(|id| is_type(id) && !stream_errors.contains(id)).collect();
        errors.extend(stream_errors);
        Self { operations, left_out, types, errors: errors.into_iter().collect(), streams }
    }
}

fn has_event_stream(model: &Model, operation: &ShapeId) -> bool {
    let mut ends = model.input_of(operation).into_iter().chain(model.output_of(operation));
    ends.any(|shape| event_stream::member_of(model, shape).is_some())
}

fn reach<'m>(model: &'m Model, shape: &'m Shape, seen: &mut BTreeSet<&'m ShapeId>) {
    let mut stack: Vec<&Member> = shape.every_member().collect();
    while let Some(member) = stack.pop() {
        let target = model.shape(&member.target);
        if !target.id.is_prelude() && seen.insert(&target.id) {
            stack.extend(target.every_member());
        }
    }
}
