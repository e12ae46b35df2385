//! The path of calls that have hooks: interceptors and retry classifiers of the program.
//!
//! It takes the steps of [`Call`], in the order of the official orchestrator, with the input, request, response and output of
//! the call in an [`InterceptorContext`] between them, their types erased. All of it is `#[inline]`: it is compiled by programs
//! that have hooks, and by no others.

mod attempt;
mod auth;
mod bag;
mod components;
mod endpoint;
mod outcome;
mod points;
mod request;
mod retry;
mod setters;
mod strategy;
mod telemetry;

use std::mem;
use std::pin::pin;
use std::sync::Arc;
use std::time::SystemTime;

use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, InterceptorContext};
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use super::call::Call;
use super::erased::Erased;
use super::handle::Handle;
use super::outcome::{CallError, CallResponse, Outcome, construction};
use super::retry::Next;
use super::timeout::Timeouts;
use super::{Caller, Change, Engine, Overrides, Prepared, presign};
use crate::config::{Hooks, Path};
use crate::error::{Attempts, BoxError, TimedOut};
use crate::meta::OperationMeta;
use crate::timer::Timer;
use crate::trace;
use retry::Verdict;
use strategy::Own;

/// The beginning of the path.
pub(super) struct HookedPath(Start);

/// Starts a call with its input.
type Start = fn(Engine, &'static OperationMeta, Input, &'static Erased, Overrides, Presigning) -> Outcome;

/// The steps of a presigned request, if the call ends in one.
type Presigning = Option<Box<dyn presign::Steps>>;

/// The path, as setters of hooks bring it.
const PATH: Path = &HookedPath(start);

impl HookedPath {
    pub(super) fn start(
        &self,
        engine: Engine,
        meta: &'static OperationMeta,
        input: Input,
        erased: &'static Erased,
        overrides: Overrides,
        presigning: Presigning,
    ) -> Outcome {
        (self.0)(engine, meta, input, erased, overrides, presigning)
    }
}

#[inline]
fn start(
    engine: Engine,
    meta: &'static OperationMeta,
    input: Input,
    erased: &'static Erased,
    overrides: Overrides,
    presigning: Presigning,
) -> Outcome {
    let call = async move {
        match Hooked::new(engine, meta, input, erased, overrides, presigning) {
            Ok(hooked) => hooked.run().await,
            Err(error) => Err(construction(error)),
        }
    };
    Box::pin(trace::operation(meta, call))
}

/// The error that ends a step.
type Halt = OrchestratorError<Error>;

/// A call with hooks.
struct Hooked {
    engine: Engine,
    handle: Arc<Handle>,
    meta: &'static OperationMeta,
    erased: &'static Erased,
    changes: Vec<Change>,
    caller: Caller,
    hooks: Hooks,
    context: InterceptorContext,
    bag: ConfigBag,
    components: RuntimeComponents,
    presigning: Presigning,
    timeouts: Timeouts,
    /// The number of the attempt that is made; the first has the number 1.
    number: u32,
    /// Whether an attempt has begun whose last interceptors have not run.
    in_flight: bool,
    /// The client's own classification of the failure of the attempt.
    verdict: Option<Verdict>,
    /// The length of the body of the request that interceptors were shown first, if it is known.
    shown_length: Option<u64>,
}

impl Hooked {
    #[inline]
    fn new(
        engine: Engine,
        meta: &'static OperationMeta,
        input: Input,
        erased: &'static Erased,
        overrides: Overrides,
        presigning: Presigning,
    ) -> Result<Self, BoxError> {
        let handle = engine.0.clone().open();
        let mut hooks = handle.config().settings.hooks.clone();
        hooks.extend(&overrides.hooks);
        retry::sort(&mut hooks.classifiers);
        let start = presigning.as_ref().and_then(|steps| steps.start());
        Ok(Self {
            meta,
            erased,
            changes: overrides.changes,
            caller: overrides.caller,
            context: InterceptorContext::new(input),
            bag: bag::bag(&handle, meta),
            components: components::components(&handle, &hooks, start)?,
            presigning,
            hooks,
            timeouts: handle.timeouts,
            number: 1,
            in_flight: false,
            verdict: None,
            shown_length: None,
            engine,
            handle,
        })
    }

    /// Carries the call out, and ends in what its interceptors have made of it.
    #[inline]
    async fn run(mut self) -> Result<CallResponse, CallError> {
        let began = self.handle.time.now();
        self.capture_members();
        if let Err(error) = self.read_before_execution() {
            self.context.fail(error.into());
        }
        self.heed_timeouts();
        if !self.context.is_failed() {
            let (timer, limit) = (self.handle.timer.clone(), self.timeouts.operation);
            let outcome = {
                let execution = pin!(trace::try_op(self.execute()));
                timer.within(limit, TimedOut::Operation, execution).await
            };
            self.settle(outcome);
        }
        if self.in_flight {
            self.finish_attempt();
        }
        for finish in [Self::modify_before_completion, Self::read_after_execution] {
            if let Err(error) = finish(&mut self) {
                self.context.fail(error.into());
            }
        }
        self.end();
        let attempts = self.attempts_since(began);
        Err(outcome::finished(self.context, attempts))
    }

    /// Puts the error of a step into the context.
    #[inline]
    fn settle(&mut self, outcome: Result<Result<(), Halt>, TimedOut>) {
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(halt)) => self.context.fail(halt),
            Err(timed_out) => self.context.fail(OrchestratorError::timeout(timed_out.into())),
        }
    }

    #[inline]
    fn attempts_since(&self, began: SystemTime) -> Option<Attempts> {
        let elapsed = || self.handle.time.now().duration_since(began).unwrap_or_default();
        (self.number > 1).then(|| Attempts { count: self.number, elapsed: elapsed() })
    }

    /// The steps from the input to the last attempt.
    #[inline]
    async fn execute(&mut self) -> Result<(), Halt> {
        let mut call = self.serialize()?;
        self.load_body().await?;
        self.context.enter_before_transmit_phase();
        self.read_after_serialization()?;
        self.modify_before_retry_loop()?;
        self.pass_stages(&mut call).await?;
        self.context.save_checkpoint();
        self.attempts(&mut call).await
    }

    #[inline]
    fn serialize(&mut self) -> Result<Call, Halt> {
        self.modify_before_serialization()?;
        self.read_before_serialization()?;
        self.context.enter_serialization_phase();
        let Some(input) = self.context.take_input() else { return Err(OrchestratorError::other(outcome::NO_INPUT)) };
        let prepared = (self.erased.prepare)(&self.engine, input).map_err(OrchestratorError::other)?;
        let Prepared { params, request, hooks } = prepared;
        let overrides = Overrides { changes: mem::take(&mut self.changes), ..Overrides::by(self.caller) };
        let mut call = Call::new(Arc::clone(&self.handle), self.meta, params, request, hooks.whole(), overrides);
        let checked = self.presigning.as_ref().map_or_else(|| call.check(), |steps| steps.check(&call));
        checked.map_err(OrchestratorError::other)?;
        self.show(&mut call)?;
        Ok(call)
    }

    /// Makes attempts until one succeeds or no other may.
    #[inline]
    async fn attempts(&mut self, call: &mut Call) -> Result<(), Halt> {
        let timer = self.handle.timer.clone();
        let mut taken: Option<Next> = None;
        loop {
            if request::cannot_be_sent(self.context.rewind(&mut self.bag)) {
                return Ok(());
            }
            self.bag.interceptor_state().store_put(RequestAttempts::new(self.number));
            if let Some(retry) = &taken {
                timer.sleep(retry.pause).await;
            }
            call.number = self.number;
            if self.handle.retries.limit() && self.presigning.is_none() {
                Box::pin(call.admitted()).await;
            }
            (self.in_flight, self.verdict) = (true, None);
            self.attempt_within_limit(call, &timer).await;
            self.finish_attempt();
            let last = taken.and_then(|retry| retry.cost);
            match self.next(last, call) {
                Some(Next { pause, cost: None }) => {
                    timer.sleep(pause).await;
                    return Ok(());
                }
                Some(next) => {
                    trace::retries(self.number, || self.reason(), next.pause);
                    taken = Some(next);
                }
                None => return Ok(()),
            }
            self.number += 1;
        }
    }

    /// Makes one attempt, and keeps its outcome in the context.
    #[inline]
    async fn attempt_within_limit(&mut self, call: &mut Call, timer: &Timer) {
        let limit = self.timeouts.attempt;
        let outcome = {
            let attempt = pin!(trace::try_attempt(self.number, self.attempt(call)));
            timer.within(limit, TimedOut::Attempt, attempt).await
        };
        if outcome.is_err() {
            self.verdict = Some(Verdict::TIMED_OUT);
        }
        self.settle(outcome);
    }

    /// Runs the last interceptors of an attempt.
    #[inline]
    fn finish_attempt(&mut self) {
        self.bag.interceptor_state().store_put(Own(self.verdict));
        for finish in [Self::modify_before_attempt_completion, Self::read_after_attempt] {
            if let Err(error) = finish(self) {
                self.context.fail(error.into());
            }
        }
        self.in_flight = false;
    }
}
