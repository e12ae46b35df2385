//! The engine: carries the request of an operation to the service, and the response back.
//!
//! [`Engine::send`] is a thin generic edge: it writes the request and reads the response. Everything between, from the
//! endpoint over credentials, signature and connection to retries and timeouts, is one code path that knows no operation,
//! so each further operation of a program costs it serialization alone.

mod attempt;
mod attempt_header;
mod body;
mod call;
mod components;
#[cfg(feature = "rustls")]
mod connection;
mod endpoint;
mod erased;
mod future;
mod handle;
mod hooked;
mod identity;
mod outcome;
mod overrides;
mod presign;
mod request;
mod retry;
mod skew;
mod stall;
mod timeout;
mod transport;
mod upload;
mod user_agent;

use std::fmt;
use std::sync::Arc;

use aws_smithy_runtime_api::client::interceptors::context::Input;

pub use future::CallFuture;
pub(crate) use overrides::Change;
pub use overrides::Overrides;
pub(crate) use presign::{Presigns, Validity};
#[cfg(feature = "rustls")]
pub(crate) use upload::{Outgoing, Unsendable};
pub(crate) use user_agent::Caller;

use crate::config::{Builder, Config};
use crate::endpoint::Params;
use crate::error::{BuildError, SdkError};
use crate::http::Request;
use crate::meta::{OperationMeta, ServiceMeta};
use crate::operation::sans_io::{self, ResponseHooks};
use crate::operation::{Operation, Protocol};
use crate::timer::Timer;
use crate::trace;
use call::Call;
use erased::Erased;
use handle::Handle;
use hooked::HookedPath;
use outcome::{CallError, Outcome};

/// The engine of a client: its configuration and everything that calls share, such as credentials,
/// connections and the budget for retries. Cloning is cheap, and clones share all of it.
#[derive(Clone)]
pub struct Engine(Arc<dyn Opaque>);

/// A [`Handle`] whose type is not seen. Debug information describes every type that can be reached from one in use, in each
/// unit that is compiled: callers would describe the connection pool wherever they mention a client or a future that holds one.
trait Opaque: Send + Sync {
    fn handle(&self) -> &Handle;
    fn open(self: Arc<Self>) -> Arc<Handle>;
}

impl Opaque for Handle {
    fn handle(&self) -> &Handle {
        self
    }

    fn open(self: Arc<Self>) -> Arc<Handle> {
        self
    }
}

impl Engine {
    /// An engine for a service. The first call reports problems of the configuration.
    pub fn new(service: &'static ServiceMeta, config: Config) -> Self {
        Self(Arc::new(Handle::new(service, config)))
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        self.0.handle().config()
    }

    /// An engine that differs in what the builder has set. Connections and credentials are shared unless settings of
    /// theirs differ; endpoints and the budget for retries always are.
    #[must_use]
    pub fn with_override(&self, over: Builder) -> Self {
        Self(Arc::new(self.0.handle().overridden(over)))
    }

    /// The timer of pauses.
    pub(crate) fn timer(&self) -> Timer {
        self.0.handle().timer.clone()
    }

    /// Calls an operation.
    ///
    /// The request is written at once; nothing is sent until the future is polled. Dropping the future abandons the call.
    ///
    /// # Errors
    ///
    /// See [`SdkError`]. Errors that may pass by themselves are returned once retries are used up.
    #[inline]
    pub fn send<O: Operation>(&self, input: O::Input) -> CallFuture<O> {
        self.send_customized(Ok(input), Overrides::default())
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
    ) -> CallFuture<O> {
        let prepared = match (input, self.hooked_path(&overrides)) {
            (Ok(input), Some(path)) => {
                let input = Input::erase(input);
                return CallFuture::new(path.start(self.clone(), O::META, input, Erased::of::<O>(), overrides, None));
            }
            (Ok(input), None) => self.prepare::<O>(input, O::Protocol::request::<O>),
            (Err(error), _) => Err(error),
        };
        CallFuture::new(self.clone().start(O::META, prepared, overrides))
    }

    /// The path of a call that has hooks.
    fn hooked_path(&self, overrides: &Overrides) -> Option<&'static HookedPath> {
        let path = overrides.hooks.path.or(self.0.handle().config().settings.hooks.path)?;
        path.downcast_ref()
    }

    /// Writes the request, and gathers what the engine must know of the operation.
    fn prepare<O: Operation>(
        &self,
        mut input: O::Input,
        write: impl FnOnce(&mut O::Input) -> Result<Request, BuildError>,
    ) -> Result<Prepared, BuildError> {
        sans_io::complete::<O>(&mut input, || self.idempotency_token());
        let mut params = self.params();
        O::endpoint_params(&input, &mut params);
        let request = write(&mut input)?;
        Ok(Prepared { params, request, hooks: ResponseHooks::of::<O>() })
    }

    fn idempotency_token(&self) -> String {
        self.0.handle().idempotency_token()
    }

    fn params(&self) -> Params {
        self.0.handle().params().clone()
    }

    /// Starts the call on the code path that knows no operation. The box keeps the futures of callers small.
    fn start(
        self,
        meta: &'static OperationMeta,
        prepared: Result<Prepared, BuildError>,
        overrides: Overrides,
    ) -> Outcome {
        let Prepared { params, request, hooks } = match prepared {
            Ok(prepared) => prepared,
            Err(error) => {
                return Box::pin(std::future::ready(Err(CallError::from(SdkError::construction_failure(error)))));
            }
        };
        Box::pin(trace::operation(meta, Call::new(self.0.open(), meta, params, request, hooks, overrides).run()))
    }
}

/// An input with its type erased.
struct Prepared {
    params: Params,
    request: Request,
    hooks: ResponseHooks,
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
        fn size<A, B, C, D, E, F, G: std::future::Future>(_: fn(A, B, C, D, E, F) -> Call, _: fn(Call) -> G) -> usize {
            size_of::<G>()
        }
        let size = size(Call::new, Call::run);
        let most = if cfg!(feature = "tracing") { 3072 } else { 2576 };
        assert!(size <= most, "{size}");
    }

    /// One word more than a pointer: the type behind it is not seen.
    #[test]
    fn what_callers_hold_is_opaque() {
        let pointer = size_of::<&dyn Opaque>();
        assert_eq!([size_of::<Engine>(), size_of::<Config>(), size_of::<Builder>()], [pointer; 3]);
    }
}
