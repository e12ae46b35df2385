//! Endpoint discovery (<https://smithy.io/2.0/aws/aws-core.html#client-endpoint-discovery>): an operation of the service gives the
//! endpoint of the others.

use tinsmith_model::{Kind, Model, Shape, ShapeId};

use super::context::Context;
use crate::ir::{Discovery, Member, Operation, Type};

/// The names of the trait's documentation, which the output must have.
const ENDPOINTS: &str = "Endpoints";
const ADDRESS: &str = "Address";
const MINUTES: &str = "CachePeriodInMinutes";

/// The discovery of a service that needs it.
pub(super) fn lower(context: &Context<'_>, operations: &[Operation], types: &[Type]) -> Option<Discovery> {
    let (model, closure) = (context.model, &context.closure.operations);
    if !closure.iter().any(|id| needs(model.shape(id))) || !is_supported(context) {
        return None;
    }
    let id = id(model)?;
    let operation = operations.iter().find(|operation| operation.id == id.as_str())?;
    let endpoints = member(&operation.output.members, ENDPOINTS)?;
    let Kind::List { member: element } = &model.shape(list(model, &id)?).kind else { return None };
    let endpoint = types.iter().find_map(|ty| match ty {
        Type::Structure(structure) if structure.id == element.target.as_str() => Some(structure),
        _ => None,
    })?;
    Some(Discovery {
        operation: operation.name.clone(),
        module: operation.method.clone(),
        input: operation.input.ty.name.clone(),
        endpoints: endpoints.method.clone(),
        address: member(&endpoint.members, ADDRESS)?.method.clone(),
        minutes: member(&endpoint.members, MINUTES)?.method.clone(),
    })
}

/// Whether an operation must go to an endpoint that another gives. Where that is optional, clients need not do it.
pub(super) fn needs(operation: &Shape) -> bool {
    operation.traits.discovered_endpoint().is_some_and(|discovered| discovered.required)
}

/// Whether endpoints are asked for: one for the client, which all operations but the asking one need, without identifiers. No service
/// of AWS has others.
pub(super) fn is_supported(context: &Context<'_>) -> bool {
    let model = context.model;
    let Some(id) = id(model) else { return false };
    let has_no_ids = |id: &ShapeId| {
        model.input_of(id).is_none_or(|input| !input.members().iter().any(|it| it.traits.endpoint_discovery_id()))
    };
    let mut others = context.closure.operations.iter().filter(|other| other.as_str() != id.as_str());
    others.all(|other| needs(model.shape(other)) && has_no_ids(other)) && gives_endpoints(model, &id)
}

/// Whether the output of an operation has the members that the trait asks for.
fn gives_endpoints(model: &Model, id: &ShapeId) -> bool {
    let Some(Kind::List { member }) = list(model, id).map(|list| &model.shape(list).kind) else { return false };
    let endpoint = model.shape(&member.target);
    let has = |name: &str, kind: &Kind| {
        let member = endpoint.members().iter().find(|member| member.name == name);
        member.is_some_and(|member| member.traits.required() && model.shape(&member.target).kind == *kind)
    };
    has(ADDRESS, &Kind::String) && has(MINUTES, &Kind::Long)
}

/// The list of endpoints in the output of an operation.
fn list<'m>(model: &'m Model, id: &ShapeId) -> Option<&'m ShapeId> {
    let output = model.output_of(id)?;
    output.members().iter().find(|member| member.name == ENDPOINTS).map(|member| &member.target)
}

/// The id of the operation that gives endpoints.
fn id(model: &Model) -> Option<ShapeId> {
    ShapeId::parse(model.service_shape().traits.endpoint_discovery_operation()?)
}

fn member<'m>(members: &'m [Member], name: &str) -> Option<&'m Member> {
    members.iter().find(|member| member.schema.as_ref().is_some_and(|schema| schema.name == name))
}
