//! Rules on what is the body of a message.

use std::collections::BTreeSet;

use super::operations;
use crate::problem::{Place, Problems};
use crate::{Member, Model, Shape};

/// Bindings that take all there is of their kind, so only one member can have each.
const SINGLE: &[&str] = &[
    "smithy.api#httpPayload",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
];

/// No two members of a structure are both the payload, the status code and so on.
pub(super) fn one_binding_of_its_kind(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        SINGLE.iter().for_each(|id| at_most_one(shape, id, problems));
    }
}

/// An event has one payload.
pub(super) fn one_event_payload(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        at_most_one(shape, "smithy.api#eventPayload", problems);
    }
}

fn at_most_one(shape: &Shape, id: &str, problems: &mut Problems) {
    let mut bound = shape.members().iter().filter(|member| member.traits.has(id));
    let Some(first) = bound.next() else { return };
    for member in bound {
        let message = format!("`{}` and `{}` both have the trait `{id}`", first.name, member.name);
        let place = Place::member(&shape.id, &member.name).with_trait(id);
        problems.add(place, message, "keep the trait on one of the two");
    }
}

/// A payload is the whole body, so no other member is in the body.
pub(super) fn nothing_besides_the_payload(model: &Model, problems: &mut Problems) {
    let (mut requests, mut responses) = (BTreeSet::new(), BTreeSet::new());
    for operation in operations(model).filter(|operation| operation.traits.has("smithy.api#http")) {
        requests.extend(model.input_of(&operation.id).map(|shape| &shape.id));
        responses.extend(model.output_of(&operation.id).map(|shape| &shape.id));
        responses.extend(model.operation(&operation.id).into_iter().flat_map(|operation| &operation.errors));
    }
    responses.extend(&model.service().errors);
    for (ids, is_bound) in [(requests, bound_in_request as fn(&Member) -> bool), (responses, bound_in_response)] {
        for shape in ids.into_iter().filter_map(|id| model.get(id)) {
            all_bound(shape, is_bound, problems);
        }
    }
}

fn all_bound(shape: &Shape, is_bound: fn(&Member) -> bool, problems: &mut Problems) {
    let Some(payload) = shape.members().iter().find(|member| member.traits.http_payload()) else { return };
    for member in shape.members().iter().filter(|member| !is_bound(member)) {
        let message = format!("`{}` would be in the body, but `{}` is the whole body", member.name, payload.name);
        let help = "bind it to a header, label or query parameter, or remove `smithy.api#httpPayload` there";
        problems.add(Place::member(&shape.id, &member.name), message, help);
    }
}

fn bound_in_request(member: &Member) -> bool {
    let traits = &member.traits;
    bound_in_both(member) || traits.http_label() || traits.http_query_params() || traits.http_query().is_some()
}

fn bound_in_response(member: &Member) -> bool {
    bound_in_both(member) || member.traits.http_response_code()
}

fn bound_in_both(member: &Member) -> bool {
    let traits = &member.traits;
    traits.http_payload() || traits.http_header().is_some() || traits.http_prefix_headers().is_some()
}
