//! Notes on operations: which were left out, and what calls of the others lack while some traits are not implemented.

use std::collections::BTreeMap;

use tinsmith_model::{Model, Shape, ShapeId};

use super::context::Context;
use super::{auth, discovery, event_stream, stages};
use crate::ir::Operation;

/// The notes on a service, for the person who generates its crate.
pub(super) fn of(context: &Context<'_>, operations: &[Operation]) -> Vec<String> {
    let left_out = context.closure.left_out.iter().map(|id| left_out(context, id));
    let missing = context.closure.operations.iter().flat_map(|id| {
        let name = context.model.renamed(id);
        missing(context, id).into_iter().map(move |note| format!("operation {name}: {note}"))
    });
    left_out.chain(missing).chain(operations.iter().flat_map(ambiguous_errors)).collect()
}

fn left_out(context: &Context<'_>, id: &ShapeId) -> String {
    format!("operation {} left out: {} has no event streams", id.name(), context.protocol.name())
}

/// Notes on what calls of an operation lack, also for its documentation: clauses that follow "its", as in "calls are not
/// authenticated".
pub(super) fn missing(context: &Context<'_>, id: &ShapeId) -> Vec<String> {
    let (model, shape) = (context.model, context.model.shape(id));
    let notes =
        [auth::unmet(context, &shape.traits), undiscovered(context, shape), http2(model, context.protocol.id, id)];
    notes.into_iter().flatten().chain(stages::unmet(context, id)).collect()
}

/// The errors of an operation that share a code: a response is read as the first of them.
fn ambiguous_errors(operation: &Operation) -> Vec<String> {
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

/// Endpoint discovery in forms that services of AWS do not have.
fn undiscovered(context: &Context<'_>, shape: &Shape) -> Option<String> {
    if !discovery::needs(shape) || discovery::is_supported(context) {
        return None;
    }
    let operation = context.model.service_shape().traits.endpoint_discovery_operation();
    let operation = operation.map_or("another operation", |id| id.rsplit('#').next().unwrap_or(id));
    Some(format!(
        "calls must go to an endpoint that `{operation}` gives, which is not asked for: call it, and set `endpoint_url` to \
         what it gives"
    ))
}

/// Events that only go over HTTP/2: `eventStreamHttp` of the protocol, or else its `http`
/// (<https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>).
fn http2(model: &Model, protocol: &str, id: &ShapeId) -> Option<String> {
    let mut ends = model.input_of(id).into_iter().chain(model.output_of(id));
    ends.find_map(|shape| event_stream::member_of(model, shape))?;
    let options = model.service_shape().traits.get(protocol)?;
    let versions = options.get("eventStreamHttp").or(options.get("http"))?.as_array()?;
    let needed = !versions.is_empty() && !versions.iter().any(|version| version == "http/1.1");
    needed.then(|| {
        "events go over HTTP/2, which the default connection does not speak: set an `http_client` that does".to_owned()
    })
}
