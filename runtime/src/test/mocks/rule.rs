//! Rules: which calls one is for, and what it gives.

use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use super::sequence::ResponseSequenceBuilder;
use crate::engine::CallFuture;
use crate::operation::Operation;

/// The answer that a rule gives.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "programs match it as that of the official crate")]
pub enum MockResponse<O, E> {
    /// The output of the operation.
    Output(O),
    /// The error of the operation.
    Error(E),
    /// A response, which is read as one of the service.
    Http(HttpResponse),
}

impl<O, E> MockResponse<O, E>
where
    O: fmt::Debug + Send + Sync + 'static,
    E: StdError + Send + Sync + 'static,
{
    pub(super) fn erased(self) -> MockResponse<Output, Error> {
        match self {
            Self::Output(output) => MockResponse::Output(Output::erase(output)),
            Self::Error(error) => MockResponse::Error(Error::erase(error)),
            Self::Http(response) => MockResponse::Http(response),
        }
    }
}

/// Whether a rule is for a call with this input.
pub(super) type Matches = Arc<dyn Fn(&Input) -> bool + Send + Sync>;

/// The answers of a rule, by their number. Where the input is no longer at hand, those that need it are none.
pub(super) type Respond = Arc<dyn Fn(usize, Option<&Input>) -> Option<MockResponse<Output, Error>> + Send + Sync>;

/// A rule for calls of one operation. Clones count together.
#[derive(Clone)]
pub struct Rule {
    matches: Matches,
    respond: Respond,
    calls: Arc<AtomicUsize>,
    most: usize,
    /// Whether it was made without a sequence, so that it answers once where rules go one after the other.
    is_simple: bool,
}

impl Rule {
    pub(super) fn new(matches: Matches, respond: Respond, most: usize, is_simple: bool) -> Self {
        Self { matches, respond, calls: Arc::default(), most, is_simple }
    }

    pub(super) fn matches(&self, input: &Input) -> bool {
        (self.matches)(input)
    }

    /// Whether it has nothing more to say where rules go one after the other.
    pub(super) fn is_over(&self) -> bool {
        self.is_exhausted() || (self.is_simple && self.num_calls() > 0)
    }

    /// Counts an attempt, and gives its answer.
    pub(super) fn next(&self, input: Option<&Input>) -> Option<MockResponse<Output, Error>> {
        let number = self.calls.fetch_add(1, Ordering::SeqCst);
        (self.respond)(number, input)
    }

    /// The number of attempts that the rule was asked to answer.
    pub fn num_calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// Whether the rule has given all its answers.
    pub fn is_exhausted(&self) -> bool {
        self.num_calls() >= self.most
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule").field("calls", &self.num_calls()).finish_non_exhaustive()
    }
}

/// The way in which the rules of a client are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleMode {
    /// One after the other, each until it is exhausted; a rule without a sequence answers once. A call that the rule whose turn
    /// it is does not match panics.
    Sequential,
    /// Each call by the first rule that matches it and is not exhausted.
    MatchAny,
}

/// Makes a rule.
pub struct RuleBuilder<I, O, E> {
    matches: Matches,
    types: PhantomData<fn(I) -> (O, E)>,
}

impl<I, O, E> RuleBuilder<I, O, E>
where
    I: fmt::Debug + Send + Sync + 'static,
    O: fmt::Debug + Send + Sync + 'static,
    E: StdError + Send + Sync + 'static,
{
    /// Begins a rule for all inputs of the type; [`mock!`](crate::test::mock) does it for an operation.
    #[expect(clippy::new_without_default, reason = "a rule for whatever operation makes no sense")]
    pub fn new() -> Self {
        Self { matches: Arc::new(|input| input.downcast_ref::<I>().is_some()), types: PhantomData }
    }

    #[doc(hidden)]
    pub fn new_from_mock<T>(_: impl Fn() -> CallFuture<T>) -> Self
    where
        T: Operation<Input = I, Output = O, Error = E>,
    {
        Self::new()
    }

    /// Restricts the rule to inputs of which this holds.
    #[must_use]
    pub fn match_requests(mut self, holds: impl Fn(&I) -> bool + Send + Sync + 'static) -> Self {
        self.matches = Arc::new(move |input| input.downcast_ref::<I>().is_some_and(&holds));
        self
    }

    /// Begins a sequence of answers.
    pub fn sequence(self) -> ResponseSequenceBuilder<I, O, E> {
        ResponseSequenceBuilder::new(self.matches)
    }

    /// Answers with an output.
    pub fn then_output(self, output: impl Fn() -> O + Send + Sync + 'static) -> Rule {
        self.sequence().output(output).build_simple()
    }

    /// Answers with an error of the operation.
    pub fn then_error(self, error: impl Fn() -> E + Send + Sync + 'static) -> Rule {
        self.sequence().error(error).build_simple()
    }

    /// Answers with a response, which is read as one of the service.
    pub fn then_http_response(self, response: impl Fn() -> HttpResponse + Send + Sync + 'static) -> Rule {
        self.sequence().http_response(response).build_simple()
    }

    /// Answers with an output that is made of the input.
    pub fn then_compute_output(self, output: impl Fn(&I) -> O + Send + Sync + 'static) -> Rule {
        self.then_compute_response(move |input| MockResponse::Output(output(input)))
    }

    /// Answers with what is made of the input.
    pub fn then_compute_response(self, response: impl Fn(&I) -> MockResponse<O, E> + Send + Sync + 'static) -> Rule {
        self.sequence().computed(response).build_simple()
    }
}

impl<I, O, E> fmt::Debug for RuleBuilder<I, O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RuleBuilder").finish_non_exhaustive()
    }
}
