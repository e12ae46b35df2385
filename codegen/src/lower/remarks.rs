//! What calls of an operation miss, because of traits that are not implemented (yet). Callers read it in the operation's
//! documentation, and whoever generates is told.

use tinsmith_model::{Model, Shape, ShapeId};

use super::closure::Closure;
use super::{auth, checksum, events};

/// What is to be said of one operation: sentences that begin with what it has, as in "calls are not authenticated".
pub(super) fn of(closure: &Closure<'_>, id: &ShapeId) -> Vec<String> {
    let (model, shape) = (closure.model, closure.model.shape(id));
    let remarks = [
        auth::unmet(closure, &shape.traits),
        discovery(model, shape),
        checksum::unmet(closure, id),
        response_checksums(shape),
        http2(model, closure.protocol.id, id),
    ];
    remarks.into_iter().flatten().collect()
}

/// The same of all operations, for whoever generates.
pub(super) fn notes(closure: &Closure<'_>) -> Vec<String> {
    let of_one = |id: &ShapeId| {
        let name = closure.model.renamed(id).to_owned();
        of(closure, id).into_iter().map(move |remark| format!("operation {name}: {remark}"))
    };
    closure.operations.iter().flat_map(|id| of_one(id)).collect()
}

/// Endpoint discovery (<https://smithy.io/2.0/aws/aws-core.html#client-endpoint-discovery>). Where it is optional, clients
/// need not do it.
fn discovery(model: &Model, shape: &Shape) -> Option<String> {
    shape.traits.discovered_endpoint().filter(|discovered| discovered.required)?;
    let operation = model.service_shape().traits.endpoint_discovery_operation();
    let operation = operation.map_or("another operation", |id| id.rsplit('#').next().unwrap_or(id));
    Some(format!(
        "calls must go to an endpoint that `{operation}` gives, which is not asked for: call it, and set `endpoint_url` to \
         what it gives"
    ))
}

/// The half of `aws.protocols#httpChecksum` that is about responses
/// (<https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>).
fn response_checksums(shape: &Shape) -> Option<String> {
    let checksum = shape.traits.http_checksum()?;
    let some = !checksum.response_algorithms.is_empty();
    some.then(|| "responses are not compared with the checksums that they come with".to_owned())
}

/// Events that only go over HTTP/2: `eventStreamHttp` of the protocol, or else its `http`
/// (<https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>).
fn http2(model: &Model, protocol: &str, id: &ShapeId) -> Option<String> {
    let mut ends = model.input_of(id).into_iter().chain(model.output_of(id));
    ends.find_map(|shape| events::stream_of(model, shape))?;
    let options = model.service_shape().traits.get(protocol)?;
    let versions = options.get("eventStreamHttp").or(options.get("http"))?.as_array()?;
    let needed = !versions.is_empty() && !versions.iter().any(|version| version == "http/1.1");
    needed.then(|| {
        "events go over HTTP/2, which the default connection does not speak: set an `http_client` that does".to_owned()
    })
}
