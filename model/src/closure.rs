//! Keeps the shapes that one service reaches.

use std::collections::BTreeMap;

use crate::problem::{Place, Problems};
use crate::resolve::Resolved;
use crate::{Kind, Model, Shape, ShapeId, prelude};

/// The role of a reference to another shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role<'s> {
    /// The target of a member.
    Member(&'s str),
    /// A single reference, such as the `input` of an operation.
    One(&'s str),
    /// An entry of a list, such as the `errors` of an operation.
    Item(&'static str, usize),
    /// A named entry, such as in the `identifiers` of a resource.
    Entry(&'static str, &'s str),
}

impl Role<'_> {
    /// The place of the reference in that shape.
    pub(crate) fn place(self, id: &ShapeId) -> Place {
        let place = match self {
            Role::Member(name) => Place::member(id, name),
            Role::One(key) => Place::shape(id).then(key),
            Role::Item(key, index) => Place::shape(id).then(key).then(index),
            Role::Entry(key, name) => Place::shape(id).then(key).then(name),
        };
        place.then("target")
    }
}

/// Calls `visit` with everything that a shape refers to.
pub(crate) fn references<'s>(shape: &'s Shape, visit: &mut impl FnMut(Role<'s>, &'s ShapeId)) {
    let mut items = |key, ids: &'s [ShapeId]| {
        for (index, id) in ids.iter().enumerate() {
            visit(Role::Item(key, index), id);
        }
    };
    match &shape.kind {
        Kind::Service(service) => {
            items("operations", &service.operations);
            items("resources", &service.resources);
            items("errors", &service.errors);
        }
        Kind::Operation(operation) => {
            items("errors", &operation.errors);
            operation.input.iter().for_each(|id| visit(Role::One("input"), id));
            operation.output.iter().for_each(|id| visit(Role::One("output"), id));
        }
        Kind::Resource(resource) => {
            items("operations", &resource.operations);
            items("collectionOperations", &resource.collection_operations);
            items("resources", &resource.resources);
            resource.identifiers.iter().for_each(|(name, id)| visit(Role::Entry("identifiers", name), id));
            resource.properties.iter().for_each(|(name, id)| visit(Role::Entry("properties", name), id));
            resource.lifecycle.iter().for_each(|(role, id)| visit(Role::One(role), id));
        }
        _ => shape.every_member().for_each(|member| visit(Role::Member(&member.name), &member.target)),
    }
}

/// Makes the model of a service, reporting references that lead nowhere.
pub(crate) fn close(
    mut resolved: Resolved,
    service: ShapeId,
    protocol: Option<String>,
    problems: &mut Problems,
) -> Model {
    let mut shapes = BTreeMap::new();
    let mut operations = Vec::new();
    let mut reached = vec![service.clone()];
    let mut missing = Vec::new();
    while let Some(id) = reached.pop() {
        let Some(shape) = resolved.shapes.remove(&id) else { continue };
        references(&shape, &mut |role, target| {
            if resolved.shapes.contains_key(target) {
                reached.push(target.clone());
            } else if is_missing(target, &resolved, &shapes, &shape) {
                missing.push((role.place(&shape.id), target.clone()));
            }
        });
        if matches!(shape.kind, Kind::Operation(_)) {
            operations.push(id.clone());
        }
        shapes.insert(id, shape);
    }
    report_missing(missing, &resolved, &shapes, problems);
    operations.sort();
    Model { service, protocol, operations, shapes }
}

fn is_missing(target: &ShapeId, resolved: &Resolved, done: &BTreeMap<ShapeId, Shape>, current: &Shape) -> bool {
    *target != current.id
        && !done.contains_key(target)
        && !resolved.broken.contains(target)
        && prelude::get(target).is_none()
}

fn report_missing(
    missing: Vec<(Place, ShapeId)>,
    resolved: &Resolved,
    done: &BTreeMap<ShapeId, Shape>,
    problems: &mut Problems,
) {
    for (place, target) in missing {
        let own = resolved.shapes.keys().chain(done.keys()).map(ShapeId::as_str);
        let known = own.chain(prelude::ids().map(ShapeId::as_str));
        let help = problems.did_you_mean(target.as_str(), known, "define the shape, or target one that exists");
        problems.add(place, format!("there is no shape `{target}`"), help);
    }
}
