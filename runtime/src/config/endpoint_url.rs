//! Which endpoint URL is configured for a service, and whether it can be used.

use aws_types::sdk_config::SdkConfig;
use aws_types::service_config::ServiceConfigKey;

use super::Settings;
use super::env::Env;
use crate::endpoint::BaseUrl;

/// A URL as it was configured.
#[derive(Debug)]
pub(crate) struct Configured {
    pub(crate) url: String,
    /// The variable that has it, if it comes from the environment.
    variable: Option<String>,
}

/// The URL for the service with this `sdkId`: what was set, else what the environment and the profile have for the
/// service, else what they have for all.
///
/// # Errors
///
/// When what says whether those of environment and profile count cannot be read.
pub(crate) fn configured(settings: &Settings, sdk_id: &str) -> Result<Option<Configured>, String> {
    if let Some(url) = &settings.endpoint_url {
        return Ok(Some(Configured { url: url.clone(), variable: None }));
    }
    let from_sdk = settings.sdk.as_deref().map_or(Ok(None), |sdk| from_sdk(sdk, sdk_id))?;
    match (from_sdk, &settings.env) {
        (None, Some(env)) => from_env(env, sdk_id),
        (found, _) => Ok(found.map(|url| Configured { url, variable: None })),
    }
}

/// The same, if it can be used.
///
/// # Errors
///
/// When the URL is not one, with a word on what to write.
pub(crate) fn endpoint_url(settings: &Settings, sdk_id: &str) -> Result<Option<String>, String> {
    let Some(Configured { url, variable }) = configured(settings, sdk_id)? else { return Ok(None) };
    match (BaseUrl::parse(&url), variable) {
        (Ok(_), _) => Ok(Some(url)),
        (Err(error), None) => Err(error.to_string()),
        (Err(error), Some(variable)) => Err(format!("the environment variable {variable} cannot be used: {error}")),
    }
}

fn from_sdk(sdk: &SdkConfig, sdk_id: &str) -> Result<Option<String>, String> {
    let general = sdk.endpoint_url().map(str::to_owned);
    if sdk.get_origin("endpoint_url").is_client_config() {
        return Ok(general);
    }
    // In profiles the service goes by its id with underscores; `aws-config` makes hyphens of the spaces that it finds.
    let of_service = |id: &str| {
        let key = ServiceConfigKey::builder().service_id(id).env("AWS_ENDPOINT_URL").profile("endpoint_url").build();
        key.ok().and_then(|key| sdk.service_config()?.load_config(key))
    };
    let Some(url) = of_service(&sdk_id.replace(' ', "_")).or_else(|| of_service(sdk_id)).or(general) else {
        return Ok(None);
    };
    Ok((Env::process().flag(IGNORE)? != Some(true)).then_some(url))
}

fn from_env(env: &Env, sdk_id: &str) -> Result<Option<Configured>, String> {
    if env.flag(IGNORE)? == Some(true) {
        return Ok(None);
    }
    let variable = |name: String| env.get(&name).map(|url| Configured { url, variable: Some(name) });
    let of_service = variable(format!("AWS_ENDPOINT_URL_{}", variable_suffix(sdk_id)));
    Ok(of_service.or_else(|| variable("AWS_ENDPOINT_URL".to_owned())))
}

const IGNORE: &str = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";

/// `IVS RealTime` is `IVS_REALTIME` in names of variables.
fn variable_suffix(sdk_id: &str) -> String {
    sdk_id.to_uppercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_variables() {
        assert_eq!(variable_suffix("IVS RealTime"), "IVS_REALTIME");
        assert_eq!(variable_suffix("S3"), "S3");
    }
}
