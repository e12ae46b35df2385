//! Providers that stand for several others.

pub mod credentials;
pub mod region;

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

/// A provider of a chain that had nothing to give.
#[derive(Debug)]
pub struct ProviderAttempt<E> {
    name: Cow<'static, str>,
    error: E,
}

impl<E> ProviderAttempt<E> {
    pub(crate) fn new(name: Cow<'static, str>, error: E) -> Self {
        Self { name, error }
    }

    /// The name of the provider in its chain.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The reason why it gave nothing.
    pub fn error(&self) -> &E {
        &self.error
    }
}

/// The error of a chain none of whose providers had anything to give: the source of the `CredentialsError`.
#[derive(Debug)]
pub struct ProviderChainError<E: Error> {
    attempts: Vec<ProviderAttempt<E>>,
}

impl<E: Error> ProviderChainError<E> {
    pub(crate) fn new(attempts: Vec<ProviderAttempt<E>>) -> Self {
        Self { attempts }
    }

    /// The providers, in the order in which they were asked.
    pub fn attempts(&self) -> &[ProviderAttempt<E>] {
        &self.attempts
    }
}

/// A line for each provider, with its error and the causes of that.
impl<E: Error> fmt::Display for ProviderChainError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no provider of the chain has credentials; asked were")?;
        for ProviderAttempt { name, error } in &self.attempts {
            write!(f, "\n  {name}: {error}")?;
            let mut cause = error.source();
            while let Some(error) = cause {
                write!(f, ": {error}")?;
                cause = error.source();
            }
        }
        Ok(())
    }
}

impl<E: Error + 'static> Error for ProviderChainError<E> {}
