//! The functions of an operation over values whose types are erased, for calls with hooks.

use std::convert::Infallible;

use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::future::finish;
use super::outcome::{CallError, CallResponse, NOT_SENT};
use super::{Engine, Prepared};
use crate::error::{
    Attempts, BuildError, ContextError, CreateUnhandledError, ErrorMetadata, OperationError, SdkError, ServiceError,
};
use crate::operation::{Answer, Operation, Protocol, sans_io};
use crate::walk::schema::Member;
use crate::walk::shape::Shape;

/// The two ends of an operation.
pub(super) struct Erased {
    /// Writes the request of an input.
    pub(super) prepare: fn(&Engine, Input) -> Result<Prepared, BuildError>,
    /// The members of an input.
    pub(super) members: &'static [Member],
    /// Reads the output or error of what the engine brought back.
    pub(super) read: fn(Result<CallResponse, CallError>) -> Result<Output, SdkError<Error>>,
}

impl Erased {
    pub(super) const fn of<O: Operation>() -> &'static Self {
        const { &Self { prepare: prepare::<O>, members: <O::Input as Shape>::SCHEMA.members, read: read::<O> } }
    }

    /// The ends of a call that ends in a presigned request: there is no response to be read.
    #[inline]
    pub(super) const fn presigned<O: Operation>() -> &'static Self {
        const { &Self { prepare: presigned::<O>, members: <O::Input as Shape>::SCHEMA.members, read: unanswered } }
    }
}

/// The end of a call with hooks that got as far as the service.
#[expect(clippy::large_enum_variant, reason = "it is in a box")]
pub(super) enum Finished {
    Output(Output),
    /// An error of the service, with the response that it came in.
    Error(Error, HttpResponse, Option<Attempts>),
}

fn prepare<O: Operation>(engine: &Engine, input: Input) -> Result<Prepared, BuildError> {
    match input.downcast::<O::Input>() {
        Ok(input) => engine.prepare::<O>(input, O::Protocol::request::<O>),
        Err(_) => Err(BuildError::other(replaced("input"))),
    }
}

fn presigned<O: Operation>(engine: &Engine, input: Input) -> Result<Prepared, BuildError> {
    match input.downcast::<O::Input>() {
        Ok(input) => engine.prepare::<O>(input, sans_io::presigned::<O>),
        Err(_) => Err(BuildError::other(replaced("input"))),
    }
}

fn read<O: Operation>(outcome: Result<CallResponse, CallError>) -> Result<Output, SdkError<Error>> {
    match finish::<O>(outcome) {
        Ok(output) => Ok(Output::erase(output)),
        Err(error) => Err(error.map_service_error(Error::erase)),
    }
}

/// The error of a call that nothing was to answer.
#[inline]
fn unanswered(outcome: Result<CallResponse, CallError>) -> Result<Output, SdkError<Error>> {
    let error = match outcome {
        Ok(reply) => reply.unreadable(ContextError::new(NOT_SENT).into()),
        Err(error) => SdkError::<Infallible>::from(error),
    };
    Err(error.map_service_error(|never| match never {}))
}

/// Gives what a call ended in its types back.
#[cold]
pub(super) fn typed<O: Operation>(finished: Finished) -> Answer<O> {
    match finished {
        Finished::Output(output) => {
            output.downcast::<O::Output>().map_err(|_| SdkError::construction_failure(replaced("output")))
        }
        Finished::Error(error, raw, attempts) => {
            let error = error.downcast::<O::Error>().unwrap_or_else(|other| {
                let meta = ErrorMetadata::builder().message(other.to_string()).build();
                O::Error::create_unhandled_error(other.into(), Some(meta))
            });
            let meta = OperationError::meta(&error).clone();
            Err(SdkError::ServiceError(ServiceError::with_summary(error, &meta, raw)).after(attempts))
        }
    }
}

/// The error for a value of another type than the operation's.
#[cold]
fn replaced(what: &str) -> String {
    format!("an interceptor put an {what} of another type in the place of the operation's; keep the type")
}
