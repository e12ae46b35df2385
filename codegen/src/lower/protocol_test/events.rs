//! Cases of `smithy.test#eventStreamTests`: each direction that a case has is a test.

use std::convert::identity;

use serde_json::{Map, Value};
use tinsmith_model::ShapeId;

use super::{Lowering, errors, event_stream, pairs, structure, text, type_path};
use crate::ir::{Construct, EventCase, EventExpectation, Indirection, Operation, Role, TestCase};

type Case = Map<String, Value>;

impl Lowering<'_, '_> {
    pub(super) fn events(&mut self, id: &ShapeId, operation: &Operation) {
        let traits = &self.context.model.shape(id).traits;
        for case in self.cases(traits.event_stream_tests()) {
            let (sent, received) = (events_of(&case, "request"), events_of(&case, "response"));
            if case.contains_key("initialRequest") || !sent.is_empty() {
                let input = self.input(id, operation, &case, &sent);
                let case_of = event_case(&case, "initialRequest", &sent, EventExpectation::Sent(input));
                self.push("sent", &case, operation, TestCase::Events(case_of));
            }
            if case.contains_key("initialResponse") || !received.is_empty() {
                let Some(expected) = self.expected(id, operation, &case, &received) else { continue };
                let case_of = event_case(&case, "initialResponse", &received, expected);
                self.push("received", &case, operation, TestCase::Events(case_of));
            }
        }
    }

    fn input(&self, id: &ShapeId, operation: &Operation, case: &Case, events: &[&Value]) -> Construct {
        let shape = self.context.model.input_of(id);
        let input = self.end(shape, operation, Role::Input, case.get("initialRequestParams").unwrap_or(&Value::Null));
        let field = operation.input.members.iter().find(|member| Some(&member.name) == operation.input_events.as_ref());
        match (input, field) {
            (Construct::Structure(path, build, mut members), Some(field)) => {
                let union = shape.and_then(|shape| event_stream::member_of(self.context.model, shape));
                let events =
                    union.map(|union| events.iter().filter_map(|event| self.event(&union.target, event)).collect());
                members.push((
                    field.method.clone(),
                    Construct::Events(events.unwrap_or_default()),
                    Indirection::Inline,
                ));
                Construct::Structure(path, build, members)
            }
            (input, _) => input,
        }
    }

    /// An event or error; `None` of a case that gives only the frame.
    fn event(&self, union: &ShapeId, event: &Value) -> Option<Result<Construct, Construct>> {
        let params = event.get("params")?;
        let shape = self.context.model.shape(union);
        let errors = event_stream::errors(self.context.model, shape).zip(errors::of_stream(self.context, union).errors);
        for (member, variant) in errors {
            let Some(value) = params.get(&member.name) else { continue };
            let target = self.context.model.shape(&member.target);
            let error = structure::error(self.context, &member.target);
            let error = self.structure(target, &error, &type_path(&error.ty), value);
            let path = type_path(&self.context.names.stream_error(union));
            return Some(Err(Construct::Union(path, variant.name, Some(Box::new(error)), Indirection::Inline)));
        }
        Some(Ok(self.union(union, shape, params)))
    }

    fn expected(
        &self,
        id: &ShapeId,
        operation: &Operation,
        case: &Case,
        events: &[&Value],
    ) -> Option<EventExpectation> {
        let field = operation.output_events.clone()?;
        let shape = self.context.model.output_of(id)?;
        let union = &event_stream::member_of(self.context.model, shape)?.target;
        let Some(failure) = case.get("expectation").and_then(|expectation| expectation.get("failure")) else {
            let params = case.get("initialResponseParams").unwrap_or(&Value::Null);
            let output = self.end(Some(shape), operation, Role::Output, params);
            let events = events
                .iter()
                .filter_map(|event| self.event(union, event))
                .map(|it| it.unwrap_or_else(identity))
                .collect();
            return Some(EventExpectation::Received { output, events, field });
        };
        let Some(error) = failure.get("errorId").and_then(Value::as_str) else {
            return Some(EventExpectation::Broken { error: None, field });
        };
        let is_it = |id: &ShapeId| id.as_str() == error;
        if case.contains_key("initialResponse") {
            let listed = self.context.model.errors_of(id).into_iter().zip(&operation.errors);
            let variant = listed.into_iter().find(|(id, _)| is_it(id)).map(|(_, variant)| variant.name.clone());
            return variant.map(EventExpectation::Rejected);
        }
        let errors = event_stream::errors(self.context.model, self.context.model.shape(union));
        let variants = errors.zip(errors::of_stream(self.context, union).errors);
        let variant = variants.into_iter().find(|(member, _)| is_it(&member.target))?.1.name;
        let path = type_path(&self.context.names.stream_error(union));
        Some(EventExpectation::Broken { error: Some((path, variant)), field })
    }
}

/// The events of a case that go in one direction.
fn events_of<'c>(case: &'c Case, direction: &str) -> Vec<&'c Value> {
    let events = case.get("events").and_then(Value::as_array).into_iter().flatten();
    events.filter(|event| event.get("type").and_then(Value::as_str) == Some(direction)).collect()
}

fn event_case(case: &Case, initial: &str, events: &[&Value], expected: EventExpectation) -> EventCase {
    let empty = Map::new();
    let initial = case.get(initial).and_then(Value::as_object).unwrap_or(&empty);
    let code = initial.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    EventCase {
        request: text(initial, "method").zip(text(initial, "uri")),
        code: code.unwrap_or(200),
        headers: pairs(initial, "headers"),
        body: text(initial, "body").unwrap_or_default(),
        frames: events.iter().filter_map(|event| event.get("bytes")?.as_str().map(str::to_owned)).collect(),
        expected,
    }
}
