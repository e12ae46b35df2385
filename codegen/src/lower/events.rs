//! Streams of events: unions whose members are events, and errors that end the stream
//! (<https://smithy.io/2.0/spec/streaming.html#event-streams>).

use tinsmith_model::traits::Traits;
use tinsmith_model::{Kind, Member, Model, Shape, ShapeId};

use super::closure::Closure;
use super::names::Distinct;
use super::operation::error_variant;
use super::words::snake;
use crate::ir::{Location, Role, StreamError, Ty};

/// Whether a shape is a stream of events.
pub(super) fn is_stream(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Union(_)) && shape.traits.streaming()
}

/// Whether the member of a union is an error rather than an event.
fn is_error(model: &Model, union: &Shape, member: &Member) -> bool {
    is_stream(union) && model.shape(&member.target).traits.error().is_some()
}

/// The members of a union but for the errors of a stream: what the type has variants for.
pub(super) fn variants<'m>(model: &'m Model, union: &'m Shape) -> impl Iterator<Item = &'m Member> {
    union.members().iter().filter(move |member| !is_error(model, union, member))
}

/// The errors among the members of a stream.
pub(super) fn errors<'m>(model: &'m Model, union: &'m Shape) -> impl Iterator<Item = &'m Member> {
    union.members().iter().filter(move |member| is_error(model, union, member))
}

/// The stream of events that a structure has among its members.
pub(super) fn stream_of<'m>(model: &'m Model, shape: &'m Shape) -> Option<&'m Member> {
    shape.members().iter().find(|member| is_stream(model.shape(&member.target)))
}

/// The type of a member that is a stream of events.
pub(super) fn ty(closure: &Closure<'_>, union: &ShapeId, role: Role) -> Ty {
    let (events, errors) = (closure.type_ref(union), closure.stream_error(union));
    if role == Role::Input { Ty::Sender(events, errors) } else { Ty::Receiver(events, errors) }
}

/// The enum of the errors that end a stream.
pub(super) fn error(closure: &Closure<'_>, id: &ShapeId) -> StreamError {
    let (mut names, mut methods) = (Distinct::default(), Distinct::default());
    let errors = errors(closure.model, closure.model.shape(id)).map(|member| {
        let mut variant = error_variant(closure, &member.target);
        variant.code.clone_from(&member.name);
        variant.name = names.add(variant.name);
        variant.method = methods.add(snake(&variant.name));
        variant
    });
    StreamError {
        id: id.to_string(),
        union: closure.type_ref(id),
        ty: closure.stream_error(id),
        errors: errors.collect(),
    }
}

/// Where an event has a member that is not in its document.
pub(super) fn location(traits: &Traits, target: &Shape) -> Option<Location> {
    if traits.event_header() {
        return Some(Location::EventHeader(match target.kind {
            Kind::Byte => 8,
            Kind::Short => 16,
            Kind::Integer | Kind::IntEnum(_) => 32,
            Kind::Long => 64,
            _ => 0,
        }));
    }
    traits.event_payload().then(|| Location::EventPayload(super::member::payload(target)))
}
