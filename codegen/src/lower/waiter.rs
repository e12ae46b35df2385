//! Waiters: from `smithy.waiters#waitable` to tables (<https://smithy.io/2.0/additional-specs/waiters.html>).

use serde_json::Value;
use tinsmith_model::{Model, ShapeId};

use super::context::Context;
use super::jmespath::{self, Type, Typing};
use super::names::{self, Distinct};
use crate::ir::waiter::{Acceptor, Check, Matcher, PathCheck, State, Waiter};
use crate::{Problem, TraitProblem};

const WAITABLE: &str = "smithy.waiters#waitable";

/// The default pauses of a waiter, in seconds.
const MIN_DELAY: u64 = 2;
const MAX_DELAY: u64 = 120;

/// The waiters of an operation. Problems are recorded.
pub(super) fn lower(
    context: &Context<'_>,
    id: &ShapeId,
    names: &mut Names,
    problems: &mut Vec<Problem>,
) -> Vec<Waiter> {
    let mut lowered = Vec::new();
    for (name, waiter) in context.model.shape(id).traits.waiters().and_then(Value::as_object).into_iter().flatten() {
        let polled = Polled::new(context.model, id);
        match polled.waiter(name, waiter, names) {
            Ok(waiter) => lowered.push(waiter),
            Err((pointer, message)) => {
                let problem = TraitProblem { pointer: format!("/{name}{pointer}"), message };
                problems.push(Problem::in_trait(id, WAITABLE, problem));
            }
        }
    }
    lowered
}

/// The names given to waiters of a service so far.
#[derive(Default)]
pub(super) struct Names {
    types: Distinct,
    methods: Distinct,
}

/// A JSON pointer into the waiter, and the problem there.
type Wrong = (String, String);

/// The operation that a waiter polls.
struct Polled<'m> {
    model: &'m Model,
    id: &'m ShapeId,
    output: Type<'m>,
    both: [(&'static str, Type<'m>); 2],
}

impl<'m> Polled<'m> {
    fn new(model: &'m Model, id: &'m ShapeId) -> Self {
        let typing = Typing(model);
        let ty = |shape: Option<_>| shape.map_or(Type::Null, |shape| typing.shape(shape));
        let (input, output) = (ty(model.input_of(id)), ty(model.output_of(id)));
        Self { model, id, output: output.clone(), both: [("input", input), ("output", output)] }
    }

    fn waiter(&self, wire: &str, waiter: &Value, names: &mut Names) -> Result<Waiter, Wrong> {
        let name = names.types.add(names::waiter(wire));
        let text = |key| waiter.get(key).and_then(Value::as_str);
        let mut lowered = Waiter {
            wire: wire.to_owned(),
            method: names.methods.add(names::waiter_method(&name)),
            name,
            docs: text("documentation").map(super::docs::text).unwrap_or_default(),
            deprecated: (waiter.get("deprecated") == Some(&Value::Bool(true))).then(String::new),
            min_delay: seconds(waiter, "minDelay", MIN_DELAY)?,
            max_delay: seconds(waiter, "maxDelay", MAX_DELAY)?,
            paths: Vec::new(),
            acceptors: Vec::new(),
        };
        if lowered.min_delay > lowered.max_delay {
            return Err(("/minDelay".to_owned(), "`minDelay` is more than `maxDelay`".to_owned()));
        }
        let acceptors = waiter.get("acceptors").and_then(Value::as_array);
        let acceptors = acceptors.ok_or_else(|| (String::new(), "`acceptors` is missing or no list".to_owned()))?;
        for (index, acceptor) in acceptors.iter().enumerate() {
            let within = |(pointer, message)| (format!("/acceptors/{index}{pointer}"), message);
            let acceptor = self.acceptor(acceptor, &mut lowered).map_err(within)?;
            lowered.acceptors.push(acceptor);
        }
        Ok(lowered)
    }

    fn acceptor(&self, acceptor: &Value, waiter: &mut Waiter) -> Result<Acceptor, Wrong> {
        let state = match acceptor.get("state").and_then(Value::as_str) {
            Some("success") => State::Success,
            Some("failure") => State::Failure,
            Some("retry") => State::Retry,
            _ => return Err(("/state".to_owned(), "must be `success`, `failure` or `retry`".to_owned())),
        };
        let matcher = acceptor.get("matcher").and_then(Value::as_object).and_then(|matcher| matcher.iter().next());
        let Some((key, value)) = matcher else {
            return Err(("/matcher".to_owned(), "`matcher` is missing or empty".to_owned()));
        };
        let within = |(pointer, message)| (format!("/matcher/{key}{pointer}"), message);
        let matcher = match (key.as_str(), value) {
            ("success", Value::Bool(success)) => Matcher::Success(*success),
            ("errorType", Value::String(error)) => Matcher::Error(self.code(error)),
            ("output", _) => Matcher::Output(self.path_check(value, &self.output, waiter).map_err(within)?),
            ("inputOutput", _) => {
                let both = Type::Both(&self.both);
                Matcher::InputOutput(self.path_check(value, &both, waiter).map_err(within)?)
            }
            _ => {
                let message = "must be `success` with a boolean, `errorType` with a string, `output` or `inputOutput`";
                return Err(("/matcher".to_owned(), message.to_owned()));
            }
        };
        Ok(Acceptor { state, matcher })
    }

    /// The code of an error that a waiter names by its shape. An error that is not modeled is named by its code.
    fn code(&self, error: &str) -> String {
        let name = error.split_once('#').map_or(error, |(_, name)| name);
        let modeled = self.model.errors_of(self.id).into_iter().find(|id| id.name() == name);
        let has_codes =
            self.model.protocol() == "aws.protocols#awsQuery" || self.model.service_shape().traits.query_compatible();
        let code = modeled.filter(|_| has_codes).and_then(|id| self.model.shape(id).traits.query_error());
        code.map_or(name, |error| error.code).to_owned()
    }

    fn path_check(&self, value: &Value, over: &Type<'_>, waiter: &mut Waiter) -> Result<PathCheck, Wrong> {
        let text = |key: &str| {
            let text = value.get(key).and_then(Value::as_str);
            text.ok_or_else(|| (format!("/{key}"), "must be a string".to_owned()))
        };
        let (path, comparator, expected) = (text("path")?, text("comparator")?, text("expected")?);
        let owned = expected.to_owned();
        let strings = || Type::List(Box::new(Type::String));
        let (check, wanted) = match (comparator, expected) {
            ("booleanEquals", "true" | "false") => (Check::Is(expected == "true"), Type::Bool),
            ("booleanEquals", _) => return Err(("/expected".to_owned(), "must be `true` or `false`".to_owned())),
            ("stringEquals", _) => (Check::Equals(owned), Type::String),
            ("allStringEquals", _) => (Check::All(owned), strings()),
            ("anyStringEquals", _) => (Check::Any(owned), strings()),
            (other, _) => return Err(("/comparator".to_owned(), format!("the comparator `{other}` is not known"))),
        };
        let at_path = |message| ("/path".to_owned(), message);
        let expr = jmespath::lower(path).map_err(at_path)?;
        Typing(self.model).check(&expr, over, &wanted).map_err(at_path)?;
        let known = waiter.paths.iter().position(|(known, _)| known == path);
        let path = known.unwrap_or_else(|| {
            waiter.paths.push((path.to_owned(), expr));
            waiter.paths.len() - 1
        });
        Ok(PathCheck { path, check })
    }
}

/// A pause: a whole number of seconds, one at least.
fn seconds(waiter: &Value, key: &str, default: u64) -> Result<u32, Wrong> {
    let seconds = waiter.get(key).map_or(Some(default), Value::as_u64);
    let seconds = seconds.and_then(|seconds| u32::try_from(seconds).ok()).filter(|seconds| *seconds > 0);
    seconds.ok_or_else(|| (format!("/{key}"), "must be a whole number of seconds, 1 or more".to_owned()))
}
