//! The default connection against a server on the loopback interface.
#![cfg(feature = "rustls")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::time::Duration;

use support::server::{Act, Server, ok, parrot, response, settle};
use support::{Echo, EchoStream, Output, config, engine, hello};
use tinsmith::config::Builder;
use tinsmith::config::retry::{ReconnectMode, RetryConfig};
use tinsmith::config::timeout::{TimeoutConfig, TimeoutConfigBuilder};
use tinsmith::customize::CustomizableOperation;
use tinsmith::error::SdkError;

type Result = std::result::Result<Output, SdkError<support::EchoError>>;

const SHORT: Duration = Duration::from_millis(50);
/// Generous, for busy machines; what is tested is that a call ends at all.
const LONG: Duration = Duration::from_secs(60);

fn to(server: &Server) -> Builder {
    let quick = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    config().endpoint_url(server.url()).retry_config(quick)
}

fn once(server: &Server, timeouts: TimeoutConfigBuilder) -> Builder {
    to(server).retry_config(RetryConfig::disabled()).timeout_config(timeouts.build())
}

async fn call(config: Builder) -> Result {
    tokio::time::timeout(LONG, engine(config).send::<Echo>(hello())).await.expect("the call ends")
}

#[tokio::test]
async fn connections_are_used_again() {
    let server = Server::start([ok("text=hi")]).await;
    let engine = engine(to(&server));
    for _ in 0..5 {
        assert_eq!(engine.send::<Echo>(hello()).await.unwrap().text.as_deref(), Some("hi"));
        settle().await;
    }
    assert_eq!((server.connections(), server.requests().len()), (1, 5));
    let request = server.requests().remove(0);
    let head = request.split("\r\n\r\n").next().unwrap();
    assert!(head.starts_with("POST /echo/arn%3Aaws%2Fx?a=b HTTP/1.1"), "{head}");
    assert_eq!(head.matches("\r\ncontent-length: ").count(), 1);
    assert_eq!(head.matches("\r\nhost: 127.0.0.1").count(), 1);
}

#[tokio::test]
async fn close_connection_makes_a_new_one_for_each_call() {
    let server = Server::start([ok("text=hi")]).await;
    let engine = engine(to(&server).close_connection(true));
    for _ in 0..3 {
        engine.send::<Echo>(hello()).await.unwrap();
    }
    assert_eq!(server.connections(), 3);
    let request = server.requests().remove(0);
    assert!(request.contains("\r\nconnection: close\r\n"), "{request}");
    let signed = request.split("SignedHeaders=").nth(1).unwrap().split(',').next().unwrap();
    assert!(!signed.contains("connection"), "{signed}");
}

#[tokio::test]
async fn dropped_connections_are_retried_and_then_told() {
    let server = Server::start([Act::Drop, ok("text=hi")]).await;
    call(to(&server)).await.unwrap();
    assert_eq!(server.connections(), 2);

    let server = Server::start([Act::Drop]).await;
    let error = call(to(&server)).await.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_io()), "{error:?}");
    let text = error.to_string();
    assert!(text.starts_with("Echo failed: the connection to 127.0.0.1:") && text.contains(" failed: "), "{text}");
    assert!(text.contains(" (after 3 attempts in "), "{text}");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_connection_with_a_transient_error_is_not_used_again() {
    let unavailable = |body| Act::Answer(response("503 Service Unavailable", body));
    let connections = async |first: Act, reconnect| {
        let server = Server::start([first, ok("text=hi")]).await;
        let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
        let engine = engine(to(&server).retry_config(retries.with_reconnect_mode(reconnect)));
        for _ in 0..3 {
            engine.send::<Echo>(hello()).await.unwrap();
            settle().await;
        }
        assert_eq!(server.requests().len(), 4);
        server.connections()
    };
    let (reconnect, reuse) = (ReconnectMode::ReconnectOnTransientError, ReconnectMode::ReuseAllConnections);
    assert_eq!(connections(unavailable(""), reconnect).await, 2);
    assert_eq!(connections(unavailable("Throttling: slow"), reconnect).await, 1, "the service is well");
    assert_eq!(connections(unavailable(""), reuse).await, 1);
}

#[tokio::test]
async fn truncated_bodies_are_retried_and_then_told() {
    let truncated = || Act::AnswerAndClose("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ntext=hi".into());
    let server = Server::start([truncated(), ok("text=hi")]).await;
    call(to(&server)).await.unwrap();

    let server = Server::start([truncated()]).await;
    let error = call(to(&server)).await.unwrap_err();
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert!(error.to_string().starts_with("Echo failed: the response could not be read: "), "{error}");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn nobody_listening_is_told() {
    let error = call(config().endpoint_url("http://127.0.0.1:1").retry_config(RetryConfig::disabled())).await;
    let error = error.unwrap_err();
    assert!(error.to_string().starts_with("Echo failed: cannot connect to 127.0.0.1:1: "), "{error}");
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_io()));
}

#[tokio::test]
async fn operation_timeouts_end_calls() {
    let server = Server::start([Act::Stall(String::new())]).await;
    let error = call(once(&server, TimeoutConfig::builder().operation_timeout(SHORT))).await.unwrap_err();
    assert_eq!(error.to_string(), "Echo failed: no answer within the operation timeout of 50ms");
    assert!(matches!(error, SdkError::TimeoutError(_)) && error.is_timeout());
}

/// The first attempt fails at once, and the second hangs. Time is real here, so the text alone is looked at.
#[tokio::test]
async fn an_operation_timeout_tells_of_the_attempts_before() {
    let server = Server::start([Act::Drop, Act::Stall(String::new())]).await;
    let limit = TimeoutConfig::builder().operation_timeout(Duration::from_millis(500)).build();
    let error = call(to(&server).timeout_config(limit)).await.unwrap_err().to_string();
    let expected = "Echo failed: no answer within the operation timeout of 500ms (after 2 attempts in ";
    assert!(error.starts_with(expected), "{error}");
}

#[tokio::test]
async fn attempt_timeouts_end_attempts() {
    let server = Server::start([Act::Stall(String::new()), ok("text=hi")]).await;
    let timeouts = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_millis(500));
    call(to(&server).timeout_config(timeouts.build())).await.unwrap();
    assert!(server.requests().len() >= 2);

    let server = Server::start([Act::Stall(String::new())]).await;
    let error = call(once(&server, TimeoutConfig::builder().operation_attempt_timeout(SHORT))).await.unwrap_err();
    assert_eq!(error.to_string(), "Echo failed: no answer within the operation attempt timeout of 50ms");
    assert!(matches!(error, SdkError::TimeoutError(_)));
}

#[tokio::test]
async fn read_timeouts_end_reads() {
    let stalls = ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ntext=hi"];
    for stall in stalls {
        let server = Server::start([Act::Stall(stall.into())]).await;
        let error = call(once(&server, TimeoutConfig::builder().read_timeout(SHORT))).await.unwrap_err();
        assert!(error.to_string().contains("nothing was received within the read timeout of 50ms"), "{error}");
        assert!(error.is_timeout());
    }
}

#[tokio::test]
async fn connect_timeouts_end_connecting() {
    // The server takes the connection and never answers the TLS handshake, which is part of connecting.
    let server = Server::start([Act::Stall(String::new())]).await;
    let url = server.url().replace("http://", "https://");
    let config = config().endpoint_url(url).retry_config(RetryConfig::disabled()).connect_timeout(SHORT);
    let error = call(config).await.unwrap_err();
    let text = error.to_string();
    if text.contains("root certificates") {
        return tinsmith_reference::skip("the connect timeout of TLS", "this machine has no root certificates");
    }
    assert!(text.contains(": no connection within the connect timeout of 50ms"), "{text}");
    assert!(error.is_timeout() && matches!(error, SdkError::DispatchFailure(_)));
}

#[tokio::test]
async fn a_redirect_whose_body_never_ends_is_an_error() {
    let redirect = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 100\r\n\r\nmoved";
    let server = Server::start([Act::Stall(redirect.into())]).await;
    let error = call(once(&server, TimeoutConfig::builder().read_timeout(SHORT))).await.unwrap_err();
    let text =
        "the service answered with an error that has no code (status 302, location http://127.0.0.1:1/, body `moved`)";
    assert_eq!(error.to_string(), format!("Echo failed: {text}"));
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 302);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn streams_break_when_they_are_cut_short() {
    let body = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\npart";
    let server = Server::start([Act::AnswerAndClose(body.into())]).await;
    let output = engine(to(&server)).send::<EchoStream>(hello()).await.unwrap();
    let mut stream = output.stream.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), "part");
    assert!(stream.next().await.unwrap().is_err());
}

#[tokio::test]
async fn dropping_the_future_abandons_the_call() {
    let server = Server::start([Act::Stall(String::new()), ok("text=hi")]).await;
    let engine = engine(to(&server));
    let call = tokio::spawn(engine.send::<Echo>(hello()));
    until(|| !server.requests().is_empty()).await;
    let sent = server.bytes();
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    until(|| server.closed() == 1).await;
    settle().await;
    assert_eq!(
        (server.connections(), server.bytes()),
        (1, sent),
        "nothing is sent any more, and no other attempt made"
    );
    engine.send::<Echo>(hello()).await.unwrap();
    assert_eq!((server.connections(), server.requests().len()), (2, 2));
}

/// Waits until something holds. That it ever does is tested by the limit on how long the whole test may take.
async fn until(holds: impl Fn() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(LONG, waiting).await.expect("it comes to hold");
}

#[tokio::test]
async fn an_override_shares_the_connections_unless_it_closes_them() {
    let server = Server::start([ok("text=hi")]).await;
    let engine = engine(to(&server));
    let call = |over| CustomizableOperation::<Echo>::new(engine.clone(), Ok(hello())).config_override(over).send();
    engine.send::<Echo>(hello()).await.unwrap();
    settle().await;
    for over in [Builder::new().use_fips(true), Builder::new().connect_timeout(LONG)] {
        call(over).await.unwrap();
        settle().await;
        assert_eq!(server.connections(), 1);
    }
    call(Builder::new().close_connection(true)).await.unwrap();
    assert_eq!(server.connections(), 2);
    call(Builder::new()).await.unwrap();
    assert_eq!(server.connections(), 2, "the one before is still there");
}

fn with_headers(count: usize, value: &str) -> Act {
    let headers: String = (0..count).map(|number| format!("x-amz-meta-{number}: {value}\r\n")).collect();
    Act::Answer(format!("HTTP/1.1 200 OK\r\n{headers}content-length: 7\r\n\r\ntext=hi"))
}

#[tokio::test]
async fn as_many_headers_are_read_as_s3_can_send_and_no_more_than_are_bounded() {
    // 512 is what fits into the 8 KB of headers that a request to S3 may have.
    for (count, value) in [(110, "v"), (512, ""), (600, "v"), (1, &*"v".repeat(50_000))] {
        let server = Server::start([with_headers(count, value)]).await;
        call(to(&server)).await.unwrap();
    }
    for (count, value) in [(641, "v"), (100_000, "v"), (1, &*"v".repeat(1 << 20))] {
        let server = Server::start([with_headers(count, value)]).await;
        let error = call(to(&server)).await.unwrap_err();
        let text = format!("{} answered with more than 640 headers, or more than 64 KiB of them", server.address());
        assert_eq!(error.to_string(), format!("Echo failed: {text}"));
        assert_eq!(server.requests().len(), 1, "it would be the same again");
    }
}

#[tokio::test]
async fn a_server_of_another_protocol_is_told() {
    let told = async |scheme: &str, says| {
        let address = parrot(says).await;
        let error = call(config().endpoint_url(format!("{scheme}://{address}"))).await.unwrap_err();
        assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_other()), "{error:?}");
        error.to_string().replace(&address.to_string(), "HOST")
    };
    let no_http = "Echo failed: HOST does not answer as an HTTP/1.1 server does; if it speaks TLS, the endpoint URL must \
         begin with `https://`: invalid HTTP version parsed";
    // An alert of TLS.
    assert_eq!(told("http", b"\x15\x03\x03\x00\x02\x02\x0a").await, no_http);
    assert_eq!(told("http", b"SSH-2.0-OpenSSH_9.6\r\n").await, no_http);
    for says in [&b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"[..], b"SSH-2.0-OpenSSH_9.6\r\n"] {
        let text = told("https", says).await;
        if text.contains("root certificates") {
            return tinsmith_reference::skip("TLS to a plain server", "this machine has no root certificates");
        }
        let no_tls = "Echo failed: HOST does not speak TLS; an endpoint URL that begins with `http://` calls it without, \
             if that is meant";
        assert_eq!(text, no_tls);
    }
}
