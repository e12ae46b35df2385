//! Rules on what shapes refer to.

use crate::closure::{Role, references};
use crate::problem::{Place, Problems};
use crate::{Kind, Model, Shape, prelude};

use super::kind_of;

/// Members hold data, inputs are structures, bound operations are operations, and so on.
pub(super) fn targets_fit(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        references(shape, &mut |role, id| {
            let Some(target) = model.get(id) else { return };
            let (fits, expected) = expectation(role, target);
            if !fits {
                let message = format!("`{id}` is {}, but {expected} belongs here", kind_of(model, id));
                problems.add(role.place(&shape.id), message, format!("refer to {expected}"));
            }
        });
    }
}

/// Whether the target suits the role, and what does.
fn expectation(role: Role<'_>, target: &Shape) -> (bool, &'static str) {
    let kind = &target.kind;
    match role {
        Role::Member(_) | Role::Entry(..) => (kind.is_data(), "a shape that holds data"),
        Role::One("input" | "output") | Role::Item("errors", _) => (matches!(kind, Kind::Structure(_)), "a structure"),
        Role::Item("resources", _) => (matches!(kind, Kind::Resource(_)), "a resource"),
        Role::One(_) | Role::Item(..) => (matches!(kind, Kind::Operation(_)), "an operation"),
    }
}

/// Keys of maps are strings or enums.
pub(super) fn maps_have_text_keys(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let Kind::Map { key, .. } = &shape.kind else { continue };
        let wrong = model.get(&key.target).is_some_and(|target| target.kind.is_data() && !target.kind.is_text());
        if wrong {
            let message =
                format!("keys of a map must be strings, but `{}` is {}", key.target, kind_of(model, &key.target));
            problems.add(Role::Member("key").place(&shape.id), message, "target a string or an enum of strings");
        }
    }
}

/// "Nothing" can be a variant of a union, and nothing else.
pub(super) fn unit_is_in_unions_only(model: &Model, problems: &mut Problems) {
    for shape in model.shapes().filter(|shape| !matches!(shape.kind, Kind::Union(_))) {
        for member in shape.every_member().filter(|member| member.target == prelude::UNIT) {
            let message = format!("only members of unions can target `{}`", prelude::UNIT);
            let place = Role::Member(&member.name).place(&shape.id);
            problems.add(place, message, "target an empty structure, or remove the member");
        }
    }
}

/// Errors of operations and services have the `error` trait.
pub(super) fn errors_are_errors(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        references(shape, &mut |role, id| {
            let Some(target) = model.get(id) else { return };
            let is_structure = matches!(target.kind, Kind::Structure(_));
            if matches!(role, Role::Item("errors", _)) && is_structure && !target.traits.has("smithy.api#error") {
                let message = format!("`{id}` is used as an error, but lacks the trait `smithy.api#error`");
                let help = format!("give `{id}` the trait, with `client` or `server` as its value");
                problems.add(role.place(&shape.id), message, help);
            }
        });
        error_as_message(model, shape, problems);
    }
}

/// An input or output is not an error.
fn error_as_message(model: &Model, shape: &Shape, problems: &mut Problems) {
    let Kind::Operation(operation) = &shape.kind else { return };
    for (key, id) in [("input", &operation.input), ("output", &operation.output)] {
        let target = id.as_ref().and_then(|id| model.get(id));
        if let Some(target) = target.filter(|target| target.traits.has("smithy.api#error")) {
            let message = format!("`{}` is an error, which cannot be the {key} of an operation", target.id);
            let place = Place::shape(&shape.id).then(key).then("target");
            problems.add(place, message, "list it in `errors`, or use another structure here");
        }
    }
}
