//! The runtime components that interceptors look things up in.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_smithy_async::time::StaticTimeSource;
use aws_smithy_runtime_api::client::auth::{AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, Sign};
use aws_smithy_runtime_api::client::endpoint::{EndpointFuture, EndpointResolverParams, ResolveEndpoint};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityFuture, ResolveCachedIdentity, ResolveIdentity, SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::{
    GetIdentityResolver, RuntimeComponents, RuntimeComponentsBuilder,
};
use aws_smithy_types::config_bag::ConfigBag;
use aws_types::SigningName;
use aws_types::region::SigningRegion;

use super::strategy::Strategy;
use crate::config::auth::{DefaultAuthSchemeResolver, ResolveAuthScheme, SIGV4, id_of};
use crate::config::endpoint::Params;
use crate::config::{ChosenCache, Hooks};
use crate::engine::body::Limited;
use crate::engine::components::components as stand_ins;
use crate::engine::endpoint::NO_REGION;
use crate::engine::handle::Handle;
use crate::engine::outcome::NO_AWS_CREDENTIALS;
use crate::engine::timeout::Silence;
use crate::error::{BoxError, ConnectorError, ContextError};
use crate::meta::Auth;
use crate::signing::Scope;

/// The components of a client, over its handle. The clock stands still at `start`, if that is set.
///
/// # Errors
///
/// Fails if the official runtime API wants more components than it did.
#[inline]
pub(super) fn components(
    handle: &Arc<Handle>,
    hooks: &Hooks,
    start: Option<SystemTime>,
) -> Result<RuntimeComponents, BoxError> {
    let of_client = OfClient(Arc::clone(handle));
    let stand_ins = stand_ins(handle.config(), &handle.timer).map_err(ContextError::new)?;
    let mut builder = stand_ins.to_builder();
    if let Some(start) = start {
        builder.set_time_source(Some(StaticTimeSource::new(start).into()));
    }
    match handle.config().http_client() {
        Some(client) => builder.set_http_client(Some(client)),
        None => builder.set_http_client(Some(of_client.clone())),
    };
    match &hooks.endpoint_resolver {
        Some(resolver) => builder.set_endpoint_resolver(Some(resolver.clone())),
        None => builder.set_endpoint_resolver(Some(of_client.clone())),
    };
    let by_model = || DefaultAuthSchemeResolver::default().into_shared_resolver();
    builder.set_auth_scheme_option_resolver(Some(hooks.auth_resolver.clone().unwrap_or_else(by_model)));
    builder.push_auth_scheme(of_client.clone());
    for scheme in &hooks.auth_schemes {
        builder.push_auth_scheme(scheme.clone());
    }
    builder.set_retry_strategy(Some(Strategy(Arc::clone(handle))));
    add_identities(&mut builder, handle, of_client);
    builder.extend_interceptors(hooks.interceptors.iter().cloned());
    builder.extend_retry_classifiers(hooks.classifiers.iter().cloned());
    Ok(builder.build()?)
}

/// Adds the identity cache and what it asks: the engine's, or the one of the program beside the providers themselves.
#[inline]
fn add_identities(builder: &mut RuntimeComponentsBuilder, handle: &Arc<Handle>, of_client: OfClient) {
    let config = handle.config();
    if let Some(cache) = config.settings.identity_cache.as_ref().and_then(ChosenCache::of_program) {
        builder.set_identity_cache(Some(cache.clone()));
        if let Some(provider) = config.credentials_provider() {
            builder.set_identity_resolver(id_of(Auth::SigV4), provider);
        }
        if let Some(provider) = config.token_provider() {
            builder.set_identity_resolver(id_of(Auth::Bearer), provider);
        }
        return;
    }
    builder.set_identity_cache(Some(of_client));
    for auth in [Auth::SigV4, Auth::Bearer] {
        if handle.identity_of(auth).is_some() {
            builder.set_identity_resolver(id_of(auth), OfScheme(Arc::clone(handle), auth));
        }
    }
}

/// The client, as the components that it is by itself.
#[derive(Clone)]
struct OfClient(Arc<Handle>);

/// The cached identity of an auth scheme.
struct OfScheme(Arc<Handle>, Auth);

impl fmt::Debug for OfClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OfClient").field(&self.0.service.sdk_id).finish()
    }
}

impl fmt::Debug for OfScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OfScheme").field(&self.1).finish()
    }
}

impl ResolveEndpoint for OfClient {
    #[inline]
    fn resolve_endpoint<'a>(&'a self, params: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::ready(match params.get::<Params>() {
            Some(params) => params.by_rules(),
            None => Params::of_call(self.0.params().clone(), self.0.service).by_rules(),
        })
    }
}

impl HttpClient for OfClient {
    #[inline]
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for OfClient {
    #[inline]
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let handle = Arc::clone(&self.0);
        HttpConnectorFuture::new(async move {
            let request = request.try_into_http1x().map_err(|error| ConnectorError::user(error.into()))?;
            let promised = request.body().content_length();
            let (sending, _) = handle.transport.send(request, promised, None, false)?;
            let (response, _) = sending.await?;
            let response = response.map(|body| {
                let silence = Silence::new(handle.timeouts.read, handle.clocks(), None);
                Limited::new(body, None, silence).stream()
            });
            HttpResponse::try_from(response).map_err(|error| ConnectorError::other(error.into(), None))
        })
    }
}

impl ResolveCachedIdentity for OfClient {
    /// Identities of the client are cached by themselves.
    #[inline]
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        bag: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::new(async move { resolver.resolve_identity(components, bag).await })
    }
}

impl ResolveIdentity for OfScheme {
    #[inline]
    fn resolve_identity<'a>(&'a self, _: &'a RuntimeComponents, _: &'a ConfigBag) -> IdentityFuture<'a> {
        IdentityFuture::new(async move {
            match self.0.identity_of(self.1) {
                Some(kept) => kept.get().await,
                None => Err("the client has no provider for this scheme".into()),
            }
        })
    }
}

impl AuthScheme for OfClient {
    #[inline]
    fn scheme_id(&self) -> AuthSchemeId {
        SIGV4
    }

    #[inline]
    fn identity_resolver(&self, resolvers: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        resolvers.identity_resolver(SIGV4)
    }

    #[inline]
    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl Sign for OfClient {
    #[inline]
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        bag: &ConfigBag,
    ) -> Result<(), BoxError> {
        let handle = &self.0;
        let region = bag.load::<SigningRegion>().ok_or(NO_REGION)?.as_ref().to_owned();
        let name = bag.load::<SigningName>().map_or(handle.service.signing_name, AsRef::as_ref).to_owned();
        let scope = Scope::new(name, region).form(handle.service.canonical_form);
        let mut signed = std::mem::replace(request, HttpRequest::empty()).try_into_http1x()?;
        let credentials = identity.data::<Credentials>().ok_or(NO_AWS_CREDENTIALS)?;
        handle.keys.sign_request(&mut signed, credentials, &scope, false, handle.signing_time(handle.time.now()))?;
        *request = HttpRequest::try_from(signed)?;
        Ok(())
    }
}
