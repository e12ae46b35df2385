//! The caches of [`IdentityCache`](super::IdentityCache) as the official type holds them.
//!
//! The engine keeps the identities of a client by itself, and goes by the limits of such a cache. A cache works on its own where a
//! program asks it, as one that stands around it does.

use std::collections::HashMap;
use std::fmt;
use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::{
    Identity, IdentityCacheLocation, IdentityCachePartition, IdentityFuture, ResolveCachedIdentity, ResolveIdentity,
    SharedIdentityCache, SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::runtime_components::{RuntimeComponents, RuntimeComponentsBuilder};
use aws_smithy_types::config_bag::{ConfigBag, Layer, Storable, StoreReplace};

use super::Limits;
use crate::error::{ContextError, TimedOut};
use crate::timer::Timer;

/// The most providers whose identities are kept.
const PARTITIONS: usize = 64;

/// A cache within limits.
pub(super) struct Caching {
    limits: Limits,
    kept: Mutex<HashMap<IdentityCachePartition, (Identity, SystemTime)>>,
}

impl Caching {
    #[inline]
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, kept: Mutex::default() }
    }

    #[inline]
    fn fresh(&self, partition: IdentityCachePartition, now: SystemTime) -> Option<Identity> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&partition).filter(|(_, stale)| now < *stale).map(|(identity, _)| identity.clone())
    }

    #[inline]
    fn keep(&self, partition: IdentityCachePartition, identity: &Identity, now: SystemTime) {
        let stale = self.limits.stale(identity, now);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= PARTITIONS && !kept.contains_key(&partition) {
            kept.clear();
        }
        kept.insert(partition, (identity.clone(), stale));
    }

    #[inline]
    async fn resolve(
        &self,
        resolver: &SharedIdentityResolver,
        components: &RuntimeComponents,
        bag: &ConfigBag,
    ) -> Result<Identity, BoxError> {
        let limit = self.limits.load_timeout;
        let timer = Timer::new(components.sleep_impl().as_ref());
        let loading = pin!(resolver.resolve_identity(components, bag));
        match timer.within(Some(limit), TimedOut::Read, loading).await {
            Ok(identity) => identity,
            Err(_) => resolver
                .fallback_on_interrupt()
                .ok_or_else(|| ContextError::new(format!("the identity could not be loaded within {limit:?}")).into()),
        }
    }
}

/// Shows no identities.
impl fmt::Debug for Caching {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IdentityCache").field(&self.limits).finish()
    }
}

impl ResolveCachedIdentity for Caching {
    #[inline]
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        bag: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::new(async move {
            let now = components.time_source().unwrap_or_default().now();
            let partition = resolver.cache_partition();
            let keeps = self.limits.keeps && resolver.cache_location() == IdentityCacheLocation::RuntimeComponents;
            if let Some(identity) = self.fresh(partition, now).filter(|_| keeps) {
                return Ok(identity);
            }
            let identity = self.resolve(&resolver, components, bag).await?;
            if keeps {
                self.keep(partition, &identity, now);
            }
            Ok(identity)
        })
    }

    /// Answers the question of [`limits_of`].
    #[inline]
    fn validate_base_client_config(&self, _: &RuntimeComponentsBuilder, bag: &ConfigBag) -> Result<(), BoxError> {
        if let Some(question) = bag.load::<Question>() {
            *question.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.limits);
        }
        Ok(())
    }
}

/// The question for the limits of a cache.
#[derive(Debug, Default)]
struct Question(Mutex<Option<Limits>>);

impl Storable for Question {
    type Storer = StoreReplace<Self>;
}

/// The limits of a cache, if it is one of these. [`SharedIdentityCache`] hides its type, and hands only calls of the trait through:
/// the check of a configuration has no result but the bag to write into.
#[inline]
pub(super) fn limits_of(cache: &SharedIdentityCache) -> Option<Limits> {
    let mut layer = Layer::new("limits of the identity cache");
    layer.store_put(Question::default());
    let bag = ConfigBag::of_layers([layer]);
    let builder = RuntimeComponentsBuilder::new("limits").with_identity_cache(Some(cache.clone()));
    // Others may find that something is missing, which only says that they are others.
    let _ = builder.validate_base_client_config(&bag);
    let question = bag.load::<Question>()?;
    let mut answer = question.0.lock().unwrap_or_else(PoisonError::into_inner);
    answer.take()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::IdentityCache;
    use super::*;

    /// A cache that is not one of these.
    #[derive(Debug)]
    struct Around(SharedIdentityCache);

    impl ResolveCachedIdentity for Around {
        fn resolve_cached_identity<'a>(
            &'a self,
            resolver: SharedIdentityResolver,
            components: &'a RuntimeComponents,
            bag: &'a ConfigBag,
        ) -> IdentityFuture<'a> {
            self.0.resolve_cached_identity(resolver, components, bag)
        }
    }

    #[test]
    fn limits_are_found_in_the_shared_type() {
        let second = Duration::from_secs(1);
        let short = IdentityCache::lazy().load_timeout(second).buffer_time(second).build();
        let limits = Limits { load_timeout: second, buffer_time: second, ..Limits::default() };
        assert_eq!(limits_of(&short), Some(limits));
        assert_eq!(limits_of(&IdentityCache::lazy().build()), Some(Limits::default()));
        assert_eq!(limits_of(&IdentityCache::no_cache()).map(|limits| limits.keeps), Some(false));
        assert_eq!(limits_of(&SharedIdentityCache::new(Around(short))), None);
    }

    #[test]
    fn identities_are_not_shown() {
        let cache = Caching::new(Limits::default());
        let identity = Identity::new("secret".to_owned(), None);
        cache.keep(IdentityCachePartition::new(), &identity, SystemTime::UNIX_EPOCH);
        assert!(!format!("{cache:?}").contains("secret"));
    }
}
