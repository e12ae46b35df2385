//! Credentials and tokens, asked for when they are first needed and kept until they are about to expire.

use std::fmt;
use std::sync::RwLock;
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::token::{ProvideToken, SharedTokenProvider};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::client::identity::Identity;
use tokio::sync::Mutex;

use super::timeout::Timer;
use crate::error::{BoxError, Explained, TimedOut};

/// How long before they expire they are asked for again.
const EARLY: Duration = Duration::from_secs(10);
/// How long they are kept without an expiry.
const KEEP: Duration = Duration::from_secs(15 * 60);
/// How long a provider may take.
const LOAD: Duration = Duration::from_secs(5);

/// What gives credentials or tokens.
pub(crate) enum Provider {
    Credentials(SharedCredentialsProvider),
    Token(SharedTokenProvider),
}

/// A provider and what it gave last.
pub(crate) struct IdentityCache {
    provider: Provider,
    time: SharedTimeSource,
    timer: Timer,
    kept: RwLock<Option<Kept>>,
    /// Held by whoever asks the provider, so that one does at a time.
    loading: Mutex<()>,
}

#[derive(Clone)]
struct Kept {
    identity: Identity,
    /// When to ask again.
    stale: SystemTime,
    /// When it is no longer of use.
    expiry: Option<SystemTime>,
}

impl IdentityCache {
    pub(crate) fn new(provider: Provider, time: SharedTimeSource, timer: Timer) -> Self {
        Self { provider, time, timer, kept: RwLock::new(None), loading: Mutex::new(()) }
    }

    /// An identity that is good for another while.
    ///
    /// # Errors
    ///
    /// When the provider gives none, and none are left that have not expired.
    pub(crate) async fn get(&self) -> Result<Identity, BoxError> {
        if let Some(identity) = self.fresh() {
            return Ok(identity);
        }
        let _one_at_a_time = self.loading.lock().await;
        if let Some(identity) = self.fresh() {
            return Ok(identity);
        }
        match Box::pin(self.load()).await {
            Ok(identity) => Ok(self.keep(identity)),
            Err(error) => self.usable().ok_or(error),
        }
    }

    async fn load(&self) -> Result<Identity, BoxError> {
        let limit = Some(LOAD);
        let within = TimedOut::Read;
        match &self.provider {
            Provider::Credentials(provider) => {
                let loaded = self.timer.within(limit, within, provider.provide_credentials()).await;
                let fallback = || provider.fallback_on_interrupt();
                loaded_or(loaded.ok().or_else(|| fallback().map(Ok)), "credentials")
            }
            Provider::Token(provider) => {
                let loaded = self.timer.within(limit, within, provider.provide_token()).await;
                loaded_or(loaded.ok(), "token")
            }
        }
    }

    fn keep(&self, identity: Identity) -> Identity {
        let expiry = identity.expiration();
        let stale = match expiry {
            Some(expiry) => expiry.checked_sub(EARLY).unwrap_or(expiry),
            None => self.time.now() + KEEP,
        };
        if let Ok(mut kept) = self.kept.write() {
            *kept = Some(Kept { identity: identity.clone(), stale, expiry });
        }
        identity
    }

    /// What is kept, if it need not be asked for again.
    fn fresh(&self) -> Option<Identity> {
        self.kept_if(|kept, now| now < kept.stale)
    }

    /// What is kept, if it can be used at all.
    fn usable(&self) -> Option<Identity> {
        self.kept_if(|kept, now| kept.expiry.is_none_or(|expiry| now < expiry))
    }

    fn kept_if(&self, wanted: impl FnOnce(&Kept, SystemTime) -> bool) -> Option<Identity> {
        let kept = self.kept.read().ok()?;
        kept.as_ref().filter(|kept| wanted(kept, self.time.now())).map(|kept| kept.identity.clone())
    }
}

/// What a provider gave in time, as an identity.
fn loaded_or<T: Into<Identity>, E: Into<BoxError>>(
    loaded: Option<Result<T, E>>,
    what: &str,
) -> Result<Identity, BoxError> {
    match loaded {
        Some(Ok(identity)) => Ok(identity.into()),
        Some(Err(error)) => Err(Explained::because(format!("the {what} could not be loaded"), error).into()),
        None => Err(Explained::new(format!("the {what} could not be loaded within {LOAD:?}")).into()),
    }
}

impl fmt::Debug for IdentityCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdentityCache")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
    use std::time::UNIX_EPOCH;

    use aws_credential_types::Credentials;
    use aws_credential_types::provider::error::CredentialsError;
    use aws_credential_types::provider::future;
    use aws_smithy_async::time::TimeSource;

    use super::*;
    use crate::config::Settings;

    #[derive(Debug, Default, Clone)]
    struct Clock(Arc<AtomicU64>);

    impl TimeSource for Clock {
        fn now(&self) -> SystemTime {
            UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::SeqCst))
        }
    }

    /// Gives credentials that expire at 100, and counts; fails from the second time on.
    #[derive(Debug, Default, Clone)]
    struct Counted(Arc<AtomicUsize>);

    impl ProvideCredentials for Counted {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            let expiry = UNIX_EPOCH + Duration::from_secs(100);
            future::ProvideCredentials::new(async move {
                tokio::task::yield_now().await;
                match self.0.fetch_add(1, Ordering::SeqCst) {
                    0 => Ok(Credentials::new("AKID", "SECRET", None, Some(expiry), "test")),
                    _ => Err(CredentialsError::not_loaded("out of keys")),
                }
            })
        }
    }

    #[tokio::test]
    async fn one_load_serves_all_until_shortly_before_expiry() {
        let (clock, provider) = (Clock::default(), Counted::default());
        let shared = SharedCredentialsProvider::new(provider.clone());
        let timer = Timer::new(&Settings::default());
        let cache = IdentityCache::new(Provider::Credentials(shared), SharedTimeSource::new(clock.clone()), timer);
        let (one, other) = tokio::join!(cache.get(), cache.get());
        assert!(one.is_ok() && other.is_ok());
        assert_eq!(provider.0.load(Ordering::SeqCst), 1);

        clock.0.store(89, Ordering::SeqCst);
        assert!(cache.get().await.is_ok());
        assert_eq!(provider.0.load(Ordering::SeqCst), 1);

        clock.0.store(91, Ordering::SeqCst);
        assert!(cache.get().await.is_ok(), "what has not expired is used if there is nothing new");
        assert_eq!(provider.0.load(Ordering::SeqCst), 2);

        clock.0.store(100, Ordering::SeqCst);
        let error = cache.get().await.unwrap_err();
        assert!(crate::error::describe(&*error).contains("out of keys"));
    }
}
