//! The configuration of a client: region, credentials, timeouts, retries and the rest.
//!
//! One [`Config`] serves every service. It is made by a [`Builder`], from an `SdkConfig` of `aws-config`, or from the
//! environment with [`Config::from_env`]. Making one never fails: missing and invalid settings are reported by the first call.

pub mod auth;
pub mod endpoint;
mod endpoint_url;
mod env;
mod frameworks;
mod hidden;
mod hooks;
mod identity_cache;
pub mod retry;
mod sdk;
mod settings;
mod table;
mod telemetry;
#[cfg(feature = "test-util")]
mod test_defaults;
mod tokens;

use std::fmt;
use std::str::FromStr;

pub use aws_credential_types::provider::token::{ProvideToken, SharedTokenProvider};
pub use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
pub use aws_credential_types::{Credentials, Token};
pub use aws_smithy_async::rt::sleep::{AsyncSleep, SharedAsyncSleep, Sleep};
pub use aws_smithy_async::time::{SharedTimeSource, TimeSource};
pub use aws_smithy_runtime_api::client::auth::{AuthSchemeId, AuthSchemePreference};
pub use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
pub use aws_smithy_runtime_api::client::http::{HttpClient, SharedHttpClient};
pub use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
pub use aws_smithy_runtime_api::client::runtime_components::{RuntimeComponents, RuntimeComponentsBuilder};
pub use aws_smithy_runtime_api::client::runtime_plugin::{RuntimePlugin, SharedRuntimePlugin};
pub use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
pub use aws_smithy_runtime_api::shared::IntoShared;
pub use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
pub use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};
pub use aws_types::app_name::AppName;
pub use aws_types::endpoint_config::AccountIdEndpointMode;
pub use aws_types::region::Region;
pub use aws_types::sdk_config::SdkConfig;

pub use frameworks::FrameworkMetadata;
pub(crate) use identity_cache::{AskCache, ChosenCache, Keeping, Limits};
pub use identity_cache::{IdentityCache, LazyCacheBuilder, ResolveCachedIdentity, SharedIdentityCache};
pub use tokens::IdGenerator;
pub use tokens::IdGenerator as IdempotencyTokenProvider;

use crate::endpoint::is_valid_host_label;
use env::Problem;
use hidden::Hidden;
pub(crate) use hooks::{Hooks, Path};
pub(crate) use settings::Settings;
pub(crate) use table::Part;
pub(crate) use tokens::uuid;

/// The form of a region, in words: it becomes part of a host (<https://www.rfc-editor.org/rfc/rfc1123#page-13>).
const REGIONS: &str = "1 to 63 letters, digits and inner hyphens, as in `us-east-1`";

/// The contexts of interceptors.
pub mod interceptors {
    pub use aws_smithy_runtime_api::client::interceptors::context::{
        AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
        BeforeDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextMut,
        BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
        BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextMut, FinalizerInterceptorContextRef,
        InterceptorContext,
    };
}

/// Timeouts.
pub mod timeout {
    pub use aws_smithy_types::timeout::{TimeoutConfig, TimeoutConfigBuilder};
}

/// Requests and responses as `customize()` shows them.
pub mod http {
    pub use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
}

/// The configuration of a client. `Debug` shows no secrets.
#[derive(Clone, Default)]
pub struct Config {
    pub(crate) settings: Hidden,
}

impl Config {
    /// Takes everything from an `SdkConfig`, as `aws-config` makes it.
    #[inline]
    pub fn new(sdk: &SdkConfig) -> Self {
        Self::from(sdk)
    }

    /// Starts with nothing set.
    #[inline]
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Takes what the environment has: see [`Builder::from_env`].
    #[inline]
    pub fn from_env() -> Self {
        Builder::from_env().build()
    }

    /// The name by which requests are signed, in the configuration that a client gives (`client.config()`); empty in others,
    /// since one configuration is for all services.
    #[inline]
    pub fn signing_name(&self) -> &'static str {
        self.settings.signing_name
    }

    /// Starts with everything that is set here.
    pub fn to_builder(&self) -> Builder {
        Builder { settings: self.settings.clone() }
    }

    /// The URL to call instead of one of the rules' for the service with this `sdkId`.
    ///
    /// # Errors
    ///
    /// With what is wrong in this configuration, of the URL or anything else.
    pub(crate) fn checked_url(&self, sdk_id: &str) -> Result<Option<String>, String> {
        let problem = self.settings.problems.iter().find(|problem| !(problem.is_settled)(&self.settings));
        if let Some(problem) = problem {
            return Err(problem.text.clone());
        }
        if let Some(region) = self.region().filter(|region| !is_valid_host_label(region.as_ref(), false)) {
            let region = region.as_ref().escape_debug();
            return Err(format!("the region `{region}` cannot be used; it may be {REGIONS}"));
        }
        endpoint_url::endpoint_url(&self.settings, sdk_id)
    }

    /// This configuration with everything that is set in `over`, its URL for the service with this `sdkId` included.
    pub(crate) fn overridden(&self, over: Builder, sdk_id: &str) -> Self {
        let mut settings = self.settings.clone();
        let mut over = over.settings;
        match endpoint_url::configured(&over, sdk_id) {
            Ok(Some(found)) => over.endpoint_url = Some(found.url),
            Ok(None) => {}
            Err(text) => over.problems.push(Problem { text, is_settled: |_| false }),
        }
        if let (Some(new), Some(old)) = (&mut over.timeout_config, &settings.timeout_config) {
            new.take_defaults_from(old);
        }
        settings.merge(&over);
        Self { settings }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Config").field(&*self.settings).finish()
    }
}

/// Makes a [`Config`]. Every setting has a setter `x` for chains and a setter `set_x` that takes an `Option`.
#[derive(Clone, Default)]
pub struct Builder {
    pub(crate) settings: Hidden,
}

impl Builder {
    /// Nothing set.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Builds the configuration. Missing and invalid settings are reported by the first call.
    #[inline]
    pub fn build(self) -> Config {
        Config { settings: self.settings }
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Builder").field(&*self.settings).finish()
    }
}

/// Which endpoint of STS to call
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html>).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StsRegionalEndpoint {
    /// The endpoint of the region that is set.
    #[default]
    Regional,
    /// The global endpoint, for the regions that had no other at first.
    Legacy,
}

impl FromStr for StsRegionalEndpoint {
    type Err = String;

    /// Reads `regional` or `legacy`.
    #[inline]
    fn from_str(text: &str) -> Result<Self, String> {
        if text.eq_ignore_ascii_case("regional") {
            Ok(Self::Regional)
        } else if text.eq_ignore_ascii_case("legacy") {
            Ok(Self::Legacy)
        } else {
            Err(format!("`{text}` is neither `regional` nor `legacy`"))
        }
    }
}

#[cfg(test)]
mod tests;
