//! Presigned requests: made without a word to the service, sent by others, and good for what was signed.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ivsrealtime::Client;
use ivsrealtime::config::{Config, Credentials, Region};
use ivsrealtime::presigning::{PresignedRequest, PresigningConfig};
use tinsmith_tests::client::{ARN, client, config, keys};
use tinsmith_tests::server::{Received, Server};
use tinsmith_tests::signature;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn for_an_hour() -> PresigningConfig {
    PresigningConfig::expires_in(Duration::from_secs(3600)).expect("an hour is less than a week")
}

/// Sends a presigned request as a program without an SDK would.
pub(crate) async fn send(presigned: &PresignedRequest) {
    let request = presigned.make_http_1x_request(presigned.body().to_vec());
    let authority = request.uri().authority().expect("presigned URIs have a host").as_str();
    let target = request.uri().path_and_query().expect("presigned URIs have a query");
    let mut text = format!("{} {target} HTTP/1.1\r\n", request.method());
    for (name, value) in presigned.headers().chain([("host", authority), ("connection", "close")]) {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str(&format!("content-length: {}\r\n\r\n", request.body().len()));
    let mut stream = TcpStream::connect(authority).await.expect("the server listens");
    let sent = [text.as_bytes(), request.body()].concat();
    stream.write_all(&sent).await.expect("the server reads");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("the server answers");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

/// The request as the server received it, its signature checked.
async fn received(server: &Server, presigned: &PresignedRequest) -> Received {
    assert_eq!(server.connections(), 0, "nothing is sent by the client");
    send(presigned).await;
    let request = server.request();
    assert_eq!(signature::claimed(&request), signature::of(&request, "SECRETEXAMPLE"));
    request
}

#[tokio::test]
async fn a_document_is_signed_and_comes_with_the_request() {
    let server = Server::always("{}").await;
    let presigned = client(server.url()).get_stage().arn(ARN).presigned(for_an_hour()).await.unwrap();
    assert_eq!(presigned.method(), "POST");
    assert!(presigned.uri().starts_with(&format!("{}/GetStage?X-Amz-Algorithm=AWS4-HMAC-SHA256&", server.url())));
    assert_eq!(presigned.headers().collect::<Vec<_>>(), [("content-type", "application/json")]);
    let request = received(&server, &presigned).await;
    assert_eq!(request.json(), serde_json::json!({"arn": ARN}));
    assert_eq!(signature::parameter(&request, "X-Amz-Expires").as_deref(), Some("3600"));
    assert_eq!(signature::parameter(&request, "X-Amz-SignedHeaders").as_deref(), Some("content-type;host"));
    let credential = signature::parameter(&request, "X-Amz-Credential").unwrap();
    assert!(credential.starts_with("AKIDEXAMPLE/") && credential.ends_with("/us-west-2/ivs/aws4_request"));
}

#[tokio::test]
async fn labels_and_queries_are_signed_as_they_are_sent() {
    let server = Server::always("{}").await;
    let client = client(server.url());
    let untag = client.untag_resource().resource_arn(ARN).tag_keys("a b").tag_keys("ü&=");
    let presigned = untag.presigned(for_an_hour()).await.unwrap();
    assert_eq!(presigned.headers().count(), 0);
    let request = received(&server, &presigned).await;
    assert_eq!(request.method, "DELETE");
    assert!(request.uri.to_string().contains("?tagKeys=a%20b&tagKeys=%C3%BC%26%3D&X-Amz-"), "{}", request.uri);
}

#[tokio::test]
async fn changes_and_overrides_take_effect() {
    let server = Server::always("{}").await;
    let call = client("http://localhost:1").get_stage().arn("a").customize();
    let call = call.config_override(Config::builder().region(Region::new("eu-west-1")).endpoint_url(server.url()));
    let call = call.mutate_request(|request| {
        request.headers_mut().insert("x-cluster", "one");
        request.headers_mut().insert("user-agent", "browsers have one of their own");
    });
    let presigned = call.presigned(for_an_hour()).await.unwrap();
    let request = received(&server, &presigned).await;
    assert_eq!(request.header("x-cluster"), Some("one"));
    let signed = signature::parameter(&request, "X-Amz-SignedHeaders");
    assert_eq!(signed.as_deref(), Some("content-type;host;x-cluster"));
    assert!(signature::parameter(&request, "X-Amz-Credential").unwrap().contains("/eu-west-1/"));
}

#[tokio::test]
async fn a_session_token_is_in_the_query() {
    let server = Server::always("{}").await;
    let keys = Credentials::new("AKIDEXAMPLE", "SECRETEXAMPLE", Some("to/ken=".into()), None, "test");
    let client = Client::from_conf(config(server.url()).credentials_provider(keys).build());
    let presigned = client.list_stages().presigned(for_an_hour()).await.unwrap();
    assert!(presigned.headers().all(|(name, _)| name != "x-amz-security-token"));
    let request = received(&server, &presigned).await;
    assert_eq!(signature::parameter(&request, "X-Amz-Security-Token").as_deref(), Some("to/ken="));
    assert!(!format!("{presigned:?}").contains("ken%3D"), "{presigned:?}");
}

#[derive(Debug)]
struct Noon;

impl ivsrealtime::config::TimeSource for Noon {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_440_936_000)
    }
}

#[tokio::test]
async fn the_clock_of_the_client_says_when_unless_a_time_is_set() {
    let client = Client::from_conf(config("http://localhost:1").time_source(Noon).build());
    let presigned = client.list_stages().presigned(for_an_hour()).await.unwrap();
    assert!(presigned.uri().contains("&X-Amz-Date=20150830T120000Z&"), "{}", presigned.uri());
    let from = PresigningConfig::builder().start_time(UNIX_EPOCH + Duration::from_secs(1_234_567_891));
    let from = from.expires_in(Duration::from_secs(30)).build().unwrap();
    let presigned = client.list_stages().presigned(from).await.unwrap();
    assert!(presigned.uri().contains("&X-Amz-Date=20090213T233131Z&X-Amz-Expires=30&"), "{}", presigned.uri());
}

#[tokio::test]
async fn a_payload_that_is_not_signed_says_so() {
    let server = Server::always("{}").await;
    let call = client(server.url()).get_stage().arn("a").customize().disable_payload_signing();
    call.send().await.unwrap();
    let request = server.request();
    assert_eq!(request.header("x-amz-content-sha256"), Some("UNSIGNED-PAYLOAD"));
    assert_eq!(signature::claimed(&request), signature::of(&request, "SECRETEXAMPLE"));

    let server = Server::always("{}").await;
    let call = client(server.url()).get_stage().arn("a").customize().disable_payload_signing();
    let presigned = call.presigned(for_an_hour()).await.unwrap();
    let request = received(&server, &presigned).await;
    assert_eq!(request.header("x-amz-content-sha256"), Some("UNSIGNED-PAYLOAD"));
}

#[tokio::test]
async fn what_cannot_be_presigned_is_said() {
    let fail = async |config: Config| {
        let error = Client::from_conf(config).get_stage().arn("a").presigned(for_an_hour()).await.unwrap_err();
        assert!(matches!(error, ivsrealtime::error::SdkError::ConstructionFailure(_)), "{error:?}");
        error.to_string()
    };
    let region = || Config::builder().region(Region::new("us-west-2"));
    let error = fail(region().build()).await;
    assert!(
        error.starts_with("GetStage failed: no credentials are set, and a presigned request is made with them"),
        "{error}"
    );
    let error = fail(region().credentials_provider(keys()).anonymous(true).build()).await;
    assert!(error.contains("config::Builder::anonymous asks for unsigned calls"), "{error}");
    let error = fail(Config::builder().credentials_provider(keys()).build()).await;
    assert!(error.contains("no region is set"), "{error}");
    let error = fail(region().credentials_provider(keys()).endpoint_url("localhost:1").build()).await;
    assert!(error.contains("`localhost:1` has no scheme"), "{error}");
}
