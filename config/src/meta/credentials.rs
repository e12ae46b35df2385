//! Providers of credentials.

use std::borrow::Cow;
use std::fmt;

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::future::ProvideCredentials as Providing;
use aws_credential_types::provider::{ProvideCredentials, Result};

use super::{ProviderAttempt, ProviderChainError};

/// Providers that are asked in order until one has credentials.
///
/// A provider that is not configured (`CredentialsNotLoaded`) is passed over. Any other error is that of the chain: credentials of
/// another account than the configured one would be worse than none.
pub struct CredentialsProviderChain {
    providers: Vec<(Cow<'static, str>, Box<dyn ProvideCredentials>)>,
}

impl CredentialsProviderChain {
    /// A chain that asks this provider, which errors name so.
    pub fn first_try(name: impl Into<Cow<'static, str>>, provider: impl ProvideCredentials + 'static) -> Self {
        Self { providers: vec![(name.into(), Box::new(provider))] }
    }

    /// Adds a provider that is asked if none before it is configured.
    pub fn or_else(mut self, name: impl Into<Cow<'static, str>>, provider: impl ProvideCredentials + 'static) -> Self {
        self.providers.push((name.into(), Box::new(provider)));
        self
    }

    async fn credentials(&self) -> Result {
        let mut attempts = Vec::with_capacity(self.providers.len());
        for (name, provider) in &self.providers {
            match provider.provide_credentials().await {
                Ok(credentials) => {
                    tracing::debug!(provider = %name, "credentials are loaded");
                    return Ok(credentials);
                }
                Err(error @ CredentialsError::CredentialsNotLoaded(_)) => {
                    tracing::debug!(provider = %name, "has no credentials");
                    attempts.push(ProviderAttempt::new(name.clone(), error));
                }
                Err(error) => {
                    tracing::warn!(provider = %name, "cannot give credentials");
                    return Err(error);
                }
            }
        }
        Err(CredentialsError::not_loaded(ProviderChainError::new(attempts)))
    }
}

/// The names of the providers, in order.
impl fmt::Debug for CredentialsProviderChain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.providers.iter().map(|(name, _)| name).collect();
        f.debug_struct("CredentialsProviderChain").field("providers", &names).finish()
    }
}

impl ProvideCredentials for CredentialsProviderChain {
    fn provide_credentials<'a>(&'a self) -> Providing<'a>
    where
        Self: 'a,
    {
        Providing::new(self.credentials())
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.providers.iter().find_map(|(_, provider)| provider.fallback_on_interrupt())
    }
}
