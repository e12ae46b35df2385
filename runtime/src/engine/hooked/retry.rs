//! The retries of a call with hooks: the client's own classification among those of the program.

use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::retries::classifiers::{
    ClassifyRetry, RetryAction, RetryClassifierPriority, RetryReason, SharedRetryClassifier,
};
use http::StatusCode;

use super::Hooked;
use crate::engine::call::Call;
use crate::engine::outcome::CallError;
use crate::engine::retry::{Next, Retry, classify};
use crate::meta::OperationMeta;
use crate::trace::Reason;

/// The client's own classification of a failed attempt, and which of the official classifiers would have said so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    retry: Retry,
    from: From,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    Status,
    Code,
    Transport,
}

impl Verdict {
    pub(super) const TIMED_OUT: Self = Self { retry: Retry::TRANSIENT, from: From::Transport };

    #[inline]
    pub(super) fn of(error: &CallError, meta: &OperationMeta, retry: Retry) -> Self {
        let CallError::Service(rejected) = error else { return Self { retry, from: From::Transport } };
        let (reply, metadata) = &**rejected;
        let by_code = classify(meta, StatusCode::BAD_REQUEST, &reply.headers, metadata.code(), false);
        Self { retry, from: if by_code.is_some() { From::Code } else { From::Status } }
    }

    /// Whether a classifier of the program runs before the client's.
    #[inline]
    fn comes_after(self, priority: RetryClassifierPriority) -> bool {
        match self.from {
            From::Status => priority < RetryClassifierPriority::http_status_code_classifier(),
            From::Code => priority <= RetryClassifierPriority::modeled_as_retryable_classifier(),
            From::Transport => priority <= RetryClassifierPriority::transient_error_classifier(),
        }
    }

    #[inline]
    fn action(self) -> RetryAction {
        match self.retry.after {
            Some(after) => RetryAction::retryable_error_with_explicit_delay(self.retry.kind, after),
            None => RetryAction::retryable_error(self.retry.kind),
        }
    }
}

/// Sorts classifiers by priority; those of equal priority stay in their order.
#[inline]
pub(super) fn sort(classifiers: &mut [SharedRetryClassifier]) {
    classifiers.sort_by_key(ClassifyRetry::priority);
}

impl Hooked {
    /// The attempt that comes next, if one does. `taken` is what the last retry took from the budget.
    #[inline]
    pub(super) fn next(&mut self, taken: Option<u32>, call: &Call) -> Option<Next> {
        if self.presigning.is_some() {
            return None;
        }
        let retries = &self.handle.retries;
        let failed = self.context.is_failed();
        let asked = if failed { asked(self.verdict, &self.hooks.classifiers, &self.context) } else { None };
        retries.attempted(asked);
        if !failed {
            retries.succeeded(taken);
        }
        call.retire_connection(asked);
        asked.filter(|_| call.may_be_repeated()).and_then(|retry| call.next(retry))
    }

    /// The outcome of the attempt for those who watch.
    #[inline]
    pub(super) fn reason(&self) -> Reason<'_> {
        match self.context.response() {
            Some(response) => Reason::Service(response.status().as_u16(), None),
            None => Reason::NoAnswer("there was no response"),
        }
    }
}

/// The retry that the classifiers of the program, by priority, and the client's own classification ask for.
#[inline]
pub(super) fn asked(
    mut own: Option<Verdict>,
    classifiers: &[SharedRetryClassifier],
    context: &InterceptorContext,
) -> Option<Retry> {
    let mut action = RetryAction::NoActionIndicated;
    let mut retry = None;
    for classifier in classifiers {
        if let Some(verdict) = own.take_if(|verdict| !verdict.comes_after(classifier.priority())) {
            (action, retry) = (verdict.action(), Some(verdict.retry));
        }
        match classifier.classify_retry_v2(context, &action) {
            RetryAction::NoActionIndicated => {}
            RetryAction::RetryForbidden => return None,
            asked => {
                retry = Some(retry_of(&asked));
                action = asked;
            }
        }
    }
    own.map(|verdict| verdict.retry).or(retry)
}

/// The retry that a classifier asks for.
#[inline]
fn retry_of(action: &RetryAction) -> Retry {
    match action {
        RetryAction::RetryIndicated(RetryReason::RetryableError { kind, retry_after }) => {
            Retry { kind: *kind, after: *retry_after }
        }
        _ => Retry::TRANSIENT,
    }
}
