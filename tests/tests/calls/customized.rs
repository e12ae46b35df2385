//! Calls that differ from the others of their client, and clients that bring their own HTTP client.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use ivsrealtime::Client;
use ivsrealtime::config::retry::RetryConfig;
use ivsrealtime::config::{Config, Region};
use ivsrealtime::error::SdkError;
use tinsmith::test::{replay, respond};
use tinsmith_tests::client::{client, config, keys, without_time};
use tinsmith_tests::pauses::Pauses;
use tinsmith_tests::server::{self, Server};
use tinsmith_tests::signature;

#[tokio::test]
async fn a_changed_request_is_signed_as_it_is_sent_in_each_attempt() {
    let server = Server::script([server::json(500, "{}"), server::json(200, "{}")]).await;
    let client = Client::from_conf(config(server.url()).sleep_impl(Pauses::default()).build());
    let attempts = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&attempts);
    let call = client.get_stage().arn("a").customize().mutate_request(move |request| {
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        request.headers_mut().insert("x-number", number.to_string());
    });
    call.send().await.unwrap();
    let requests = server.requests();
    let numbers: Vec<_> = requests.iter().map(|request| request.header("x-number")).collect();
    assert_eq!(numbers, [Some("1"), Some("2")]);
    for request in &requests {
        assert!(request.signed_headers().contains(&"x-number"));
        assert_eq!(signature::claimed(request), signature::of(request, "SECRETEXAMPLE"));
    }
    assert_eq!(attempts.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn an_error_of_a_change_ends_the_call() {
    let server = Server::always("{}").await;
    let call = client(server.url()).get_stage().arn("a").customize();
    let call = call.map_request(|_| Err::<HttpRequest, _>(io::Error::other("not today")));
    let error = call.send().await.unwrap_err();
    assert_eq!(error.to_string(), "GetStage failed: not today");
    assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_configuration_may_be_for_one_call_alone() {
    let (server, other) = (Server::always("{}").await, Server::always("{}").await);
    let client = client(server.url());
    let over = Config::builder().region(Region::new("eu-west-1")).endpoint_url(other.url());
    let over = over.retry_config(RetryConfig::disabled());
    client.get_stage().arn("a").customize().config_override(over).send().await.unwrap();
    client.get_stage().arn("b").send().await.unwrap();

    let request = other.request();
    assert!(request.authorization("Credential=").unwrap().ends_with("/eu-west-1/ivs/aws4_request"));
    assert_eq!(request.header("amz-sdk-request"), Some("attempt=1; max=1"));
    let request = server.request();
    assert!(request.authorization("Credential=").unwrap().ends_with("/us-west-2/ivs/aws4_request"));
    assert_eq!(request.json(), serde_json::json!({"arn": "b"}));
}

#[tokio::test]
async fn an_override_reaches_endpoint_rules_and_generators() {
    let http = replay([http::Response::new("{}")]);
    let client = Client::from_conf(
        Config::builder()
            .region(Region::new("us-west-2"))
            .credentials_provider(keys())
            .http_client(http.clone())
            .build(),
    );
    let over = Config::builder().region(Region::new("eu-west-1")).use_fips(true).idempotency_token_provider("over");
    client.start_composition().stage_arn("a").customize().config_override(over).send().await.unwrap();
    let request = &http.requests()[0];
    assert_eq!(request.uri(), "https://ivsrealtime-fips.eu-west-1.amazonaws.com/StartComposition");
    let body: serde_json::Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(body["idempotencyToken"], "over");
}

#[tokio::test]
async fn an_override_of_something_else_keeps_the_connections() {
    let server = Server::always("{}").await;
    let client = client(server.url());
    client.get_stage().arn("a").send().await.unwrap();
    let over = Config::builder().region(Region::new("eu-west-1"));
    client.get_stage().arn("a").customize().config_override(over).send().await.unwrap();
    assert_eq!((server.requests().len(), server.connections()), (2, 1));
}

/// An HTTP client as any program might write one: it answers by itself and remembers what it was asked.
#[derive(Debug, Clone, Default)]
struct Plugged(Arc<Mutex<Vec<(String, usize)>>>);

impl HttpConnector for Plugged {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let length = request.body().bytes().map_or(0, <[u8]>::len);
        self.0
            .lock()
            .expect("no other test holds it")
            .push((format!("{} {}", request.method(), request.uri()), length));
        let body = SdkBody::from(r#"{"stage":{"arn":"plugged"}}"#);
        HttpConnectorFuture::ready(Ok(HttpResponse::new(200.try_into().expect("200 is a status"), body)))
    }
}

#[tokio::test]
async fn any_http_client_of_the_official_runtime_plugs_in() {
    let plugged = Plugged::default();
    let connector = SharedHttpConnector::new(plugged.clone());
    let http = http_client_fn(move |_, _| connector.clone());
    let config = Config::builder().region(Region::new("us-west-2")).credentials_provider(keys()).http_client(http);
    let output = Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap();
    assert_eq!(output.stage().unwrap().arn(), "plugged");
    let expected = ("POST https://ivsrealtime.us-west-2.amazonaws.com/GetStage".to_owned(), r#"{"arn":"a"}"#.len());
    assert_eq!(*plugged.0.lock().unwrap(), [expected]);
}

#[tokio::test]
async fn errors_of_a_plugged_in_client_are_judged_by_their_kind() {
    let error = |make: fn(aws_smithy_runtime_api::box_error::BoxError) -> ConnectorError| async move {
        let http = respond(move |_| Err(make("the cable is out".into())));
        let config = config("http://localhost").http_client(http.clone()).sleep_impl(Pauses::default());
        let error = Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap_err();
        let tries = if http.requests().len() == 1 { "" } else { " (after 3 attempts" };
        assert_eq!(without_time(&error), format!("GetStage failed: the cable is out{tries}"));
        (http.requests().len(), error.is_timeout())
    };
    assert_eq!(error(ConnectorError::io).await, (3, false));
    assert_eq!(error(ConnectorError::timeout).await, (3, true));
    assert_eq!(error(ConnectorError::user).await, (1, false));
}
