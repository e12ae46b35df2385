//! What is taken from where, and what beats what.

use std::collections::HashMap;

use aws_types::origin::Origin;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};

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

#[test]
fn values_of_the_environment_that_are_no_use_are_passed_over() {
    let config = env(&[
        ("AWS_REGION", ""),
        ("AWS_DEFAULT_REGION", "us-west-2"),
        ("AWS_MAX_ATTEMPTS", "many"),
        ("AWS_SDK_UA_APP_ID", "not a name"),
        ("AWS_STS_REGIONAL_ENDPOINTS", "Legacy"),
        ("AWS_SIGV4A_SIGNING_REGION_SET", "us-east-1, eu-*"),
    ])
    .build();
    assert_eq!(config.sigv4a_signing_region_set().map(AsRef::as_ref), Some("us-east-1,eu-*"));
    assert_eq!(config.region(), Some(&Region::new("us-west-2")));
    assert!(config.retry_config().is_none() && config.app_name().is_none());
    assert_eq!(config.sts_regional_endpoint(), Some(&StsRegionalEndpoint::Legacy));
}

#[tokio::test]
async fn half_a_pair_of_keys_is_an_error_when_it_is_used() {
    let config = env(&[("AWS_ACCESS_KEY_ID", "AKID")]).build();
    let error = config.credentials_provider().unwrap().provide_credentials().await.unwrap_err();
    assert!(crate::error::describe(&error).contains("AWS_SECRET_ACCESS_KEY"));
    assert!(env(&[]).build().credentials_provider().is_none());
}

#[test]
fn debug_shows_no_secrets() {
    let keys = [("AWS_ACCESS_KEY_ID", "AKID"), ("AWS_SECRET_ACCESS_KEY", "hush"), ("AWS_SESSION_TOKEN", "hush too")];
    let config = env(&keys).region(Region::new("us-east-1")).build();
    let text = format!("{config:?} {:?}", config.to_builder());
    assert!(text.contains("us-east-1") && !text.contains("hush"), "{text}");
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

#[test]
fn an_override_wins_where_it_says_something() {
    use std::time::Duration;
    let base =
        Config::builder().region(Region::new("a")).use_fips(true).connect_timeout(Duration::from_secs(1)).build();
    let timeouts = timeout::TimeoutConfig::builder().read_timeout(Duration::from_secs(2)).build();
    let config = base.overridden(Config::builder().region(Region::new("b")).timeout_config(timeouts));
    assert_eq!(config.region(), Some(&Region::new("b")));
    assert_eq!(config.use_fips(), Some(&true));
    let timeouts = config.timeout_config().unwrap();
    assert_eq!(timeouts.connect_timeout(), Some(Duration::from_secs(1)));
    assert_eq!(timeouts.read_timeout(), Some(Duration::from_secs(2)));
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
