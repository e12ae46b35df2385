//! A call: its attempts, the pauses between them, and what comes back.

use std::convert::Infallible;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::SystemTime;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use super::Change;
use super::attempt::Failed;
use super::endpoint::Destination;
use super::handle::Handle;
use crate::endpoint::Params;
use crate::engine::retry::pause;
use crate::error::{BoxError, ConnectorError, Explained, ResponseError, SdkError, ServiceError, TimedOut, Tries};
use crate::formats::Pieces;
use crate::http::{Request, Response, raw, request_id};
use crate::meta::OperationMeta;
use crate::operation::sans_io::ResponseHooks;
use crate::timer::Timer;

/// What becomes of a call.
pub(super) type Outcome = Pin<Box<dyn Future<Output = Result<Reply, Failure>> + Send>>;

/// A call of one operation.
pub(super) struct Call {
    pub(super) handle: Arc<Handle>,
    pub(super) meta: &'static OperationMeta,
    pub(super) params: Params,
    pub(super) request: Request,
    pub(super) hooks: ResponseHooks,
    pub(super) changes: Vec<Change>,
    pub(super) invocation_id: HeaderValue,
    /// The number of the attempt that is made; the first has the number 1.
    pub(super) number: u32,
}

/// What the attempts of a call have in common.
pub(super) struct Target {
    pub(super) uri: Uri,
    pub(super) method: Method,
    pub(super) destination: Arc<Destination>,
}

impl Call {
    pub(super) fn new(
        handle: Arc<Handle>,
        meta: &'static OperationMeta,
        params: Params,
        request: Request,
        hooks: ResponseHooks,
        changes: Vec<Change>,
    ) -> Self {
        let id = HeaderValue::try_from(handle.invocation_id());
        let invocation_id = id.unwrap_or(HeaderValue::from_static("invalid"));
        Self { handle, meta, params, request, hooks, changes, invocation_id, number: 1 }
    }

    /// Makes attempts until one succeeds, within the operation timeout.
    #[expect(clippy::manual_async_fn, reason = "the future of an `async fn` has room for the call twice")]
    pub(super) fn run(mut self) -> impl Future<Output = Result<Reply, Failure>> + Send {
        async move {
            self.check().map_err(construction)?;
            let timer = self.handle.timer.clone();
            let limit = self.handle.timeouts.operation;
            let began = self.handle.time.now();
            let outcome = {
                let attempts = pin!(self.attempts());
                timer.within(limit, TimedOut::Operation, attempts).await
            };
            let outcome = outcome.unwrap_or_else(|timed_out| Err(Failure::Sdk(SdkError::timeout_error(timed_out))));
            if self.number == 1 { outcome } else { self.tried(outcome, began) }
        }
    }

    /// An outcome that knows how often the call was tried.
    #[cold]
    fn tried(&self, outcome: Result<Reply, Failure>, began: SystemTime) -> Result<Reply, Failure> {
        let elapsed = self.handle.time.now().duration_since(began).unwrap_or_default();
        let tries = Some(Tries { attempts: self.number, elapsed });
        match outcome {
            Ok(reply) => Ok(Reply { tries, ..reply }),
            Err(Failure::Rejected(mut rejected)) => {
                rejected.0.tries = tries;
                Err(Failure::Rejected(rejected))
            }
            Err(Failure::Sdk(error)) => Err(Failure::Sdk(error.after(tries))),
        }
    }

    /// Tells what is wrong before anything is sent.
    fn check(&self) -> Result<(), BoxError> {
        let handle = &*self.handle;
        if let Some(problem) = &handle.problem {
            return Err(Explained::new(problem.clone()).into());
        }
        handle.transport.check()?;
        let timeouts = &handle.timeouts;
        // HTTP clients that were plugged in measure the connect timeout themselves.
        let connect = timeouts.connect.filter(|_| handle.transport.is_default());
        if timeouts.operation.or(timeouts.attempt).or(timeouts.read).or(connect).is_some() {
            handle.timer.check("timeouts")?;
        }
        Ok(())
    }

    async fn attempts(&mut self) -> Result<Reply, Failure> {
        let target = self.target().await?;
        if !self.meta.stages.is_empty() {
            let context = self.handle.stage_context(self.meta);
            Box::pin(self.request.pass(self.meta, &context)).await.map_err(construction)?;
        }
        let most = self.handle.retry.max_attempts().max(1);
        let mut taken = None;
        loop {
            let repeatable = self.number < most && !self.request.streams_events();
            let spare = if repeatable { self.request.body.try_clone() } else { None };
            let timer = self.handle.timer.clone();
            let failed = match self.attempt_within_limit(&target, &timer).await {
                Ok(reply) => {
                    self.handle.bucket.succeeded(taken);
                    return Ok(reply);
                }
                Err(failed) => failed,
            };
            let (Some(again), Some(body)) = (failed.again, spare) else { return Err(failed.failure) };
            if !timer.works() || !self.handle.bucket.take(again.cost) {
                return Err(failed.failure);
            }
            taken = Some(again.cost);
            timer.sleep(pause(&self.handle.retry, self.number, again)).await;
            self.request.body = body;
            self.number += 1;
        }
    }

    async fn attempt_within_limit(&mut self, target: &Target, timer: &Timer) -> Result<Reply, Failed> {
        let limit = self.handle.timeouts.attempt;
        let attempt = pin!(self.attempt(target));
        let outcome = timer.within(limit, TimedOut::Attempt, attempt).await;
        outcome.unwrap_or_else(|timed_out| Err(Failed::timed_out(timed_out)))
    }

    /// Chooses the endpoint.
    async fn target(&mut self) -> Result<Target, Failure> {
        let handle = Arc::clone(&self.handle);
        if let Some(param) = handle.account_id_param
            && let Some(identity) = self.identity().await?
        {
            self.add_account_id(param, identity);
        }
        let destination = handle.endpoints.get(handle.service, &self.params, handle.regions()).map_err(construction)?;
        let uri = destination.base.uri(&self.request.host_prefix, &self.request.target).map_err(construction)?;
        Ok(Target { uri, method: self.request.method.clone(), destination })
    }
}

/// A failure before anything was sent.
pub(super) fn construction(error: BoxError) -> Failure {
    Failure::Sdk(SdkError::construction_failure(error))
}

/// A response of success: its body collected, or a stream.
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// A large body instead.
    pub(super) pieces: Option<Box<Pieces>>,
    pub(super) stream: Option<SdkBody>,
    /// Set if it is not the answer to the first attempt.
    pub(super) tries: Option<Tries>,
}

impl Reply {
    pub(super) fn response(&self) -> Response<'_> {
        let pieces = self.pieces.as_deref();
        Response { pieces, ..Response::new(self.status, &self.headers, &self.body) }
    }

    pub(super) fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    pub(super) fn into_raw(self) -> HttpResponse {
        let body = match (self.stream, self.pieces) {
            (Some(stream), _) => stream,
            // They have been given up while they were read.
            (None, Some(_)) => SdkBody::taken(),
            (None, None) => SdkBody::from(self.body),
        };
        raw(self.status, self.headers, body)
    }

    /// The error for a response that is not what the model says, or was cut short.
    pub(super) fn unreadable(self, error: BoxError) -> SdkError<Infallible> {
        let tries = self.tries;
        SdkError::ResponseError(ResponseError::with_origin(error, self.into_raw())).after(tries)
    }

    /// The error for a response of failure.
    pub(super) fn rejected<E>(self, error: E, meta: &ErrorMetadata) -> SdkError<E> {
        let tries = self.tries;
        SdkError::ServiceError(ServiceError::with_summary(error, meta, self.into_raw())).after(tries)
    }
}

/// Why there is no response of success.
pub(super) enum Failure {
    /// The service answered with an error.
    Rejected(Box<(Reply, ErrorMetadata)>),
    /// It did not answer, was not asked, or its answer was cut short.
    Sdk(SdkError<Infallible>),
}

impl From<SdkError<Infallible>> for Failure {
    fn from(error: SdkError<Infallible>) -> Self {
        Self::Sdk(error)
    }
}

impl From<ConnectorError> for Failure {
    fn from(error: ConnectorError) -> Self {
        Self::Sdk(SdkError::dispatch_failure(error))
    }
}
