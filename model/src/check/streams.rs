//! Rules on streams: where members may hold one (<https://smithy.io/2.0/spec/streaming.html>).

use std::collections::{BTreeMap, BTreeSet};

use super::{has_http_bindings, kind_of, operations};
use crate::problem::{Place, Problems};
use crate::{Kind, Member, Model, Shape, ShapeId};

const STREAMING: &str = "smithy.api#streaming";

/// The members of a shape that hold a stream.
fn streams<'m>(model: &'m Model, shape: &'m Shape) -> impl Iterator<Item = &'m Member> {
    let is_stream = |member: &&Member| model.get(&member.target).is_some_and(|target| target.traits.streaming());
    shape.members().iter().filter(is_stream)
}

/// The structures with a stream in them.
fn streaming_structures(model: &Model) -> impl Iterator<Item = (&Shape, &Member)> {
    let structures = model.shapes().filter(|shape| matches!(shape.kind, Kind::Structure(_)));
    structures.filter_map(|shape| Some((shape, streams(model, shape).next()?)))
}

/// Streams are members of structures.
pub(super) fn are_in_structures_only(model: &Model, problems: &mut Problems) {
    for shape in model.shapes().filter(|shape| !matches!(shape.kind, Kind::Structure(_))) {
        for member in shape.every_member() {
            if model.get(&member.target).is_some_and(|target| target.traits.streaming()) {
                let message = format!("`{}` is a stream, which only structures can have as a member", member.target);
                let place = Place::member(&shape.id, &member.name).then("target");
                problems.add(place, message, format!("target a shape without `{STREAMING}`"));
            }
        }
    }
}

/// Streams are of whole messages, so what has one is an input or output, and neither an error nor part of anything.
pub(super) fn are_not_nested(model: &Model, problems: &mut Problems) {
    let ends: BTreeSet<&ShapeId> = operations(model)
        .flat_map(|operation| model.input_of(&operation.id).into_iter().chain(model.output_of(&operation.id)))
        .map(|shape| &shape.id)
        .collect();
    let streaming: BTreeMap<&ShapeId, &Member> =
        streaming_structures(model).map(|(shape, member)| (&shape.id, member)).collect();
    for (id, member) in streaming.iter().filter(|(id, _)| !ends.contains(*id)) {
        let message = format!("`{}` is a stream, which only inputs and outputs of operations can have", member.target);
        let help = format!("target a shape without `{STREAMING}`");
        problems.add(Place::member(id, &member.name).then("target"), message, help);
    }
    for shape in model.shapes() {
        for member in shape.every_member() {
            if streaming.contains_key(&member.target) && ends.contains(&member.target) {
                let message = format!("`{}` has a stream, so it cannot be part of another shape", member.target);
                let help = "target a structure of its own, without the stream";
                problems.add(Place::member(&shape.id, &member.name).then("target"), message, help);
            }
        }
    }
}

/// A message has one stream.
pub(super) fn are_alone_of_their_kind(model: &Model, problems: &mut Problems) {
    for (shape, first) in streaming_structures(model) {
        for other in streams(model, shape).skip(1) {
            let message = format!("`{}` and `{}` are both streams, but a message has one body", first.name, other.name);
            problems.add(Place::member(&shape.id, &other.name), message, "keep one of the two");
        }
    }
}

/// Streams are the bodies of messages.
pub(super) fn are_bodies(model: &Model, problems: &mut Problems) {
    let (mut inputs, mut outputs) = (BTreeSet::new(), BTreeSet::new());
    for operation in operations(model) {
        inputs.extend(model.input_of(&operation.id).map(|shape| &shape.id));
        outputs.extend(model.output_of(&operation.id).map(|shape| &shape.id));
    }
    for (shape, member) in streaming_structures(model) {
        let is_blob = model.get(&member.target).is_some_and(|target| matches!(target.kind, Kind::Blob));
        let (message, help) = if has_http_bindings(model) {
            if member.traits.http_payload() {
                continue;
            }
            (format!("`{}` is a stream, but not the body", member.name), "give it the trait `smithy.api#httpPayload`")
        } else if is_blob && inputs.contains(&shape.id) {
            let message =
                format!("requests of `{}` are documents, so `{}` cannot be sent", model.protocol(), member.name);
            (message, "target a shape without `smithy.api#streaming`")
        } else if is_blob && outputs.contains(&shape.id) && shape.members().len() > 1 {
            let message = format!("`{}` is the whole body, which leaves no place for the other members", member.name);
            (message, "remove the other members, or target a shape without `smithy.api#streaming`")
        } else {
            continue;
        };
        problems.add(Place::member(&shape.id, &member.name), message, help);
    }
}

/// Events are structures.
pub(super) fn hold_structures(model: &Model, problems: &mut Problems) {
    for shape in model.shapes().filter(|shape| matches!(shape.kind, Kind::Union(_)) && shape.traits.streaming()) {
        for member in shape.members() {
            let is_structure = |target: &Shape| matches!(target.kind, Kind::Structure(_));
            if model.get(&member.target).is_some_and(|target| !is_structure(target)) {
                let message = format!(
                    "an event must be a structure, but `{}` is {}",
                    member.name,
                    kind_of(model, &member.target)
                );
                let help = "wrap the value in a structure, with `smithy.api#eventPayload` on its member";
                problems.add(Place::member(&shape.id, &member.name).then("target"), message, help);
            }
        }
    }
}
