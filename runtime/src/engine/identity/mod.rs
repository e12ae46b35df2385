//! Credentials and tokens, asked for when they are first needed and kept until they are about to expire.

mod load;
mod program;

use std::sync::{Arc, RwLock};
use std::time::SystemTime;

use aws_credential_types::provider::token::{ProvideToken, SharedTokenProvider};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use aws_smithy_async::time::SharedTimeSource;
use aws_smithy_runtime_api::client::identity::{Identity, SharedIdentityResolver};

use self::load::{Loaded, Loading, Loads};
use crate::config::{AskCache, Limits};
use crate::error::{BoxError, ContextError, TimedOut};
use crate::timer::Timer;
use crate::trace;

/// A provider of credentials or tokens.
pub(crate) enum Provider {
    Credentials(SharedCredentialsProvider),
    Token(SharedTokenProvider),
}

/// A provider, and what it gave last.
pub(crate) struct CachedIdentity {
    source: Arc<Source>,
    loads: Loads,
    /// The cache of the program, if it has one.
    program: Option<Box<dyn AskCache>>,
}

/// The parts of a load.
struct Source {
    provider: Provider,
    limits: Limits,
    time: SharedTimeSource,
    timer: Timer,
    kept: RwLock<Option<Cached>>,
}

#[derive(Clone)]
struct Cached {
    identity: Identity,
    /// The time from which the provider is asked again.
    stale: SystemTime,
    /// The time from which the identity is no longer valid.
    expiry: Option<SystemTime>,
}

impl CachedIdentity {
    pub(crate) fn new(provider: Provider, limits: Limits, time: SharedTimeSource, timer: Timer) -> Self {
        let loads = Loads::new(provider.gives());
        let source = Source { provider, limits, time, timer, kept: RwLock::new(None) };
        Self { source: Arc::new(source), loads, program: None }
    }

    /// Leaves it to a cache of the program to keep identities.
    pub(crate) fn kept_by(self, program: Option<Box<dyn AskCache>>) -> Self {
        Self { program, ..self }
    }

    /// An identity that is good for another while. Calls that need one at the same time share one load, and its failure.
    ///
    /// # Errors
    ///
    /// When the provider gives none in time, and none are left that have not expired.
    pub(crate) async fn get(&self) -> Result<Identity, BoxError> {
        if let Some(identity) = self.source.fresh() {
            return Ok(identity);
        }
        let begin = || {
            let source = Arc::clone(&self.source);
            Box::pin(trace::load_identity(async move { source.load().await })) as Loading
        };
        if let Some(program) = &self.program {
            return program.identity().await;
        }
        if !self.source.limits.keeps {
            return begin().await.map_err(Into::into);
        }
        match self.loads.join(|| self.source.fresh(), begin).await {
            Ok(identity) => Ok(identity),
            Err(error) => self.source.usable().ok_or_else(|| error.into()),
        }
    }
}

/// The identity that is kept where one is needed at all; `None` for an unsigned call.
pub(super) async fn loaded(kept: Option<&CachedIdentity>) -> Result<Option<Identity>, BoxError> {
    match kept {
        Some(kept) => kept.get().await.map(Some),
        None => Ok(None),
    }
}

impl Provider {
    /// Returns the provider in the form in which caches of programs ask it.
    pub(crate) fn resolver(&self) -> SharedIdentityResolver {
        match self {
            Self::Credentials(provider) => SharedIdentityResolver::new(provider.clone()),
            Self::Token(provider) => SharedIdentityResolver::new(provider.clone()),
        }
    }

    fn gives(&self) -> &'static str {
        match self {
            Self::Credentials(_) => "credentials",
            Self::Token(_) => "token",
        }
    }
}

impl Source {
    /// Asks the provider, and keeps what it gives.
    async fn load(&self) -> Loaded {
        let limit = self.limits.load_timeout;
        // Whose limit it is says the error below.
        let within = TimedOut::Read;
        let loaded = match &self.provider {
            Provider::Credentials(provider) => {
                let loaded = self.timer.within(Some(limit), within, provider.provide_credentials()).await;
                let fallback = || provider.fallback_on_interrupt();
                identity(loaded.ok().or_else(|| fallback().map(Ok)))
            }
            Provider::Token(provider) => {
                identity(self.timer.within(Some(limit), within, provider.provide_token()).await.ok())
            }
        };
        let what = self.provider.gives();
        match loaded {
            Some(Ok(identity)) => Ok(self.keep(identity)),
            Some(Err(error)) => Err(ContextError::with_source(format!("the {what} could not be loaded"), error)),
            None => Err(ContextError::new(format!("the {what} could not be loaded within {limit:?}"))),
        }
    }

    fn keep(&self, identity: Identity) -> Identity {
        if !self.limits.keeps {
            return identity;
        }
        let (stale, expiry) = (self.limits.stale(&identity, self.time.now()), identity.expiration());
        if let Ok(mut kept) = self.kept.write() {
            *kept = Some(Cached { identity: identity.clone(), stale, expiry });
        }
        identity
    }

    /// The cached identity that does not expire soon.
    fn fresh(&self) -> Option<Identity> {
        self.kept_if(|kept, now| now < kept.stale)
    }

    /// The cached identity that is still valid.
    fn usable(&self) -> Option<Identity> {
        self.kept_if(|kept, now| kept.expiry.is_none_or(|expiry| now < expiry))
    }

    fn kept_if(&self, wanted: fn(&Cached, SystemTime) -> bool) -> Option<Identity> {
        let kept = self.kept.read().ok()?;
        kept.as_ref().filter(|kept| wanted(kept, self.time.now())).map(|kept| kept.identity.clone())
    }
}

/// The outcome of a provider in time, as an identity.
fn identity<T: Into<Identity>, E: Into<BoxError>>(loaded: Option<Result<T, E>>) -> Option<Result<Identity, BoxError>> {
    loaded.map(|loaded| loaded.map(Into::into).map_err(Into::into))
}

#[cfg(test)]
mod tests;
