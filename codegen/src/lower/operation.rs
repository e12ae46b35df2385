//! Operations: binding, input, output, errors.

use std::collections::BTreeSet;

use serde_json::Value;
use tinsmith_model::{HostPart, Kind, Shape, ShapeId, Traits};

use super::context::Context;
use super::jmespath::{self, Type, Typing};
use super::shape_names::OperationName;
use super::{auth, docs, errors, notes, pagination, stages, structure, waiter};
use crate::ir::endpoint::{ParamKind, RuleSet};
use crate::ir::{self, ContextParam, Http, Namespace, Operation, Property, Role, Segment, Structure, TypeRef};
use crate::{Problem, TraitProblem};

/// Lowers one operation.
pub(super) fn lower(
    context: &Context<'_>,
    rules: &RuleSet,
    id: &ShapeId,
    waiters: &mut waiter::Names,
    problems: &mut Vec<Problem>,
) -> Operation {
    let model = context.model;
    let shape = model.shape(id);
    let wire = model.renamed(id).to_owned();
    let OperationName { name, stem, method } = context.names.operation(id);
    let input = end(context, model.input_of(id), (&name, &stem), Role::Input);
    let output = end(context, model.output_of(id), (&name, &stem), Role::Output);
    let paginator = pagination::lower(context, id, &input, &output);
    Operation {
        id: id.to_string(),
        method,
        docs: docs(context, id),
        summary: docs::summary(&shape.traits, context.links_of(id)),
        deprecated: docs::deprecated(&shape.traits),
        http: http(&shape.traits).filter(|_| context.protocol.http_bindings),
        properties: properties(context, id, &output),
        host_prefix: host_prefix(context, id),
        auth: auth::supported(context, &shape.traits),
        error: format!("{name}Error"),
        errors: errors::of_operation(context, id),
        token: field_where(model.input_of(id), &input, Traits::idempotency_token),
        input_stream: stream(&input),
        output_stream: stream(&output),
        input_events: events(&input),
        output_events: events(&output),
        defaults: Vec::new(),
        trimmed: Vec::new(),
        stages: stages::lower(context, id),
        context: context_params(context, rules, id, &input, problems),
        waiters: waiter::lower(context, id, waiters, problems),
        paginator,
        wire,
        name,
        stem,
        input,
        output,
    }
}

fn properties(context: &Context<'_>, id: &ShapeId, output: &Structure) -> BTreeSet<Property> {
    let (model, protocol) = (context.model, context.protocol);
    let traits = &model.shape(id).traits;
    let initial_response = !protocol.http_bindings && events(output).is_some() && output.members.len() > 1;
    let properties = [
        (Property::RequiresLength, requires_length(context, id)),
        (Property::Bare, protocol.bare_without_input && model.input_of(id).is_none()),
        (Property::OptionalAuth, auth::is_optional(context, traits)),
        (Property::UnsignedPayload, traits.unsigned_payload()),
        (Property::InitialResponse, initial_response),
        (Property::UnwrappedOutput, traits.s3_unwrapped_xml_output()),
    ];
    properties.into_iter().filter(|(_, has)| *has).map(|(property, _)| property).collect()
}

/// The documentation, with notes on what calls lack.
fn docs(context: &Context<'_>, id: &ShapeId) -> Vec<String> {
    let mut lines = docs::full(&context.model.shape(id).traits, context.links_of(id));
    for note in notes::missing(context, id) {
        lines.extend((!lines.is_empty()).then(String::new));
        lines.push(format!("Its {note}."));
    }
    lines
}

/// The input or output of the operation with that name and stem.
fn end(context: &Context<'_>, shape: Option<&Shape>, (name, stem): (&str, &str), role: Role) -> Structure {
    let (suffix, word) = if role == Role::Input { ("Input", "input") } else { ("Output", "output") };
    let ty =
        TypeRef { name: format!("{stem}{suffix}"), export: None, module: String::new(), namespace: Namespace::Types };
    let mut structure = structure::structure(context, shape, ty, role);
    if structure.docs.is_empty() {
        structure.docs.push(format!("The {word} of [`{name}`]."));
    }
    structure
}

/// Method and URI, which every operation of a protocol with HTTP bindings has.
fn http(traits: &Traits) -> Option<Http> {
    let http = traits.http()?;
    let path = http.uri.segments.into_iter().map(|segment| match segment {
        tinsmith_model::Segment::Literal(text) => Segment::Literal(text),
        tinsmith_model::Segment::Label(name) => Segment::Label(name),
        tinsmith_model::Segment::Greedy(name) => Segment::Greedy(name),
    });
    let pattern = traits.get("smithy.api#http").and_then(|it| it.get("uri")).and_then(Value::as_str)?;
    Some(Http {
        method: http.method.to_owned(),
        path: path.collect(),
        query: http.uri.query,
        code: http.code,
        pattern: pattern.to_owned(),
    })
}

/// The prefix of the host of the endpoint (<https://smithy.io/2.0/spec/endpoint-traits.html>). It is empty if one of its
/// labels is also a parameter of the endpoint rules: these decide the place of its value, as S3 Control's do of the account.
fn host_prefix(context: &Context<'_>, id: &ShapeId) -> Vec<Segment> {
    let parts = context.model.shape(id).traits.host_prefix().map(|prefix| prefix.parts).unwrap_or_default();
    let members = context.model.input_of(id).map(Shape::members).unwrap_or_default();
    let is_param = |name: &str| members.iter().any(|it| it.name == name && it.traits.context_param().is_some());
    if parts.iter().any(|part| matches!(part, HostPart::Label(name) if is_param(name))) {
        return Vec::new();
    }
    let lowered = parts.into_iter().map(|part| match part {
        HostPart::Literal(text) => Segment::Literal(text),
        HostPart::Label(name) => Segment::Label(name),
    });
    lowered.collect()
}

/// The field of the first member that carries a trait.
fn field_where(shape: Option<&Shape>, structure: &Structure, carries: fn(&Traits) -> bool) -> Option<String> {
    let at = shape?.members().iter().position(|member| carries(&member.traits))?;
    Some(structure.members.get(at)?.name.clone())
}

/// The field that is a stream of events.
fn events(structure: &Structure) -> Option<String> {
    let is_events = |ty: &ir::Ty| matches!(ty, ir::Ty::Sender(..) | ir::Ty::Receiver(..));
    structure.members.iter().find(|member| is_events(&member.ty)).map(|member| member.name.clone())
}

fn stream(structure: &Structure) -> Option<String> {
    structure.members.iter().find(|member| member.ty == ir::Ty::Stream).map(|member| member.name.clone())
}

fn requires_length(context: &Context<'_>, id: &ShapeId) -> bool {
    let Some(input) = context.model.input_of(id) else { return false };
    input.members().iter().any(|member| {
        let target = context.model.shape(&member.target);
        matches!(target.kind, Kind::Blob) && target.traits.requires_length()
    })
}

/// The endpoint parameters that the operation gives. Later ones win, as the specification wants it
/// (<https://smithy.io/2.0/additional-specs/rules-engine/parameters.html#parameter-binding-precedence>).
fn context_params(
    context: &Context<'_>,
    rules: &RuleSet,
    id: &ShapeId,
    input: &Structure,
    problems: &mut Vec<Problem>,
) -> Vec<ContextParam> {
    let traits = &context.model.shape(id).traits;
    let found = path_params(context, rules, id, problems);
    let members = context.model.input_of(id).map(Shape::members).unwrap_or_default();
    let bound = members.iter().zip(&input.members).filter_map(|(member, field)| {
        let param = member.traits.context_param()?.to_owned();
        Some(ContextParam::Member { param, field: field.name.clone(), ty: field.ty.clone() })
    });
    let fixed = traits.static_context_params().into_iter().filter_map(|(param, value)| {
        let param = param.to_owned();
        Some(match value {
            Value::Bool(flag) => ContextParam::Boolean(param, *flag),
            Value::String(text) => ContextParam::String(param, text.clone()),
            Value::Array(items) => {
                ContextParam::Strings(param, items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            }
            _ => return None,
        })
    });
    found.into_iter().chain(bound).chain(fixed).collect()
}

/// `smithy.rules#operationContextParams`: parameters that are found in the input by JMESPath.
fn path_params(context: &Context<'_>, rules: &RuleSet, id: &ShapeId, problems: &mut Vec<Problem>) -> Vec<ContextParam> {
    let typing = Typing(context.model);
    let input = context.model.input_of(id).map_or(Type::Null, |input| typing.shape(input));
    let mut params = Vec::new();
    for (param, path) in context.model.shape(id).traits.operation_context_params() {
        let kind = rules.params.iter().find(|known| known.name == param).map(|known| known.kind);
        let wanted = match kind {
            Some(ParamKind::String) => Type::String,
            Some(ParamKind::Boolean) => Type::Bool,
            Some(ParamKind::StringArray) => Type::List(Box::new(Type::String)),
            None => Type::Any,
        };
        match jmespath::lower(path).and_then(|expr| typing.check(&expr, &input, &wanted).map(|()| expr)) {
            Ok(expr) => params.push(ContextParam::Path(param.to_owned(), expr)),
            Err(message) => {
                let problem = TraitProblem { pointer: format!("/{param}/path"), message };
                problems.push(Problem::in_trait(id, "smithy.rules#operationContextParams", problem));
            }
        }
    }
    params
}
