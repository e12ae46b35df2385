//! The sources of settings, and their precedence.

use std::collections::HashMap;

use aws_types::origin::Origin;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

mod overrides;

use super::endpoint_url::endpoint_url;
use super::*;

fn env(vars: &[(&str, &str)]) -> Builder {
    let vars: HashMap<String, String> = vars.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    Builder::from_vars(move |name| vars.get(name).cloned())
}

fn url(builder: Builder) -> Result<Option<String>, String> {
    endpoint_url(&builder.settings, "IVS RealTime")
}

#[test]
fn explicit_settings_beat_the_environment() {
    let builder = env(&[("AWS_REGION", "eu-west-1"), ("AWS_ENDPOINT_URL", "http://env"), ("AWS_MAX_ATTEMPTS", "7")]);
    assert_eq!(builder.clone().build().region(), Some(&Region::new("eu-west-1")));
    assert_eq!(builder.clone().build().retry_config().unwrap().max_attempts(), 7);
    let builder = builder.region(Region::new("us-east-1")).endpoint_url("http://set");
    assert_eq!(builder.clone().build().region(), Some(&Region::new("us-east-1")));
    assert_eq!(url(builder), Ok(Some("http://set".into())));
}

#[test]
fn the_environment_has_a_url_for_each_service() {
    let both = [("AWS_ENDPOINT_URL_IVS_REALTIME", "http://ivs"), ("AWS_ENDPOINT_URL", "http://all")];
    assert_eq!(url(env(&both)), Ok(Some("http://ivs".into())));
    assert_eq!(url(env(&both[1..])), Ok(Some("http://all".into())));
    assert_eq!(url(env(&[both[0], ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")])), Ok(None));
    assert!(url(env(&[("AWS_ENDPOINT_URL", "all")])).unwrap_err().contains("has no scheme"));
}

/// A value that each variable may hold, one that it may not, and how the setting shows in a configuration.
type Row = (&'static str, &'static str, &'static str, fn(&Config) -> String);

macro_rules! shown {
    ($setting:ident) => {
        |config| format!("{:?}", config.$setting())
    };
}

const ROWS: [Row; 20] = [
    ("AWS_REGION", "eu-west-1", "a/b", shown!(region)),
    ("AWS_DEFAULT_REGION", "us-west-2", "us east 1", shown!(region)),
    ("AWS_USE_FIPS_ENDPOINT", "TRUE", "yes", shown!(use_fips)),
    ("AWS_USE_DUALSTACK_ENDPOINT", "false", "1", shown!(use_dual_stack)),
    ("AWS_RETRY_MODE", "standard", "x", shown!(retry_config)),
    ("AWS_MAX_ATTEMPTS", "7", "lots", shown!(retry_config)),
    ("AWS_NEW_RETRIES_2026", "true", "2026", shown!(new_retries_2026)),
    ("AWS_DISABLE_CLOCK_SKEW_CORRECTION", "true", "off", shown!(disable_clock_skew_correction)),
    ("AWS_SDK_UA_APP_ID", "my-app", "not a name", shown!(app_name)),
    ("AWS_STS_REGIONAL_ENDPOINTS", "Legacy", "global", shown!(sts_regional_endpoint)),
    ("AWS_SIGV4A_SIGNING_REGION_SET", "us-east-1, eu-*", "us-east-1,", shown!(sigv4a_signing_region_set)),
    ("AWS_AUTH_SCHEME_PREFERENCE", "sigv4, httpBearerAuth", "sigv4,,a", shown!(auth_scheme_preference)),
    ("AWS_ACCOUNT_ID_ENDPOINT_MODE", "required", "always", shown!(account_id_endpoint_mode)),
    ("AWS_DISABLE_REQUEST_COMPRESSION", "true", "on", shown!(disable_request_compression)),
    ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "128", "10485761", shown!(request_min_compression_size_bytes)),
    ("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_REQUIRED", "never", shown!(request_checksum_calculation)),
    ("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_supported", "true", shown!(response_checksum_validation)),
    ("AWS_S3_USE_ARN_REGION", "true", "2", shown!(use_arn_region)),
    ("AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS", "true", "no", shown!(disable_multi_region_access_points)),
    ("AWS_S3_DISABLE_EXPRESS_SESSION_AUTH", "true", "si", shown!(disable_s3_express_session_auth)),
];

/// The error of the first call.
fn told(config: &Config) -> Result<Option<String>, String> {
    config.checked_url("IVS RealTime")
}

#[test]
fn each_variable_is_read_or_told() {
    let names: Vec<_> = env::VARIABLES.iter().map(|variable| variable.name).collect();
    assert_eq!(names, ROWS.map(|(name, ..)| name));
    for (variable, (name, good, bad, shown)) in env::VARIABLES.iter().zip(ROWS) {
        let config = env(&[(name, &format!(" {good}\n"))]).build();
        assert!(shown(&config).starts_with("Some("), "{name}: {}", shown(&config));
        assert_eq!(told(&config), Ok(None), "{name}");

        let config = env(&[(name, bad)]).build();
        assert_eq!(shown(&config), "None", "{name}");
        let text = told(&config).unwrap_err();
        let parts = [name, &format!("`{bad}`"), variable.accepts];
        assert!(parts.iter().all(|part| text.contains(part)), "{name}: {text}");
        assert_eq!(told(&env(&[(name, " ")]).build()), Ok(None), "{name}: blank is unset");
    }
}

#[test]
fn what_is_set_in_the_place_of_a_value_that_cannot_be_read_settles_it() {
    let bad = env(&[("AWS_MAX_ATTEMPTS", "lots"), ("AWS_RETRY_MODE", "standard")]);
    assert!(told(&bad.clone().build()).unwrap_err().contains("AWS_MAX_ATTEMPTS"));
    let set = bad.clone().retry_config(retry::RetryConfig::disabled());
    assert_eq!(told(&set.build()), Ok(None));
    // As an override it would have won over what is set, so that settles nothing.
    let base = Config::builder().retry_config(retry::RetryConfig::disabled()).build();
    assert!(told(&base.overridden(bad, "")).is_err());
    let region = env(&[("AWS_REGION", "a/b"), ("AWS_DEFAULT_REGION", "us-west-2")]).build();
    assert!(told(&region).unwrap_err().contains("AWS_REGION"));
    let default = env(&[("AWS_REGION", "eu-west-1"), ("AWS_DEFAULT_REGION", "a/b")]).build();
    assert_eq!((told(&default), default.region()), (Ok(None), Some(&Region::new("eu-west-1"))));
}

#[test]
fn variables_of_the_endpoint_url_are_told_by_name() {
    for name in ["AWS_ENDPOINT_URL_IVS_REALTIME", "AWS_ENDPOINT_URL"] {
        let text = told(&env(&[(name, "http://user:PASS@h")]).build()).unwrap_err();
        assert!(text.contains(&format!("variable {name} ")) && !text.contains("PASS"), "{text}");
    }
    let text = told(&env(&[("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "yes")]).build()).unwrap_err();
    assert!(
        text.contains("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is `yes`") && text.contains("`true` or `false`"),
        "{text}"
    );
}

#[test]
fn a_region_is_a_host_label() {
    for region in ["us-east-1", "aws-global", "fips-us-east-1", "auto", "a"] {
        assert_eq!(told(&Config::builder().region(Region::new(region)).build()), Ok(None), "{region}");
    }
    for region in
        ["", "a/b", "evil.example/#", "x.example.com:8443/", "u@h", "us east 1", "a.b", "-a", "a_b", "\u{e4}", "a\n"]
    {
        let text = told(&Config::builder().region(Region::new(region)).build()).unwrap_err();
        let named = format!("the region `{}` cannot be used; it may be 1 to 63 letters", region.escape_debug());
        assert!(text.starts_with(&named), "{text}");
    }
}

#[tokio::test]
async fn half_a_pair_of_keys_is_an_error_when_it_is_used() {
    let config = env(&[("AWS_ACCESS_KEY_ID", "AKID")]).build();
    let error = config.credentials_provider().unwrap().provide_credentials().await.unwrap_err();
    assert!(crate::error::describe(&error).contains("AWS_SECRET_ACCESS_KEY"));
    assert!(env(&[]).build().credentials_provider().is_none());
}

#[tokio::test]
async fn an_account_id_that_is_none_is_an_error_when_it_is_used() {
    let keys = [("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "SECRET")];
    for (id, good) in [("123456789012", true), ("1234", false), ("evil.example/#", false)] {
        let config = env(&[keys[0], keys[1], ("AWS_ACCOUNT_ID", id)]).build();
        let given = config.credentials_provider().unwrap().provide_credentials().await;
        match given {
            Ok(keys) => assert!(good && keys.account_id().is_some_and(|account| account.as_str() == id)),
            Err(error) => assert!(!good && crate::error::describe(&error).contains("AWS_ACCOUNT_ID"), "{error:?}"),
        }
    }
}

#[test]
fn debug_shows_no_secrets() {
    let keys = [("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "hush"), ("AWS_SESSION_TOKEN", "hush too")];
    for url in ["http://user:hush@h", "user:hush@h", "http://hu/sh:hush@h?a"] {
        let config = env(&keys).region(Region::new("us-east-1")).endpoint_url(url).build();
        let text = format!("{config:?} {:?}", config.to_builder());
        assert!(text.contains("us-east-1") && !text.contains("hush"), "{text}");
    }
}

#[test]
fn connect_timeout_keeps_the_other_timeouts() {
    use std::time::Duration;
    let timeouts = timeout::TimeoutConfig::builder().read_timeout(Duration::from_secs(9)).build();
    let config = Config::builder().timeout_config(timeouts).connect_timeout(Duration::from_secs(1)).build();
    let timeouts = config.timeout_config().unwrap();
    assert_eq!(timeouts.connect_timeout(), Some(Duration::from_secs(1)));
    assert_eq!(timeouts.read_timeout(), Some(Duration::from_secs(9)));
}

#[derive(Debug)]
struct Profile;

impl LoadServiceConfig for Profile {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        assert_eq!((key.env(), key.profile()), ("AWS_ENDPOINT_URL", "endpoint_url"));
        (key.service_id() == "IVS RealTime").then(|| "http://of-the-service".to_owned())
    }
}

#[test]
fn an_sdk_config_has_a_url_for_each_service_unless_the_program_set_one() {
    let mut sdk = SdkConfig::builder().region(Region::new("eu-west-1")).endpoint_url("http://general");
    sdk.set_service_config(Some(Profile));
    let sdk = sdk.build();
    assert_eq!(Config::new(&sdk).region(), Some(&Region::new("eu-west-1")));
    assert_eq!(url(Builder::from(&sdk)), Ok(Some("http://of-the-service".into())));
    assert_eq!(url(Builder::from(&sdk).endpoint_url("http://set")), Ok(Some("http://set".into())));
    assert_eq!(endpoint_url(&Builder::from(&sdk).settings, "S3"), Ok(Some("http://general".into())));
    let mut program = sdk.into_builder();
    program.insert_origin("endpoint_url", Origin::shared_config());
    assert_eq!(url(Builder::from(&program.build())), Ok(Some("http://general".into())));
}
