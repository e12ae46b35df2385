//! Paginators: from the paths of `smithy.api#paginated` to fields.

use tinsmith_model::ShapeId;

use super::context::Context;
use super::structure;
use crate::ir::{Optionality, Paginator, PathStep, Presence, Structure, Ty, Type};

/// Booleans that announce another page beside the token. `smithy.api#paginated` cannot name them, and some services send a
/// token with the last page, too. The names are those of `more_results` in boto3's paginators.
pub const MORE_RESULTS: [&str; 5] =
    ["AdditionalDataPending", "HasMoreStreams", "IsTruncated", "Truncated", "hasMoreResults"];

/// The paginator of an operation that has one.
pub(super) fn lower(context: &Context<'_>, id: &ShapeId, input: &Structure, output: &Structure) -> Option<Paginator> {
    let traits = context.model.pagination_of(id)?;
    let input_field = |name: &str| input.members.iter().find(|member| is_named(member, name));
    let token = input_field(traits.input_token?)?;
    let (output_token, output_ty) = path(context, output, traits.output_token?)?;
    if output_ty != token.ty {
        return None;
    }
    Some(Paginator {
        input_token: token.name.clone(),
        output_token,
        more_results: more_results(context, output, traits.output_token?),
        token: token.ty.clone(),
        page_size: traits.page_size.and_then(input_field).filter(|it| it.ty == Ty::I32).map(|it| it.name.clone()),
        items: traits.items.and_then(|items| path(context, output, items)),
    })
}

/// The flag that stands where the token does.
fn more_results(context: &Context<'_>, output: &Structure, token: &str) -> Option<Vec<PathStep>> {
    let place = token.rsplit_once('.').map(|(place, _)| format!("{place}.")).unwrap_or_default();
    let flags = MORE_RESULTS.iter().filter_map(|name| path(context, output, &format!("{place}{name}")));
    flags.into_iter().find(|(_, ty)| *ty == Ty::Bool).map(|(steps, _)| steps)
}

fn is_named(member: &crate::ir::Member, name: &str) -> bool {
    member.schema.as_ref().is_some_and(|schema| schema.name == name)
}

/// Follows a dotted path from the output, giving the steps and the type at its end.
fn path(context: &Context<'_>, output: &Structure, path: &str) -> Option<(Vec<PathStep>, Ty)> {
    let mut steps = Vec::new();
    let mut structure = output.clone();
    let mut names = path.split('.').peekable();
    while let Some(name) = names.next() {
        let member = structure.members.iter().find(|member| is_named(member, name))?;
        steps.push(PathStep {
            field: member.name.clone(),
            optionality: Optionality::of(member.presence != Presence::Optional),
        });
        let ty = member.ty.clone();
        let Ty::Aggregate(type_ref) = &ty else {
            return names.peek().is_none().then_some((steps, ty));
        };
        let id = context.closure.types.iter().find(|id| context.names.type_ref(id) == *type_ref)?;
        match structure::ty(context, id) {
            Type::Structure(next) => structure = next,
            _ => return names.peek().is_none().then_some((steps, ty)),
        }
    }
    None
}
