//! The runtime components that HTTP clients of the official runtime are given.
//!
//! They ask them for timer and clock alone. The other components are required all the same, so they are stand-ins that
//! say so if they are ever used.

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::auth::{AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign};
use aws_smithy_runtime_api::client::endpoint::{EndpointFuture, EndpointResolverParams, ResolveEndpoint};
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityFuture, ResolveCachedIdentity, ResolveIdentity, SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::retries::{RetryStrategy, ShouldAttempt};
use aws_smithy_runtime_api::client::runtime_components::{
    GetIdentityResolver, RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_types::config_bag::ConfigBag;

use crate::config::Config;
use crate::timer::Timer;

const NOT_HERE: &str = "tinsmith does this by itself; HTTP clients have no business with it";
const SCHEME: AuthSchemeId = AuthSchemeId::new("tinsmith");

/// Timer and clock, and stand-ins for the rest.
///
/// # Errors
///
/// When the official runtime API wants more components than it did.
pub(super) fn components(config: &Config, timer: &Timer) -> Result<RuntimeComponents, String> {
    let time = config.time_source().unwrap_or_default();
    RuntimeComponentsBuilder::new("tinsmith")
        .with_time_source(Some(time))
        .with_sleep_impl(Some(timer.shared()))
        .with_auth_scheme_option_resolver(Some(StaticAuthSchemeOptionResolver::new(vec![SCHEME])))
        .with_endpoint_resolver(Some(StandIn))
        .with_auth_scheme(StandIn)
        .with_identity_cache(Some(StandIn))
        .with_identity_resolver(SCHEME, StandIn)
        .with_retry_strategy(Some(StandIn))
        .build()
        .map_err(|error| format!("the HTTP client cannot be used: {error}"))
}

/// Stands in for what HTTP clients do not use.
#[derive(Debug, Clone, Copy)]
struct StandIn;

impl ResolveEndpoint for StandIn {
    fn resolve_endpoint<'a>(&'a self, _: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::ready(Err(NOT_HERE.into()))
    }
}

impl AuthScheme for StandIn {
    fn scheme_id(&self) -> AuthSchemeId {
        SCHEME
    }

    fn identity_resolver(&self, _: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        None
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for StandIn {
    fn sign_http_request(
        &self,
        _: &mut HttpRequest,
        _: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<(), BoxError> {
        Err(NOT_HERE.into())
    }
}

impl ResolveCachedIdentity for StandIn {
    fn resolve_cached_identity<'a>(
        &'a self,
        _: SharedIdentityResolver,
        _: &'a RuntimeComponents,
        _: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::ready(Err(NOT_HERE.into()))
    }
}

impl ResolveIdentity for StandIn {
    fn resolve_identity<'a>(&'a self, _: &'a RuntimeComponents, _: &'a ConfigBag) -> IdentityFuture<'a> {
        IdentityFuture::ready(Err(NOT_HERE.into()))
    }
}

impl RetryStrategy for StandIn {
    fn should_attempt_initial_request(&self, _: &RuntimeComponents, _: &ConfigBag) -> Result<ShouldAttempt, BoxError> {
        Err(NOT_HERE.into())
    }

    fn should_attempt_retry(
        &self,
        _: &InterceptorContext,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<ShouldAttempt, BoxError> {
        Err(NOT_HERE.into())
    }
}
