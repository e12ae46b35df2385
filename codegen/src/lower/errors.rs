//! The errors of operations and of event streams.

use tinsmith_model::ShapeId;
use tinsmith_model::traits::{ErrorFault, Traits};

use super::context::Context;
use super::names::Distinct;
use super::words::snake;
use super::{docs, event_stream};
use crate::ir::{ErrorVariant, Retryable, StreamError};

/// The errors that an operation lists.
pub(super) fn of_operation(context: &Context<'_>, id: &ShapeId) -> Vec<ErrorVariant> {
    let mut methods = Distinct::default();
    let variants = context.model.errors_of(id).into_iter().map(|error| variant(context, error));
    variants.map(|variant| ErrorVariant { method: methods.add(variant.method), ..variant }).collect()
}

/// The errors that end an event stream. The code of each is the name of its member.
pub(super) fn of_stream(context: &Context<'_>, union: &ShapeId) -> StreamError {
    let (mut names, mut methods) = (Distinct::default(), Distinct::default());
    let errors = event_stream::errors(context.model, context.model.shape(union)).map(|member| {
        let error = variant(context, &member.target);
        let name = names.add(error.name);
        ErrorVariant { code: member.name.clone(), method: methods.add(snake(&name)), name, ..error }
    });
    StreamError {
        id: union.to_string(),
        union: context.names.type_ref(union),
        ty: context.names.stream_error(union),
        errors: errors.collect(),
    }
}

/// The reading of `smithy.api#retryable`.
pub(super) fn retryable(traits: &Traits) -> Option<Retryable> {
    let retryable = traits.retryable()?;
    Some(match traits.error() {
        _ if retryable.throttling => Retryable::Throttling,
        Some(ErrorFault::Server) => Retryable::Server,
        _ => Retryable::Client,
    })
}

fn variant(context: &Context<'_>, id: &ShapeId) -> ErrorVariant {
    let shape = context.model.shape(id);
    let ty = context.names.type_ref(id);
    let query_compatible = context.model.service_shape().traits.query_compatible();
    let query = shape.traits.query_error();
    let sent = query.filter(|_| context.protocol.query_errors);
    let shown = query.filter(|_| query_compatible).or(sent);
    let fault = if shape.traits.error() == Some(ErrorFault::Server) { 500 } else { 400 };
    ErrorVariant {
        name: ty.shown().to_owned(),
        method: snake(ty.shown()),
        ty,
        code: sent.map_or(id.name(), |error| error.code).to_owned(),
        shown_code: shown.map_or(id.name(), |error| error.code).to_owned(),
        status: sent.map(|error| error.http_response_code).or(shape.traits.http_error()).unwrap_or(fault),
        retryable: retryable(&shape.traits),
        summary: docs::summary(&shape.traits, context.links()),
    }
}
