//! The points at which interceptors run.

use aws_smithy_runtime_api::client::interceptors::context::BeforeSerializationInterceptorContextRef;
use aws_smithy_runtime_api::client::interceptors::{Intercept, InterceptorError, OverriddenHooks, SharedInterceptor};
use aws_smithy_types::config_bag::ConfigBag;

use super::Hooked;

/// Whether an interceptor has something to do at a point.
#[inline]
fn runs(interceptor: &SharedInterceptor, point: OverriddenHooks, bag: &ConfigBag) -> bool {
    interceptor.overridden_hooks().contains(point) && interceptor.enabled(bag)
}

/// A method of [`Hooked`] for each point, which runs all interceptors, also where one fails, and returns the last error.
macro_rules! points {
    ($($point:ident $mask:ident $($reads:ident)?;)+) => {
        impl Hooked {
            $(
                #[inline]
                pub(super) fn $point(&mut self) -> Result<(), InterceptorError> {
                    let mut result = Ok(());
                    for interceptor in &self.hooks.interceptors {
                        if runs(interceptor, OverriddenHooks::$mask, &self.bag) {
                            let mut context = points!(@context self $($reads)?);
                            let outcome = interceptor.$point(&mut context, &self.components, &mut self.bag);
                            if let Err(error) = outcome {
                                result = Err(InterceptorError::$point(interceptor.name(), error));
                            }
                        }
                    }
                    result
                }
            )+
        }
    };
    (@context $hooked:ident) => { (&mut $hooked.context).into() };
    (@context $hooked:ident reads) => { (&$hooked.context).into() };
}

points! {
    modify_before_serialization MODIFY_BEFORE_SERIALIZATION;
    read_before_serialization READ_BEFORE_SERIALIZATION reads;
    read_after_serialization READ_AFTER_SERIALIZATION reads;
    modify_before_retry_loop MODIFY_BEFORE_RETRY_LOOP;
    read_before_attempt READ_BEFORE_ATTEMPT reads;
    modify_before_signing MODIFY_BEFORE_SIGNING;
    read_before_signing READ_BEFORE_SIGNING reads;
    read_after_signing READ_AFTER_SIGNING reads;
    modify_before_transmit MODIFY_BEFORE_TRANSMIT;
    read_before_transmit READ_BEFORE_TRANSMIT reads;
    read_after_transmit READ_AFTER_TRANSMIT reads;
    modify_before_deserialization MODIFY_BEFORE_DESERIALIZATION;
    read_before_deserialization READ_BEFORE_DESERIALIZATION reads;
    read_after_deserialization READ_AFTER_DESERIALIZATION reads;
    modify_before_attempt_completion MODIFY_BEFORE_ATTEMPT_COMPLETION;
    read_after_attempt READ_AFTER_ATTEMPT reads;
    modify_before_completion MODIFY_BEFORE_COMPLETION;
    read_after_execution READ_AFTER_EXECUTION reads;
}

impl Hooked {
    /// The first point, where there are no components yet.
    #[inline]
    pub(super) fn read_before_execution(&mut self) -> Result<(), InterceptorError> {
        let mut result = Ok(());
        let context = BeforeSerializationInterceptorContextRef::from(&self.context);
        for interceptor in &self.hooks.interceptors {
            if runs(interceptor, OverriddenHooks::READ_BEFORE_EXECUTION, &self.bag)
                && let Err(error) = interceptor.read_before_execution(&context, &mut self.bag)
            {
                result = Err(InterceptorError::read_before_execution(interceptor.name(), error));
            }
        }
        result
    }
}
