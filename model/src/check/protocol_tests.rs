//! The rule on cases of `smithy.test`: their parameters are values of the shapes that they are for.

use serde_json::Value;

use super::{operations, values};
use crate::problem::{Place, Problems, shorten};
use crate::{Kind, Member, Model, Shape, ShapeId};

/// Parameters of test cases fit the input, output, error or event that they are parameters of
/// (<https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html>).
pub(super) fn params_fit(model: &Model, problems: &mut Problems) {
    for operation in operations(model) {
        let (input, output) = (model.input_of(&operation.id), model.output_of(&operation.id));
        let place = |id: &str| Place::shape(&operation.id).with_trait(id);
        let requests = operation.traits.http_request_tests();
        cases(model, requests, place("smithy.test#httpRequestTests"), &[("params", input)], problems);
        let responses = operation.traits.http_response_tests();
        cases(model, responses, place("smithy.test#httpResponseTests"), &[("params", output)], problems);
        let keys = [("initialRequestParams", input), ("initialResponseParams", output)];
        let events = operation.traits.event_stream_tests();
        cases(model, events, place("smithy.test#eventStreamTests"), &keys, problems);
        events_fit(
            model,
            events,
            [("request", input), ("response", output)],
            &place("smithy.test#eventStreamTests"),
            problems,
        );
    }
    for error in model.shapes().filter(|shape| matches!(shape.kind, Kind::Structure(_))) {
        let place = Place::shape(&error.id).with_trait("smithy.test#httpResponseTests");
        cases(model, error.traits.http_response_tests(), place, &[("params", Some(error))], problems);
    }
}

/// The elements of a list of cases, with their places.
fn items<'v>(cases: Option<&'v Value>, place: &Place) -> impl Iterator<Item = (Place, &'v Value)> {
    let cases = cases.and_then(Value::as_array).into_iter().flatten();
    let place = place.clone();
    cases.enumerate().map(move |(index, case)| (place.clone().then(index), case))
}

fn cases(model: &Model, cases: Option<&Value>, place: Place, keys: &[(&str, Option<&Shape>)], problems: &mut Problems) {
    for (place, case) in items(cases, &place) {
        for (key, shape) in keys {
            let Some(params) = case.get(*key) else { continue };
            let place = place.clone().then(key);
            match shape {
                Some(shape) => Fit { model, problems: &mut *problems }.shape(shape, params, &place),
                None if params.as_object().is_some_and(serde_json::Map::is_empty) => {}
                None => problems.add(place, "the operation has nothing that these could be", "remove the parameters"),
            }
        }
    }
}

/// The parameters of events fit the unions of their direction.
fn events_fit(
    model: &Model,
    cases: Option<&Value>,
    ends: [(&str, Option<&Shape>); 2],
    place: &Place,
    problems: &mut Problems,
) {
    for (place, case) in items(cases, place) {
        for (place, event) in items(case.get("events"), &place.then("events")) {
            let direction = event.get("type").and_then(Value::as_str).unwrap_or_default();
            let end = ends.iter().find(|(name, _)| *name == direction).and_then(|(_, shape)| *shape);
            let targets = end.into_iter().flat_map(Shape::members).filter_map(|member| model.get(&member.target));
            let stream = targets.into_iter().find(|target| target.traits.streaming());
            if let (Some(stream), Some(params)) = (stream, event.get("params")) {
                Fit { model, problems: &mut *problems }.shape(stream, params, &place.then("params"));
            }
        }
    }
}

/// Compares values with shapes.
struct Fit<'m, 'p> {
    model: &'m Model,
    problems: &'p mut Problems,
}

impl Fit<'_, '_> {
    fn target(&mut self, id: &ShapeId, value: &Value, place: &Place) {
        if let Some(shape) = self.model.get(id) {
            self.shape(shape, value, place);
        }
    }

    fn shape(&mut self, shape: &Shape, value: &Value, place: &Place) {
        match (&shape.kind, value) {
            (Kind::Structure(members), Value::Object(entries)) => {
                for (name, value) in entries.iter().filter(|(_, value)| !value.is_null()) {
                    self.member(members, shape, name, value, place);
                }
            }
            (Kind::Union(members), Value::Object(entries)) => {
                let set: Vec<_> = entries.iter().filter(|(_, value)| !value.is_null()).collect();
                if set.len() != 1 {
                    let message = format!("a value of the union `{}` has one member, not {}", shape.id, set.len());
                    self.problems.add(place.clone(), message, "set one member");
                }
                for (name, value) in set {
                    self.member(members, shape, name, value, place);
                }
            }
            (Kind::List { member }, Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.element(shape, member, item, &place.clone().then(index));
                }
            }
            (Kind::Map { value: member, .. }, Value::Object(entries)) => {
                for (key, value) in entries {
                    self.element(shape, member, value, &place.clone().then(key));
                }
            }
            (kind, value) if is_value(kind, value) => {}
            (kind, value) => {
                let (kind, value) = (values::expected(kind), shorten(value));
                let message = format!("a value of `{}` must be {kind}, but is {value}", shape.id);
                self.problems.add(place.clone(), message, "correct the value, or the shape of the member");
            }
        }
    }

    fn member(&mut self, members: &[Member], shape: &Shape, name: &str, value: &Value, place: &Place) {
        let place = place.clone().then(name);
        match members.iter().find(|member| member.name == name) {
            Some(member) => self.target(&member.target, value, &place),
            None => {
                let names = members.iter().map(|member| member.name.as_str());
                let help = self.problems.did_you_mean(name, names, "remove it, or add the member");
                self.problems.add(place, format!("`{}` has no member `{name}`", shape.id), help);
            }
        }
    }

    fn element(&mut self, shape: &Shape, member: &Member, value: &Value, place: &Place) {
        match value {
            Value::Null if shape.traits.sparse() => {}
            value => self.target(&member.target, value, place),
        }
    }
}

/// Besides what defaults can be, floats that are no numbers, big numbers as text, and any document.
fn is_value(kind: &Kind, value: &Value) -> bool {
    match kind {
        Kind::Document => true,
        Kind::Float | Kind::Double if matches!(value.as_str(), Some("NaN" | "Infinity" | "-Infinity")) => true,
        Kind::BigInteger | Kind::BigDecimal if value.is_string() => true,
        kind => values::fits(kind, value),
    }
}
