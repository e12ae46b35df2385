//! Rules on names and values that must differ.

use std::collections::BTreeMap;

use crate::id::is_identifier;
use crate::problem::{Place, Problems};
use crate::{Kind, Model, Shape, ShapeId};

/// Shapes that become types have names of their own within the service.
pub(super) fn shapes_differ(model: &Model, problems: &mut Problems) {
    let types =
        |shape: &&Shape| matches!(shape.kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_));
    let mut seen: BTreeMap<&str, &ShapeId> = BTreeMap::new();
    for shape in model.shapes().filter(types) {
        let name = model.renamed(&shape.id);
        if let Some(other) = seen.insert(name, &shape.id) {
            let message = format!("`{}` and `{other}` are both named `{name}` in the service", shape.id);
            let help = format!("add `\"{}\": \"AnotherName\"` to `rename` of `{}`", shape.id, model.service);
            problems.add(Place::shape(&shape.id), message, help);
        }
    }
}

/// Operations have names of their own; they cannot be renamed.
pub(super) fn operations_differ(model: &Model, problems: &mut Problems) {
    let mut seen: BTreeMap<&str, &ShapeId> = BTreeMap::new();
    for id in model.operations() {
        if let Some(other) = seen.insert(id.name(), id) {
            let message = format!("`{id}` and `{other}` are two operations of one name");
            problems.add(
                Place::shape(id),
                message,
                "remove one of them from the service; operations cannot be renamed",
            );
        }
    }
}

/// Renames name a shape of the service, and a name that can be one.
pub(super) fn renames_make_sense(model: &Model, problems: &mut Problems) {
    for (id, name) in &model.service().rename {
        let place = || Place::shape(&model.service).then("rename").then(id);
        if !model.shapes.contains_key(id) {
            let known = model.shapes.keys().map(ShapeId::as_str);
            let help = problems.did_you_mean(id.as_str(), known, "remove the rename");
            problems.add(place(), format!("the service renames `{id}`, but does not use it"), help);
        }
        if !is_identifier(name) {
            let help = "use letters, digits and `_`, and do not begin with a digit";
            problems.add(place(), format!("`{name}` cannot be the name of a shape"), help);
        }
    }
}

/// The values of an enum differ, and so do their names.
pub(super) fn enum_values_differ(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let (mut values, mut names) = (BTreeMap::new(), BTreeMap::new());
        for (index, (name, value)) in entries(shape).into_iter().enumerate() {
            let entry = || Place::shape(&shape.id).with_trait("smithy.api#enum").then(index);
            let place = || name.map_or_else(entry, |name| Place::member(&shape.id, name).or(entry()));
            if values.insert(value.clone(), index).is_some() {
                problems.add(place(), format!("the enum has the value `{value}` twice"), "remove one of the two");
            }
            if let Some(name) = name.filter(|name| names.insert(*name, index).is_some()) {
                problems.add(place(), format!("the enum has the name `{name}` twice"), "rename one of the two");
            }
        }
    }
}

/// The names and values of an enum.
fn entries(shape: &Shape) -> Vec<(Option<&str>, String)> {
    match &shape.kind {
        Kind::Enum(values) => values.iter().map(|value| (value.name.as_deref(), value.value.clone())).collect(),
        Kind::IntEnum(values) => {
            values.iter().map(|value| (Some(value.name.as_str()), value.value.to_string())).collect()
        }
        _ => Vec::new(),
    }
}

/// A union or enum without anything in it has no values.
pub(super) fn unions_and_enums_hold_something(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let empty = match &shape.kind {
            Kind::Union(members) => members.is_empty(),
            Kind::Enum(values) => values.is_empty(),
            Kind::IntEnum(values) => values.is_empty(),
            _ => false,
        };
        if empty {
            let message = format!("the {} has no members", shape.kind.name());
            problems.add(Place::shape(&shape.id), message, "add a member, or remove the shape");
        }
    }
}
