//! The interceptor that puts the answers of rules in the place of the service's.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeSerializationInterceptorContextRef, Error,
    FinalizerInterceptorContextMut, Input, Output,
};
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

use super::rule::{MockResponse, Rule, RuleMode};
use crate::error::BoxError;
use crate::test::respond;

/// Answers calls by rules, without a connection. [`mock_client!`](crate::test::mock_client) makes one.
pub struct MockResponseInterceptor {
    rules: Mutex<VecDeque<Rule>>,
    mode: RuleMode,
    lets_others_pass: bool,
}

impl MockResponseInterceptor {
    /// An interceptor without rules, in the mode [`RuleMode::MatchAny`].
    pub fn new() -> Self {
        Self { rules: Mutex::default(), mode: RuleMode::MatchAny, lets_others_pass: false }
    }

    /// Adds a rule behind those that are there.
    #[must_use]
    pub fn with_rule(self, rule: &Rule) -> Self {
        self.rules().push_back(rule.clone());
        self
    }

    /// Sets the mode.
    #[must_use]
    pub fn rule_mode(mut self, mode: RuleMode) -> Self {
        self.mode = mode;
        self
    }

    /// Sends calls that no rule is for, rather than panic.
    #[must_use]
    pub fn allow_passthrough(mut self) -> Self {
        self.lets_others_pass = true;
        self
    }

    fn rules(&self) -> MutexGuard<'_, VecDeque<Rule>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rule for a call, and its first answer.
    fn first(&self, input: &Input) -> Option<(Rule, MockResponse<Output, Error>)> {
        let mut rules = self.rules();
        if self.mode == RuleMode::MatchAny {
            let mut rules = rules.iter().filter(|rule| !rule.is_exhausted() && rule.matches(input));
            return rules.find_map(|rule| Some((rule.clone(), rule.next(Some(input))?)));
        }
        while rules.front().is_some_and(Rule::is_over) {
            rules.pop_front();
        }
        let rule = rules.front()?.clone();
        drop(rules);
        assert!(
            rule.matches(input),
            "rules are used one after the other, and the one whose turn it is does not match {input:?}"
        );
        let answer = rule.next(Some(input))?;
        Some((rule, answer))
    }
}

impl Default for MockResponseInterceptor {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MockResponseInterceptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = self.rules().len();
        f.debug_struct("MockResponseInterceptor")
            .field("rules", &rules)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}

/// The rule of a call, and the answer to its attempt: given when the attempt has come so far.
#[derive(Debug)]
struct Active {
    rule: Rule,
    answer: Mutex<Option<MockResponse<Output, Error>>>,
}

impl Storable for Active {
    type Storer = StoreReplace<Self>;
}

impl Active {
    fn answer(&self) -> MutexGuard<'_, Option<MockResponse<Output, Error>>> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Intercept for MockResponseInterceptor {
    fn name(&self) -> &'static str {
        "MockResponseInterceptor"
    }

    fn read_before_serialization(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input = context.input();
        match self.first(input) {
            Some((rule, answer)) => {
                cfg.interceptor_state().store_put(Active { rule, answer: Mutex::new(Some(answer)) });
            }
            None => assert!(self.lets_others_pass, "no rule is for {input:?}, or all that are have been exhausted"),
        }
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(active) = cfg.load::<Active>() else { return Ok(()) };
        let mut answer = active.answer();
        if answer.is_none() {
            // Another attempt, for which there is no input any more.
            *answer = active.rule.next(None);
        }
        match answer.take() {
            Some(MockResponse::Http(response)) => *context.response_mut() = response,
            other => *answer = other,
        }
        Ok(())
    }

    fn modify_before_attempt_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let Some(active) = cfg.load::<Active>() else { return Ok(()) };
        match active.answer().take() {
            Some(MockResponse::Output(output)) => context.inner_mut().set_output_or_error(Ok(output)),
            Some(MockResponse::Error(error)) => {
                context.inner_mut().set_output_or_error(Err(OrchestratorError::operation(error)));
            }
            Some(MockResponse::Http(_)) | None => {}
        }
        Ok(())
    }
}

/// Makes an HTTP client for doubles: whatever is sent, it answers with status 418, which no rule has let pass.
pub fn create_mock_http_client() -> SharedHttpClient {
    SharedHttpClient::new(respond(|_| {
        let mut response =
            http::Response::new(SdkBody::from("the answer of a double of HTTP, in the place of a rule's"));
        *response.status_mut() = http::StatusCode::IM_A_TEAPOT;
        Ok(response)
    }))
}
