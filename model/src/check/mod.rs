//! Reports everything in a model that no generator can use.
//!
//! A rule is a function. It passes over what another rule reports.

mod defaults;
mod endpoint;
mod form;
mod http;
mod known;
mod names;
mod pagination;
mod payload;
mod protocol_tests;
mod recursion;
mod references;
mod service;
mod site;
mod streams;
mod traits;
mod values;

use crate::problem::Problems;
use crate::{Model, Shape, ShapeId};

pub use known::known_traits;

type Rule = fn(&Model, &mut Problems);

const RULES: &[Rule] = &[
    references::targets_fit,
    references::maps_have_text_keys,
    references::unit_is_in_unions_only,
    references::errors_are_errors,
    recursion::lists_and_maps_end,
    recursion::required_members_end,
    names::shapes_differ,
    names::operations_differ,
    names::renames_make_sense,
    names::enum_values_differ,
    names::unions_and_enums_hold_something,
    traits::known,
    traits::where_they_belong,
    traits::of_the_right_form,
    defaults::fit_their_targets,
    http::uris_parse,
    http::labels_have_members,
    http::label_members_are_in_the_uri,
    http::labels_are_required,
    http::greedy_labels_hold_strings,
    http::bindings_differ,
    http::literals_are_not_bound,
    http::addresses_differ,
    payload::one_binding_of_its_kind,
    payload::nothing_besides_the_payload,
    payload::one_event_payload,
    streams::are_in_structures_only,
    streams::are_not_nested,
    streams::are_alone_of_their_kind,
    streams::are_bodies,
    streams::hold_structures,
    endpoint::prefixes_parse,
    endpoint::labels_have_members,
    endpoint::labels_are_required,
    pagination::tokens_are_named,
    pagination::inputs_exist,
    pagination::outputs_exist,
    protocol_tests::params_fit,
    service::version_is_there,
    service::operations_have_addresses,
    service::checksum_members_exist,
    service::discovery_operation_exists,
];

pub(crate) fn check(model: &Model, problems: &mut Problems) {
    for rule in RULES {
        rule(model, problems);
    }
}

/// The operations of the model with their shapes.
fn operations(model: &Model) -> impl Iterator<Item = &Shape> {
    model.operations().iter().filter_map(|id| model.get(id))
}

/// Whether the protocol puts operations and members where `smithy.api#http` and its kin say.
fn has_http_bindings(model: &Model) -> bool {
    matches!(model.protocol(), "aws.protocols#restJson1" | "aws.protocols#restXml")
}

/// An operation with its input.
fn with_input<'m>(model: &'m Model, operation: &'m Shape) -> Option<(&'m Shape, &'m Shape)> {
    Some((operation, model.input_of(&operation.id)?))
}

/// The names of members, to choose from.
fn member_names(shape: &Shape) -> impl Iterator<Item = &str> {
    shape.members().iter().map(|member| member.name.as_str())
}

/// The remedy for a label that no member with the trait fills.
fn help_to_fill(label: &str, id: &str, input: Option<&Shape>, problems: &mut Problems) -> String {
    let Some(input) = input else { return format!("give the operation an input with a member `{label}`") };
    if input.member(label).is_some() {
        return format!("give `{}${label}` the trait `{id}`", input.id);
    }
    let otherwise = format!("add a member `{label}` with the trait `{id}` to `{}`", input.id);
    problems.did_you_mean(label, member_names(input), &otherwise)
}

/// "a blob", "an enum": the kind of the shape with that id.
fn kind_of(model: &Model, id: &ShapeId) -> String {
    let name = model.get(id).map_or("missing shape", |shape| shape.kind.name());
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) && name != "union" { "an" } else { "a" };
    format!("{article} {name}")
}
