//! Settings from environment variables, for programs that do without `aws-config`.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use aws_credential_types::Credentials;
use aws_credential_types::attributes::AccountId;
use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_smithy_runtime_api::client::auth::{AuthSchemeId, AuthSchemePreference};
use aws_smithy_types::retry::{RetryConfig, RetryMode};
use aws_types::app_name::AppName;
use aws_types::region::Region;

use super::{Builder, Settings};
use crate::endpoint::is_valid_host_label;
use crate::text::all_bytes;

/// The environment, or in tests a stand-in.
#[derive(Clone)]
pub(crate) struct Env(Arc<Lookup>);

type Lookup = dyn Fn(&str) -> Option<String> + Send + Sync;

impl Env {
    /// The variable without the space around it, unless it is unset or empty.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        let value = (self.0)(name)?;
        let trimmed = value.trim();
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    /// The variable as `true` or `false`.
    ///
    /// # Errors
    ///
    /// When it is something else.
    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, String> {
        let Some(text) = self.get(name) else { return Ok(None) };
        flag(&text).map(Some).ok_or_else(|| unreadable(name, &text, FLAG))
    }

    /// A value that is not UTF-8 is kept as far as it can be, so that it is reported rather than passed over.
    #[inline]
    pub(crate) fn process() -> Self {
        Self(Arc::new(|name| Some(std::env::var_os(name)?.to_string_lossy().into_owned())))
    }
}

/// A variable of the environment that becomes a setting.
pub(super) struct Variable {
    pub(super) name: &'static str,
    /// The values that it may have, in words.
    pub(super) accepts: &'static str,
    is_set: fn(&Settings) -> bool,
    unset: fn(&mut Settings),
    /// Puts the value into the settings, unless it cannot be read.
    read: fn(&mut Settings, &str) -> Option<()>,
}

/// A line for each variable: its name, the setting, what is accepted, and what the setting becomes of what it was and the text.
macro_rules! variables {
    ($($name:literal => $setting:ident, $accepts:expr, |$old:pat_param, $text:ident| $read:expr;)+) => {
        [$(Variable {
            name: $name,
            accepts: $accepts,
            is_set: |settings| settings.$setting.is_some(),
            unset: |settings| settings.$setting = None,
            read: |settings, $text| {
                let $old = settings.$setting.take();
                settings.$setting = Some($read?);
                Some(())
            },
        },)+]
    };
}

const FLAG: &str = "`true` or `false`";
const CHECKSUMS: &str = "`when_supported` or `when_required`";

/// Every variable that becomes a setting whatever the service is. A constant, so that only programs that read the environment
/// compile its functions.
pub(super) const VARIABLES: [Variable; 20] = variables! {
    "AWS_REGION" => region, super::REGIONS, |_, text| region(text);
    "AWS_DEFAULT_REGION" => region, super::REGIONS, |old, text| old.or_else(|| region(text));
    "AWS_USE_FIPS_ENDPOINT" => use_fips, FLAG, |_, text| flag(text);
    "AWS_USE_DUALSTACK_ENDPOINT" => use_dual_stack, FLAG, |_, text| flag(text);
    "AWS_RETRY_MODE" => retry_config, "`standard` or `adaptive`", |_, text| retry_mode(text);
    "AWS_MAX_ATTEMPTS" => retry_config, "a whole number from 1 up", |old, text| {
        let attempts = text.parse().ok().filter(|attempts| *attempts > 0);
        attempts.map(|attempts| old.unwrap_or_else(RetryConfig::standard).with_max_attempts(attempts))
    };
    "AWS_NEW_RETRIES_2026" => new_retries_2026, FLAG, |_, text| flag(text);
    "AWS_DISABLE_CLOCK_SKEW_CORRECTION" => disable_clock_skew_correction, FLAG, |_, text| flag(text);
    "AWS_SDK_UA_APP_ID" => app_name, "letters, digits and any of !#$%&'*+-.^_`|~", |_, text| {
        AppName::new(text.to_owned()).ok()
    };
    "AWS_STS_REGIONAL_ENDPOINTS" => sts_regional_endpoint, "`regional` or `legacy`", |_, text| text.parse().ok();
    "AWS_SIGV4A_SIGNING_REGION_SET" => sigv4a_signing_region_set, "regions separated by commas, or `*`", |_, text| {
        let regions = text.split(',').map(str::trim);
        regions.clone().all(is_region_of_set).then(|| regions.collect())
    };
    "AWS_AUTH_SCHEME_PREFERENCE" => auth_scheme_preference, "names of authentication schemes separated by commas",
        |_, text| auth_schemes(text);
    "AWS_ACCOUNT_ID_ENDPOINT_MODE" => account_id_endpoint_mode, "`preferred`, `required` or `disabled`",
        |_, text| text.parse().ok();
    "AWS_DISABLE_REQUEST_COMPRESSION" => disable_request_compression, FLAG, |_, text| flag(text);
    "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES" => request_min_compression_size_bytes,
        "a whole number of bytes up to 10485760", |_, text| text.parse().ok().filter(|bytes| *bytes <= 10_485_760);
    "AWS_REQUEST_CHECKSUM_CALCULATION" => request_checksum_calculation, CHECKSUMS, |_, text| text.parse().ok();
    "AWS_RESPONSE_CHECKSUM_VALIDATION" => response_checksum_validation, CHECKSUMS, |_, text| text.parse().ok();
    "AWS_S3_USE_ARN_REGION" => use_arn_region, FLAG, |_, text| flag(text);
    "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS" => disable_multi_region_access_points, FLAG, |_, text| flag(text);
    "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH" => disable_s3_express_session_auth, FLAG, |_, text| flag(text);
};

fn flag(text: &str) -> Option<bool> {
    [true, false].into_iter().find(|flag| text.eq_ignore_ascii_case(if *flag { "true" } else { "false" }))
}

#[inline]
fn region(text: &str) -> Option<Region> {
    is_valid_host_label(text, false).then(|| Region::new(text.to_owned()))
}

#[inline]
fn is_region_of_set(text: &str) -> bool {
    !text.is_empty() && all_bytes(text, |byte| byte.is_ascii_alphanumeric() || b"-*".contains(&byte))
}

#[inline]
fn retry_mode(text: &str) -> Option<RetryConfig> {
    match text.parse().ok()? {
        RetryMode::Standard => Some(RetryConfig::standard()),
        RetryMode::Adaptive => Some(RetryConfig::adaptive()),
        _ => None,
    }
}

#[inline]
fn auth_schemes(text: &str) -> Option<AuthSchemePreference> {
    let is_name = |name: &&str| !name.is_empty() && all_bytes(name, |byte| byte.is_ascii_graphic());
    let names = text.split(',').map(str::trim);
    let valid = names.clone().all(|name| is_name(&name));
    valid.then(|| names.map(|name| AuthSchemeId::from(Cow::Owned(name.to_owned()))).collect::<Vec<_>>().into())
}

/// The error of a value that cannot be read.
fn unreadable(name: &str, value: &str, accepts: &str) -> String {
    let value = value.escape_debug();
    format!("the environment variable {name} is `{value}`, which cannot be read; it may be {accepts}")
}

/// A value that could not be read, and when that no longer matters.
#[derive(Clone)]
pub(crate) struct Problem {
    pub(crate) text: String,
    /// Whether something else has been set in its place.
    pub(crate) is_settled: fn(&Settings) -> bool,
}

impl Builder {
    /// Starts with what the environment has; what is set afterwards wins.
    ///
    /// Read are `AWS_REGION`, else `AWS_DEFAULT_REGION`; `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
    /// `AWS_SESSION_TOKEN` and `AWS_ACCOUNT_ID`; `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL`, unless
    /// `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is `true`; `AWS_RETRY_MODE`, `AWS_MAX_ATTEMPTS`, `AWS_NEW_RETRIES_2026`,
    /// `AWS_DISABLE_CLOCK_SKEW_CORRECTION`, `AWS_USE_FIPS_ENDPOINT`,
    /// `AWS_USE_DUALSTACK_ENDPOINT`, `AWS_SDK_UA_APP_ID`, `AWS_STS_REGIONAL_ENDPOINTS`, `AWS_SIGV4A_SIGNING_REGION_SET`,
    /// `AWS_AUTH_SCHEME_PREFERENCE`, `AWS_ACCOUNT_ID_ENDPOINT_MODE`, `AWS_DISABLE_REQUEST_COMPRESSION`,
    /// `AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES`, `AWS_REQUEST_CHECKSUM_CALCULATION`, `AWS_RESPONSE_CHECKSUM_VALIDATION`, `AWS_S3_USE_ARN_REGION`, `AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS` and
    /// `AWS_S3_DISABLE_EXPRESS_SESSION_AUTH`. A value that cannot be read is an error that the first call reports, unless
    /// something else is set in its place.
    ///
    /// Profiles, SSO, web identity, containers and instance metadata are `aws-config`'s: give its `SdkConfig` to
    /// [`Config::new`](super::Config::new).
    #[inline]
    pub fn from_env() -> Self {
        Self::with(Env::process())
    }

    /// Like [`from_env`](Self::from_env), with the variables from a function.
    pub fn from_vars(vars: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self::with(Env(Arc::new(vars)))
    }

    #[inline]
    fn with(env: Env) -> Self {
        let mut builder = Self::new();
        if let Some(keys) = EnvCredentials::from(&env) {
            builder = builder.credentials_provider(keys);
        }
        let settings = &mut *builder.settings;
        let mut unread = Vec::new();
        for variable in &VARIABLES {
            let Some(value) = env.get(variable.name) else { continue };
            if (variable.read)(settings, &value).is_none() {
                unread.push((variable, unreadable(variable.name, &value, variable.accepts)));
            }
        }
        for (variable, text) in unread {
            (variable.unset)(settings);
            settings.problems.push(Problem { text, is_settled: variable.is_set });
        }
        settings.env = Some(env);
        builder
    }
}

/// The keys that the environment had when the configuration was made.
enum EnvCredentials {
    Complete(Credentials),
    /// The variable that is missing, and the one that makes it necessary.
    Missing(&'static str, &'static str),
    /// The error of an account id that is none.
    Account(String),
}

impl EnvCredentials {
    #[inline]
    fn from(env: &Env) -> Option<Self> {
        const KEY: &str = "AWS_ACCESS_KEY_ID";
        const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
        const ACCOUNT: &str = "AWS_ACCOUNT_ID";
        match (env.get(KEY), env.get(SECRET)) {
            (None, None) => None,
            (Some(_), None) => Some(Self::Missing(SECRET, KEY)),
            (None, Some(_)) => Some(Self::Missing(KEY, SECRET)),
            (Some(key), Some(secret)) => {
                let mut keys = Credentials::builder().access_key_id(key).secret_access_key(secret);
                keys.set_session_token(env.get("AWS_SESSION_TOKEN"));
                let account = env.get(ACCOUNT);
                if let Some(account) = account.as_deref().filter(|id| !is_account_id(id)) {
                    return Some(Self::Account(unreadable(ACCOUNT, account, "an account id of 12 digits")));
                }
                keys.set_account_id(account.map(AccountId::from));
                let mut keys = keys.provider_name("Environment").build();
                keys.set_property(vec![AwsCredentialFeature::CredentialsEnvVars]);
                Some(Self::Complete(keys))
            }
        }
    }

    #[inline]
    fn load(&self) -> Result<Credentials, CredentialsError> {
        match self {
            Self::Complete(credentials) => Ok(credentials.clone()),
            Self::Account(told) => Err(CredentialsError::invalid_configuration(told.clone())),
            Self::Missing(missing, given) => Err(CredentialsError::invalid_configuration(format!(
                "the environment has {given} but not {missing}; set both or neither"
            ))),
        }
    }
}

#[inline]
fn is_account_id(text: &str) -> bool {
    text.len() == 12 && all_bytes(text, |byte| byte.is_ascii_digit())
}

impl ProvideCredentials for EnvCredentials {
    #[inline]
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
