//! Which endpoint URL is configured for a service, and whether it can be used.

use aws_types::sdk_config::SdkConfig;
use aws_types::service_config::ServiceConfigKey;
use http::Uri;

use super::Settings;
use super::env::Env;

/// The URL for the service with this `sdkId`: what was set, else what the environment and the profile have for the
/// service, else what they have for all.
///
/// # Errors
///
/// When the URL is not one, with a word on what to write.
pub(crate) fn endpoint_url(settings: &Settings, sdk_id: &str) -> Result<Option<String>, String> {
    let url = settings
        .endpoint_url
        .clone()
        .or_else(|| settings.sdk.as_ref().and_then(|sdk| from_sdk(sdk, sdk_id)))
        .or_else(|| settings.env.as_ref().and_then(|env| from_env(env, sdk_id)));
    match url {
        Some(url) => check(&url).map(|()| Some(url)),
        None => Ok(None),
    }
}

fn from_sdk(sdk: &SdkConfig, sdk_id: &str) -> Option<String> {
    let general = sdk.endpoint_url().map(str::to_owned);
    if sdk.get_origin("endpoint_url").is_client_config() {
        return general;
    }
    if Env::process().flag(IGNORE) == Some(true) {
        return None;
    }
    // In profiles the service goes by its id with underscores; `aws-config` makes hyphens of the spaces that it finds.
    let of_service = |id: &str| {
        let key = ServiceConfigKey::builder().service_id(id).env("AWS_ENDPOINT_URL").profile("endpoint_url").build();
        key.ok().and_then(|key| sdk.service_config()?.load_config(key))
    };
    of_service(&sdk_id.replace(' ', "_")).or_else(|| of_service(sdk_id)).or(general)
}

fn from_env(env: &Env, sdk_id: &str) -> Option<String> {
    if env.flag(IGNORE) == Some(true) {
        return None;
    }
    env.get(&format!("AWS_ENDPOINT_URL_{}", variable_suffix(sdk_id))).or_else(|| env.get("AWS_ENDPOINT_URL"))
}

const IGNORE: &str = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";

/// `IVS RealTime` is `IVS_REALTIME` in names of variables.
fn variable_suffix(sdk_id: &str) -> String {
    sdk_id.to_uppercase().replace([' ', '-'], "_")
}

fn check(url: &str) -> Result<(), String> {
    let problem = |what: &str| Err(format!("the endpoint URL `{url}` {what}"));
    let Some((scheme, rest)) = url.split_once("://") else {
        return problem(&format!("has no scheme; write `https://{url}` or `http://{url}`"));
    };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return problem(&format!("has the scheme `{scheme}`; write `https://{rest}` or `http://{rest}`"));
    }
    if rest.contains('?') || rest.contains('#') {
        return problem("has a query or fragment; write scheme, host, port and path only");
    }
    match url.parse::<Uri>() {
        Ok(uri) if uri.host().is_some_and(|host| !host.is_empty()) => Ok(()),
        Ok(_) => problem("has no host; write it like `https://host:port/path`"),
        Err(error) => problem(&format!("is malformed ({error}); write it like `https://host:port/path`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_checked_with_advice() {
        assert_eq!(check("https://example.com"), Ok(()));
        assert_eq!(check("http://localhost:8000/a/b/"), Ok(()));
        assert_eq!(check("http://[::1]:8000"), Ok(()));
        for (url, advice) in [
            ("localhost:8000", "has no scheme; write `https://localhost:8000` or `http://localhost:8000`"),
            ("ftp://example.com", "has the scheme `ftp`; write `https://example.com` or `http://example.com`"),
            ("https://", "is malformed"),
            ("https:///path", "is malformed"),
            ("https://exa mple.com", "is malformed"),
            ("https://example.com?x=1", "has a query or fragment"),
        ] {
            let error = check(url).unwrap_err();
            assert!(error.contains(advice) && error.contains(url), "{url}: {error}");
        }
    }

    #[test]
    fn names_of_variables() {
        assert_eq!(variable_suffix("IVS RealTime"), "IVS_REALTIME");
        assert_eq!(variable_suffix("S3"), "S3");
    }
}
