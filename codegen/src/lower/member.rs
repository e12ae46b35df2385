//! Members of structures and unions: field, type, presence and schema.

use tinsmith_model::{Kind, Member, Shape, ShapeId};

use super::context::Context;
use super::{binding, docs, event_stream, literal, names, secrets, xml};
use crate::Protocol;
use crate::ir::{
    self, CollectionSchema, Correction, Indirection, JsonKey, Literal, Location, MemberSchema, Optionality, Presence,
    Role, TimestampFormat, Ty,
};

/// A member of a structure.
pub(super) fn field(context: &Context<'_>, container: &Shape, member: &Member, role: Role) -> ir::Member {
    let waits = role == Role::Input && context.facts.is_waited_for(container);
    let name = names::field(&member.name, waits);
    let is_stream = event_stream::is_stream(context.model.shape(&member.target));
    let ty = if is_stream { stream(context, &member.target, role) } else { context.ty(&member.target) };
    let presence = presence(context, member, role, &ty);
    let field = lowered(context, container, member, (name.clone(), name), presence);
    let field = ir::Member { ty, ..field };
    // A shape that contains itself ends where it is missing.
    let is_corrected = role != Role::Input && field.indirection == Indirection::Inline && is_corrected(context, member);
    ir::Member { correction: if is_corrected { Correction::Filled } else { Correction::None }, ..field }
}

/// The type of a member that is an event stream.
fn stream(context: &Context<'_>, union: &ShapeId, role: Role) -> Ty {
    let (events, errors) = (context.names.type_ref(union), context.names.stream_error(union));
    if role == Role::Input { Ty::Sender(events, errors) } else { Ty::Receiver(events, errors) }
}

/// A variant of a union.
pub(super) fn variant(context: &Context<'_>, union: &Shape, member: &Member) -> ir::Member {
    let names = (names::variant(&member.name), names::variant_method(&member.name));
    lowered(context, union, member, names, Presence::Required)
}

fn lowered(
    context: &Context<'_>,
    container: &Shape,
    member: &Member,
    (name, method): (String, String),
    presence: Presence,
) -> ir::Member {
    let own = &member.traits;
    ir::Member {
        name,
        method,
        // Filled once the names of all members are known.
        docs: Vec::new(),
        summary: Vec::new(),
        deprecated: docs::deprecated(own),
        ty: context.ty(&member.target),
        indirection: context.facts.indirection(container, member),
        correction: Correction::None,
        sensitivity: secrets::sensitivity(context.model, container, member),
        presence,
        schema: Some(schema(context, member)),
    }
}

/// The presence of a value by Smithy's rules for careful clients
/// (<https://smithy.io/2.0/spec/aggregate-types.html#structure-member-optionality>).
fn presence(context: &Context<'_>, member: &Member, role: Role, ty: &Ty) -> Presence {
    let target = context.model.shape(&member.target);
    let nested = matches!(target.kind, Kind::Structure(_) | Kind::Union(_));
    if ty.is_stream() {
        return if role == Role::Input { Presence::Optional } else { Presence::Default(Literal::EmptyStream) };
    }
    if role == Role::Input || nested || member.traits.client_optional() {
        return Presence::Optional;
    }
    match member.traits.default_value().and_then(|value| literal::lower(target, value)) {
        Some(default) => Presence::Default(default),
        None if member.traits.required() => Presence::Required,
        None => Presence::Optional,
    }
}

/// Whether the service must send the member. Callers get an `Option` all the same, as in the official crates.
fn is_corrected(context: &Context<'_>, member: &Member) -> bool {
    let target = context.model.shape(&member.target);
    let nested = matches!(target.kind, Kind::Structure(_) | Kind::Union(_)) && !target.traits.streaming();
    nested && member.traits.required() && !member.traits.client_optional()
}

/// The schema of a member of a structure or union.
pub(super) fn schema(context: &Context<'_>, member: &Member) -> MemberSchema {
    let schema = element(context, member);
    let key = schema.json_name.as_ref().unwrap_or(&schema.name);
    let is_plain = !key.contains(|character: char| character.is_control() || matches!(character, '"' | '\\'));
    let in_document = schema.location == Location::Body && context.protocol.features.contains(&"json");
    MemberSchema { json_key: if in_document && is_plain { JsonKey::Written } else { JsonKey::Name }, ..schema }
}

/// The schema of a member, or of an element, key or value of a collection.
fn element(context: &Context<'_>, member: &Member) -> MemberSchema {
    let target = context.model.shape(&member.target);
    let element = |member: &Member| element(context, member);
    let collection = match &target.kind {
        Kind::List { member } => Some(CollectionSchema::List(element(member))),
        Kind::Map { key, value } => Some(CollectionSchema::Map(element(key), element(value))),
        _ => None,
    };
    let Protocol { json_names, timestamp_formats, .. } = *context.protocol;
    let timestamp = member.traits.timestamp_format().or(target.traits.timestamp_format());
    let json_name = member.traits.json_name().filter(|name| json_names && *name != member.name);
    MemberSchema {
        name: member.name.clone(),
        json_name: json_name.map(str::to_owned),
        json_key: JsonKey::Name,
        location: binding::location(context.protocol, &member.traits, target),
        timestamp: timestamp.filter(|_| timestamp_formats).map(lower_format),
        media_type: target.traits.media_type().map(str::to_owned),
        optionality: Optionality::of(member.traits.required()),
        collection: collection.filter(|collection| !collection.is_plain()).map(Box::new),
        xml: xml::member(context, member).map(Box::new),
    }
}

fn lower_format(format: tinsmith_model::traits::TimestampFormat) -> TimestampFormat {
    match format {
        tinsmith_model::traits::TimestampFormat::DateTime => TimestampFormat::DateTime,
        tinsmith_model::traits::TimestampFormat::HttpDate => TimestampFormat::HttpDate,
        tinsmith_model::traits::TimestampFormat::EpochSeconds => TimestampFormat::EpochSeconds,
    }
}
