//! The retry strategy that interceptors find: it answers as the client is going to decide.
//!
//! It says so of the attempt that just ended, from `modify_before_attempt_completion` on, and takes nothing from the budget.

use std::fmt;
use std::sync::Arc;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::retries::{RequestAttempts, RetryStrategy, ShouldAttempt};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};

use super::retry::{Verdict, asked};
use crate::engine::handle::Handle;

/// The retries of a client, as the official trait asks for them.
pub(super) struct Strategy(pub(super) Arc<Handle>);

/// The client's own classification of an attempt that failed, for [`Strategy`].
#[derive(Debug)]
pub(super) struct Own(pub(super) Option<Verdict>);

impl Storable for Own {
    type Storer = StoreReplace<Self>;
}

impl fmt::Debug for Strategy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Strategy").field(&self.0.retries.config()).finish()
    }
}

impl RetryStrategy for Strategy {
    #[inline]
    fn should_attempt_initial_request(&self, _: &RuntimeComponents, _: &ConfigBag) -> Result<ShouldAttempt, BoxError> {
        Ok(ShouldAttempt::Yes)
    }

    #[inline]
    fn should_attempt_retry(
        &self,
        context: &InterceptorContext,
        components: &RuntimeComponents,
        bag: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        let retries = &self.0.retries;
        let number = bag.load::<RequestAttempts>().map_or(1, RequestAttempts::attempts);
        let own = bag.load::<Own>().and_then(|own| own.0);
        let classifiers: Vec<_> = components.retry_classifiers().collect();
        let failed = context.output_or_error().is_none_or(|outcome| outcome.is_err());
        let retry = asked(own, &classifiers, context).filter(|_| failed && number < retries.most());
        Ok(match retry.filter(|retry| self.0.timer.works() && retries.can_pay(*retry)) {
            Some(retry) => ShouldAttempt::YesAfterDelay(retries.pause(number, retry)),
            None => ShouldAttempt::No,
        })
    }
}
