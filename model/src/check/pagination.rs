//! Rules on the members that pagination names.

use super::{kind_of, member_names, operations};
use crate::problem::{Place, Problems};
use crate::traits::Paginated;
use crate::{Kind, Model, Shape};

const PAGINATED: &str = "smithy.api#paginated";

fn paginated(model: &Model) -> impl Iterator<Item = (&Shape, Paginated<'_>)> {
    operations(model).filter_map(|operation| Some((operation, model.pagination_of(&operation.id)?)))
}

fn place(operation: &Shape) -> Place {
    Place::shape(&operation.id).with_trait(PAGINATED)
}

/// Both tokens are named, by the operation or by the service.
pub(super) fn tokens_are_named(model: &Model, problems: &mut Problems) {
    for (operation, paginated) in paginated(model) {
        for (key, token) in [("inputToken", paginated.input_token), ("outputToken", paginated.output_token)] {
            // A token that is named by something else than text is reported as such.
            let own = operation.traits.get(PAGINATED).and_then(|value| value.get(key));
            if token.is_none() && own.is_none() {
                let message = format!("the operation is paginated, but nothing names its `{key}`");
                let help = format!("add `{key}` here, or to `{PAGINATED}` of the service");
                problems.add(place(operation), message, help);
            }
        }
    }
}

/// The token and the size of a page are members of the input.
pub(super) fn inputs_exist(model: &Model, problems: &mut Problems) {
    for (operation, paginated) in paginated(model) {
        let input = model.input_of(&operation.id);
        for (key, name) in [("inputToken", paginated.input_token), ("pageSize", paginated.page_size)] {
            let Some(name) = name else { continue };
            if input.is_none_or(|input| input.member(name).is_none()) {
                missing(operation, key, name, name, input, problems);
            }
        }
    }
}

/// The next token and the items are in the output, and the items can be counted.
pub(super) fn outputs_exist(model: &Model, problems: &mut Problems) {
    for (operation, paginated) in paginated(model) {
        for (key, path) in [("outputToken", paginated.output_token), ("items", paginated.items)] {
            let Some(path) = path else { continue };
            match follow(model, model.output_of(&operation.id), path) {
                Ok(Some(target)) if key == "items" => countable(model, operation, path, target, problems),
                Ok(_) => {}
                Err((step, shape)) => missing(operation, key, path, step, shape, problems),
            }
        }
    }
}

/// The shape at the end of a path of members (`None` if its id leads nowhere), or the step that fails.
fn follow<'m, 'p>(
    model: &'m Model,
    output: Option<&'m Shape>,
    path: &'p str,
) -> Result<Option<&'m Shape>, (&'p str, Option<&'m Shape>)> {
    let mut shape = output;
    for (index, step) in path.split('.').enumerate() {
        if shape.is_none() && index > 0 {
            return Ok(None);
        }
        match shape.and_then(|shape| shape.member(step)) {
            Some(member) => shape = model.get(&member.target),
            None => return Err((step, shape)),
        }
    }
    Ok(shape)
}

fn countable(model: &Model, operation: &Shape, path: &str, target: &Shape, problems: &mut Problems) {
    if !matches!(target.kind, Kind::List { .. } | Kind::Map { .. }) {
        let kind = kind_of(model, &target.id);
        let message = format!("`items` must lead to a list or map, but `{path}` is {kind}");
        problems.add(place(operation).then("items"), message, "name a member that holds a list or map");
    }
}

fn missing(operation: &Shape, key: &str, path: &str, step: &str, shape: Option<&Shape>, problems: &mut Problems) {
    let message = match shape {
        Some(shape) => format!("`{key}` is `{path}`, but `{}` has no member `{step}`", shape.id),
        None => format!("`{key}` is `{path}`, but the operation has nothing to look for it in"),
    };
    let names = shape.into_iter().flat_map(member_names);
    let help = problems.did_you_mean(step, names, "name a member that exists");
    problems.add(place(operation).then(key), message, help);
}
