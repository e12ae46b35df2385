//! The engine: carries the request of an operation to the service, and the response back.
//!
//! [`Engine::send`] is a thin generic edge: it writes the request and reads the response. Everything between, from the
//! endpoint over credentials, signature and connection to retries and timeouts, is one code path that knows no operation,
//! so each further operation of a program costs it serialization alone.

mod attempt;
mod body;
mod call;
mod components;
mod endpoint;
mod handle;
mod identity;
mod request;
mod timeout;
mod transport;
mod user_agent;

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use aws_smithy_types::byte_stream::ByteStream;

pub(crate) use timeout::Timer;

use crate::config::{Builder, Config};
use crate::customize::{Change, Overrides};
use crate::endpoint::Params;
use crate::error::{BuildError, SdkError};
#[cfg(feature = "event-stream")]
use crate::event_stream::IncomingEvents;
use crate::operation::{Operation, OperationError, OperationMeta, ServiceMeta};
use crate::protocol::{Protocol, Request};
use call::{Call, Failure, Judge, Outcome, Reply};
use handle::Handle;

/// What a client of a service calls with: its configuration and everything that calls share, such as credentials,
/// connections and the budget for retries. Cloning is cheap, and clones share all of it.
#[derive(Clone)]
pub struct Engine(Arc<Handle>);

impl Engine {
    /// An engine for a service. What is wrong with the configuration is told by the first call.
    pub fn new(service: &'static ServiceMeta, config: Config) -> Self {
        Self(Arc::new(Handle::new(service, config)))
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        self.0.config()
    }

    /// An engine that differs in what the builder has set. Connections and credentials are shared unless settings of
    /// theirs differ; endpoints and the budget for retries always are.
    #[must_use]
    pub fn with_override(&self, over: Builder) -> Self {
        Self(Arc::new(self.0.overridden(over)))
    }

    /// What measures pauses.
    pub(crate) fn timer(&self) -> Timer {
        self.0.timer.clone()
    }

    /// Calls an operation.
    ///
    /// The request is written at once; nothing is sent until the future is polled. Dropping the future abandons the call.
    ///
    /// # Errors
    ///
    /// See [`SdkError`]. Errors that may pass by themselves are returned once retries are used up.
    #[inline]
    pub fn send<O: Operation>(
        &self,
        input: O::Input,
    ) -> impl Future<Output = Result<O::Output, SdkError<O::Error>>> + Send + use<O> {
        self.send_customized::<O>(Ok(input), Overrides::default())
    }

    /// Calls an operation whose input may not have been complete.
    ///
    /// # Errors
    ///
    /// See [`send`](Self::send).
    #[inline]
    pub fn send_built<O: Operation>(
        &self,
        input: Result<O::Input, BuildError>,
    ) -> impl Future<Output = Result<O::Output, SdkError<O::Error>>> + Send + use<O> {
        self.send_customized::<O>(input, Overrides::default())
    }

    /// Calls an operation whose input may not have been complete, with what `customize()` changed.
    ///
    /// # Errors
    ///
    /// See [`send`](Self::send).
    pub fn send_customized<O: Operation>(
        &self,
        input: Result<O::Input, BuildError>,
        overrides: Overrides,
    ) -> impl Future<Output = Result<O::Output, SdkError<O::Error>>> + Send + use<O> {
        let handle = self.handle(overrides.config);
        let prepared = input.and_then(|input| prepare::<O>(&handle, input));
        let outcome = start(handle, O::META, prepared, overrides.changes);
        async move { finish::<O>(outcome.await) }
    }

    /// What a call shares with others, as far as it is not overridden. It is chosen before the request is prepared, so
    /// that endpoint and tokens are those of the override.
    fn handle(&self, over: Option<Builder>) -> Arc<Handle> {
        match over {
            Some(over) => Arc::new(self.0.overridden(over)),
            None => Arc::clone(&self.0),
        }
    }
}

/// Writes the request, and gathers what the engine must know of the operation.
fn prepare<O: Operation>(handle: &Handle, mut input: O::Input) -> Result<Prepared, BuildError> {
    O::adjust(&mut input);
    O::fill_token(&mut input, || handle.idempotency_token());
    let mut params = handle.params().clone();
    O::endpoint_params(&input, &mut params);
    let request = O::Protocol::request::<O>(&mut input)?;
    Ok(Prepared { params, request, judge: Judge::of::<O>() })
}

/// What is left of an input once its type is forgotten.
struct Prepared {
    params: Params,
    request: Request,
    judge: Judge,
}

/// Starts the call on the code path that knows no operation. The box keeps the futures of callers small.
fn start(
    handle: Arc<Handle>,
    meta: &'static OperationMeta,
    prepared: Result<Prepared, BuildError>,
    changes: Vec<Change>,
) -> Outcome {
    let Prepared { params, request, judge } = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return Box::pin(std::future::ready(Err(Failure::from(SdkError::construction_failure(error))))),
    };
    Box::pin(Call::new(handle, meta, params, request, judge, changes).run())
}

/// Reads the output or error from what the engine brought back.
fn finish<O: Operation>(outcome: Result<Reply, Failure>) -> Result<O::Output, SdkError<O::Error>> {
    let reply = match outcome {
        Ok(reply) => reply,
        Err(failure) => return Err(refused::<O>(failure)),
    };
    match O::Protocol::output::<O>(reply.response()) {
        Ok(mut output) => {
            O::put_request_id(&mut output, reply.request_id().map(str::to_owned));
            put_stream::<O>(&mut output, reply);
            Ok(output)
        }
        Err(error) => Err(reply.unreadable(error.into()).map_service_error(|never| match never {}).of(O::META.name)),
    }
}

/// Puts the stream of a response, if it is one, into the output: of bytes or of events.
#[inline]
fn put_stream<O: Operation>(output: &mut O::Output, mut reply: Reply) {
    let Some(body) = reply.stream.take() else { return };
    #[cfg(feature = "event-stream")]
    if O::META.receives_events {
        let request_id = reply.request_id().map(str::to_owned);
        return O::put_events(output, IncomingEvents { body, operation: O::META.name, request_id });
    }
    O::put_stream(output, ByteStream::new(body));
}

#[cold]
fn refused<O: Operation>(failure: Failure) -> SdkError<O::Error> {
    let error = match failure {
        Failure::Rejected(rejected) => {
            let (reply, meta) = *rejected;
            let error = O::Protocol::error::<O::Error>(reply.response(), meta.clone());
            let error = error.unwrap_or_else(|_| O::Error::unhandled(meta.clone()));
            reply.rejected(error, &meta)
        }
        Failure::Sdk(error) => error.map_service_error(|never| match never {}),
    };
    error.of(O::META.name)
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("config", self.config()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The future of a call is in a box of its own, so what callers see is a few words.
    #[test]
    fn the_future_of_a_call_stays_small() {
        fn size<A, B, C, D, E, F, G: Future>(_: fn(A, B, C, D, E, F) -> Call, _: fn(Call) -> G) -> usize {
            size_of::<G>()
        }
        let size = size(Call::new, Call::run);
        assert!(size <= 2560, "{size}");
    }
}
