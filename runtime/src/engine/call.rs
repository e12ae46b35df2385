//! A call: its attempts, the pauses between them, and what comes back.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::SystemTime;

use http::{HeaderValue, Uri};

use super::endpoint::Destination;
use super::handle::Handle;
use super::outcome::{AttemptError, CallError, CallResponse, construction};
use super::retry::{Next, Retry};
use super::transport::Line;
use super::{Caller, Change, Overrides};
use crate::endpoint::Params;
use crate::error::{Attempts, BoxError, ContextError, SdkError, TimedOut};
use crate::http::Request;
use crate::meta::OperationMeta;
use crate::operation::sans_io::ResponseHooks;
use crate::trace;

/// A call of one operation.
pub(super) struct Call {
    pub(super) handle: Arc<Handle>,
    pub(super) meta: &'static OperationMeta,
    pub(super) params: Params,
    pub(super) request: Request,
    pub(super) hooks: ResponseHooks,
    pub(super) changes: Vec<Change>,
    pub(super) caller: Caller,
    pub(super) invocation_id: HeaderValue,
    /// The number of the attempt that is made; the first has the number 1.
    pub(super) number: u32,
    /// The connection of the last attempt, as far as it is known.
    pub(super) line: Option<Line>,
    /// The time when the last attempt was sent.
    pub(super) sent_at: SystemTime,
    /// Whether the answer to the last attempt said that the clock was wrong.
    pub(super) clock_was_wrong: bool,
}

/// The request target that the attempts of a call share.
pub(super) struct Target {
    pub(super) uri: Uri,
    pub(super) destination: Arc<Destination>,
}

impl Call {
    pub(super) fn new(
        handle: Arc<Handle>,
        meta: &'static OperationMeta,
        params: Params,
        request: Request,
        hooks: ResponseHooks,
        overrides: Overrides,
    ) -> Self {
        let id = HeaderValue::try_from(handle.invocation_id());
        let invocation_id = id.unwrap_or(HeaderValue::from_static("invalid"));
        let Overrides { changes, caller, .. } = overrides;
        Self {
            handle,
            meta,
            params,
            request,
            hooks,
            changes,
            caller,
            invocation_id,
            number: 1,
            line: None,
            sent_at: SystemTime::UNIX_EPOCH,
            clock_was_wrong: false,
        }
    }

    /// Makes attempts until one succeeds, within the operation timeout.
    #[expect(clippy::manual_async_fn, reason = "the future of an `async fn` has room for the call twice")]
    pub(super) fn run(mut self) -> impl Future<Output = Result<CallResponse, CallError>> + Send {
        async move {
            self.check().map_err(construction)?;
            let handle = Arc::clone(&self.handle);
            let limit = handle.timeouts.operation;
            let began = self.handle.time.now();
            let outcome = {
                let attempts = pin!(trace::try_op(self.attempts()));
                handle.timer.within(limit, TimedOut::Operation, attempts).await
            };
            let outcome = outcome.unwrap_or_else(|timed_out| Err(CallError::Sdk(SdkError::timeout_error(timed_out))));
            if self.number == 1 { outcome } else { self.tried(outcome, began) }
        }
    }

    /// An outcome that knows how often the call was tried.
    #[cold]
    fn tried(&self, outcome: Result<CallResponse, CallError>, began: SystemTime) -> Result<CallResponse, CallError> {
        let elapsed = self.handle.time.now().duration_since(began).unwrap_or_default();
        let attempts = Some(Attempts { count: self.number, elapsed });
        match outcome {
            Ok(reply) => Ok(CallResponse { attempts, ..reply }),
            Err(CallError::Service(mut rejected)) => {
                rejected.0.attempts = attempts;
                Err(CallError::Service(rejected))
            }
            Err(CallError::Sdk(error)) => Err(CallError::Sdk(error.after(attempts))),
            Err(hooked @ CallError::Hooked(_)) => Err(hooked),
        }
    }

    /// Tells what is wrong before anything is sent.
    pub(super) fn check(&self) -> Result<(), BoxError> {
        let handle = &*self.handle;
        self.check_config()?;
        handle.transport.check()?;
        let timeouts = &handle.timeouts;
        // HTTP clients that were plugged in measure the connect timeout themselves.
        let connect = timeouts.connect.filter(|_| handle.transport.is_default());
        let limit = timeouts.operation.or(timeouts.attempt).or(timeouts.read).or(connect);
        if limit.is_some() || timeouts.stall.are_asked_for() {
            handle.timer.check("timeouts")?;
        }
        Ok(())
    }

    /// Reports the problem of the configuration, if it has one.
    pub(super) fn check_config(&self) -> Result<(), BoxError> {
        match &self.handle.problem {
            Some(problem) => Err(ContextError::new(problem.clone()).into()),
            None => Ok(()),
        }
    }

    async fn attempts(&mut self) -> Result<CallResponse, CallError> {
        let target = self.target().await?;
        if !self.meta.stages.is_empty() {
            Box::pin(self.pass_stages()).await?;
        }
        let mut taken = None;
        loop {
            if self.handle.retries.limit() {
                Box::pin(self.admitted()).await;
            }
            let spare = if self.may_be_repeated() { self.request.body.try_clone() } else { None };
            let failed = match self.attempt_within_limit(&target).await {
                Ok(reply) => {
                    self.handle.retries.attempted(None);
                    self.handle.retries.succeeded(taken);
                    return Ok(reply);
                }
                Err(failed) => failed,
            };
            self.handle.retries.attempted(failed.retry);
            self.retire_connection(failed.retry);
            let (Some(retry), Some(body)) = (failed.retry, spare) else { return Err(self.given_up(failed)) };
            let Some(Next { pause, cost }) = self.next(retry) else { return Err(self.given_up(failed)) };
            if cost.is_some() {
                trace::retries(self.number, || failed.reason(), pause);
            }
            self.handle.timer.sleep(pause).await;
            if cost.is_none() {
                return Err(self.given_up(failed));
            }
            taken = cost;
            self.request.body = body;
            self.number += 1;
        }
    }

    pub(super) async fn pass_stages(&mut self) -> Result<(), CallError> {
        let context = self.handle.stage_context(self.meta);
        self.request.pass(self.meta, &context).await.map_err(construction)
    }

    /// The error of the last attempt.
    fn given_up(&self, failed: AttemptError) -> CallError {
        trace::gives_up(self.number, || failed.reason());
        failed.error
    }

    /// Gives up the connection of an attempt whose failure it may be to blame for.
    pub(super) fn retire_connection(&self, failed: Option<Retry>) {
        if let Some(line) = &self.line
            && failed.is_some_and(Retry::is_transient)
            && self.handle.retries.reconnect()
        {
            line.retire();
        }
    }

    /// Waits until the rate of adaptive mode lets the next attempt go.
    pub(super) async fn admitted(&self) {
        let Handle { timer, retries, .. } = &*self.handle;
        while timer.works()
            && let Some(wait) = retries.wait(self.number)
        {
            timer.sleep(wait).await;
        }
    }

    /// Whether the number of attempts and the body allow for another one.
    pub(super) fn may_be_repeated(&self) -> bool {
        self.number < self.handle.retries.most() && !self.request.streams_events()
    }

    /// The attempt that comes next where one may, if the budget lets it; or a pause before the call fails.
    pub(super) fn next(&self, retry: Retry) -> Option<Next> {
        let Handle { timer, retries, .. } = &*self.handle;
        if !timer.works() {
            return None;
        }
        let pause = retries.pause(self.number, retry);
        let cost = retries.take(retry);
        (cost.is_some() || (self.meta.polls && retries.polls_pause())).then_some(Next { pause, cost })
    }

    async fn attempt_within_limit(&mut self, target: &Target) -> Result<CallResponse, AttemptError> {
        let handle = Arc::clone(&self.handle);
        let limit = handle.timeouts.attempt;
        let attempt = pin!(trace::try_attempt(self.number, self.attempt(target)));
        let outcome = handle.timer.within(limit, TimedOut::Attempt, attempt).await;
        outcome.unwrap_or_else(|timed_out| Err(AttemptError::timed_out(timed_out)))
    }

    /// Chooses the endpoint.
    pub(super) async fn target(&mut self) -> Result<Target, CallError> {
        let handle = Arc::clone(&self.handle);
        if let Some(param) = handle.account_id_param
            && let Some(identity) = self.identity().await?
        {
            self.add_account_id(param, identity);
        }
        let destination = trace::endpoint(|| handle.endpoints.get(handle.service, &self.params, handle.regions()))
            .map_err(construction)?;
        let uri = destination.base.uri(&self.request.host_prefix, &self.request.target).map_err(construction)?;
        Ok(Target { uri, destination })
    }
}
