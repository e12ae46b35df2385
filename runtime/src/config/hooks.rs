//! The hooks of a program: what runs within its calls.

use std::any::Any;
use std::fmt;

use aws_smithy_runtime_api::client::auth::{SharedAuthScheme, SharedAuthSchemeOptionResolver};
use aws_smithy_runtime_api::client::endpoint::SharedEndpointResolver;
use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_smithy_runtime_api::client::retries::classifiers::SharedRetryClassifier;

use super::Config;
use super::endpoint::{DefaultResolver, ResolveEndpoint};
use super::table::take;

/// The path that calls with hooks take; the engine knows its type. Setters bring it, so that only programs that have hooks are
/// linked with its code.
pub(crate) type Path = &'static (dyn Any + Send + Sync);

/// The hooks of a program.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    pub(crate) interceptors: Vec<SharedInterceptor>,
    pub(crate) classifiers: Vec<SharedRetryClassifier>,
    pub(crate) endpoint_resolver: Option<SharedEndpointResolver>,
    pub(crate) auth_resolver: Option<SharedAuthSchemeOptionResolver>,
    pub(crate) auth_schemes: Vec<SharedAuthScheme>,
    /// Set if there is a hook.
    pub(crate) path: Option<Path>,
}

impl Hooks {
    /// Adds hooks behind these, or in the place of these where there can be one alone.
    pub(crate) fn extend(&mut self, more: &Self) {
        self.interceptors.extend_from_slice(&more.interceptors);
        self.classifiers.extend_from_slice(&more.classifiers);
        self.auth_schemes.extend_from_slice(&more.auth_schemes);
        take(&mut self.endpoint_resolver, &more.endpoint_resolver);
        take(&mut self.auth_resolver, &more.auth_resolver);
        self.path = self.path.or(more.path);
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooks")
            .field("interceptors", &self.interceptors.len())
            .field("classifiers", &self.classifiers.len())
            .finish_non_exhaustive()
    }
}

impl Config {
    /// The interceptors, in the order in which they run.
    #[inline]
    pub fn interceptors(&self) -> impl Iterator<Item = SharedInterceptor> + '_ {
        self.settings.hooks.interceptors.iter().cloned()
    }

    /// The resolver of endpoints: that of the program, or the rules of the service.
    #[inline]
    pub fn endpoint_resolver(&self) -> SharedEndpointResolver {
        let set = self.settings.hooks.endpoint_resolver.clone();
        set.unwrap_or_else(|| DefaultResolver::new().into_shared_resolver())
    }

    /// The resolver of auth schemes that the program has set, if any.
    #[inline]
    pub fn auth_scheme_resolver(&self) -> Option<SharedAuthSchemeOptionResolver> {
        self.settings.hooks.auth_resolver.clone()
    }

    /// The auth schemes that the program has added.
    #[inline]
    pub fn auth_schemes(&self) -> impl Iterator<Item = SharedAuthScheme> + '_ {
        self.settings.hooks.auth_schemes.iter().cloned()
    }

    /// The retry classifiers of the program, in the order in which they were added.
    #[inline]
    pub fn retry_classifiers(&self) -> impl Iterator<Item = SharedRetryClassifier> + '_ {
        self.settings.hooks.classifiers.iter().cloned()
    }
}
