//! From the checked model to the IR: the last stage that can fail, and the one that decides every name and type.

mod auth;
mod checksum;
mod closure;
mod customization;
mod docs;
pub mod endpoint;
mod events;
pub mod jmespath;
mod literal;
mod member;
mod names;
mod operation;
pub mod pagination;
mod recursion;
mod remarks;
pub mod secrets;
mod service;
mod structure;
mod tests;
mod waiter;
mod words;
mod xml;

use tinsmith_model::Model;

#[cfg(test)]
pub(crate) use names::is_taken;
pub(crate) use names::{check_package, is_raw, package};

use crate::ir::{self, Type};
use crate::{PROTOCOLS, Problem, Protocol};
use closure::Closure;

/// What lowering gives: the crate, and what was left out of it by name.
pub(crate) struct Lowered {
    /// The crate.
    pub(crate) krate: ir::Crate,
    /// How many shapes it has types for.
    pub(crate) shapes: usize,
    /// What was left out, and why.
    pub(crate) notes: Vec<String>,
}

/// Lowers a whole service.
pub(crate) fn lower(model: &Model, name: &str) -> Result<Lowered, Vec<Problem>> {
    let protocol = Protocol::of(model).ok_or_else(|| vec![unspoken(model)])?;
    let closure = Closure::of(model, protocol);
    let service = service::lower(&closure)?;
    let (mut waiters, mut problems) = (waiter::Names::default(), Vec::new());
    let mut lower = |id| operation::lower(&closure, &service.rules, id, &mut waiters, &mut problems);
    let mut operations: Vec<_> = closure.operations.iter().map(|id| lower(*id)).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    operations.iter_mut().for_each(|operation| customization::operation(&service, operation));
    let errors: Vec<_> = closure.errors.iter().map(|id| structure::error(&closure, id)).collect();
    let types: Vec<Type> = closure.types.iter().map(|id| structure::ty(&closure, id)).collect();
    let stream_errors = closure.streams.iter().map(|id| events::error(&closure, id)).collect();
    let tests = tests::lower(&closure, &operations);
    let shapes = types.len() + errors.len() + 2 * operations.len();
    let traits = &model.service_shape().traits;
    let krate = ir::Crate {
        name: name.to_owned(),
        library: names::library(name),
        title: traits.title().filter(|title| !title.trim().is_empty()).unwrap_or(model.service_id().name()).to_owned(),
        docs: docs::full(traits),
        service,
        operations,
        types,
        errors,
        stream_errors,
        tests,
    };
    let ambiguous = krate.operations.iter().flat_map(operation::ambiguous_errors);
    let notes: Vec<_> = remarks::notes(&closure).into_iter().chain(ambiguous).collect();
    Ok(Lowered { krate, shapes, notes: closure.notes.into_iter().chain(notes).collect() })
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
