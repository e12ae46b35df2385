//! Makes shapes of flattened drafts.

use serde_json::json;

use super::enums;
use crate::problem::{Place, Problems};
use crate::read::{Aggregate, Body, Draft};
use crate::{Kind, Member, Operation, Shape, ShapeId, Traits, prelude};

/// The shape, or `None` if a part that it cannot be without is missing.
pub(crate) fn shape(draft: Draft, problems: &mut Problems) -> Option<Shape> {
    let Draft { id, body, mut traits, .. } = draft;
    let kind = match body {
        Body::Simple(Kind::String) => enums::from_trait(&id, &mut traits, problems)?,
        Body::Simple(kind) => kind,
        Body::Members(aggregate, members) => aggregate_kind(&id, aggregate, members, &mut traits, problems)?,
        Body::Service(service) => Kind::Service(service),
        Body::Operation(operation) => Kind::Operation(without_unit(operation)),
        Body::Resource(resource) => Kind::Resource(resource),
    };
    Some(Shape { id, kind, traits })
}

fn aggregate_kind(
    id: &ShapeId,
    aggregate: Aggregate,
    mut members: Vec<Member>,
    traits: &mut Traits,
    problems: &mut Problems,
) -> Option<Kind> {
    Some(match aggregate {
        Aggregate::Structure => Kind::Structure(members),
        Aggregate::Union => Kind::Union(members),
        Aggregate::Enum => Kind::Enum(enums::from_members(id, members, problems)),
        Aggregate::IntEnum => Kind::IntEnum(enums::ints_from_members(id, members, problems)),
        Aggregate::List => Kind::List { member: take(id, &mut members, "member", problems)? },
        Aggregate::Set => {
            traits.set_core("uniqueItems", json!({}));
            Kind::List { member: take(id, &mut members, "member", problems)? }
        }
        Aggregate::Map => {
            let (key, value) = (take(id, &mut members, "key", problems), take(id, &mut members, "value", problems));
            Kind::Map { key: key?, value: value? }
        }
    })
}

fn take(id: &ShapeId, members: &mut Vec<Member>, name: &str, problems: &mut Problems) -> Option<Member> {
    let at = members.iter().position(|member| member.name == name);
    if at.is_none() {
        let help = format!("add `\"{name}\": {{\"target\": \"namespace#Name\"}}`");
        problems.add(Place::shape(id), format!("the shape has no `{name}`"), help);
    }
    at.map(|at| members.swap_remove(at))
}

fn without_unit(operation: Operation) -> Operation {
    let is_something = |id: &ShapeId| *id != prelude::UNIT;
    Operation {
        input: operation.input.filter(is_something),
        output: operation.output.filter(is_something),
        errors: operation.errors,
    }
}
