//! An override wins in everything that it says, wherever it has it from.

use std::borrow::Borrow;
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::future;
use aws_smithy_runtime_api::client::http::{HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

use aws_types::region::SigningRegionSet;

use super::super::settings::NAMES;
use super::*;
use crate::endpoint::Params;

/// A setter of one of two values, and the getter of the value that a configuration has.
struct Setting {
    name: &'static str,
    set: fn(&mut Builder, usize),
    get: fn(&Config) -> Option<usize>,
}

macro_rules! text {
    ($value:ident) => {
        format!("{:?}", $value)
    };
    ($value:ident $text:expr) => {
        $text($value)
    };
}

/// `name, set_name: one, other` for every setting; what a value is known by, if not by its `Debug`, comes last.
macro_rules! table {
    ($($name:ident, $set:ident: $one:expr, $other:expr $(, $text:expr)?;)+) => {
        [$(Setting {
            name: stringify!($name),
            set: |builder, index| {
                let [one, other] = [$one, $other];
                builder.$set(Some(if index == 0 { one } else { other }));
            },
            get: |config| {
                let value = config.$name()?;
                let known = [$one, $other];
                let value = value_of(&value, &known[0]);
                let [one, other] = known.each_ref().map(|it| text!(it $($text)?));
                assert_ne!(one, other, stringify!($name));
                let has = text!(value $($text)?);
                [one, other].iter().position(|it| *it == has)
            },
        },)+]
    };
}

/// The value of a getter, which gives it or a reference.
fn value_of<'v, T>(value: &'v impl Borrow<T>, _: &T) -> &'v T {
    value.borrow()
}

/// The name of the stand-in inside of what is shared.
fn named<T: fmt::Debug>(value: &T) -> String {
    let text = format!("{value:?}");
    let (_, behind) = text.split_once("Named(\"").expect("the stand-in shows");
    behind.split_once('"').expect("it is a text").0.to_owned()
}

/// Stands in for providers, clocks and the like.
#[derive(Debug, Clone)]
struct Named(#[allow(dead_code)] &'static str); // it shows in `Debug`

impl ProvideCredentials for Named {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        unreachable!()
    }
}

impl ProvideToken for Named {
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        unreachable!()
    }
}

impl TimeSource for Named {
    fn now(&self) -> SystemTime {
        unreachable!()
    }
}

impl AsyncSleep for Named {
    fn sleep(&self, _: Duration) -> Sleep {
        unreachable!()
    }
}

impl HttpClient for Named {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        unreachable!()
    }
}

fn params(value: &str) -> Params {
    let mut params = Params::new();
    params.set("A", value);
    params
}

fn schemes(name: &'static str) -> AuthSchemePreference {
    [AuthSchemeId::new(name)].into()
}

fn timeouts(seconds: u64) -> timeout::TimeoutConfig {
    timeout::TimeoutConfig::builder().read_timeout(Duration::from_secs(seconds)).build()
}

fn keys(name: &'static str) -> SharedCredentialsProvider {
    SharedCredentialsProvider::new(Named(name))
}

fn app(name: &'static str) -> AppName {
    AppName::new(name).expect("it is a name")
}

#[rustfmt::skip] // a line for each
fn settings() -> Vec<Setting> {
    Vec::from(table! {
        region, set_region: Region::new("a"), Region::new("b");
        credentials_provider, set_credentials_provider: keys("a"), keys("b"), named;
        token_provider, set_token_provider: SharedTokenProvider::new(Named("a")), SharedTokenProvider::new(Named("b")), named;
        auth_scheme_preference, set_auth_scheme_preference: schemes("a"), schemes("b");
        sigv4a_signing_region_set, set_sigv4a_signing_region_set: SigningRegionSet::from("a"), SigningRegionSet::from("b");
        anonymous, set_anonymous: true, false;
        endpoint_url, set_endpoint_url: "http://a".to_owned(), "http://b".to_owned();
        use_fips, set_use_fips: true, false;
        use_dual_stack, set_use_dual_stack: true, false;
        retry_config, set_retry_config: retry::RetryConfig::standard(), retry::RetryConfig::disabled();
        retry_partition, set_retry_partition: retry::RetryPartition::new("a"), retry::RetryPartition::new("b");
        new_retries_2026, set_new_retries_2026: true, false;
        disable_clock_skew_correction, set_disable_clock_skew_correction: true, false;
        timeout_config, set_timeout_config: timeouts(1), timeouts(2);
        stalled_stream_protection, set_stalled_stream_protection: StalledStreamProtectionConfig::disabled(), StalledStreamProtectionConfig::enabled().build();
        close_connection, set_close_connection: true, false;
        app_name, set_app_name: app("a"), app("b");
        http_client, set_http_client: SharedHttpClient::new(Named("a")), SharedHttpClient::new(Named("b")), named;
        time_source, set_time_source: SharedTimeSource::new(Named("a")), SharedTimeSource::new(Named("b")), named;
        sleep_impl, set_sleep_impl: SharedAsyncSleep::new(Named("a")), SharedAsyncSleep::new(Named("b")), named;
        idempotency_token_provider, set_idempotency_token_provider: IdGenerator::from("a"), IdGenerator::from("b"), IdGenerator::generate;
        invocation_id_generator, set_invocation_id_generator: IdGenerator::from("a"), IdGenerator::from("b"), IdGenerator::generate;
        max_error_body, set_max_error_body: 1, 2;
        max_body, set_max_body: 1, 2;
        s3_force_path_style, set_s3_force_path_style: true, false;
        use_arn_region, set_use_arn_region: true, false;
        disable_multi_region_access_points, set_disable_multi_region_access_points: true, false;
        accelerate, set_accelerate: true, false;
        disable_s3_express_session_auth, set_disable_s3_express_session_auth: true, false;
        endpoint_params, set_endpoint_params: params("a"), params("b");
        sts_regional_endpoint, set_sts_regional_endpoint: StsRegionalEndpoint::Regional, StsRegionalEndpoint::Legacy;
        account_id_endpoint_mode, set_account_id_endpoint_mode: AccountIdEndpointMode::Required, AccountIdEndpointMode::Disabled;
        disable_request_compression, set_disable_request_compression: true, false;
        request_min_compression_size_bytes, set_request_min_compression_size_bytes: 1, 2;
        request_checksum_calculation, set_request_checksum_calculation: RequestChecksumCalculation::WhenSupported, RequestChecksumCalculation::WhenRequired;
        response_checksum_validation, set_response_checksum_validation: ResponseChecksumValidation::WhenSupported, ResponseChecksumValidation::WhenRequired;
        aws_chunked_encoding_chunk_size, set_aws_chunked_encoding_chunk_size: None, Some(8192);
        behavior_version, set_behavior_version: BehaviorVersion::latest(), version();
        unsigned_without_credentials, set_unsigned_without_credentials: true, false;
    })
}

#[allow(deprecated)] // there must be two
fn version() -> BehaviorVersion {
    BehaviorVersion::v2023_11_09()
}

#[test]
fn every_setting_of_an_override_wins_and_no_other_is_touched() {
    let settings = settings();
    assert_eq!(settings.iter().map(|setting| setting.name).collect::<Vec<_>>(), NAMES);
    for Setting { name, set, get } in &settings {
        for base in [None, Some(0), Some(1)] {
            for over in [None, Some(0), Some(1)] {
                let of = |which: Option<usize>| {
                    let mut builder = Builder::new();
                    if let Some(index) = which {
                        set(&mut builder, index);
                    }
                    builder
                };
                let config = of(base).build().overridden(of(over), "IVS RealTime");
                assert_eq!(get(&config), over.or(base), "{name}: {over:?} over {base:?}");
                for other in settings.iter().filter(|other| other.name != *name) {
                    assert_eq!((other.get)(&config), None, "{name} and {}", other.name);
                }
            }
        }
    }
}

/// A way to say an endpoint URL, by name.
type Way = (&'static str, fn(&'static str) -> Builder);

/// Each way to say an endpoint URL, over each.
#[test]
fn the_url_of_an_override_wins_wherever_it_has_it_from() {
    let ways: [Way; 4] = [
        ("set", |url| Builder::new().endpoint_url(url)),
        ("environment", |url| env(&[("AWS_ENDPOINT_URL", url)])),
        ("environment of the service", |url| env(&[("AWS_ENDPOINT_URL_IVS_REALTIME", url)])),
        ("sdk config", |url| Builder::from(&SdkConfig::builder().endpoint_url(url).build())),
    ];
    for (below, base) in ways {
        for (above, over) in ways {
            let config = base("http://base").build().overridden(over("http://over"), "IVS RealTime");
            assert_eq!(told(&config), Ok(Some("http://over".to_owned())), "{above} over {below}");
        }
        let config = base("http://base").build().overridden(Builder::new().use_fips(true), "IVS RealTime");
        assert_eq!(told(&config), Ok(Some("http://base".to_owned())), "{below}");
    }
    let bad = Builder::from(&SdkConfig::builder().endpoint_url("http://h:99999").build());
    assert!(told(&Config::builder().endpoint_url("http://base").build().overridden(bad, "IVS RealTime")).is_err());
}

/// Timeouts are merged, each by itself.
#[test]
fn timeouts_are_overridden_one_by_one() {
    let base = Config::builder().connect_timeout(Duration::from_secs(1)).build();
    let config = base.overridden(Config::builder().timeout_config(timeouts(2)), "");
    let timeouts = config.timeout_config().unwrap();
    assert_eq!(timeouts.connect_timeout(), Some(Duration::from_secs(1)));
    assert_eq!(timeouts.read_timeout(), Some(Duration::from_secs(2)));
}
