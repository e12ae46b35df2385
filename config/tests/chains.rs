//! Chains of providers, as programs put them together.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::error::Error;

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, Result, future};
use aws_smithy_types::error::display::DisplayErrorContext;
use aws_types::region::Region;
use tinsmith_config::meta::ProviderChainError;
use tinsmith_config::meta::credentials::CredentialsProviderChain;
use tinsmith_config::meta::region::{ProvideRegion, RegionProviderChain};

#[derive(Debug)]
struct Fixed(fn() -> Result);

impl ProvideCredentials for Fixed {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready((self.0)())
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        (self.0)().ok()
    }
}

fn found() -> Result {
    Ok(Credentials::new("key", "secret", None, None, "test"))
}

fn absent() -> Result {
    Err(CredentialsError::not_loaded("nothing is set"))
}

fn broken() -> Result {
    Err(CredentialsError::invalid_configuration("half of it is set"))
}

#[tokio::test]
async fn the_first_provider_that_is_configured_decides() {
    let chain =
        CredentialsProviderChain::first_try("A", Fixed(absent)).or_else("B", Fixed(found)).or_else("C", Fixed(broken));
    assert_eq!(chain.provide_credentials().await.unwrap().access_key_id(), "key");
    assert_eq!(chain.fallback_on_interrupt().unwrap().access_key_id(), "key");
    assert_eq!(format!("{chain:?}"), r#"CredentialsProviderChain { providers: ["A", "B", "C"] }"#);

    let chain = CredentialsProviderChain::first_try("A", Fixed(broken)).or_else("B", Fixed(found));
    assert!(matches!(chain.provide_credentials().await.unwrap_err(), CredentialsError::InvalidConfiguration(_)));
}

#[tokio::test]
async fn a_chain_without_credentials_names_each_provider_and_its_reason() {
    let chain = CredentialsProviderChain::first_try("A", Fixed(absent)).or_else("B", Fixed(absent));
    let error = chain.provide_credentials().await.unwrap_err();
    let shown = DisplayErrorContext(&error).to_string();
    assert!(shown.contains("\n  A: ") && shown.contains("\n  B: ") && shown.contains("nothing is set"), "{shown}");
    let chain = error.source().unwrap().downcast_ref::<ProviderChainError<CredentialsError>>().unwrap();
    assert_eq!(chain.attempts().iter().map(|attempt| attempt.name()).collect::<Vec<_>>(), ["A", "B"]);
}

#[tokio::test]
async fn the_first_region_is_taken() {
    let chain = RegionProviderChain::first_try(None::<Region>).or_else("a").or_else(Region::from_static("b"));
    assert_eq!(chain.region().await, Some(Region::from_static("a")));
    let nested: Box<dyn ProvideRegion> = Box::new(RegionProviderChain::first_try(None::<Region>));
    assert_eq!(RegionProviderChain::first_try(nested).region().await, None);
}
