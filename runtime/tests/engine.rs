//! The engine against an HTTP client without a network.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::{Request, Response};
use support::{
    Clock, Echo, EchoError, EchoIfYouLike, EchoStream, EchoUnchanged, Input, SERVICE, config, engine, hello, keys,
};
use tinsmith::Engine;
use tinsmith::Operation;
use tinsmith::config::retry::RetryConfig;
use tinsmith::config::timeout::TimeoutConfig;
use tinsmith::config::{AppName, Config, Region};
use tinsmith::customize::CustomizableOperation;
use tinsmith::error::SdkError;
use tinsmith::test::{Replay, replay, respond};

fn status(status: u16, body: &'static str) -> Response<&'static str> {
    Response::builder().status(status).header("x-amzn-requestid", "id-1").body(body).unwrap()
}

fn ok() -> Response<&'static str> {
    status(200, "text=hi")
}

fn client(http: &Replay) -> Engine {
    engine(Clock::default().of(config().http_client(http.clone())))
}

fn header<'r>(request: &'r Request<Bytes>, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_call_goes_out_complete_and_comes_back_with_its_request_id() {
    let http = replay([ok()]);
    let config = config()
        .http_client(http.clone())
        .app_name(AppName::new("tests").unwrap())
        .invocation_id_generator("invocation")
        .idempotency_token_provider("token");
    let output = engine(config).send::<Echo>(hello()).await.unwrap();
    assert_eq!(output.text.as_deref(), Some("hi"));
    assert_eq!(output.request_id.as_deref(), Some("id-1"));

    let [request] = &http.requests()[..] else { panic!("one request") };
    assert_eq!(request.uri(), "https://echo.us-east-1.example.com/echo/arn%3Aaws%2Fx?a=b");
    assert_eq!(request.body(), "name=hello\nidempotency=token\n");
    assert_eq!(header(request, "content-type"), Some("text/lines"));
    assert_eq!(header(request, "content-length"), Some("29"));
    assert_eq!(header(request, "amz-sdk-invocation-id"), Some("invocation"));
    assert_eq!(header(request, "amz-sdk-request"), Some("attempt=1; max=3"));
    assert_eq!(header(request, "x-endpoint"), Some("rules"));
    assert_eq!(header(request, "x-amz-security-token"), Some("TOKEN"));
    assert_eq!(header(request, "connection"), None);
    let agent =
        format!("tinsmith/{} ua/2.1 api/echo_test#1.2.3 os/linux lang/rust app/tests", env!("CARGO_PKG_VERSION"));
    assert_eq!(header(request, "user-agent"), Some(agent.as_str()));
    assert_eq!(header(request, "x-amz-user-agent"), Some(agent.as_str()));
    let authorization = header(request, "authorization").unwrap();
    assert!(authorization.contains("/us-east-1/echo/aws4_request"), "{authorization}");
    assert!(!authorization.contains(";user-agent") && !authorization.contains("connection"), "{authorization}");
}

#[tokio::test]
async fn server_errors_and_throttling_are_retried() {
    for first in [
        status(500, ""),
        status(503, "<html>"),
        status(429, "<html>"),
        status(400, "Throttling: slow"),
        status(400, "Busy: later"),
    ] {
        let http = replay([first, ok()]);
        client(&http).send::<Echo>(hello()).await.unwrap();
        let [one, two] = &http.requests()[..] else { panic!("two requests") };
        assert_eq!(header(one, "amz-sdk-invocation-id"), header(two, "amz-sdk-invocation-id"));
        assert_eq!(header(two, "amz-sdk-request"), Some("attempt=2; max=3"));
        assert_eq!(one.body(), two.body());
    }
}

/// A response of success is one with the engine and without.
#[tokio::test]
async fn engine_and_operation_agree_on_what_succeeds() {
    async fn both<O>(status: u16, text: &'static str) -> [(bool, Option<String>); 2]
    where
        O: Operation<Input = Input, Output = support::Output, Error = EchoError>,
    {
        let response = Response::builder().status(status).body(text).unwrap();
        let config = config().http_client(replay([response.clone()])).retry_config(RetryConfig::disabled());
        [engine(config).send::<O>(hello()).await, O::http_response(&response)].map(|answer| match answer {
            Ok(output) => (true, output.text),
            Err(error) => (false, error.code().map(str::to_owned)),
        })
    }
    for status in (200..600).filter(|status| status % 100 < 10) {
        for text in ["text=hi", "Conflict: there is one", "Late: sorry"] {
            let [engine, alone] = both::<Echo>(status, text).await;
            assert_eq!(engine, alone, "{status} {text}");
            assert_eq!(engine.0, (200..300).contains(&status) && text == "text=hi", "{status} {text}");
            let [engine, alone] = both::<EchoUnchanged>(status, text).await;
            assert_eq!(engine, alone, "{status} {text}, where 304 is success");
            assert!(engine.0 || status != 304 || text != "text=hi", "304 is success");
        }
    }
}

#[tokio::test]
async fn errors_with_a_status_of_success_are_retried_like_those_of_the_server() {
    let http = replay([status(200, "Late: sorry"), ok()]);
    let output = client(&http).send::<Echo>(hello()).await.unwrap();
    assert_eq!((output.text.as_deref(), http.requests().len()), (Some("hi"), 2));

    let http = replay(vec![status(200, "Late: sorry"); 3]);
    let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(error.to_string(), "Echo failed: Late: sorry (status 200, request id id-1) (after 3 attempts in 2.0 s)");
    assert!(matches!(error, SdkError::ServiceError(_)), "{error:?}");
    assert_eq!(http.requests().len(), 3);
}

#[tokio::test]
async fn other_errors_are_not_retried() {
    let http = replay([status(409, "Conflict: there is one")]);
    let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(http.requests().len(), 1);
    assert_eq!(error.to_string(), "Echo failed: Conflict: there is one (status 409, request id id-1)");
    assert_eq!((error.code(), error.message()), (Some("Conflict"), Some("there is one")));
    assert!(matches!(error.as_service_error(), Some(EchoError::Conflict(_))));
    let EchoError::Conflict(error) = error.into_service_error() else { panic!("conflict") };
    assert_eq!(error.meta().extra("aws_request_id"), Some("id-1"));
}

#[tokio::test]
async fn retries_end_with_the_attempts_or_the_budget() {
    let http = respond(|_| Ok(Response::builder().status(500).body(SdkBody::empty()).unwrap()));
    let client = client(&http);
    let error = client.send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(http.requests().len(), 3);
    let text =
        "Echo failed: the service answered with an error that has no code (status 500) (after 3 attempts in 2.0 s)";
    assert_eq!(error.to_string(), text);
    for _ in 0..60 {
        client.send::<Echo>(hello()).await.unwrap_err();
    }
    assert_eq!(http.requests().len(), 61 + 100, "the budget pays for 100 retries");
}

/// Whatever a call fails with in the end, it says how often it was tried and how long that took, if it was more than once.
#[tokio::test]
async fn how_often_a_call_was_tried_is_told() {
    type Answer = fn() -> Result<Response<SdkBody>, ConnectorError>;
    fn respond_with(status: u16, body: &'static str) -> Result<Response<SdkBody>, ConnectorError> {
        Ok(Response::builder().status(status).body(SdkBody::from(body)).unwrap())
    }
    let failures: [(Answer, &str); 6] = [
        (|| respond_with(409, "Conflict: there is one"), "Conflict: there is one (status 409)"),
        (|| respond_with(200, "Late: sorry"), "Late: sorry (status 200)"),
        (|| respond_with(200, "nonsense"), "the response could not be read: a line without `=` (status 200)"),
        (|| Err(ConnectorError::io("broken".into())), "broken"),
        (|| Err(ConnectorError::timeout("slow".into())), "slow"),
        (|| Err(ConnectorError::user("odd".into())), "odd"),
    ];
    for (last, cause) in failures {
        for (attempts, tries) in [(1, ""), (2, " (after 2 attempts in 1.0 s)"), (4, " (after 4 attempts in 3.0 s)")] {
            let mut number = 0;
            let http = respond(move |_| {
                number += 1;
                if number < attempts { Err(ConnectorError::io("broken".into())) } else { last() }
            });
            let retries = RetryConfig::standard().with_max_attempts(attempts);
            let engine = engine(Clock::default().of(config().http_client(http)).retry_config(retries));
            let error = engine.send::<Echo>(hello()).await.unwrap_err();
            assert_eq!(error.to_string(), format!("Echo failed: {cause}{tries}"));
        }
    }
}

#[tokio::test]
async fn retries_can_be_disabled_and_counted() {
    let five = RetryConfig::standard().with_max_attempts(5).with_max_backoff(Duration::from_secs(1));
    for (retries, attempts) in [(RetryConfig::disabled(), 1), (five, 5), (RetryConfig::adaptive(), 3)] {
        let http = respond(|_| Ok(Response::builder().status(500).body(SdkBody::empty()).unwrap()));
        let config = Clock::default().of(config().http_client(http.clone())).retry_config(retries);
        engine(config).send::<Echo>(hello()).await.unwrap_err();
        assert_eq!(http.requests().len(), attempts);
        let max = format!("attempt=1; max={attempts}");
        assert_eq!(header(&http.requests()[0], "amz-sdk-request"), Some(&*max));
    }
}

/// A timer whose pauses are over at once, with the lengths that they were to have.
#[derive(Debug, Clone, Default)]
struct Pauses(Arc<Mutex<Vec<Duration>>>);

impl AsyncSleep for Pauses {
    fn sleep(&self, duration: Duration) -> Sleep {
        self.0.lock().unwrap().push(duration);
        Sleep::new(std::future::ready(()))
    }
}

#[tokio::test]
async fn the_service_may_ask_for_a_longer_pause() {
    let busy = Response::builder().status(503).header("x-amz-retry-after", "1500").body("").unwrap();
    let (http, pauses) = (replay([busy, ok()]), Pauses::default());
    let disabled = TimeoutConfig::disabled();
    let config = config().http_client(http).sleep_impl(pauses.clone()).timeout_config(disabled);
    engine(config).send::<Echo>(hello()).await.unwrap();
    // The others are limits: of loading credentials, and of the body of the error.
    assert_eq!(pauses.0.lock().unwrap().last(), Some(&Duration::from_millis(1500)));
}

#[tokio::test]
async fn broken_connections_are_retried_and_refused_requests_are_not() {
    let tries = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&tries);
    let http = respond(move |_| match count.fetch_add(1, Ordering::SeqCst) {
        0 => Err(ConnectorError::io("broken pipe".into())),
        1 => Err(ConnectorError::timeout("too slow".into())),
        _ => Ok(Response::new(SdkBody::from("text=hi"))),
    });
    client(&http).send::<Echo>(hello()).await.unwrap();
    assert_eq!(tries.load(Ordering::SeqCst), 3);

    let http = respond(|_| Err(ConnectorError::user("no such thing".into())));
    let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(http.requests().len(), 1);
    assert_eq!(error.to_string(), "Echo failed: no such thing");
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_user()));
}

#[tokio::test]
async fn a_body_shorter_than_announced_is_retried_and_then_told() {
    let short = || Response::builder().header("content-length", "100").body("text=hi").unwrap();
    let http = replay([short(), ok()]);
    client(&http).send::<Echo>(hello()).await.unwrap();
    assert_eq!(http.requests().len(), 2);

    let http = replay([short(), short(), short()]);
    let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
    let text = "Echo failed: the response could not be read: the body ended after 7 of 100 bytes (status 200) \
         (after 3 attempts in 2.0 s)";
    assert_eq!(error.to_string(), text);
}

#[tokio::test]
async fn pages_of_proxies_and_redirects_are_errors_with_a_status() {
    for (code, body) in [(302, "<html>: moved"), (404, "\u{0}"), (403, "")] {
        let http = replay([status(code, body)]);
        let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
        assert!(matches!(error.as_service_error(), Some(EchoError::Unhandled(_))), "{error}");
        assert_eq!(error.raw_response().unwrap().status().as_u16(), code);
        assert_eq!(error.raw_response().unwrap().body().bytes(), Some(body.as_bytes()));
    }
}

#[tokio::test]
async fn a_response_that_cannot_be_read_is_told_and_not_asked_for_again() {
    let http = replay([status(200, "nonsense")]);
    let error = client(&http).send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Echo failed: the response could not be read: a line without `=` (status 200, request id id-1)"
    );
    assert_eq!(error.request_id(), Some("id-1"));
}

#[tokio::test]
async fn an_input_that_cannot_be_written_is_never_sent() {
    let http = replay([ok()]);
    let input = Input { name: Some("invalid".into()), ..Input::default() };
    let error = client(&http).send::<Echo>(input).await.unwrap_err();
    assert!(error.to_string().contains("the name is invalid"), "{error}");
    assert!(matches!(error, SdkError::ConstructionFailure(_)));
    assert!(http.requests().is_empty());
}

#[tokio::test]
async fn what_is_missing_is_told_before_anything_is_sent() {
    let http = replay([ok()]);
    let told = async |config: tinsmith::config::Builder| {
        let engine = Engine::new(&SERVICE, config.http_client(http.clone()).build());
        engine.send::<Echo>(hello()).await.unwrap_err().to_string()
    };
    let no_region = "Echo failed: no region is set; give one with config::Builder::region, or let Config::from_env read \
                     AWS_REGION, or aws-config that and profiles (Config::builder reads neither)";
    assert_eq!(told(Config::builder().credentials_provider(keys())).await, no_region);
    let custom = Config::builder().credentials_provider(keys()).endpoint_url("http://localhost:1");
    assert_eq!(told(custom).await, no_region);
    let no_keys = told(Config::builder().region(Region::new("us-east-1"))).await;
    assert!(no_keys.starts_with("Echo failed: no credentials are set; give them with config::Builder"), "{no_keys}");
    let no_scheme = told(config().endpoint_url("localhost:8000")).await;
    assert!(no_scheme.contains("has no scheme; write `https://localhost:8000` or"), "{no_scheme}");
    assert!(http.requests().is_empty());
}

#[tokio::test]
async fn unsigned_calls_have_no_authorization() {
    let unsigned = async |config: tinsmith::config::Builder, optional: bool| {
        let http = replay([ok()]);
        let engine = engine(config.http_client(http.clone()));
        match optional {
            true => engine.send::<EchoIfYouLike>(hello()).await.unwrap(),
            false => engine.send::<Echo>(hello()).await.unwrap(),
        };
        let request = http.requests().remove(0);
        header(&request, "authorization").is_none() && header(&request, "x-amz-security-token").is_none()
    };
    let no_keys = || Config::builder().region(Region::new("us-east-1"));
    assert!(unsigned(config().anonymous(true), false).await);
    assert!(unsigned(no_keys().allow_no_auth(), false).await);
    assert!(unsigned(no_keys(), true).await);
    assert!(!unsigned(config().allow_no_auth(), false).await);
    assert!(!unsigned(config(), true).await);
}

#[tokio::test]
async fn a_custom_endpoint_keeps_its_path_and_takes_the_host_prefix() {
    let http = replay([ok(), ok()]);
    let engine = engine(config().endpoint_url("http://localhost:8000/base/").http_client(http.clone()));
    engine.send::<Echo>(hello()).await.unwrap();
    let prefix = Input { name: Some("prefix".into()), ..Input::default() };
    engine.send::<Echo>(prefix).await.unwrap();
    let uris: Vec<String> = http.requests().iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(uris[0], "http://localhost:8000/base/echo/arn%3Aaws%2Fx?a=b");
    assert_eq!(uris[1], "http://data.localhost:8000/base/echo/arn%3Aaws%2Fx?a=b");
}

#[tokio::test]
async fn calls_can_be_customized() {
    let http = replay([status(500, ""), ok()]);
    let operation = CustomizableOperation::<Echo>::new(client(&http), Ok(hello()));
    let mut attempts = 0;
    let output = operation
        .mutate_request(move |request| {
            attempts += 1;
            request.headers_mut().insert("x-attempt", attempts.to_string());
        })
        .map_request(|mut request| request.set_uri("https://elsewhere.example.com/").map(|()| request))
        .config_override(Config::builder().region(Region::new("eu-west-1")).close_connection(true))
        .send()
        .await
        .unwrap();
    assert_eq!(output.text.as_deref(), Some("hi"));
    let requests = http.requests();
    assert_eq!(header(&requests[1], "x-attempt"), Some("2"));
    assert_eq!(requests[1].uri().host(), Some("elsewhere.example.com"));
    assert_eq!(header(&requests[1], "connection"), Some("close"));
    let authorization = header(&requests[1], "authorization").unwrap();
    assert!(authorization.contains("/eu-west-1/") && authorization.contains("x-attempt"), "{authorization}");
}

#[tokio::test]
async fn an_error_of_a_change_ends_the_call() {
    let http = replay([ok()]);
    let operation = CustomizableOperation::<Echo>::new(client(&http), Ok(hello()));
    let error = operation.map_request(|_| Err(std::io::Error::other("not today"))).send().await.unwrap_err();
    assert_eq!(error.to_string(), "Echo failed: not today");
    assert!(http.requests().is_empty());
}

#[tokio::test]
async fn streams_are_handed_on() {
    let http = replay([ok()]);
    let output = client(&http).send::<EchoStream>(hello()).await.unwrap();
    assert_eq!(output.text, None);
    assert_eq!(output.stream.unwrap().collect().await.unwrap().into_bytes(), "text=hi");
    assert_eq!(header(&http.requests()[0], "x-amz-content-sha256"), Some("UNSIGNED-PAYLOAD"));
}

#[tokio::test]
async fn too_much_of_an_error_is_not_kept() {
    let http = replay([Response::builder().status(400).body("x".repeat(100)).unwrap()]);
    let engine = engine(config().http_client(http.clone()).max_error_body(10));
    let error = engine.send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().body().bytes(), Some(&b"xxxxxxxxxx"[..]));
}

#[cfg(feature = "compression")]
#[tokio::test]
async fn bodies_are_compressed_as_the_settings_say() {
    use support::EchoCompressed;
    let sent = async |config: tinsmith::config::Builder, length: usize| {
        let http = replay([ok()]);
        let input = support::Input { name: Some("x".repeat(length)), ..hello() };
        engine(config.http_client(http.clone())).send::<EchoCompressed>(input).await.unwrap();
        let request = http.requests().remove(0);
        let compressed = request.headers().get("content-encoding").is_some_and(|encoding| encoding == "gzip");
        let length: usize = request.headers()["content-length"].to_str().unwrap().parse().unwrap();
        assert_eq!(length, request.body().len());
        assert_eq!(compressed, request.body().starts_with(&[0x1f, 0x8b]));
        compressed
    };
    for (config, small, large) in [
        (config(), false, true),
        (config().disable_request_compression(true), false, false),
        (config().disable_request_compression(false), false, true),
        (config().request_min_compression_size_bytes(1), true, true),
        (config().request_min_compression_size_bytes(1).disable_request_compression(true), false, false),
        (config().request_min_compression_size_bytes(10_485_760), false, false),
    ] {
        assert_eq!((sent(config.clone(), 100).await, sent(config, 20_000).await), (small, large));
    }
}

#[tokio::test]
async fn too_much_of_an_answer_is_an_error_that_is_not_asked_for_again() {
    for (body, allowed) in [("text=hi", 7), ("text=hi", 6)] {
        let http = replay([Response::new(body)]);
        let outcome = engine(config().http_client(http.clone()).max_body(allowed)).send::<Echo>(hello()).await;
        match outcome {
            Ok(_) => assert!(body.len() <= allowed),
            Err(error) => {
                let text = "Echo failed: the response could not be read: the body has more than 6 bytes; \
                            config::Builder::max_body allows more (status 200)";
                assert_eq!((error.to_string().as_str(), allowed), (text, 6));
            }
        }
        assert_eq!(http.requests().len(), 1);
    }
    let http = replay([Response::new("text=hi")]);
    let output = engine(config().http_client(http).max_body(1)).send::<EchoStream>(hello()).await.unwrap();
    assert_eq!(output.stream.unwrap().collect().await.unwrap().into_bytes(), "text=hi", "streams have no limit");
}

/// Each header that promises a hash, set before the body is changed: it must be changed, too, or taken out.
#[tokio::test]
async fn a_promised_hash_is_not_that_of_another_body() {
    for name in ["content-md5", "x-amz-sha256-tree-hash", "x-amz-content-sha256", "x-amz-checksum-crc64nvme", "x-other"]
    {
        let call = async |header: Option<&'static str>, body: Option<&'static str>| {
            let http = replay([ok()]);
            let input = Input { name: Some(format!("hash={name}")), ..Input::default() };
            let operation = CustomizableOperation::<Echo>::new(client(&http), Ok(input));
            let change = operation.mutate_request(move |request| {
                match header {
                    Some("") => _ = request.headers_mut().remove(name),
                    Some(header) => _ = request.headers_mut().insert(name, header),
                    None => {}
                }
                if let Some(body) = body {
                    *request.body_mut() = SdkBody::from(body);
                    request.headers_mut().insert("content-length", body.len().to_string());
                }
            });
            change.send().await.map_err(|error| error.to_string())
        };
        assert!(call(None, None).await.is_ok() && call(Some("new"), Some("other")).await.is_ok(), "{name}");
        assert!(call(Some(""), Some("other")).await.is_ok(), "{name}");
        match call(None, Some("other")).await {
            Ok(_) => assert_eq!(name, "x-other"),
            Err(text) => assert!(text.contains(&format!("`{name}` is still the hash")), "{text}"),
        }
    }
}
