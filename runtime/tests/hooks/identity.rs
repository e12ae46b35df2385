//! Caches of identities that a program brings.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Waker};
use std::time::Duration;

use aws_credential_types::provider::future;
use aws_smithy_runtime_api::client::identity::{IdentityFuture, ResolveIdentity, SharedIdentityResolver};
use tinsmith::config::auth::DefaultAuthSchemeResolver;
use tinsmith::config::interceptors::BeforeSerializationInterceptorContextRef;
use tinsmith::config::{
    ConfigBag, Credentials, IdentityCache, Intercept, ProvideCredentials, ResolveCachedIdentity, RuntimeComponents,
    SharedCredentialsProvider, SharedIdentityCache,
};
use tinsmith::customize::CustomizableOperation;
use tinsmith::error::{BoxError, SdkError};
use tinsmith::presigning::PresigningConfig;
use tinsmith::test::{Replay, replay};

use crate::recorder::Recorder;
use crate::support::{Echo, engine, hello, keys};
use crate::{builder, header, ok};

/// Gives keys, and counts how often.
#[derive(Debug, Clone, Default)]
struct Counts(Arc<AtomicUsize>);

impl Counts {
    fn times(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

impl ProvideCredentials for Counts {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        self.0.fetch_add(1, Ordering::SeqCst);
        future::ProvideCredentials::ready(Ok(keys()))
    }
}

/// Asks another cache, or gives keys of its own; counts how often it is asked.
#[derive(Debug, Clone)]
struct Own(Counts, Option<SharedIdentityCache>);

impl ResolveCachedIdentity for Own {
    fn resolve_cached_identity<'a>(
        &'a self,
        resolver: SharedIdentityResolver,
        components: &'a RuntimeComponents,
        bag: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        self.0.0.fetch_add(1, Ordering::SeqCst);
        match &self.1 {
            Some(cache) => cache.resolve_cached_identity(resolver, components, bag),
            None => IdentityFuture::new(async move {
                resolver.resolve_identity(components, bag).await?;
                Ok(Credentials::new("OWN", "SECRET", None, None, "test").into())
            }),
        }
    }
}

fn http() -> Replay {
    replay((0..9).map(|_| ok()))
}

fn key(http: &Replay, number: usize) -> String {
    let request = &http.requests()[number];
    let authorization = header(request, "authorization").unwrap();
    authorization.split_once("Credential=").unwrap().1.split('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_cache_of_the_program_gives_the_identities_of_all_kinds_of_calls() {
    let (http, asked, cached) = (http(), Counts::default(), Counts::default());
    let config = builder(&http).credentials_provider(asked.clone()).identity_cache(Own(cached.clone(), None));
    let plain = engine(config.clone());
    let hooked = engine(config.clone().interceptor(Recorder::default()));
    let chosen = engine(config.auth_scheme_resolver(DefaultAuthSchemeResolver::default()));
    for (number, client) in [plain.clone(), hooked, chosen].into_iter().enumerate() {
        client.send::<Echo>(hello()).await.unwrap();
        assert_eq!(key(&http, number), "OWN");
        assert_eq!((asked.times(), cached.times()), (number + 1, number + 1), "the cache decides when to ask");
    }
    let hour = PresigningConfig::expires_in(Duration::from_secs(3600)).unwrap();
    let presigned = CustomizableOperation::<Echo>::new(plain, Ok(hello())).presigned(hour).await.unwrap();
    assert!(presigned.uri().contains("X-Amz-Credential=OWN"), "{}", presigned.uri());
}

/// The partition by which caches know a provider is the same in each call.
#[tokio::test]
async fn a_cache_around_the_lazy_one_keeps_identities() {
    let (http, asked, cached) = (http(), Counts::default(), Counts::default());
    let around = Own(cached.clone(), Some(IdentityCache::lazy().build()));
    let config = builder(&http).credentials_provider(asked.clone()).identity_cache(around);
    let plain = engine(config.clone());
    let chosen = engine(config.auth_scheme_resolver(DefaultAuthSchemeResolver::default()));
    for client in [plain.clone(), plain, chosen.clone(), chosen] {
        client.send::<Echo>(hello()).await.unwrap();
    }
    assert_eq!((asked.times(), cached.times()), (1, 4));
}

#[tokio::test]
async fn the_caches_of_the_crate_are_values_of_the_official_type() {
    for (cache, times) in [(IdentityCache::lazy().build(), 1), (IdentityCache::no_cache(), 3)] {
        let cache: SharedIdentityCache = cache;
        let (http, asked) = (http(), Counts::default());
        let config = builder(&http).credentials_provider(asked.clone()).identity_cache(cache.clone());
        let client = engine(config);
        assert!(client.config().identity_cache().is_some());
        for _ in 0..3 {
            client.send::<Echo>(hello()).await.unwrap();
        }
        assert_eq!(asked.times(), times);
    }
}

#[tokio::test]
async fn a_call_may_have_another_cache() {
    let (http, cached) = (http(), Counts::default());
    let client = engine(builder(&http));
    let over = tinsmith::config::Config::builder().identity_cache(Own(cached.clone(), None));
    client.with_override(over).send::<Echo>(hello()).await.unwrap();
    client.send::<Echo>(hello()).await.unwrap();
    assert_eq!((key(&http, 0), key(&http, 1), cached.times()), ("OWN".to_owned(), "AKID".to_owned(), 1));
}

#[tokio::test]
async fn errors_of_a_cache_are_those_of_the_call() {
    #[derive(Debug)]
    struct Empty;

    impl ResolveCachedIdentity for Empty {
        fn resolve_cached_identity<'a>(
            &'a self,
            _: SharedIdentityResolver,
            _: &'a RuntimeComponents,
            _: &'a ConfigBag,
        ) -> IdentityFuture<'a> {
            IdentityFuture::ready(Err("the vault is closed".into()))
        }
    }

    let http = http();
    let error = engine(builder(&http).identity_cache(Empty)).send::<Echo>(hello()).await.unwrap_err();
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert!(error.to_string().contains("the vault is closed"), "{error}");
}

/// Asks the cache among the components for the identity of a provider of its own.
#[derive(Debug, Clone, Default)]
struct Asks(Counts);

impl Intercept for Asks {
    fn name(&self) -> &'static str {
        "Asks"
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        bag: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let resolver = SharedIdentityResolver::new(SharedCredentialsProvider::new(self.0.clone()));
        let cache = components.identity_cache();
        let mut identity = std::pin::pin!(cache.resolve_cached_identity(resolver, components, bag));
        let std::task::Poll::Ready(identity) = identity.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            return Err("it waits".into());
        };
        let identity = identity?;
        assert_eq!(identity.data::<Credentials>().ok_or("no keys")?.access_key_id(), "OWN");
        Ok(())
    }
}

#[tokio::test]
async fn interceptors_find_the_cache_of_the_program() {
    let (http, cached, asks) = (http(), Counts::default(), Asks::default());
    let config = builder(&http).identity_cache(Own(cached.clone(), None)).interceptor(asks.clone());
    engine(config).send::<Echo>(hello()).await.unwrap();
    assert_eq!((cached.times(), asks.0.times()), (2, 1));
}
