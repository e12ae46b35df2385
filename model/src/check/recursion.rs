//! Rules on shapes that contain themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::{Place, Problems};
use crate::{Kind, Member, Model, Shape, ShapeId};

/// The greatest number of shapes of a circle that are named.
const SHOWN: usize = 5;

/// A list or map that holds itself needs a structure or union on the way, or else no value of it can be typed.
pub(super) fn lists_and_maps_end(model: &Model, problems: &mut Problems) {
    let mut done: BTreeSet<&ShapeId> = BTreeSet::new();
    for shape in model.shapes() {
        let mut chain: Vec<&ShapeId> = Vec::new();
        let mut in_chain: BTreeSet<&ShapeId> = BTreeSet::new();
        let mut next = Some(&shape.id);
        while let Some((id, target)) = next.and_then(|id| element(model, id)) {
            if !done.insert(id) {
                if in_chain.contains(id) {
                    report(&chain, id, problems);
                }
                break;
            }
            chain.push(id);
            in_chain.insert(id);
            next = Some(target);
        }
    }
}

/// The targets of a list or map.
fn element<'m>(model: &'m Model, id: &'m ShapeId) -> Option<(&'m ShapeId, &'m ShapeId)> {
    match &model.get(id)?.kind {
        Kind::List { member } | Kind::Map { value: member, .. } => Some((id, &member.target)),
        _ => None,
    }
}

fn report(chain: &[&ShapeId], id: &ShapeId, problems: &mut Problems) {
    let circle: Vec<String> =
        chain.iter().skip_while(|other| **other != id).map(|id| format!("`{}`", id.name())).collect();
    let message = match circle.as_slice() {
        [_] => "the shape holds itself, with no structure or union in between".to_owned(),
        circle => {
            let more = if circle.len() > SHOWN { " and more" } else { "" };
            let shown = circle[..circle.len().min(SHOWN)].join(", ");
            format!("the shapes {shown}{more} hold one another, with no structure or union in between")
        }
    };
    problems.add(Place::shape(id), message, "put a structure or union into the circle");
}

/// A structure that needs itself, or a union all of whose members do, has no value that could be built
/// (<https://smithy.io/2.0/spec/aggregate-types.html#recursive-shape-definitions>).
pub(super) fn required_members_end(model: &Model, problems: &mut Problems) {
    let endless = endless(model);
    let mut done: BTreeSet<&ShapeId> = BTreeSet::new();
    for start in &endless {
        let mut chain: Vec<(&ShapeId, &Member)> = Vec::new();
        let mut next = *start;
        while let Some(member) = needed(model, next).into_iter().find(|member| endless.contains(&member.target)) {
            if !done.insert(next) {
                break;
            }
            chain.push((next, member));
            next = &member.target;
        }
        if let Some(at) = chain.iter().position(|(id, _)| *id == next) {
            report_needed(&chain[at..], problems);
        }
    }
}

/// The structures and unions that must have been built before they can be.
fn endless(model: &Model) -> BTreeSet<&ShapeId> {
    let mut missing: BTreeMap<&ShapeId, usize> = BTreeMap::new();
    let mut needed_by: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    for shape in model.shapes().filter(|shape| has_members(shape)) {
        let needed = needed(model, &shape.id);
        needed.iter().for_each(|member| needed_by.entry(&member.target).or_default().push(&shape.id));
        // One variant makes a union.
        let count = if matches!(shape.kind, Kind::Union(_)) { needed.len().min(1) } else { needed.len() };
        missing.insert(&shape.id, count);
    }
    let mut built: Vec<&ShapeId> = missing.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(id) = built.pop() {
        missing.remove(id);
        for user in needed_by.remove(id).unwrap_or_default() {
            if let Some(count) = missing.get_mut(user) {
                *count = count.saturating_sub(1);
                built.extend((*count == 0).then_some(user));
            }
        }
    }
    missing.into_keys().collect()
}

fn has_members(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Structure(_) | Kind::Union(_))
}

/// The members with structures and unions without which there is no value: all that are required, or any of a union's
/// that holds nothing else. Lists and maps can be empty.
fn needed<'m>(model: &'m Model, id: &ShapeId) -> Vec<&'m Member> {
    let Some(shape) = model.get(id) else { return Vec::new() };
    let nests = |member: &&Member| model.shapes.get(&member.target).is_some_and(has_members);
    match &shape.kind {
        Kind::Union(members) if members.iter().any(|member| !nests(&member)) => Vec::new(),
        Kind::Union(members) => members.iter().collect(),
        _ => {
            let required = |member: &&Member| member.traits.required() && !member.traits.client_optional();
            shape.members().iter().filter(required).filter(nests).collect()
        }
    }
}

fn report_needed(circle: &[(&ShapeId, &Member)], problems: &mut Problems) {
    let Some((id, member)) = circle.first() else { return };
    let message = match circle {
        [_] => format!("every value of `{}` would need another one in `{}`", id.name(), member.name),
        circle => {
            let names: Vec<String> = circle.iter().take(SHOWN).map(|(id, _)| format!("`{}`", id.name())).collect();
            let more = if circle.len() > SHOWN { " and more" } else { "" };
            format!("every value of the shapes {}{more} would need one of the next, in a circle", names.join(", "))
        }
    };
    let help = "let a member on the way be optional, or put a list or map into the circle";
    problems.add(Place::member(id, &member.name), message, help);
}
