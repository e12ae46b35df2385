//! Converts Smithy 1.0, in which absent numbers and booleans are zero unless boxed, to defaults.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::read::{Aggregate, Body, Draft};
use crate::{Kind, Member, ShapeId, Traits, prelude};

const BOX: &str = "smithy.api#box";

/// Gives the members of structures the default values that Smithy 1.0 implied.
pub(crate) fn give_zero_values(drafts: &mut BTreeMap<ShapeId, Draft>) {
    let zeros: BTreeMap<ShapeId, Zero> =
        drafts.iter().filter_map(|(id, draft)| Some((id.clone(), zero_of(draft)?))).collect();
    for draft in drafts.values_mut() {
        let Body::Members(Aggregate::Structure, members) = &mut draft.body else { continue };
        for member in members {
            if let Some(value) = implied_default(member, &zeros) {
                member.traits.set_core("default", value);
            }
        }
    }
}

/// The value that an absent member stood for.
#[derive(Clone, Copy)]
enum Zero {
    False,
    Number,
    EmptyStream,
}

fn zero_of(draft: &Draft) -> Option<Zero> {
    let Body::Simple(kind) = &draft.body else { return None };
    match kind {
        Kind::Blob if draft.traits.streaming() => Some(Zero::EmptyStream),
        _ if draft.traits.has(BOX) => None,
        kind => zero_of_kind(kind),
    }
}

fn zero_of_kind(kind: &Kind) -> Option<Zero> {
    match kind {
        Kind::Boolean => Some(Zero::False),
        kind if prelude::has_zero(kind) => Some(Zero::Number),
        _ => None,
    }
}

fn implied_default(member: &Member, zeros: &BTreeMap<ShapeId, Zero>) -> Option<Value> {
    if has_default(&member.traits) || member.traits.has(BOX) {
        return None;
    }
    let primitive = || zero_of_kind(&prelude::get(prelude::unboxed(&member.target)?)?.kind);
    match zeros.get(&member.target).copied().or_else(primitive)? {
        Zero::False => Some(json!(false)),
        Zero::Number => Some(json!(0)),
        Zero::EmptyStream => (!member.traits.required()).then(|| json!("")),
    }
}

fn has_default(traits: &Traits) -> bool {
    traits.has("smithy.api#default")
}

/// Removes what only Smithy 1.0 had: `box` and the `Primitive*` targets.
pub(crate) fn forget_version_one(draft: &mut Draft) {
    draft.traits.remove(BOX);
    let Body::Members(_, members) = &mut draft.body else { return };
    for member in members {
        member.traits.remove(BOX);
        if let Some(target) = prelude::unboxed(&member.target) {
            member.target = target.clone();
        }
    }
}
