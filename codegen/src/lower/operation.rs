//! Operations: binding, input, output, errors.

use serde_json::Value;
use tinsmith_model::traits::ErrorFault;
use tinsmith_model::{HostPart, Kind, Shape, ShapeId, Traits};

use super::closure::{Closure, OperationName};
use super::words::snake;
use super::{docs, pagination, structure};
use crate::ir::{self, Auth, ContextParam, ErrorVariant, Http, Operation, Role, Segment, Structure, TypeRef};

/// Lowers one operation.
pub(super) fn lower(closure: &Closure<'_>, id: &ShapeId) -> Operation {
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
        docs: docs::full(&shape.traits),
        summary: docs::summary(&shape.traits),
        deprecated: docs::deprecated(&shape.traits),
        http: closure.protocol.http_bindings.then(|| http(&shape.traits)),
        bare: closure.protocol.bare_without_input && model.input_of(id).is_none(),
        host_prefix: host_prefix(&shape.traits),
        auth: auth(closure, &shape.traits),
        error: format!("{name}Error"),
        errors: model.errors_of(id).into_iter().map(|error| error_variant(closure, error)).collect(),
        token: field_where(model.input_of(id), &input, Traits::idempotency_token),
        input_stream: stream(&input),
        output_stream: stream(&output),
        requires_length: requires_length(closure, id),
        tree_hash: false,
        unwrapped_output: shape.traits.s3_unwrapped_xml_output(),
        defaults: Vec::new(),
        compresses: shape.traits.request_compression().is_some_and(|encodings| encodings.contains(&"gzip")),
        checksum_required: shape.traits.http_checksum_required(),
        context: context_params(closure, id, &input),
        paginator,
        wire,
        name,
        stem,
        input,
        output,
    }
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

fn http(traits: &Traits) -> Http {
    let Some(http) = traits.http() else {
        return Http {
            method: "POST".to_owned(),
            path: Vec::new(),
            query: Vec::new(),
            code: 200,
            pattern: "/".to_owned(),
        };
    };
    let path = http.uri.segments.into_iter().map(|segment| match segment {
        tinsmith_model::Segment::Literal(text) => Segment::Literal(text),
        tinsmith_model::Segment::Label(name) => Segment::Label(name),
        tinsmith_model::Segment::Greedy(name) => Segment::Greedy(name),
    });
    let pattern = traits.get("smithy.api#http").and_then(|it| it.get("uri")).and_then(Value::as_str).unwrap_or("/");
    Http {
        method: http.method.to_owned(),
        path: path.collect(),
        query: http.uri.query,
        code: http.code,
        pattern: pattern.to_owned(),
    }
}

fn host_prefix(traits: &Traits) -> Vec<Segment> {
    let parts = traits.host_prefix().map(|prefix| prefix.parts).unwrap_or_default();
    let lowered = parts.into_iter().map(|part| match part {
        HostPart::Literal(text) => Segment::Literal(text),
        HostPart::Label(name) => Segment::Label(name),
    });
    lowered.collect()
}

/// The scheme of an operation: `@auth` on it or the service, else what the service declares.
fn auth(closure: &Closure<'_>, traits: &Traits) -> Auth {
    let service = &closure.model.service_shape().traits;
    let signs = match traits.auth().or_else(|| service.auth()) {
        Some(schemes) => schemes.contains(&"aws.auth#sigv4"),
        None => service.sigv4_name().is_some(),
    };
    match (signs, traits.optional_auth(), traits.unsigned_payload()) {
        (false, _, _) => Auth::None,
        (true, true, _) => Auth::Optional,
        (true, false, true) => Auth::SigV4UnsignedPayload,
        (true, false, false) => Auth::SigV4,
    }
}

fn error_variant(closure: &Closure<'_>, id: &ShapeId) -> ErrorVariant {
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

fn context_params(closure: &Closure<'_>, id: &ShapeId, input: &Structure) -> Vec<ContextParam> {
    let traits = &closure.model.shape(id).traits;
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
    let members = closure.model.input_of(id).map(Shape::members).unwrap_or_default();
    let bound = members.iter().zip(&input.members).filter_map(|(member, field)| {
        let param = member.traits.context_param()?.to_owned();
        Some(ContextParam::Member { param, field: field.name.clone(), ty: field.ty.clone() })
    });
    fixed.chain(bound).collect()
}
