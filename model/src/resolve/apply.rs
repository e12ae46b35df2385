//! Merges traits that stand outside the shapes they belong to: `apply` statements, and fix-ups of known model bugs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::problem::{File, Place, Problems, Where, shorten};
use crate::read::{Apply, Body, Document, Draft};
use crate::{ShapeId, Traits};

type Drafts = BTreeMap<ShapeId, Draft>;

/// Traits that wait for their shapes.
pub(crate) struct Pending {
    applies: BTreeMap<ShapeId, Vec<Apply>>,
    fixups: BTreeMap<ShapeId, Vec<Apply>>,
}

impl Pending {
    pub(crate) fn new(applies: Vec<Apply>, fixups: Option<Document>, problems: &mut Problems) -> Self {
        let fixups = fixups.map(|document| only_applies(document, problems)).unwrap_or_default();
        Self { applies: by_shape(applies), fixups: by_shape(fixups) }
    }

    /// Merges what belongs to shapes and to members that they define themselves. What is left belongs to members
    /// that come from mixins, and to fix-ups of shapes with mixins.
    pub(crate) fn merge_own(&mut self, drafts: &mut Drafts, broken: &BTreeSet<ShapeId>, problems: &mut Problems) {
        for (id, applies) in &mut self.applies {
            match drafts.get_mut(id) {
                Some(draft) => applies.retain(|apply| !merge(draft, apply, problems)),
                None if broken.contains(id) => {}
                None => applies.iter().for_each(|apply| unknown_shape(apply, problems)),
            }
        }
        self.applies.retain(|id, applies| !applies.is_empty() && drafts.contains_key(id));
        for (id, fixups) in &self.fixups {
            if !drafts.contains_key(id) && !broken.contains(id) {
                fixups.iter().for_each(|fixup| stale_shape(fixup, problems));
            }
        }
        self.fixups.retain(|id, _| drafts.contains_key(id));
    }

    /// The shapes that something is left for.
    pub(crate) fn shapes(&self) -> impl Iterator<Item = &ShapeId> {
        self.applies.keys().chain(self.fixups.keys())
    }

    /// Merges what is left for a shape that has its inherited members by now.
    pub(crate) fn merge_rest(&mut self, draft: &mut Draft, problems: &mut Problems) {
        for apply in self.applies.remove(&draft.id).unwrap_or_default() {
            match traits_of(draft, apply.member.as_deref()) {
                Some(traits) => apply.traits.iter().for_each(|(id, value)| traits.set(id.clone(), value.clone())),
                None => unknown_member(draft, &apply, problems),
            }
        }
        for fixup in self.fixups.remove(&draft.id).unwrap_or_default() {
            fix(draft, &fixup, problems);
        }
    }
}

fn by_shape(applies: Vec<Apply>) -> BTreeMap<ShapeId, Vec<Apply>> {
    let mut map: BTreeMap<ShapeId, Vec<Apply>> = BTreeMap::new();
    for apply in applies {
        map.entry(apply.shape.clone()).or_default().push(apply);
    }
    map
}

fn only_applies(document: Document, problems: &mut Problems) -> Vec<Apply> {
    for id in document.drafts.keys() {
        let place = Place::shape(id).within(File::Fixups);
        let help = "make it `\"type\": \"apply\"` with the traits to add, or remove it";
        problems.add(place, format!("fix-ups can only apply traits, but `{id}` is a shape"), help);
    }
    document.applies
}

/// Merges into a shape or its own member; `false` if the member is not its own.
fn merge(draft: &mut Draft, apply: &Apply, problems: &mut Problems) -> bool {
    let Some(traits) = traits_of(draft, apply.member.as_deref()) else { return false };
    for (id, value) in apply.traits.iter() {
        if let Some(there) = traits.get(id.as_str()).filter(|there| *there != value) {
            conflict(apply, id, there, problems);
        } else {
            traits.set(id.clone(), value.clone());
        }
    }
    true
}

fn fix(draft: &mut Draft, fixup: &Apply, problems: &mut Problems) {
    let Some(traits) = traits_of(draft, fixup.member.as_deref()) else {
        let message = format!("this fix-up no longer applies: `{}` has no such member", fixup.shape);
        problems.add(place(fixup).within(File::Fixups), message, "delete the fix-up");
        return;
    };
    for (id, value) in fixup.traits.iter() {
        if traits.has(id.as_str()) {
            let message = format!("this fix-up no longer applies: the model has `{id}` here by now");
            let place = place(fixup).within(File::Fixups).with_trait(id);
            problems.add(place, message, "delete the trait from the fix-ups");
        } else {
            traits.push(id.clone(), value.clone());
        }
    }
}

fn traits_of<'d>(draft: &'d mut Draft, member: Option<&str>) -> Option<&'d mut Traits> {
    let Some(name) = member else { return Some(&mut draft.traits) };
    match &mut draft.body {
        Body::Members(_, members) => {
            members.iter_mut().find(|member| member.name == name).map(|member| &mut member.traits)
        }
        _ => None,
    }
}

/// The place of an `apply` statement.
fn place(apply: &Apply) -> Place {
    let key = subject(apply);
    let mut place = Place::shape(&apply.shape);
    place.subject = Some(key.clone());
    if let Where::Paths { paths, .. } = &mut place.spot {
        paths[0][1] = key;
    }
    place
}

fn subject(apply: &Apply) -> String {
    match &apply.member {
        Some(member) => format!("{}${member}", apply.shape),
        None => apply.shape.to_string(),
    }
}

fn conflict(apply: &Apply, id: &ShapeId, there: &Value, problems: &mut Problems) {
    let there = shorten(there);
    let message = format!("`{id}` is applied here, but the model has it with another value, {there}");
    problems.add(place(apply).with_trait(id), message, "keep one of the two values");
}

fn unknown_shape(apply: &Apply, problems: &mut Problems) {
    let message = format!("traits are applied to `{}`, which does not exist", apply.shape);
    problems.add(place(apply), message, "define the shape, or remove the `apply`");
}

fn unknown_member(draft: &Draft, apply: &Apply, problems: &mut Problems) {
    let name = apply.member.as_deref().unwrap_or_default();
    let members = match &draft.body {
        Body::Members(_, members) => members.as_slice(),
        _ => &[],
    };
    let names = members.iter().map(|member| member.name.as_str());
    let help = problems.did_you_mean(name, names, "define the member, or remove the `apply`");
    problems.add(place(apply), format!("traits are applied to `{name}`, but `{}` has no such member", draft.id), help);
}

fn stale_shape(fixup: &Apply, problems: &mut Problems) {
    let message = format!("this fix-up no longer applies: the model has no shape `{}`", fixup.shape);
    problems.add(place(fixup).within(File::Fixups), message, "delete the fix-up");
}
