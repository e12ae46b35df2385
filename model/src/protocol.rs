//! Picks the protocol to speak from those that the service declares.

use crate::ShapeId;
use crate::problem::{Place, Problems};
use crate::read::quoted;
use crate::resolve::Resolved;

/// Namespaces whose traits on services are protocols, unless listed below.
const NAMESPACES: &[&str] = &["aws.protocols", "smithy.protocols"];

const NO_PROTOCOLS: &[&str] = &["aws.protocols#awsQueryCompatible"];

/// The first of the supported protocols that the service declares. A service that declares none has none.
pub(crate) fn choose(
    resolved: &Resolved,
    service: &ShapeId,
    supported: &[&str],
    problems: &mut Problems,
) -> Option<String> {
    let traits = &resolved.get(service)?.traits;
    if let Some(protocol) = supported.iter().find(|protocol| traits.has(protocol)) {
        return Some((*protocol).to_owned());
    }
    let declared: Vec<&str> =
        traits.iter().map(|(id, _)| id).filter(|id| is_protocol(resolved, id)).map(ShapeId::as_str).collect();
    if let Some(first) = declared.first() {
        let message = format!("no protocol of the service is supported: it speaks {}", quoted(&declared));
        let help = match supported.is_empty() {
            true => "no protocol was named as supported".to_owned(),
            false => format!("supported are {}", quoted(supported)),
        };
        problems.add(Place::shape(service).with_trait(first), message, help);
    }
    None
}

/// Whether a trait of a service may be a protocol, going by its id.
pub(crate) fn may_be_protocol(id: &ShapeId) -> bool {
    NAMESPACES.contains(&id.namespace()) && !NO_PROTOCOLS.contains(&id.as_str())
}

fn is_protocol(resolved: &Resolved, id: &ShapeId) -> bool {
    let defined = || resolved.shapes.get(id).is_some_and(|shape| shape.traits.has("smithy.api#protocolDefinition"));
    may_be_protocol(id) || defined()
}
