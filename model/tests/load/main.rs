//! Loaded models: one module per subject, with small models written out in place.

mod closure;
mod enums;
mod fixups;
mod mixins;
mod protocol;
mod traits;
mod version_one;

use serde_json::Value;
use tinsmith_model::{Member, Model, Options, Shape, ShapeId, Source, load};

const PROTOCOLS: &[&str] = &["aws.protocols#awsJson1_1", "aws.protocols#restJson1"];

fn id(text: &str) -> ShapeId {
    ShapeId::parse(text).expect("the text is an id")
}

/// A model of Smithy 2.0 with these shapes, given as the inside of `shapes`.
fn two(shapes: &str) -> Model {
    model("2.0", shapes, None)
}

fn model(version: &str, shapes: &str, fixups: Option<&str>) -> Model {
    let text = document(version, shapes);
    let fixups = fixups.map(|shapes| document("2.0", shapes));
    let fixups = fixups.as_deref().map(|text| Source { name: "fixups.json", text });
    // Models that are about something else declare none.
    let protocol = (!text.contains("protocols#")).then_some(PROTOCOLS[0]);
    let options = Options { service: None, fixups, protocols: PROTOCOLS, protocol };
    load(&Source { name: "model.json", text: &text }, &options).unwrap_or_else(|report| panic!("{report}"))
}

fn document(version: &str, shapes: &str) -> String {
    format!(r#"{{"smithy": "{version}", "shapes": {{{shapes}}}}}"#)
}

fn shape<'m>(model: &'m Model, name: &str) -> &'m Shape {
    model.shape(&id(name))
}

fn member<'m>(model: &'m Model, name: &str, member: &str) -> &'m Member {
    shape(model, name).member(member).expect("the shape has the member")
}

fn names(shape: &Shape) -> Vec<&str> {
    shape.members().iter().map(|member| member.name.as_str()).collect()
}

fn raw(traits: &tinsmith_model::Traits) -> Vec<(&str, &Value)> {
    traits.iter().map(|(id, value)| (id.as_str(), value)).collect()
}
