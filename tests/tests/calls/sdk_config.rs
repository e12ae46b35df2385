//! Everything that an `SdkConfig` of `aws-config` carries is taken from it, or README says that it is not.

use std::time::Duration;

use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use ivsrealtime::Client;
use ivsrealtime::config::retry::RetryConfig;
use ivsrealtime::config::timeout::TimeoutConfig;
use ivsrealtime::config::{AppName, BehaviorVersion, Config, Region, SdkConfig, SharedCredentialsProvider};
use tinsmith::test::replay;
use tinsmith_tests::client::keys;
use tinsmith_tests::pauses::Pauses;
use tinsmith_tests::server::{self, Server};
use tinsmith_tests::wire::{Act, Wire};

fn sdk() -> aws_types::sdk_config::Builder {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .credentials_provider(SharedCredentialsProvider::new(keys()))
}

#[tokio::test]
async fn region_credentials_endpoint_app_name_and_retries() {
    let server = Server::always("{}").await;
    let sdk = sdk()
        .endpoint_url(server.url())
        .app_name(AppName::new("from-sdk").unwrap())
        .retry_config(RetryConfig::standard().with_max_attempts(2))
        .build();
    Client::new(&sdk).get_stage().arn("a").send().await.unwrap();
    let request = server.request();
    let credential = request.authorization("Credential=").unwrap();
    let ends = "/eu-central-1/ivs/aws4_request";
    assert!(credential.starts_with("AKIDEXAMPLE/") && credential.ends_with(ends), "{credential}");
    assert!(request.header("user-agent").unwrap().ends_with(" app/from-sdk"));
    assert_eq!(request.header("amz-sdk-request"), Some("attempt=1; max=2"));
}

#[tokio::test]
async fn sleep_and_timeouts() {
    let (server, pauses) =
        (Server::script([server::json(500, "{}"), server::json(200, "{}")]).await, Pauses::default());
    let config = sdk().endpoint_url(server.url()).sleep_impl(pauses.clone()).build();
    Client::new(&config).get_stage().arn("a").send().await.unwrap();
    assert_eq!(pauses.taken().len(), 1);

    let wire = Wire::start([Act::silence()]).await;
    let limit = TimeoutConfig::builder().operation_timeout(Duration::from_millis(50)).build();
    let config = sdk().endpoint_url(wire.url()).timeout_config(limit).build();
    let error = Client::new(&config).get_stage().arn("a").send().await.unwrap_err();
    assert_eq!(error.to_string(), "GetStage failed: no answer within the operation timeout of 50ms");
}

#[tokio::test]
async fn fips_dual_stack_and_http_client() {
    let http = replay([http::Response::new("{}")]);
    let config = sdk().use_fips(true).use_dual_stack(true).http_client(http.clone()).build();
    Client::new(&config).get_stage().arn("a").send().await.unwrap();
    assert_eq!(http.requests()[0].uri(), "https://ivsrealtime-fips.eu-central-1.api.aws/GetStage");
}

#[tokio::test]
async fn nothing_in_it_is_told_by_the_first_call() {
    let client = Client::new(&SdkConfig::builder().build());
    let error = client.get_stage().arn("a").send().await.unwrap_err();
    let why = "no region is set; give one with config::Builder::region, or let Config::from_env read AWS_REGION, or \
               aws-config that and profiles (Config::builder reads neither)";
    assert_eq!(error.to_string(), format!("GetStage failed: {why}"));
}

/// A profile that has an endpoint URL for this service.
#[derive(Debug)]
struct Profile(String);

impl LoadServiceConfig for Profile {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        assert_eq!((key.env(), key.profile()), ("AWS_ENDPOINT_URL", "endpoint_url"));
        (key.service_id() == "IVS RealTime").then(|| self.0.clone())
    }
}

#[tokio::test]
async fn the_profile_may_have_an_endpoint_for_the_service() {
    let server = Server::always("{}").await;
    let config = sdk().service_config(Profile(server.url())).build();
    Client::new(&config).get_stage().arn("a").send().await.unwrap();
    assert_eq!(server.request().line(), "POST /GetStage");
}

#[tokio::test]
async fn what_is_set_beside_it_wins() {
    let server = Server::always("{}").await;
    let config = sdk().endpoint_url("http://127.0.0.1:1").build();
    let config = Config::new(&config).to_builder().region(Region::new("ap-south-1")).endpoint_url(server.url());
    Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap();
    let request = server.request();
    assert!(request.authorization("Credential=").unwrap().contains("/ap-south-1/"));
}

/// The use of a setting of an `SdkConfig`.
enum Fate {
    /// It shows in the configuration, or in the call of a test above.
    Taken,
    /// It changes no call, for this reason.
    NoEffect(&'static str),
    /// It would change calls; README says so in these words.
    NotYet(&'static str),
}

use Fate::{NoEffect, NotYet, Taken};

/// Every setting that can be asked for.
const FATES: [(&str, Fate); 26] = [
    ("account_id_endpoint_mode", Taken),
    ("app_name", Taken),
    ("auth_scheme_preference", Taken),
    ("behavior_version", NoEffect("there is one behavior; it is kept so that it can be asked for")),
    ("credentials_provider", Taken),
    ("disable_clock_skew_correction", Taken),
    ("disable_request_compression", Taken),
    ("endpoint_url", Taken),
    ("framework_metadata", Taken),
    ("http_client", Taken),
    ("identity_cache", NotYet("`identity_cache`")),
    ("protocol", NotYet("`protocol`")),
    ("region", Taken),
    ("request_checksum_calculation", Taken),
    ("request_min_compression_size_bytes", Taken),
    ("response_checksum_validation", Taken),
    ("retry_config", Taken),
    ("service_config", Taken),
    ("sigv4a_signing_region_set", Taken),
    ("sleep_impl", Taken),
    ("stalled_stream_protection", Taken),
    ("time_source", Taken),
    ("timeout_config", Taken),
    ("token_provider", Taken),
    ("use_dual_stack", Taken),
    ("use_fips", Taken),
];

/// Packages of other systems need not be there.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// The source of `SdkConfig`.
fn source() -> String {
    let mut cargo = std::process::Command::new(env!("CARGO"));
    let output = cargo
        .args(["metadata", "--format-version", "1", "--offline", "--filter-platform", TARGET])
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let mut packages = metadata["packages"].as_array().expect("there are packages").iter();
    let package = packages.find(|package| package["name"] == "aws-types").expect("it is a dependency");
    let manifest = std::path::Path::new(package["manifest_path"].as_str().expect("a path is text"));
    std::fs::read_to_string(manifest.with_file_name("src").join("sdk_config.rs")).expect("the source is there")
}

#[test]
fn every_setting_is_taken_or_said_not_to_be() {
    let source = source();
    let (_, getters) = source.split_once("\nimpl SdkConfig {").expect("the methods of SdkConfig");
    let (getters, _) = getters.split_once("\n}\n").expect("the end of its methods");
    let names = getters.lines().filter_map(|line| line.trim().strip_prefix("pub fn ")?.split_once("(&self)"));
    let mut names: Vec<_> = names.map(|(name, _)| name).filter(|name| *name != "to_builder").collect();
    // Two are there twice, for features.
    names.sort_unstable();
    names.dedup();
    assert_eq!(names, FATES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "a line of FATES for each");

    let readme = include_str!("../../../README.md");
    let (_, behind) = readme.split_once("## Not supported yet").expect("the section is there");
    let (missing, _) = behind.split_once("\n## ").expect("it ends");
    let own = [
        include_str!("../../../runtime/src/config/sdk.rs"),
        include_str!("../../../runtime/src/config/endpoint_url.rs"),
    ];
    for (name, fate) in FATES {
        let taken = own.iter().any(|source| source.contains(&format!("sdk.{name}()")));
        match fate {
            Taken => assert!(taken, "{name}"),
            NoEffect(why) => assert!(!why.is_empty(), "{name}"),
            NotYet(words) => assert!(missing.contains(words) && !taken, "{name}: README says {missing}"),
        }
    }
}

#[tokio::test]
async fn frameworks_and_the_mode_of_account_ids() {
    use aws_types::endpoint_config::AccountIdEndpointMode;
    use aws_types::sdk_ua_metadata::FrameworkMetadata;
    use ivsrealtime::config::{RequestChecksumCalculation, ResponseChecksumValidation};
    let framework = FrameworkMetadata::new("some-framework", Some("1.2")).unwrap();
    let http = replay([http::Response::new("{}"), http::Response::new("{}")]);
    let config = sdk()
        .framework_metadata(framework)
        .account_id_endpoint_mode(AccountIdEndpointMode::Required)
        .disable_request_compression(true)
        .request_min_compression_size_bytes(5)
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
        .http_client(http.clone())
        .build();
    let client = Client::new(&config);
    assert_eq!(client.config().account_id_endpoint_mode(), Some(&AccountIdEndpointMode::Required));
    assert_eq!(client.config().disable_request_compression(), Some(&true));
    assert_eq!(client.config().request_min_compression_size_bytes(), Some(&5));
    assert_eq!(client.config().request_checksum_calculation(), Some(&RequestChecksumCalculation::WhenRequired));
    assert_eq!(client.config().response_checksum_validation(), Some(&ResponseChecksumValidation::WhenRequired));
    client.get_stage().arn("a").send().await.unwrap();
    // An override that says nothing of frameworks keeps them.
    let over = Config::new(&SdkConfig::builder().use_fips(true).build()).to_builder();
    client.get_stage().arn("a").customize().config_override(over).send().await.unwrap();
    for request in http.requests() {
        let agent = request.headers()["user-agent"].to_str().unwrap();
        assert!(agent.contains("some-framework"), "{agent}");
    }
}
