//! Picks the protocol to speak from those that the service declares.

use crate::problem::{Place, Problems};
use crate::read::quoted;
use crate::resolve::Resolved;
use crate::{Options, ShapeId, Traits};

/// Namespaces whose traits on services are protocols, unless listed below.
const NAMESPACES: &[&str] = &["aws.protocols", "smithy.protocols"];

const NO_PROTOCOLS: &[&str] = &["aws.protocols#awsQueryCompatible"];

/// The protocol that was asked for, or the first of the supported ones that the service declares.
///
/// One that was asked for is taken even if the service does not declare it, unless it declares another that is
/// supported: then it is more likely a mistake.
pub(crate) fn choose(
    resolved: &Resolved,
    service: &ShapeId,
    options: &Options<'_>,
    problems: &mut Problems,
) -> Option<String> {
    let traits = &resolved.get(service)?.traits;
    let known = options.protocols.iter().find(|protocol| traits.has(protocol)).copied();
    match (options.protocol, known) {
        (Some(wanted), _) if traits.has(wanted) => return Some(wanted.to_owned()),
        (Some(wanted), None) => return Some(wanted.to_owned()),
        (Some(wanted), Some(known)) => {
            let message = format!("the service does not speak `{wanted}`, which was asked for, but `{known}`");
            problems.add(
                Place::shape(service).with_trait(known),
                message,
                "ask for that one, or leave it to the model",
            );
        }
        (None, Some(known)) => return Some(known.to_owned()),
        (None, None) => none_is_supported(resolved, service, traits, options, problems),
    }
    None
}

fn none_is_supported(
    resolved: &Resolved,
    service: &ShapeId,
    traits: &Traits,
    options: &Options<'_>,
    problems: &mut Problems,
) {
    let ids = || traits.iter().map(|(id, _)| id);
    let declared: Vec<&str> = ids().filter(|id| is_protocol(resolved, id)).map(ShapeId::as_str).collect();
    let (place, message) = match declared.first() {
        Some(first) => {
            let message = format!("no protocol of the service is supported: it speaks {}", quoted(&declared));
            (Place::shape(service).with_trait(first), message)
        }
        None => (Place::shape(service), nothing_declared(&ids().filter(|id| is_foreign(id)).collect::<Vec<_>>())),
    };
    let help = match options.protocols {
        [] => "no protocol was named as supported".to_owned(),
        supported => format!("supported are {}; `--protocol` takes one of them all the same", quoted(supported)),
    };
    problems.add(place, message, help);
}

/// The message about a service none of whose traits is known as a protocol. Definitions of traits are often not in the model.
fn nothing_declared(foreign: &[&ShapeId]) -> String {
    let foreign: Vec<&str> = foreign.iter().map(|id| id.as_str()).collect();
    match foreign.as_slice() {
        [] => "the service declares no protocol".to_owned(),
        [one] => format!("the service declares no protocol that is known, unless `{one}` is one"),
        several => format!("the service declares no protocol that is known, unless one of {} is", quoted(several)),
    }
}

/// Whether a trait is neither of Smithy nor of AWS.
fn is_foreign(id: &ShapeId) -> bool {
    !["smithy.", "aws."].iter().any(|prefix| id.namespace().starts_with(prefix))
}

/// Whether a trait of a service may be a protocol, going by its id.
pub(crate) fn may_be_protocol(id: &ShapeId) -> bool {
    NAMESPACES.contains(&id.namespace()) && !NO_PROTOCOLS.contains(&id.as_str())
}

fn is_protocol(resolved: &Resolved, id: &ShapeId) -> bool {
    let defined = || resolved.shapes.get(id).is_some_and(|shape| shape.traits.has("smithy.api#protocolDefinition"));
    may_be_protocol(id) || defined()
}
