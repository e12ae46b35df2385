//! From the checked model to the IR. Only lowering can fail after the checks, and it decides every name and type.

mod auth;
mod binding;
mod closure;
mod context;
mod customization;
mod discovery;
mod docs;
pub mod endpoint;
mod errors;
mod event_stream;
mod facts;
pub mod jmespath;
mod literal;
mod member;
mod names;
mod notes;
mod operation;
pub mod pagination;
mod protocol_test;
mod recursion;
pub mod secrets;
mod service;
mod shape_names;
mod stages;
mod structure;
mod waiter;
mod words;
mod xml;

use tinsmith_model::Model;

pub(crate) use names::{check_package, package};

use crate::ir::{self, Type};
use crate::{PROTOCOLS, Problem, Protocol};
use context::Context;

/// The result of lowering.
pub(crate) struct Lowered {
    /// The crate.
    pub(crate) krate: ir::Crate,
    /// The number of shapes that have types.
    pub(crate) shapes: usize,
    /// Notes on operations for the person who generates the crate.
    pub(crate) notes: Vec<String>,
}

/// Lowers a whole service.
pub(crate) fn lower(model: &Model, name: &str) -> Result<Lowered, Vec<Problem>> {
    let protocol = Protocol::of(model).ok_or_else(|| vec![unspoken(model)])?;
    let context = Context::of(model, protocol);
    let service = service::lower(&context)?;
    let (mut waiters, mut problems) = (waiter::Names::default(), Vec::new());
    let mut lower = |id| operation::lower(&context, &service.rules, id, &mut waiters, &mut problems);
    let mut operations: Vec<_> = context.closure.operations.iter().map(|id| lower(*id)).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    operations.iter_mut().for_each(|operation| customization::operation(&service, operation));
    let mut errors: Vec<_> = context.closure.errors.iter().map(|id| structure::error(&context, id)).collect();
    errors.iter_mut().for_each(|error| error.extended_request_id = customization::has_extended_request_id(&service));
    let types: Vec<Type> = context.closure.types.iter().map(|id| structure::ty(&context, id)).collect();
    let stream_errors = context.closure.streams.iter().map(|id| errors::of_stream(&context, id)).collect();
    let tests = protocol_test::lower(&context, &operations);
    let shapes = types.len() + errors.len() + 2 * operations.len();
    let traits = &model.service_shape().traits;
    let krate = ir::Crate {
        name: name.to_owned(),
        library: names::library(name),
        title: traits.title().filter(|title| !title.trim().is_empty()).unwrap_or(model.service_id().name()).to_owned(),
        docs: docs::full(traits, context.links()),
        service,
        discovery: discovery::lower(&context, &operations, &types),
        operations,
        types,
        errors,
        stream_errors,
        tests,
    };
    let notes = notes::of(&context, &krate.operations);
    Ok(Lowered { krate, shapes, notes })
}

/// The problem of a model that was read for another generator.
fn unspoken(model: &Model) -> Problem {
    let message = format!("the protocol `{}` is not supported; {} are", model.protocol(), PROTOCOLS.join(", "));
    Problem {
        shape: model.service_id().clone(),
        trait_id: model.protocol().to_owned(),
        pointer: String::new(),
        message,
    }
}
