//! The rule on shapes that contain themselves.

use std::collections::BTreeSet;

use crate::problem::{Place, Problems};
use crate::{Kind, Model, ShapeId};

/// How many shapes of a circle are named.
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

/// What a list or map holds.
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
