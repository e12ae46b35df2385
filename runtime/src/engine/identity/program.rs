//! Caches of credentials and tokens that a program brings.
//!
//! The setters bring the function that asks such a cache, so that only programs that call them are linked with it.

use aws_smithy_runtime_api::client::identity::{IdentityFuture, ResolveCachedIdentity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::shared::IntoShared;
use aws_smithy_types::config_bag::{ConfigBag, Layer};

use crate::config::{AskCache, Builder, ChosenCache, Config, SharedIdentityCache};
use crate::engine::components::components;
use crate::error::ContextError;
use crate::timer::Timer;

impl Builder {
    /// Sets the cache of credentials and tokens: [`IdentityCache::lazy`](crate::config::IdentityCache::lazy) with limits,
    /// [`IdentityCache::no_cache`](crate::config::IdentityCache::no_cache), or one of the program. Default: until 10 s before
    /// they expire, or for 15 minutes if they have no expiry; 5 s for loading.
    #[must_use]
    #[inline]
    pub fn identity_cache(mut self, cache: impl ResolveCachedIdentity + 'static) -> Self {
        self.set_identity_cache(cache);
        self
    }

    /// Like [`identity_cache`](Self::identity_cache).
    #[inline]
    pub fn set_identity_cache(&mut self, cache: impl ResolveCachedIdentity + 'static) -> &mut Self {
        let shared: SharedIdentityCache = cache.into_shared();
        self.settings.identity_cache = Some(ChosenCache::new(shared, ask));
        self
    }
}

/// A cache of the program, with what it is asked by.
struct Asked {
    cache: SharedIdentityCache,
    resolver: SharedIdentityResolver,
    components: Result<RuntimeComponents, String>,
    bag: ConfigBag,
}

#[inline]
fn ask(
    cache: &SharedIdentityCache,
    resolver: SharedIdentityResolver,
    config: &Config,
    timer: &Timer,
) -> Box<dyn AskCache> {
    let mut layer = Layer::new("tinsmith::Config");
    layer.store_or_unset(config.region().cloned());
    layer.store_or_unset(config.retry_config().cloned());
    layer.store_or_unset(config.timeout_config().cloned());
    let (components, bag) = (components(config, timer), ConfigBag::of_layers([layer]));
    Box::new(Asked { cache: cache.clone(), resolver, components, bag })
}

impl AskCache for Asked {
    #[inline]
    fn identity(&self) -> IdentityFuture<'_> {
        match &self.components {
            Ok(components) => self.cache.resolve_cached_identity(self.resolver.clone(), components, &self.bag),
            Err(error) => IdentityFuture::ready(Err(ContextError::new(error.clone()).into())),
        }
    }
}
