//! Rules on URIs, their labels, and headers and query parameters.

use std::collections::BTreeMap;

use super::{has_http_bindings, help_to_fill, kind_of, operations, with_input};
use crate::problem::{Place, Problems};
use crate::traits::Http;
use crate::uri::{HostPart, Segment, UriPattern};
use crate::{Member, Model, Shape};

const HTTP: &str = "smithy.api#http";
const LABEL: &str = "smithy.api#httpLabel";

fn uri(operation: &Shape) -> Option<&str> {
    operation.traits.get(HTTP)?.get("uri")?.as_str()
}

fn pattern(operation: &Shape) -> Option<UriPattern> {
    UriPattern::parse(uri(operation)?).ok()
}

fn uri_place(operation: &Shape) -> Place {
    Place::shape(&operation.id).with_trait(HTTP).then("uri")
}

/// URIs are patterns that can be read.
pub(super) fn uris_parse(model: &Model, problems: &mut Problems) {
    for operation in operations(model) {
        let Some(text) = uri(operation) else { continue };
        if let Err(wrong) = UriPattern::parse(text) {
            let help = "write it as in `/path/{Label}/{Greedy+}?literal=value`";
            problems.add(uri_place(operation), format!("the URI `{text}` is malformed: {wrong}"), help);
        }
    }
}

/// Every label of a URI is filled by a member.
pub(super) fn labels_have_members(model: &Model, problems: &mut Problems) {
    for operation in operations(model) {
        let Some(pattern) = pattern(operation) else { continue };
        let input = model.input_of(&operation.id);
        for label in pattern.labels() {
            if input.and_then(|input| input.member(label)).is_some_and(|member| member.traits.http_label()) {
                continue;
            }
            let message = format!("the URI has a label `{{{label}}}` that no member of the input fills");
            let help = help_to_fill(label, LABEL, input, problems);
            problems.add(uri_place(operation), message, help);
        }
    }
}

/// The members of inputs with the `httpLabel` trait, with their operation and its URI.
fn label_members(model: &Model) -> impl Iterator<Item = (&Shape, &Member, &Shape, UriPattern)> {
    let inputs = operations(model).filter_map(|operation| with_input(model, operation));
    inputs.filter_map(|(operation, input)| Some((operation, input, pattern(operation)?))).flat_map(
        |(operation, input, pattern)| {
            let labels = input.members().iter().filter(|member| member.traits.http_label());
            labels.map(move |member| (operation, member, input, pattern.clone()))
        },
    )
}

/// Every member with `httpLabel` is in the URI of the operation.
pub(super) fn label_members_are_in_the_uri(model: &Model, problems: &mut Problems) {
    for (operation, member, input, pattern) in label_members(model) {
        if !pattern.labels().any(|label| label == member.name) {
            let message = format!("`{}` is not a label of the URI of `{}`", member.name, operation.id);
            let otherwise = format!("add `{{{}}}` to the URI, or remove the trait", member.name);
            let help = problems.did_you_mean(&member.name, pattern.labels(), &otherwise);
            problems.add(Place::member(&input.id, &member.name).with_trait(LABEL), message, help);
        }
    }
}

/// Labels have no value to leave out.
pub(super) fn labels_are_required(model: &Model, problems: &mut Problems) {
    for (_, member, input, _) in label_members(model) {
        if !member.traits.required() {
            let message = "a member with `smithy.api#httpLabel` must be required";
            let place = Place::member(&input.id, &member.name).with_trait(LABEL);
            problems.add(place, message, "give it the trait `smithy.api#required`");
        }
    }
}

/// Only strings can hold several segments.
pub(super) fn greedy_labels_hold_strings(model: &Model, problems: &mut Problems) {
    for (operation, member, input, pattern) in label_members(model) {
        let is_text = || model.get(&member.target).is_none_or(|target| target.kind.is_text());
        if pattern.greedy() == Some(&member.name) && !is_text() {
            let kind = kind_of(model, &member.target);
            let message =
                format!("the greedy label of `{}` must be filled by a string, but this is {kind}", operation.id);
            let place = Place::member(&input.id, &member.name);
            problems.add(place, message, "target a string, or remove the `+` of the label");
        }
    }
}

/// No two members of a structure share a header or query parameter.
pub(super) fn bindings_differ(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        let (mut headers, mut queries) = (BTreeMap::new(), BTreeMap::new());
        for member in shape.members() {
            let header = member.traits.http_header().map(str::to_ascii_lowercase);
            let query = member.traits.http_query().map(str::to_owned);
            for (kind, name, seen) in [("httpHeader", header, &mut headers), ("httpQuery", query, &mut queries)] {
                let Some(name) = name else { continue };
                if let Some(other) = seen.insert(name.clone(), &member.name) {
                    let message = format!("`{other}` and `{}` are both bound to `{name}`", member.name);
                    let place = Place::member(&shape.id, &member.name).with_trait(format!("smithy.api#{kind}"));
                    problems.add(place, message, "bind one of the two to another name");
                }
            }
        }
    }
}

/// A query parameter is a literal of the URI or a member, not both.
pub(super) fn literals_are_not_bound(model: &Model, problems: &mut Problems) {
    let inputs = operations(model).filter_map(|operation| with_input(model, operation));
    for (operation, input) in inputs {
        let Some(pattern) = pattern(operation) else { continue };
        for member in input.members() {
            let Some(name) = member.traits.http_query() else { continue };
            if pattern.query.iter().any(|(literal, _)| literal == name) {
                let message = format!("`{name}` is a query parameter in the URI of `{}` already", operation.id);
                let place = Place::member(&input.id, &member.name).with_trait("smithy.api#httpQuery");
                problems.add(place, message, "bind the member to another name, or take the literal out of the URI");
            }
        }
    }
}

/// No two operations have one method and equivalent URIs, unless host prefix or literal query parameters differ
/// (<https://smithy.io/2.0/spec/http-bindings.html#pattern-validation-and-conflict-avoidance>).
pub(super) fn addresses_differ(model: &Model, problems: &mut Problems) {
    if !has_http_bindings(model) {
        return;
    }
    let mut seen = BTreeMap::new();
    for operation in operations(model) {
        let (Some(http), Some(text)) = (operation.traits.http(), uri(operation)) else { continue };
        let method = http.method;
        if let Some(other) = seen.insert(Address::of(operation, http), &operation.id) {
            let message = format!("`{method} {text}` is the address of `{other}` too");
            problems.add(uri_place(operation), message, "give one of the two another path, method or literal query");
        }
    }
}

/// The part of an address that must differ from others. The names of labels do not count.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Address {
    method: String,
    host: Vec<String>,
    path: Vec<Segment>,
    query: Vec<(String, Option<String>)>,
}

impl Address {
    fn of(operation: &Shape, http: Http<'_>) -> Self {
        let alike = |segment| match segment {
            Segment::Literal(text) => Segment::Literal(text),
            Segment::Label(_) => Segment::Label(String::new()),
            Segment::Greedy(_) => Segment::Greedy(String::new()),
        };
        let prefix = operation.traits.host_prefix().map(|prefix| prefix.parts).unwrap_or_default();
        let host = prefix.into_iter().map(|part| match part {
            HostPart::Literal(text) => text,
            HostPart::Label(_) => String::new(),
        });
        let UriPattern { segments, mut query } = http.uri;
        query.sort();
        let path = segments.into_iter().map(alike).collect();
        Self { method: http.method.to_owned(), host: host.collect(), path, query }
    }
}
