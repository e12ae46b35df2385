//! Answers of a rule, one after another.

use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use aws_smithy_runtime_api::client::interceptors::context::{Error, Input, Output};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

use super::rule::{Matches, MockResponse, Rule};

/// Makes one answer; none where it needs an input and there is none.
type Make = Box<dyn Fn(Option<&Input>) -> Option<MockResponse<Output, Error>> + Send + Sync>;

/// Makes the answers of a rule, one after another.
pub struct ResponseSequenceBuilder<I, O, E> {
    matches: Matches,
    /// The answers, and how often each is given.
    answers: Vec<(Make, usize)>,
    types: PhantomData<fn(I) -> (O, E)>,
}

impl<I, O, E> ResponseSequenceBuilder<I, O, E>
where
    I: fmt::Debug + Send + Sync + 'static,
    O: fmt::Debug + Send + Sync + 'static,
    E: StdError + Send + Sync + 'static,
{
    pub(super) fn new(matches: Matches) -> Self {
        Self { matches, answers: Vec::new(), types: PhantomData }
    }

    fn answer(mut self, make: impl Fn() -> MockResponse<O, E> + Send + Sync + 'static) -> Self {
        self.answers.push((Box::new(move |_| Some(make().erased())), 1));
        self
    }

    /// Adds an output.
    #[must_use]
    pub fn output(self, output: impl Fn() -> O + Send + Sync + 'static) -> Self {
        self.answer(move || MockResponse::Output(output()))
    }

    /// Adds an error of the operation.
    #[must_use]
    pub fn error(self, error: impl Fn() -> E + Send + Sync + 'static) -> Self {
        self.answer(move || MockResponse::Error(error()))
    }

    /// Adds a response with this status and body.
    ///
    /// # Panics
    ///
    /// Panics if the status is not one of HTTP.
    #[must_use]
    pub fn http_status(self, status: u16, body: Option<String>) -> Self {
        let status = StatusCode::try_from(status).expect("a status is from 100 to 999");
        self.http_response(move || HttpResponse::new(status, body.clone().map_or_else(SdkBody::empty, SdkBody::from)))
    }

    /// Adds a response, which is read as one of the service.
    #[must_use]
    pub fn http_response(self, response: impl Fn() -> HttpResponse + Send + Sync + 'static) -> Self {
        self.answer(move || MockResponse::Http(response()))
    }

    /// Adds an answer that is made of the input. An input is there for the first attempt of a call alone.
    pub(super) fn computed(mut self, make: impl Fn(&I) -> MockResponse<O, E> + Send + Sync + 'static) -> Self {
        self.answers.push((Box::new(move |input| Some(make(input?.downcast_ref()?).erased())), 1));
        self
    }

    /// Gives the last answer that often.
    ///
    /// # Panics
    ///
    /// Panics if there is no answer yet, or the number is 0.
    #[must_use]
    pub fn times(mut self, count: usize) -> Self {
        assert!(count > 0, "an answer is given at least once");
        let last = self.answers.last_mut().expect("times(n) follows the answer that is given n times");
        last.1 = count;
        self
    }

    /// Gives the last answer over and over.
    ///
    /// # Panics
    ///
    /// Panics if there is no answer yet.
    pub fn repeatedly(self) -> FinalizedResponseSequenceBuilder<I, O, E> {
        FinalizedResponseSequenceBuilder(self.times(usize::MAX))
    }

    /// Makes the rule.
    pub fn build(self) -> Rule {
        self.rule(false)
    }

    pub(super) fn build_simple(self) -> Rule {
        self.times(usize::MAX).rule(true)
    }

    fn rule(self, is_simple: bool) -> Rule {
        let Self { matches, answers, .. } = self;
        let most = answers.iter().fold(0_usize, |sum, (_, count)| sum.saturating_add(*count));
        let respond = move |number: usize, input: Option<&Input>| {
            let mut before = 0_usize;
            let found = answers.iter().find(|(_, count)| {
                before = before.saturating_add(*count);
                number < before
            });
            found.and_then(|(make, _)| make(input))
        };
        Rule::new(matches, Arc::new(respond), most, is_simple)
    }
}

impl<I, O, E> fmt::Debug for ResponseSequenceBuilder<I, O, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseSequenceBuilder").field("answers", &self.answers.len()).finish_non_exhaustive()
    }
}

/// A sequence whose last answer is given over and over.
#[derive(Debug)]
pub struct FinalizedResponseSequenceBuilder<I, O, E>(ResponseSequenceBuilder<I, O, E>);

impl<I, O, E> FinalizedResponseSequenceBuilder<I, O, E>
where
    I: fmt::Debug + Send + Sync + 'static,
    O: fmt::Debug + Send + Sync + 'static,
    E: StdError + Send + Sync + 'static,
{
    /// Makes the rule.
    pub fn build(self) -> Rule {
        self.0.build()
    }
}
