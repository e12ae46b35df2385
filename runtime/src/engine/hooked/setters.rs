//! The setters of hooks. They bring the path that calls with hooks take, and are the only ones to name it.

use aws_smithy_runtime_api::client::auth::{AuthScheme, SharedAuthScheme};
use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, SharedRetryClassifier};

use super::PATH;
use crate::config::auth::ResolveAuthScheme;
use crate::config::endpoint::{ResolveEndpoint, SharedEndpointResolver};
use crate::config::{Builder, Hooks};
use crate::engine::Overrides;

impl Builder {
    /// Adds an interceptor, which reads or changes what passes through each call: input, request, response, output.
    ///
    /// Interceptors run in the order in which they were added, those of `customize()` after those of the client. An
    /// interceptor that fails ends the call; `read_after_execution` runs in any case.
    ///
    /// ```
    /// use tinsmith::config::interceptors::BeforeTransmitInterceptorContextMut;
    /// use tinsmith::config::{Config, ConfigBag, Intercept, RuntimeComponents};
    /// use tinsmith::error::BoxError;
    ///
    /// #[derive(Debug)]
    /// struct Tenant(&'static str);
    ///
    /// impl Intercept for Tenant {
    ///     fn name(&self) -> &'static str {
    ///         "Tenant"
    ///     }
    ///
    ///     fn modify_before_signing(
    ///         &self,
    ///         context: &mut BeforeTransmitInterceptorContextMut<'_>,
    ///         _: &RuntimeComponents,
    ///         _: &mut ConfigBag,
    ///     ) -> Result<(), BoxError> {
    ///         context.request_mut().headers_mut().insert("x-tenant", self.0);
    ///         Ok(())
    ///     }
    /// }
    ///
    /// let config = Config::builder().interceptor(Tenant("blue")).build();
    /// assert_eq!(config.interceptors().count(), 1);
    /// ```
    #[must_use]
    #[inline]
    pub fn interceptor(mut self, interceptor: impl Intercept + 'static) -> Self {
        self.push_interceptor(SharedInterceptor::new(interceptor));
        self
    }

    /// Like [`interceptor`](Self::interceptor), of one that is shared.
    #[inline]
    pub fn push_interceptor(&mut self, interceptor: SharedInterceptor) -> &mut Self {
        hooks_of(&mut self.settings.hooks).interceptors.push(interceptor);
        self
    }

    /// Puts these interceptors in the place of those that were added.
    #[inline]
    pub fn set_interceptors(&mut self, interceptors: impl IntoIterator<Item = SharedInterceptor>) -> &mut Self {
        hooks_of(&mut self.settings.hooks).interceptors = interceptors.into_iter().collect();
        self
    }

    /// Sets what chooses the endpoint of each call instead of the rules of the service.
    #[must_use]
    #[inline]
    pub fn endpoint_resolver(mut self, resolver: impl ResolveEndpoint + 'static) -> Self {
        self.set_endpoint_resolver(Some(resolver.into_shared_resolver()));
        self
    }

    /// Like [`endpoint_resolver`](Self::endpoint_resolver), of one that is shared; `None` goes back to the rules.
    #[inline]
    pub fn set_endpoint_resolver(&mut self, resolver: Option<SharedEndpointResolver>) -> &mut Self {
        hooks_of(&mut self.settings.hooks).endpoint_resolver = resolver;
        self
    }

    /// Sets what chooses the auth schemes of each call instead of the model.
    #[must_use]
    #[inline]
    pub fn auth_scheme_resolver(mut self, resolver: impl ResolveAuthScheme + 'static) -> Self {
        self.set_auth_scheme_resolver(resolver);
        self
    }

    /// Like [`auth_scheme_resolver`](Self::auth_scheme_resolver).
    #[inline]
    pub fn set_auth_scheme_resolver(&mut self, resolver: impl ResolveAuthScheme + 'static) -> &mut Self {
        hooks_of(&mut self.settings.hooks).auth_resolver = Some(resolver.into_shared_resolver());
        self
    }

    /// Adds an auth scheme, with a signer of its own. It takes the place of the client's if it has the same id; with another, the
    /// [resolver](Self::auth_scheme_resolver) has to choose it.
    #[must_use]
    #[inline]
    pub fn push_auth_scheme(mut self, scheme: impl AuthScheme + 'static) -> Self {
        let schemes = &mut hooks_of(&mut self.settings.hooks).auth_schemes;
        schemes.retain(|other| other.scheme_id() != scheme.scheme_id());
        schemes.push(SharedAuthScheme::new(scheme));
        self
    }

    /// Adds a retry classifier, which says of a failed attempt whether another may succeed.
    ///
    /// Classifiers run in the order of their priority, among those of the client; a later one overrides an earlier one, and
    /// `RetryAction::RetryForbidden` ends the call.
    #[must_use]
    #[inline]
    pub fn retry_classifier(mut self, classifier: impl ClassifyRetry + 'static) -> Self {
        self.push_retry_classifier(SharedRetryClassifier::new(classifier));
        self
    }

    /// Like [`retry_classifier`](Self::retry_classifier), of one that is shared.
    #[inline]
    pub fn push_retry_classifier(&mut self, classifier: SharedRetryClassifier) -> &mut Self {
        hooks_of(&mut self.settings.hooks).classifiers.push(classifier);
        self
    }

    /// Puts these retry classifiers in the place of those that were added.
    #[inline]
    pub fn set_retry_classifiers(&mut self, classifiers: impl IntoIterator<Item = SharedRetryClassifier>) -> &mut Self {
        hooks_of(&mut self.settings.hooks).classifiers = classifiers.into_iter().collect();
        self
    }
}

impl Overrides {
    /// Adds an interceptor of one call.
    #[inline]
    pub(crate) fn push_interceptor(&mut self, interceptor: SharedInterceptor) {
        hooks_of(&mut self.hooks).interceptors.push(interceptor);
    }
}

/// The hooks, with the path that runs them.
#[inline]
fn hooks_of(hooks: &mut Hooks) -> &mut Hooks {
    hooks.path = Some(PATH);
    hooks
}
