//! Flattens mixins: members and traits of the mixins of a shape become its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::apply::Pending;
use crate::problem::{Place, Problems};
use crate::read::{Body, Draft};
use crate::report::Origins;
use crate::{Member, Resource, Service, ShapeId, Traits};

type Drafts = BTreeMap<ShapeId, Draft>;

/// The indices of the members of a shape, by name.
type Names = HashMap<String, usize>;

const MIXIN: &str = "smithy.api#mixin";

/// The greatest number of members and traits that mixins bring into a model: far beyond any use, and a stop to malice.
const BUDGET: usize = 300_000;

/// Flattens all shapes that have mixins, and merges what is pending for these and all others.
pub(crate) fn flatten(drafts: &mut Drafts, pending: &mut Pending, origins: &mut Origins, problems: &mut Problems) {
    check_references(drafts, problems);
    let mut budget = BUDGET;
    for id in order(drafts, pending, problems) {
        let Some(mut draft) = drafts.remove(&id) else { continue };
        let mixins = std::mem::take(&mut draft.mixins);
        if !mixins.is_empty() {
            inherit(&mut draft, &mixins, drafts, &mut budget, problems);
            origins.insert(id.clone(), mixins);
        }
        pending.merge_rest(&mut draft, problems);
        drafts.insert(id, draft);
    }
}

/// Reports references to mixins that do not exist or are none, and drops them.
fn check_references(drafts: &mut Drafts, problems: &mut Problems) {
    let known: BTreeSet<ShapeId> =
        drafts.values().filter(|draft| draft.traits.has(MIXIN)).map(|draft| draft.id.clone()).collect();
    let exists: BTreeSet<ShapeId> =
        drafts.values().flat_map(|draft| &draft.mixins).filter(|id| drafts.contains_key(*id)).cloned().collect();
    for draft in drafts.values_mut() {
        for (index, mixin) in draft.mixins.iter().enumerate().filter(|(_, mixin)| !known.contains(*mixin)) {
            let (message, otherwise) = match exists.contains(mixin) {
                true => (format!("`{mixin}` is not a mixin"), "give it the trait `smithy.api#mixin`"),
                false => (format!("there is no shape `{mixin}`"), "define it as a mixin, or remove it here"),
            };
            let help = problems.did_you_mean(mixin.as_str(), known.iter().map(ShapeId::as_str), otherwise);
            problems.add(Place::shape(&draft.id).then("mixins").then(index).then("target"), message, help);
        }
        draft.mixins.retain(|mixin| known.contains(mixin));
    }
}

/// The shapes with mixins or pending traits, each after its mixins. Circles are reported and cut.
fn order(drafts: &mut Drafts, pending: &Pending, problems: &mut Problems) -> Vec<ShapeId> {
    let with_mixins = drafts.values().filter(|draft| !draft.mixins.is_empty()).map(|draft| &draft.id);
    let roots: BTreeSet<ShapeId> = with_mixins.chain(pending.shapes()).cloned().collect();
    let (mut order, mut done, mut open) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for root in roots {
        let mut stack = vec![(root, 0)];
        while let Some((id, next)) = stack.pop() {
            if done.contains(&id) {
                continue;
            }
            open.insert(id.clone());
            match drafts.get(&id).and_then(|draft| draft.mixins.get(next)).cloned() {
                Some(mixin) if open.contains(&mixin) => {
                    circle(&id, &mixin, problems);
                    cut(drafts, &id, next);
                    stack.push((id, next));
                }
                Some(mixin) => {
                    stack.push((id, next + 1));
                    stack.push((mixin, 0));
                }
                None => {
                    open.remove(&id);
                    done.insert(id.clone());
                    order.push(id);
                }
            }
        }
    }
    order
}

fn circle(id: &ShapeId, mixin: &ShapeId, problems: &mut Problems) {
    let message = format!("`{id}` is mixed into itself by way of `{mixin}`");
    problems.add(Place::shape(id).then("mixins"), message, "remove one of the mixins of the circle");
}

fn cut(drafts: &mut Drafts, id: &ShapeId, index: usize) {
    if let Some(draft) = drafts.get_mut(id) {
        draft.mixins.remove(index);
    }
}

fn inherit(draft: &mut Draft, mixins: &[ShapeId], drafts: &Drafts, budget: &mut usize, problems: &mut Problems) {
    let own_traits = std::mem::take(&mut draft.traits);
    let empty = draft.body.emptied();
    let own_body = std::mem::replace(&mut draft.body, empty);
    let mut names = Names::new();
    for (index, mixin) in mixins.iter().filter_map(|id| drafts.get(id)).enumerate() {
        if !spend(budget, mixin) {
            too_much(&draft.id, problems);
            break;
        }
        inherit_traits(&mut draft.traits, &mixin.traits);
        if !merge_body(draft, &mixin.body, &mut names, problems) {
            let message = format!("the mixin `{}` is another type of shape", mixin.id);
            let place = Place::shape(&draft.id).then("mixins").then(index);
            problems.add(place, message, "mix in shapes of the same type only");
        }
    }
    merge_body(draft, &own_body, &mut names, problems);
    for (id, value) in own_traits.iter() {
        draft.traits.set(id.clone(), value.clone());
    }
}

/// Takes what a mixin costs from the budget, if there is enough.
fn spend(budget: &mut usize, mixin: &Draft) -> bool {
    let members = match &mixin.body {
        Body::Members(_, members) => members.as_slice(),
        _ => &[],
    };
    let traits = members.iter().map(|member| member.traits.iter().count()).sum::<usize>();
    let left = budget.checked_sub(1 + members.len() + traits + mixin.traits.iter().count());
    *budget = left.unwrap_or(0);
    left.is_some()
}

fn too_much(id: &ShapeId, problems: &mut Problems) {
    let message = format!("mixins bring more than {BUDGET} members and traits into the model");
    problems.add(Place::shape(id).then("mixins"), message, "use fewer mixins; no service needs this");
}

/// Takes over the traits of a mixin, without the local ones.
fn inherit_traits(traits: &mut Traits, mixin: &Traits) {
    let local = mixin.get(MIXIN).and_then(|value| value.get("localTraits")).and_then(Value::as_array);
    let is_local = |id: &ShapeId| local.into_iter().flatten().any(|value| value.as_str() == Some(id.as_str()));
    for (id, value) in mixin.iter().filter(|(id, _)| *id != MIXIN && !is_local(id)) {
        traits.set(id.clone(), value.clone());
    }
}

/// Adds what `from` brings after what is there; `false` if it is of another type.
fn merge_body(draft: &mut Draft, from: &Body, names: &mut Names, problems: &mut Problems) -> bool {
    match (&mut draft.body, from) {
        (Body::Simple(kind), Body::Simple(from)) => return kind == from,
        (Body::Members(aggregate, members), Body::Members(from, more)) if aggregate == from => {
            more.iter().for_each(|member| merge_member(&draft.id, members, member, names, problems));
        }
        (Body::Service(service), Body::Service(from)) => merge_service(service, from),
        (Body::Resource(resource), Body::Resource(from)) => merge_resource(resource, from),
        (Body::Operation(operation), Body::Operation(from)) => {
            operation.input = from.input.clone().or(operation.input.take());
            operation.output = from.output.clone().or(operation.output.take());
            extend(&mut operation.errors, &from.errors);
        }
        _ => return false,
    }
    true
}

fn merge_member(id: &ShapeId, members: &mut Vec<Member>, member: &Member, names: &mut Names, problems: &mut Problems) {
    let Some(there) = names.get(&member.name).and_then(|&at| members.get_mut(at)) else {
        names.insert(member.name.clone(), members.len());
        members.push(member.clone());
        return;
    };
    if there.target != member.target {
        let message = format!("the member targets `{}`, but a mixin has it with `{}`", member.target, there.target);
        problems.add(Place::member(id, &member.name), message, "give both the same target, or rename one of them");
    }
    for (id, value) in member.traits.iter() {
        there.traits.set(id.clone(), value.clone());
    }
}

fn merge_service(service: &mut Service, from: &Service) {
    service.version = from.version.clone().or(service.version.take());
    extend(&mut service.operations, &from.operations);
    extend(&mut service.resources, &from.resources);
    extend(&mut service.errors, &from.errors);
    service.rename.extend(from.rename.iter().map(|(id, name)| (id.clone(), name.clone())));
}

fn merge_resource(resource: &mut Resource, from: &Resource) {
    extend(&mut resource.identifiers, &from.identifiers);
    extend(&mut resource.properties, &from.properties);
    extend(&mut resource.lifecycle, &from.lifecycle);
    extend(&mut resource.operations, &from.operations);
    extend(&mut resource.collection_operations, &from.collection_operations);
    extend(&mut resource.resources, &from.resources);
}

/// Adds what is not there yet.
fn extend<T: Clone + Ord>(list: &mut Vec<T>, more: &[T]) {
    let mut there: BTreeSet<T> = list.iter().cloned().collect();
    list.extend(more.iter().filter(|item| there.insert((*item).clone())).cloned());
}
