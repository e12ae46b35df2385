//! Rules on host prefixes and their labels.

use super::{help_to_fill, operations};
use crate::problem::{Place, Problems};
use crate::uri::HostPrefix;
use crate::{Model, Shape};

const ENDPOINT: &str = "smithy.api#endpoint";
const LABEL: &str = "smithy.api#hostLabel";

fn place(operation: &Shape) -> Place {
    Place::shape(&operation.id).with_trait(ENDPOINT).then("hostPrefix")
}

/// Host prefixes are patterns that can be read.
pub(super) fn prefixes_parse(model: &Model, problems: &mut Problems) {
    for operation in operations(model) {
        let text = operation.traits.get(ENDPOINT).and_then(|value| value.get("hostPrefix")?.as_str());
        if let Some((text, Err(wrong))) = text.map(|text| (text, HostPrefix::parse(text))) {
            let message = format!("the host prefix `{text}` is malformed: {wrong}");
            problems.add(place(operation), message, "write it as in `data.{Label}.`");
        }
    }
}

/// Every label of a host prefix is filled by a member.
pub(super) fn labels_have_members(model: &Model, problems: &mut Problems) {
    for operation in operations(model) {
        let Some(prefix) = operation.traits.host_prefix() else { continue };
        let input = model.input_of(&operation.id);
        for label in prefix.labels() {
            if input.and_then(|input| input.member(label)).is_some_and(|member| member.traits.host_label()) {
                continue;
            }
            let message = format!("the host prefix has a label `{{{label}}}` that no member of the input fills");
            let help = help_to_fill(label, LABEL, input, problems);
            problems.add(place(operation), message, help);
        }
    }
}

/// Labels have no value to leave out.
pub(super) fn labels_are_required(model: &Model, problems: &mut Problems) {
    for shape in model.shapes() {
        for member in shape.members().iter().filter(|member| member.traits.host_label()) {
            if !member.traits.required() {
                let message = "a member with `smithy.api#hostLabel` must be required";
                let place = Place::member(&shape.id, &member.name).with_trait(LABEL);
                problems.add(place, message, "give it the trait `smithy.api#required`");
            }
        }
    }
}
