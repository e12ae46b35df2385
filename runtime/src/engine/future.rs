//! The future of a call, and what becomes of its answer: the half of the generic edge that reads.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_types::byte_stream::ByteStream;

use super::erased::typed;
use super::outcome::{CallError, CallResponse, Outcome};
#[cfg(feature = "event-stream")]
use crate::event_stream::IncomingEvents;
use crate::operation::{Answer, Operation, sans_io};

/// A call on its way. The request is written already; it is sent when this is first polled, and abandoned when this is
/// dropped.
///
/// It is a type with a name and no `async fn`, so that emitted crates have no future to infer for each operation.
#[must_use = "a call is sent when it is awaited"]
pub struct CallFuture<O> {
    outcome: Outcome,
    operation: PhantomData<fn() -> O>,
}

impl<O> CallFuture<O> {
    pub(super) fn new(outcome: Outcome) -> Self {
        Self { outcome, operation: PhantomData }
    }
}

#[cfg(feature = "blocking")]
impl<O: Operation> CallFuture<O> {
    /// Waits on this thread; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Fails as the call does, and in async code of Tokio.
    #[inline]
    pub fn wait(self) -> Answer<O> {
        match crate::blocking::run(self.outcome) {
            Ok(outcome) => finish::<O>(outcome),
            Err(error) => Err(crate::error::SdkError::construction_failure(error).of(O::META.name)),
        }
    }
}

impl<O: Operation> Future for CallFuture<O> {
    type Output = Answer<O>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.outcome.as_mut().poll(context).map(finish::<O>)
    }
}

impl<O: Operation> fmt::Debug for CallFuture<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").field("operation", &O::META.name).finish_non_exhaustive()
    }
}

/// Reads the output or error from what the engine brought back.
pub(super) fn finish<O: Operation>(outcome: Result<CallResponse, CallError>) -> Answer<O> {
    let reply = match outcome {
        Ok(reply) => reply,
        Err(failure) => return refused::<O>(failure),
    };
    match sans_io::output::<O>(reply.response()) {
        Ok(mut output) => {
            put_stream::<O>(&mut output, reply);
            Ok(output)
        }
        Err(error) => Err(reply.unreadable(error.into()).map_service_error(|never| match never {}).of(O::META.name)),
    }
}

/// Puts the stream of a response, if it is one, into the output: of bytes or of events.
#[inline]
fn put_stream<O: Operation>(output: &mut O::Output, mut reply: CallResponse) {
    let Some(body) = reply.stream.take() else { return };
    #[cfg(feature = "event-stream")]
    if O::META.output.has_events() {
        let request_id = reply.request_id().map(str::to_owned);
        return O::put_events(output, IncomingEvents { body, operation: O::META.name, request_id });
    }
    O::put_stream(output, ByteStream::new(body));
}

#[cold]
fn refused<O: Operation>(failure: CallError) -> Answer<O> {
    let error = match failure {
        CallError::Service(rejected) => {
            let (reply, meta) = *rejected;
            let error = sans_io::error::<O>(reply.response(), &meta);
            reply.rejected(error, &meta)
        }
        CallError::Sdk(error) => error.map_service_error(|never| match never {}),
        CallError::Hooked(finished) => match typed::<O>(*finished) {
            Ok(output) => return Ok(output),
            Err(error) => error,
        },
    };
    Err(error.of(O::META.name))
}
