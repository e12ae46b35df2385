//! The effect of each setting on a call, and the errors of missing and invalid ones.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ivsrealtime::Client;
use ivsrealtime::config::{
    AppName, Builder, Config, Credentials, Region, SharedCredentialsProvider, StsRegionalEndpoint, TimeSource,
};
use ivsrealtime::error::SdkError;
use tinsmith::test::replay;
use tinsmith_tests::client::{REGION, config, keys};
use tinsmith_tests::server::{Received, Server};
use tinsmith_tests::signature;

/// The request of a call with this configuration, in the place of whose URL comes that of a server.
async fn request(change: impl FnOnce(Builder) -> Builder) -> Received {
    let server = Server::always("{}").await;
    let client = Client::from_conf(change(config(server.url())).build());
    client.get_stage().arn("a").send().await.expect("the server answers");
    server.request()
}

/// The text of the error of a call that must not reach the server.
async fn refused(change: impl FnOnce(Builder, &Server) -> Builder) -> String {
    let server = Server::always("{}").await;
    let client = Client::from_conf(change(Config::builder(), &server).build());
    let error = client.get_stage().arn("a").send().await.expect_err("the configuration is wrong");
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert_eq!(server.connections(), 0, "{error}");
    error.to_string()
}

/// The host that a call goes to without an endpoint URL.
async fn host(builder: Builder) -> Result<String, String> {
    let http = replay([http::Response::new("{}")]);
    let client = Client::from_conf(builder.credentials_provider(keys()).http_client(http.clone()).build());
    client.get_stage().arn("a").send().await.map_err(|error| error.to_string())?;
    Ok(http.requests()[0].uri().to_string())
}

#[tokio::test]
async fn a_session_token_is_sent_and_signed() {
    let credentials = Credentials::new("AKID", "SECRET", Some("TOKEN".into()), None, "test");
    let request = request(|config| config.credentials_provider(credentials)).await;
    assert_eq!(request.header("x-amz-security-token"), Some("TOKEN"));
    assert!(request.signed_headers().contains(&"x-amz-security-token"), "{:?}", request.signed_headers());
    assert_eq!(signature::claimed(&request), signature::of(&request, "SECRET"));
}

#[tokio::test]
async fn anonymous_calls_have_no_authorization_even_with_keys() {
    let credentials = Credentials::new("AKID", "SECRET", Some("TOKEN".into()), None, "test");
    let request = request(|config| config.credentials_provider(credentials).anonymous(true)).await;
    for name in ["authorization", "x-amz-security-token", "x-amz-date", "x-amz-content-sha256"] {
        assert_eq!(request.header(name), None, "{name}");
    }
    assert_eq!(request.json(), serde_json::json!({"arn": "a"}));
}

#[tokio::test]
async fn calls_without_keys_may_go_out_unsigned() {
    let server = Server::always("{}").await;
    let config = Config::builder().region(Region::new(REGION)).endpoint_url(server.url()).allow_no_auth();
    Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap();
    assert_eq!(server.request().header("authorization"), None);
}

#[tokio::test]
async fn the_path_of_the_endpoint_url_is_kept() {
    for (suffix, path) in [("/prefix/v1", "/prefix/v1/GetStage"), ("/prefix/", "/prefix/GetStage"), ("/", "/GetStage")]
    {
        let server = Server::always("{}").await;
        let client = Client::from_conf(config(format!("{}{suffix}", server.url())).build());
        client.get_stage().arn("a").send().await.unwrap();
        let request = server.request();
        assert_eq!(request.line(), format!("POST {path}"));
        assert_eq!(signature::claimed(&request), signature::of(&request, "SECRETEXAMPLE"));
    }
}

#[tokio::test]
async fn an_endpoint_url_that_cannot_be_used_is_told_with_what_to_write() {
    for (url, why) in [
        ("localhost:8000", "has no scheme; write `https://localhost:8000` or `http://localhost:8000`"),
        ("ftp://h", "has the scheme `ftp`; write `https` or `http`"),
        ("http://127.0.0.1:99999", "has a port that is not a number up to 65535"),
        ("http://h?a=b", "has a query or fragment; write scheme, host, port and path only"),
    ] {
        let text =
            refused(|config, _| config.region(Region::new(REGION)).credentials_provider(keys()).endpoint_url(url))
                .await;
        assert_eq!(text, format!("GetStage failed: the endpoint URL `{url}` {why}"));
    }
}

#[tokio::test]
async fn no_region_is_told_before_a_connection_is_made() {
    let why = "no region is set; give one with config::Builder::region, or let Config::from_env read AWS_REGION, or \
               aws-config that and profiles (Config::builder reads neither)";
    let text = refused(|config, server| config.credentials_provider(keys()).endpoint_url(server.url())).await;
    assert_eq!(text, format!("GetStage failed: {why}"));
    let text = refused(|config, _| config.credentials_provider(keys())).await;
    assert_eq!(text, format!("GetStage failed: {why}"));
}

#[tokio::test]
async fn no_credentials_are_told_before_a_connection_is_made() {
    let text = refused(|config, server| config.region(Region::new(REGION)).endpoint_url(server.url())).await;
    let why = "no credentials are set; give them with config::Builder::credentials_provider, or let Config::from_env \
               read AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or aws-config these and profiles (Config::builder reads \
               neither), or ask for config::Builder::anonymous";
    assert_eq!(text, format!("GetStage failed: {why}"));
}

#[tokio::test]
async fn fips_and_a_custom_endpoint_do_not_go_together() {
    let set = |config: Builder, server: &Server| {
        config.region(Region::new(REGION)).credentials_provider(keys()).endpoint_url(server.url())
    };
    let text = refused(|config, server| set(config, server).use_fips(true)).await;
    let why = "Invalid Configuration: FIPS and custom endpoint are not supported";
    assert_eq!(text, format!("GetStage failed: no endpoint: {why}"));
    let text = refused(|config, server| set(config, server).use_dual_stack(true)).await;
    assert!(text.ends_with("Dualstack and custom endpoint are not supported"), "{text}");
}

#[tokio::test]
async fn the_endpoint_follows_region_fips_and_dual_stack() {
    let in_region = |region: &'static str| Config::builder().region(Region::new(region));
    for (config, expected) in [
        (in_region("us-west-2"), "https://ivsrealtime.us-west-2.amazonaws.com/GetStage"),
        (in_region("cn-north-1"), "https://ivsrealtime.cn-north-1.amazonaws.com.cn/GetStage"),
        (in_region("us-west-2").use_fips(true), "https://ivsrealtime-fips.us-west-2.amazonaws.com/GetStage"),
        (in_region("us-west-2").use_dual_stack(true), "https://ivsrealtime.us-west-2.api.aws/GetStage"),
    ] {
        assert_eq!(host(config).await.as_deref(), Ok(expected));
    }
}

#[tokio::test]
async fn settings_of_other_services_change_nothing() {
    let request = request(|config| {
        config.s3_force_path_style(true).sts_regional_endpoint(StsRegionalEndpoint::Legacy).behavior_version_latest()
    })
    .await;
    assert_eq!(request.line(), "POST /GetStage");
    let legacy = Config::builder().region(Region::new(REGION)).sts_regional_endpoint(StsRegionalEndpoint::Legacy);
    let expected = "https://ivsrealtime.us-west-2.amazonaws.com/GetStage";
    assert_eq!(host(legacy.force_path_style(true)).await.as_deref(), Ok(expected));
}

/// Always the same time.
#[derive(Debug)]
struct Stopped;

impl TimeSource for Stopped {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_767_323_045)
    }
}

#[tokio::test]
async fn clock_and_generators_make_a_request_predictable() {
    let set = |config: Builder| {
        // The clock of the server is the true one.
        config.time_source(Stopped).disable_clock_skew_correction(true).invocation_id_generator("id-1")
    };
    let server = Server::always("{}").await;
    let client = Client::from_conf(set(config(server.url())).idempotency_token_provider("token-1").build());
    for _ in 0..2 {
        client.start_composition().stage_arn("a").send().await.unwrap();
    }
    let requests = server.requests();
    assert_eq!(requests[0].header("x-amz-date"), Some("20260102T030405Z"));
    assert_eq!(requests[0].header("amz-sdk-invocation-id"), Some("id-1"));
    assert_eq!(requests[0].json()["idempotencyToken"], "token-1");
    assert_eq!(requests[0].headers, requests[1].headers);
}

#[tokio::test]
async fn the_user_agent_says_what_calls_what() {
    let name = AppName::new("my-app").unwrap();
    let request = request(|config| config.app_name(name)).await;
    let agent = request.header("user-agent").unwrap();
    let api = format!(" api/ivs_realtime#{} ", ivsrealtime::meta::PKG_VERSION);
    assert!(agent.starts_with("tinsmith/") && agent.contains(&api), "{agent}");
    assert!(agent.ends_with(" lang/rust m/E,N app/my-app"), "{agent}");
    assert_eq!(request.header("x-amz-user-agent"), Some(agent));
}

#[tokio::test]
async fn everything_can_come_from_the_environment() {
    let server = Server::always("{}").await;
    let url = server.url();
    let config = Builder::from_vars(move |name| {
        Some(match name {
            "AWS_DEFAULT_REGION" => "eu-west-1".to_owned(),
            "AWS_ACCESS_KEY_ID" => "AKIDENV".to_owned(),
            "AWS_SECRET_ACCESS_KEY" => "SECRETENV".to_owned(),
            "AWS_SESSION_TOKEN" => "TOKENENV".to_owned(),
            "AWS_ENDPOINT_URL_IVS_REALTIME" => url.clone(),
            "AWS_ENDPOINT_URL" => "http://127.0.0.1:1".to_owned(),
            "AWS_MAX_ATTEMPTS" => "7".to_owned(),
            _ => return None,
        })
    });
    Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap();
    let request = server.request();
    let credential = request.authorization("Credential=").unwrap();
    assert!(credential.starts_with("AKIDENV/") && credential.ends_with("/eu-west-1/ivs/aws4_request"), "{credential}");
    assert_eq!(request.header("x-amz-security-token"), Some("TOKENENV"));
    assert_eq!(request.header("amz-sdk-request"), Some("attempt=1; max=7"));
}

#[tokio::test]
async fn nothing_secret_shows_in_a_client() {
    let credentials = Credentials::new("AKIDSHOWN", "SECRETSHOWN", Some("TOKENSHOWN".into()), None, "test");
    let provider = SharedCredentialsProvider::new(credentials);
    let client = Client::from_conf(config("http://localhost").credentials_provider(provider).build());
    let shown = format!("{client:?} {:?} {:?}", client.config(), client.get_stage());
    assert!(shown.contains(REGION), "{shown}");
    assert!(!shown.contains("SHOWN"), "{shown}");
}
