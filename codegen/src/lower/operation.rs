//! Operations: binding, input, output, errors.

use std::collections::BTreeMap;

use serde_json::Value;
use tinsmith_model::traits::ErrorFault;
use tinsmith_model::{HostPart, Kind, Shape, ShapeId, Traits};

use super::closure::{Closure, OperationName};
use super::endpoint::LowerProblem;
use super::jmespath::{self, Type, Typing};
use super::names::Distinct;
use super::words::snake;
use super::{auth, checksum, docs, pagination, remarks, structure, waiter};
use crate::Problem;
use crate::ir::endpoint::{ParamKind, RuleSet};
use crate::ir::{self, ContextParam, ErrorVariant, Http, Operation, Role, Segment, Structure, TypeRef};

/// Lowers one operation.
pub(super) fn lower(
    closure: &Closure<'_>,
    rules: &RuleSet,
    id: &ShapeId,
    waiters: &mut waiter::Names,
    problems: &mut Vec<Problem>,
) -> Operation {
    let model = closure.model;
    let shape = model.shape(id);
    let wire = model.renamed(id).to_owned();
    let OperationName { name, stem, method } = closure.operation_name(id);
    let input = end(closure, model.input_of(id), (&name, &stem), Role::Input);
    let output = end(closure, model.output_of(id), (&name, &stem), Role::Output);
    let paginator = pagination::lower(closure, id, &input, &output);
    Operation {
        id: id.to_string(),
        method,
        docs: docs(closure, id),
        summary: docs::summary(&shape.traits),
        deprecated: docs::deprecated(&shape.traits),
        http: http(&shape.traits).filter(|_| closure.protocol.http_bindings),
        bare: closure.protocol.bare_without_input && model.input_of(id).is_none(),
        host_prefix: host_prefix(closure, id),
        auth: auth::supported(closure, &shape.traits),
        optional_auth: auth::optional(closure, &shape.traits),
        unsigned_payload: shape.traits.unsigned_payload(),
        error: format!("{name}Error"),
        errors: error_variants(closure, id),
        token: field_where(model.input_of(id), &input, Traits::idempotency_token),
        input_stream: stream(&input),
        output_stream: stream(&output),
        input_events: events(&input),
        output_events: events(&output),
        initial_response: !closure.protocol.http_bindings && events(&output).is_some() && output.members.len() > 1,
        requires_length: requires_length(closure, id),
        unwrapped_output: shape.traits.s3_unwrapped_xml_output(),
        defaults: Vec::new(),
        trimmed: Vec::new(),
        compresses: shape.traits.request_compression().is_some_and(|encodings| encodings.contains(&"gzip")),
        checksum: checksum::lower(closure, id),
        context: context_params(closure, rules, id, &input, problems),
        waiters: waiter::lower(closure, id, waiters, problems),
        paginator,
        wire,
        name,
        stem,
        input,
        output,
    }
}

/// The documentation, with what calls miss.
fn docs(closure: &Closure<'_>, id: &ShapeId) -> Vec<String> {
    let mut lines = docs::full(&closure.model.shape(id).traits);
    for remark in remarks::of(closure, id) {
        lines.extend((!lines.is_empty()).then(String::new));
        lines.push(format!("Its {remark}."));
    }
    lines
}

/// The input or output of the operation with that name and stem.
fn end(closure: &Closure<'_>, shape: Option<&Shape>, (name, stem): (&str, &str), role: Role) -> Structure {
    let (suffix, word) = if role == Role::Input { ("Input", "input") } else { ("Output", "output") };
    let ty = TypeRef { name: format!("{stem}{suffix}"), export: None, module: String::new(), error: false };
    let mut structure = structure::structure(closure, shape, ty, role);
    if structure.docs.is_empty() {
        structure.docs.push(format!("The {word} of [`{name}`]."));
    }
    structure
}

/// Method and URI. An operation of a protocol that needs them has them.
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

/// What goes before the host that the rules give (<https://smithy.io/2.0/spec/endpoint-traits.html>). Where a label of it is
/// also a parameter of the rules, they decide where in the host it goes, if anywhere: S3 Control has the account there.
fn host_prefix(closure: &Closure<'_>, id: &ShapeId) -> Vec<Segment> {
    let parts = closure.model.shape(id).traits.host_prefix().map(|prefix| prefix.parts).unwrap_or_default();
    let members = closure.model.input_of(id).map(Shape::members).unwrap_or_default();
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

fn error_variants(closure: &Closure<'_>, id: &ShapeId) -> Vec<ErrorVariant> {
    let mut methods = Distinct::default();
    let variants = closure.model.errors_of(id).into_iter().map(|error| error_variant(closure, error));
    variants.map(|variant| ErrorVariant { method: methods.add(variant.method), ..variant }).collect()
}

/// What is to be said of errors of an operation that have one code: a response is read as the first of them.
pub(super) fn ambiguous_errors(operation: &Operation) -> Vec<String> {
    let mut first = BTreeMap::new();
    let mut notes = Vec::new();
    for error in &operation.errors {
        let read = *first.entry(&error.code).or_insert(&error.name);
        if read != &error.name {
            let (wire, code, name) = (&operation.wire, &error.code, &error.name);
            notes.push(format!(
                "operation {wire}: `{read}` and `{name}` have the code `{code}`, which is read as `{read}`"
            ));
        }
    }
    notes
}

pub(super) fn error_variant(closure: &Closure<'_>, id: &ShapeId) -> ErrorVariant {
    let shape = closure.model.shape(id);
    let ty = closure.type_ref(id);
    let query_compatible = closure.model.service_shape().traits.query_compatible();
    let query = shape.traits.query_error();
    let sent = query.filter(|_| closure.protocol.query_errors);
    let shown = query.filter(|_| query_compatible).or(sent);
    let fault = if shape.traits.error() == Some(ErrorFault::Server) { 500 } else { 400 };
    ErrorVariant {
        name: ty.shown().to_owned(),
        method: snake(ty.shown()),
        ty,
        code: sent.map_or(id.name(), |error| error.code).to_owned(),
        shown_code: shown.map_or(id.name(), |error| error.code).to_owned(),
        status: sent.map(|error| error.http_response_code).or(shape.traits.http_error()).unwrap_or(fault),
        retryable: shape.traits.retryable().map(|retryable| retryable.throttling),
        summary: docs::summary(&shape.traits),
    }
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

fn requires_length(closure: &Closure<'_>, id: &ShapeId) -> bool {
    let Some(input) = closure.model.input_of(id) else { return false };
    input.members().iter().any(|member| {
        let target = closure.model.shape(&member.target);
        matches!(target.kind, Kind::Blob) && target.traits.requires_length()
    })
}

/// The endpoint parameters that the operation gives. Later ones win, as the specification wants it
/// (<https://smithy.io/2.0/additional-specs/rules-engine/parameters.html#parameter-binding-precedence>).
fn context_params(
    closure: &Closure<'_>,
    rules: &RuleSet,
    id: &ShapeId,
    input: &Structure,
    problems: &mut Vec<Problem>,
) -> Vec<ContextParam> {
    let traits = &closure.model.shape(id).traits;
    let found = path_params(closure, rules, id, problems);
    let members = closure.model.input_of(id).map(Shape::members).unwrap_or_default();
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
fn path_params(closure: &Closure<'_>, rules: &RuleSet, id: &ShapeId, problems: &mut Vec<Problem>) -> Vec<ContextParam> {
    let typing = Typing(closure.model);
    let input = closure.model.input_of(id).map_or(Type::Null, |input| typing.shape(input));
    let mut params = Vec::new();
    for (param, path) in closure.model.shape(id).traits.operation_context_params() {
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
                let problem = LowerProblem { pointer: format!("/{param}/path"), message };
                problems.push(Problem::in_trait(id, "smithy.rules#operationContextParams", problem));
            }
        }
    }
    params
}
