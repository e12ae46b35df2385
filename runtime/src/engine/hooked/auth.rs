//! The auth scheme of an attempt, where the program chooses it, brings it, or keeps its identities.

use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, AuthSchemeOption, AuthSchemeOptionResolverParams,
    ResolveAuthSchemeOptions, SharedAuthScheme,
};
use aws_smithy_runtime_api::client::identity::{Identity, ResolveCachedIdentity};
use aws_smithy_runtime_api::client::runtime_components::GetIdentityResolver;
use aws_smithy_types::Document;
use aws_smithy_types::endpoint::Endpoint;

use super::outcome::not_sent;
use super::{Halt, Hooked};
use crate::config::auth::{NO_AUTH, Params, id_of, scheme_of};
use crate::engine::call::{Call, Target};
use crate::engine::identity::loaded;
use crate::error::ContextError;

/// The scheme of an attempt, and its identity.
pub(super) enum Chosen {
    /// One of the client's; unsigned without an identity.
    Own(Option<Identity>),
    /// One of the program's.
    Pushed(SharedAuthScheme, Identity),
}

impl Chosen {
    /// The identity of a scheme of the client.
    #[inline]
    pub(super) fn own(&self) -> Option<&Identity> {
        match self {
            Self::Own(identity) => identity.as_ref(),
            Self::Pushed(..) => None,
        }
    }
}

impl Hooked {
    /// Chooses the scheme, and gets its identity.
    #[inline]
    pub(super) async fn choose(&mut self, call: &Call) -> Result<Chosen, Halt> {
        let model_chooses = self.hooks.auth_resolver.is_none() && self.hooks.auth_schemes.is_empty();
        if model_chooses || self.handle.config().anonymous() == Some(&true) {
            let kept = match &self.presigning {
                None => call.kept_identity(),
                Some(steps) => steps.identity(call),
            };
            let kept = kept.map_err(|error| self.halt(error))?;
            return loaded(kept).await.map(Chosen::Own).map_err(not_sent);
        }
        let params = AuthSchemeOptionResolverParams::new(Params::of_call(self.meta));
        let resolver = self.components.auth_scheme_option_resolver();
        let options = resolver.resolve_auth_scheme_options_v2(&params, &self.bag, &self.components).await;
        let options = self.in_order(options.map_err(not_sent)?);
        self.bag.interceptor_state().store_put(params);
        for option in options {
            if let Some(chosen) = self.identity_of(&option).await? {
                if let Some(properties) = option.properties() {
                    self.bag.push_shared_layer(properties);
                }
                return Ok(chosen);
            }
        }
        Err(not_sent(ContextError::new(NONE).into()))
    }

    /// The options, those that the configuration prefers first.
    #[inline]
    fn in_order(&self, mut options: Vec<AuthSchemeOption>) -> Vec<AuthSchemeOption> {
        if self.handle.config().unsigned_without_credentials() == Some(&true) {
            options.push(AuthSchemeOption::from(NO_AUTH));
        }
        let preference = &self.handle.preference;
        let rank = |id: &AuthSchemeId| preference.iter().position(|it| it == id).unwrap_or(preference.len());
        options.sort_by_key(|option| rank(option.scheme_id()));
        options
    }

    /// The scheme of an option with its identity, if it has one.
    #[inline]
    async fn identity_of(&self, option: &AuthSchemeOption) -> Result<Option<Chosen>, Halt> {
        let id = option.scheme_id();
        let (cache, components, bag) = (self.components.identity_cache(), &self.components, &self.bag);
        if let Some(scheme) = self.hooks.auth_schemes.iter().find(|scheme| scheme.scheme_id() == *id) {
            let Some(resolver) = scheme.identity_resolver(components) else { return Ok(None) };
            let identity = cache.resolve_cached_identity(resolver, components, bag).await.map_err(not_sent)?;
            return Ok(Some(Chosen::Pushed(scheme.clone(), identity)));
        }
        if *id == NO_AUTH {
            return Ok(Some(Chosen::Own(None)));
        }
        let own = scheme_of(id).filter(|scheme| self.handle.identity_of(*scheme).is_some());
        let resolver = own.and_then(|scheme| components.identity_resolver(id_of(scheme)));
        let Some(resolver) = resolver else { return Ok(None) };
        let identity = cache.resolve_cached_identity(resolver, components, bag).await.map_err(not_sent)?;
        Ok(Some(Chosen::Own(Some(identity))))
    }

    /// Signs the request of the context.
    #[inline]
    pub(super) fn sign(&mut self, call: &mut Call, target: &Target, chosen: &Chosen) -> Result<(), Halt> {
        if let Chosen::Pushed(scheme, identity) = chosen {
            self.sign_with(scheme, identity)?;
        }
        let identity = chosen.own();
        let mut request = self.take_request()?;
        let signed = match &self.presigning {
            None => call.sign(&mut request, target, identity),
            Some(steps) => steps.sign(call, &mut request, target, identity),
        };
        signed.map_err(|error| self.halt(error))?;
        self.put_request(request)
    }

    #[inline]
    fn sign_with(&mut self, scheme: &SharedAuthScheme, identity: &Identity) -> Result<(), Halt> {
        let Some(request) = self.context.request_mut() else { return Ok(()) };
        let endpoint = self.bag.load::<Endpoint>();
        let config = endpoint.map_or(AuthSchemeEndpointConfig::empty(), |endpoint| of(endpoint, &scheme.scheme_id()));
        scheme.signer().sign_http_request(request, identity, config, &self.components, &self.bag).map_err(not_sent)
    }
}

const NONE: &str = "no auth scheme has an identity; set a provider for one of those that the resolver gives, or push a scheme \
     that brings its own";

/// The properties of a scheme in an endpoint.
#[inline]
fn of<'e>(endpoint: &'e Endpoint, id: &AuthSchemeId) -> AuthSchemeEndpointConfig<'e> {
    if let Some(scheme) = endpoint.auth_schemes().iter().find(|scheme| scheme.name() == id.inner()) {
        return AuthSchemeEndpointConfig::from_typed(scheme);
    }
    let schemes = endpoint.properties().get("authSchemes").and_then(Document::as_array);
    let is_it = |scheme: &&Document| {
        scheme.as_object().and_then(|scheme| scheme.get("name")).and_then(Document::as_string) == Some(id.inner())
    };
    AuthSchemeEndpointConfig::from(schemes.and_then(|schemes| schemes.iter().find(is_it)))
}
