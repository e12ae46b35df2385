//! Waiters: calling an operation until something holds (<https://smithy.io/2.0/additional-specs/waiters.html>).
//!
//! A generated crate holds one `static` [`WaiterMeta`] per waiter and a builder that makes a [`Waiter`] with it.

pub mod error;
mod matching;
mod pace;

use std::fmt;
use std::time::Duration;

use aws_smithy_runtime_api::client::waiters::error::{ExceededMaxWait, FailureState};

pub use aws_smithy_runtime_api::client::waiters::FinalPoll;

use crate::engine::{Caller, Engine, Overrides};
use crate::error::SdkError;
use crate::jmespath::Expr;
use crate::operation::Operation;
use crate::trace;
use error::{OperationFailed, WaiterError};
use matching::verdict;
use pace::Pace;

/// The condition of a waiter.
#[derive(Debug)]
pub struct WaiterMeta<'a> {
    /// The name in the model, e.g. `TableExists`.
    pub name: &'a str,
    /// The shortest pause between two polls, in seconds.
    pub min_delay: u32,
    /// The longest pause between two polls, in seconds.
    pub max_delay: u32,
    /// The acceptors; the first that a poll matches counts.
    pub acceptors: &'a [Acceptor<'a>],
}

/// An outcome of a poll, and the state that follows. A poll that matches no acceptor is followed by another one, unless it
/// failed.
#[derive(Debug)]
pub struct Acceptor<'a>(pub State, pub Matcher<'a>);

/// The state after a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The condition holds.
    Success,
    /// It will never hold.
    Failure,
    /// It may hold later.
    Retry,
}

/// The outcome of a poll that an acceptor matches.
#[derive(Debug)]
pub enum Matcher<'a> {
    /// A response of success, or an error of the service.
    Success(bool),
    /// An error with this code.
    Error(&'a str),
    /// An output about which something holds.
    Output(Expr<'a>, Check<'a>),
    /// An output about which, together with the input, something holds. The expression begins with `input` or `output`.
    InputOutput(Expr<'a>, Check<'a>),
}

/// A condition on the value of an expression.
#[derive(Debug)]
pub enum Check<'a> {
    /// This boolean.
    Is(bool),
    /// This string.
    Equals(&'a str),
    /// A list with at least one element, all of which are this string.
    All(&'a str),
    /// A list with this string in it.
    Any(&'a str),
}

/// The outcome of a waiter.
pub type Waited<O> = Result<
    FinalPoll<<O as Operation>::Output, SdkError<<O as Operation>::Error>>,
    WaiterError<<O as Operation>::Output, <O as Operation>::Error>,
>;

/// The client of a builder that polls its operation.
#[derive(Clone)]
pub struct Waiter {
    engine: Engine,
    meta: &'static WaiterMeta<'static>,
}

impl Waiter {
    /// A waiter that polls with this engine.
    pub fn new(engine: Engine, meta: &'static WaiterMeta<'static>) -> Self {
        Self { engine, meta }
    }

    /// Calls the operation until an acceptor of the waiter ends that, or a call made when `max_wait` was over does not. A
    /// call under way is not cut short. Dropping the future ends the waiting.
    ///
    /// # Errors
    ///
    /// See [`WaiterError`].
    pub fn wait<O>(self, input: O::Input, max_wait: Duration) -> impl Future<Output = Waited<O>> + Send
    where
        O: Operation<Input: Clone>,
    {
        trace::waiter(self.poll::<O>(input, max_wait))
    }

    async fn poll<O>(self, input: O::Input, max_wait: Duration) -> Waited<O>
    where
        O: Operation<Input: Clone>,
    {
        let timer = self.engine.timer();
        let mut pace = Pace::new(self.meta, max_wait, timer).map_err(WaiterError::construction_failure)?;
        loop {
            let answer = self.engine.send_customized::<O>(Ok(input.clone()), Overrides::by(Caller::Waiter)).await;
            match (verdict::<O>(self.meta, &input, &answer), answer) {
                (Some(State::Success), answer) => return Ok(FinalPoll::new(answer)),
                (Some(State::Failure), answer) => {
                    let last = FinalPoll::new(answer.map_err(SdkError::into_service_error));
                    return Err(WaiterError::FailureState(FailureState::new(last)));
                }
                (None, Err(error)) => return Err(WaiterError::OperationFailed(OperationFailed::new(error))),
                (Some(State::Retry), _) | (None, Ok(_)) => {}
            }
            let Some(delay) = pace.next() else {
                let late = ExceededMaxWait::new(max_wait, pace.elapsed(), pace.polls());
                return Err(WaiterError::ExceededMaxWait(late));
            };
            pace.pause(delay).await;
        }
    }
}

#[cfg(feature = "blocking")]
impl Waiter {
    /// Waits on this thread as [`wait`](Self::wait) does; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Fails as `wait` does, and in async code of Tokio.
    #[inline]
    pub fn wait_blocking<O>(self, input: O::Input, max_wait: Duration) -> Waited<O>
    where
        O: Operation<Input: Clone>,
    {
        let waited = crate::blocking::run(self.wait::<O>(input, max_wait));
        waited.unwrap_or_else(|error| Err(WaiterError::construction_failure(error)))
    }
}

impl fmt::Debug for Waiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiter").field("name", &self.meta.name).finish_non_exhaustive()
    }
}
