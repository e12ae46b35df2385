//! Types: structures, unions, enums and errors.

use tinsmith_model::{EnumValue, Kind, Shape, ShapeId};

use super::context::Context;
use super::names::Distinct;
use super::{docs, errors, event_stream, member, names, xml};
use crate::ir::{self, Correction, Indirection, Presence, Role, Sensitivity, Structure, Ty, Type, TypeRef};

/// A type that members reach.
pub(super) fn ty(context: &Context<'_>, id: &ShapeId) -> Type {
    let shape = context.model.shape(id);
    let type_ref = context.names.type_ref(id);
    match &shape.kind {
        Kind::Union(_) => Type::Union(union(context, shape, type_ref)),
        Kind::Enum(values) => Type::Enum(string_enum(context, shape, values, type_ref)),
        _ => Type::Structure(structure(context, Some(shape), type_ref, Role::Plain)),
    }
}

/// An error.
pub(super) fn error(context: &Context<'_>, id: &ShapeId) -> Structure {
    let shape = context.model.shape(id);
    let mut error = structure(context, Some(shape), context.names.type_ref(id), Role::Error);
    if !error.members.iter().any(|member| member.method == MESSAGE) {
        error.members.push(message());
    }
    error
}

/// The name of the message, a string that every error has. A member of another type gives way.
const MESSAGE: &str = "message";

/// The message that every error has, whether the model gives it one or not.
fn message() -> ir::Member {
    let docs = vec!["The message of the service.".to_owned()];
    ir::Member {
        name: MESSAGE.to_owned(),
        method: MESSAGE.to_owned(),
        summary: docs.clone(),
        docs,
        deprecated: None,
        ty: Ty::String,
        indirection: Indirection::Inline,
        correction: Correction::None,
        sensitivity: Sensitivity::Plain,
        presence: Presence::Optional,
        schema: None,
    }
}

/// The structure of a shape, or the empty one of an operation that has none.
pub(super) fn structure(context: &Context<'_>, shape: Option<&Shape>, ty: TypeRef, role: Role) -> Structure {
    let mut members: Vec<ir::Member> = match shape {
        Some(shape) => shape.members().iter().map(|it| member::field(context, shape, it, role)).collect(),
        None => Vec::new(),
    };
    tell_apart(&mut members, role);
    if let Some(shape) = shape {
        docs::members(context, shape, &mut members);
    }
    let links = shape.map_or(context.links(), |shape| context.links_of(&shape.id));
    Structure {
        id: shape.map_or_else(|| "smithy.api#Unit".to_owned(), |shape| shape.id.to_string()),
        wire: shape.map_or_else(|| ty.name.clone(), |shape| context.model.renamed(&shape.id).to_owned()),
        docs: shape.map(|shape| docs::full(&shape.traits, links)).unwrap_or_default(),
        deprecated: shape.and_then(|shape| docs::deprecated(&shape.traits)),
        xml: shape.and_then(|shape| xml::root(context, shape)),
        ty,
        members,
        role,
        retryable: shape.filter(|_| role == Role::Error).and_then(|shape| errors::retryable(&shape.traits)),
        extended_request_id: false,
    }
}

/// Gives every member names of its own: of its field and of what builders have for it.
fn tell_apart(members: &mut [ir::Member], role: Role) {
    const PREFIXES: &[&str] = &["", "set_", "get_"];
    let mut fields = Distinct::default();
    let is_message = |member: &ir::Member| role == Role::Error && member.method == MESSAGE;
    if role == Role::Error && !members.iter().any(|member| is_message(member) && member.ty == Ty::String) {
        fields.add_with(PREFIXES, MESSAGE.to_owned());
    }
    for member in members {
        let other = is_message(member) && member.ty != Ty::String;
        let wanted = if other { format!("{MESSAGE}_value") } else { member.method.clone() };
        let unique = fields.add_with(PREFIXES, wanted);
        if unique != member.method {
            member.name.clone_from(&unique);
            member.method = unique;
        }
    }
}

/// The prefixes of the methods of a union.
const UNION_PREFIXES: &[&str] = &["is_", "as_"];

fn union(context: &Context<'_>, shape: &Shape, ty: TypeRef) -> ir::Union {
    let (mut names, mut methods) = (Distinct::default(), Distinct::default());
    let mut variants: Vec<_> =
        event_stream::variants(context.model, shape).map(|it| member::variant(context, shape, it)).collect();
    for variant in &mut variants {
        variant.name = names.add(std::mem::take(&mut variant.name));
        variant.method = methods.add_with(UNION_PREFIXES, std::mem::take(&mut variant.method));
    }
    docs::members(context, shape, &mut variants);
    ir::Union {
        id: shape.id.to_string(),
        wire: context.model.renamed(&shape.id).to_owned(),
        ty,
        docs: docs::full(&shape.traits, context.links_of(&shape.id)),
        deprecated: docs::deprecated(&shape.traits),
        xml: xml::root(context, shape),
        variants,
    }
}

fn string_enum(context: &Context<'_>, shape: &Shape, values: &[EnumValue], ty: TypeRef) -> ir::Enum {
    let variants = names::enum_variants(values.iter().map(|value| (value.name.as_deref(), value.value.as_str())));
    let values = values.iter().zip(variants).map(|(value, name)| ir::EnumValue {
        name,
        value: value.value.clone(),
        docs: docs::full(&value.traits, context.links()),
        deprecated: docs::deprecated(&value.traits),
    });
    ir::Enum {
        id: shape.id.to_string(),
        ty,
        docs: docs::full(&shape.traits, context.links_of(&shape.id)),
        deprecated: docs::deprecated(&shape.traits),
        values: values.collect(),
    }
}
