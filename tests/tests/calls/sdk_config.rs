//! Everything that an `SdkConfig` of `aws-config` carries is taken from it.

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
