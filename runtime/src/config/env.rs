//! Settings from environment variables, for programs that do without `aws-config`.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_smithy_types::retry::RetryConfig;
use aws_types::app_name::AppName;
use aws_types::region::Region;

use super::Builder;

/// The environment, or in tests a stand-in.
#[derive(Clone)]
pub(crate) struct Env(Arc<Lookup>);

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

impl Env {
    /// The variable, unless it is unset or empty.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        (self.0)(name).filter(|value| !value.trim().is_empty())
    }

    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.get(name).map(|value| value.trim().eq_ignore_ascii_case("true"))
    }

    pub(crate) fn process() -> Self {
        Self(Arc::new(|name| std::env::var(name).ok()))
    }
}

impl Builder {
    /// Starts with what the environment has; what is set afterwards wins.
    ///
    /// Read are `AWS_REGION`, else `AWS_DEFAULT_REGION`; `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and
    /// `AWS_SESSION_TOKEN`; `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL`, unless
    /// `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is `true`; `AWS_MAX_ATTEMPTS`, `AWS_USE_FIPS_ENDPOINT`,
    /// `AWS_USE_DUALSTACK_ENDPOINT`, `AWS_SDK_UA_APP_ID`, `AWS_STS_REGIONAL_ENDPOINTS` and
    /// `AWS_SIGV4A_SIGNING_REGION_SET`. A value that cannot be used is passed over.
    ///
    /// Profiles, SSO, web identity, containers and instance metadata are `aws-config`'s: give its `SdkConfig` to
    /// [`Config::new`](super::Config::new).
    pub fn from_env() -> Self {
        Self::from_vars(|name| std::env::var(name).ok())
    }

    /// Like [`from_env`](Self::from_env), with the variables from a function.
    pub fn from_vars(vars: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        let env = Env(Arc::new(vars));
        let mut builder = Self::new();
        let region = env.get("AWS_REGION").or_else(|| env.get("AWS_DEFAULT_REGION"));
        builder.set_region(region.map(Region::new));
        if let Some(keys) = EnvCredentials::from(&env) {
            builder = builder.credentials_provider(keys);
        }
        let regions = env.get("AWS_SIGV4A_SIGNING_REGION_SET");
        builder.set_sigv4a_signing_region_set(regions.map(|set| set.split(',').map(str::trim).collect()));
        builder.set_use_fips(env.flag("AWS_USE_FIPS_ENDPOINT"));
        builder.set_use_dual_stack(env.flag("AWS_USE_DUALSTACK_ENDPOINT"));
        builder.set_app_name(env.get("AWS_SDK_UA_APP_ID").and_then(|name| AppName::new(name).ok()));
        builder.set_sts_regional_endpoint(parsed(&env, "AWS_STS_REGIONAL_ENDPOINTS"));
        let attempts = parsed(&env, "AWS_MAX_ATTEMPTS").filter(|attempts| *attempts > 0);
        builder.set_retry_config(attempts.map(|attempts| RetryConfig::standard().with_max_attempts(attempts)));
        builder.settings.env = Some(env);
        builder
    }
}

fn parsed<T: FromStr>(env: &Env, name: &str) -> Option<T> {
    env.get(name).and_then(|value| value.trim().parse().ok())
}

/// The keys that the environment had when the configuration was made.
enum EnvCredentials {
    Complete(Credentials),
    /// The variable that is missing, and the one that makes it necessary.
    Missing(&'static str, &'static str),
}

impl EnvCredentials {
    fn from(env: &Env) -> Option<Self> {
        const KEY: &str = "AWS_ACCESS_KEY_ID";
        const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
        match (env.get(KEY), env.get(SECRET)) {
            (None, None) => None,
            (Some(_), None) => Some(Self::Missing(SECRET, KEY)),
            (None, Some(_)) => Some(Self::Missing(KEY, SECRET)),
            (Some(key), Some(secret)) => {
                let token = env.get("AWS_SESSION_TOKEN");
                Some(Self::Complete(Credentials::new(key, secret, token, None, "Environment")))
            }
        }
    }

    fn load(&self) -> Result<Credentials, CredentialsError> {
        match self {
            Self::Complete(credentials) => Ok(credentials.clone()),
            Self::Missing(missing, given) => Err(CredentialsError::invalid_configuration(format!(
                "the environment has {given} but not {missing}; set both or neither"
            ))),
        }
    }
}

impl ProvideCredentials for EnvCredentials {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(self.load())
    }
}

impl fmt::Debug for EnvCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnvCredentials")
    }
}
