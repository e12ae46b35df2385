//! Event streams in the model: unions whose members are events, and errors that end the stream
//! (<https://smithy.io/2.0/spec/streaming.html#event-streams>).

use tinsmith_model::{Kind, Member, Model, Shape};

/// Whether a shape is an event stream.
pub(super) fn is_stream(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Union(_)) && shape.traits.streaming()
}

/// The event stream among the members of a structure.
pub(super) fn member_of<'m>(model: &'m Model, structure: &'m Shape) -> Option<&'m Member> {
    structure.members().iter().find(|member| is_stream(model.shape(&member.target)))
}

/// The members of a union that become variants: all of them but the errors of an event stream.
pub(super) fn variants<'m>(model: &'m Model, union: &'m Shape) -> impl Iterator<Item = &'m Member> {
    union.members().iter().filter(move |member| !is_error(model, union, member))
}

/// The errors among the members of an event stream.
pub(super) fn errors<'m>(model: &'m Model, union: &'m Shape) -> impl Iterator<Item = &'m Member> {
    union.members().iter().filter(move |member| is_error(model, union, member))
}

fn is_error(model: &Model, union: &Shape, member: &Member) -> bool {
    is_stream(union) && model.shape(&member.target).traits.error().is_some()
}
