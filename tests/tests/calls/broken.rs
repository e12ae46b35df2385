//! Answers that are not what they should be: errors that say so, never panics, hangs or wrong outputs.

use std::time::Duration;

use bytes::Bytes;
use ivsrealtime::Client;
use ivsrealtime::config::retry::RetryConfig;
use ivsrealtime::error::SdkError;
use ivsrealtime::operation::get_stage::{GetStageError, GetStageOutput};
use ivsrealtime::types::IngestProtocol;
use tinsmith_tests::client::{client, config, without_time};
use tinsmith_tests::server::{self, Server};
use tinsmith_tests::wire::{Act, Wire};

type Outcome = Result<GetStageOutput, SdkError<GetStageError>>;

/// A client whose pauses between attempts are short.
fn hasty(url: String) -> Client {
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    Client::from_conf(config(url).retry_config(retries).build())
}

async fn get(client: &Client) -> Outcome {
    client.get_stage().arn("a").send().await
}

/// The outcome of a call that these bytes answer, and the number of requests.
async fn written(act: Act) -> (Outcome, usize) {
    let wire = Wire::start([act]).await;
    let outcome = get(&hasty(wire.url())).await;
    (outcome, wire.requests())
}

/// The text of the error for a response of success with this body.
async fn text_for(body: impl Into<Bytes>) -> String {
    let server = Server::script([server::json(200, body)]).await;
    let error = get(&client(server.url())).await.expect_err("the response cannot be read");
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert_eq!(error.raw_response().map(|raw| raw.status().as_u16()), Some(200));
    assert_eq!(server.requests().len(), 1);
    error.to_string()
}

fn unreadable(why: &str) -> String {
    format!("GetStage failed: the response could not be read: {why} (status 200, request id 1111-2222)")
}

/// The same of a body that is no document of the service's, and so is shown.
fn foreign(why: &str, body: &str) -> String {
    let text = unreadable(why);
    format!("{}, content type application/json, body `{body}`)", text.trim_end_matches(')'))
}

#[tokio::test]
async fn nothing_at_all() {
    let wire = Wire::start([Act::drop(), Act::drop(), Act::ok("{}")]).await;
    get(&hasty(wire.url())).await.unwrap();
    assert_eq!(wire.requests(), 3, "a connection that breaks is made again");

    let wire = Wire::start([Act::drop()]).await;
    let error = get(&hasty(wire.url())).await.unwrap_err();
    let text = "connection closed before message completed (after 3 attempts";
    assert_eq!(without_time(&error), format!("GetStage failed: the connection to {} failed: {text}", wire.host()));
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_io()), "{error:?}");
    assert_eq!(wire.requests(), 3);
}

#[tokio::test]
async fn no_server() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = get(&hasty(format!("http://{address}"))).await.unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with(&format!("GetStage failed: cannot connect to {address}: ")), "{text}");
    assert!(text.contains("refused"), "{text}");
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_io()), "{error:?}");
}

#[tokio::test]
async fn a_body_shorter_than_announced() {
    let half = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"stage\":{}}";
    let (outcome, requests) = written(Act::Close(half.into())).await;
    let error = outcome.unwrap_err();
    let text = without_time(&error);
    assert!(text.starts_with("GetStage failed: the response could not be read: "), "{text}");
    assert!(text.ends_with(" (status 200) (after 3 attempts"), "{text}");
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert_eq!(requests, 3, "it is asked for again");

    let wire = Wire::start([Act::Close(half.into()), Act::ok("{}")]).await;
    get(&hasty(wire.url())).await.unwrap();
}

#[tokio::test]
async fn chunks_that_end_early() {
    let half = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"sta\r\n";
    let (outcome, requests) = written(Act::Close(half.into())).await;
    assert!(matches!(outcome, Err(SdkError::ResponseError(_))), "{outcome:?}");
    assert_eq!(requests, 3);
}

#[tokio::test]
async fn a_body_longer_than_announced() {
    let long = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}{\"stage\":{\"arn\":\"smuggled\"}}";
    let wire = Wire::start([Act::Answer(long.into()), Act::ok("{}")]).await;
    let client = hasty(wire.url());
    assert_eq!(get(&client).await.unwrap().stage(), None);
    assert_eq!(get(&client).await.unwrap().stage(), None, "the rest is not the answer to the next request");
    assert_eq!(wire.requests(), 2);
}

#[tokio::test]
async fn heads_that_are_not_http() {
    for head in ["HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n{}", "SSH-2.0-OpenSSH_9.6\r\n", "HTTP/9.9 1\r\n\r\n"] {
        let (outcome, requests) = written(Act::Close(head.into())).await;
        let error = outcome.unwrap_err();
        assert!(matches!(error, SdkError::DispatchFailure(_)), "{head}: {error:?}");
        let text = error.to_string();
        assert!(text.starts_with("GetStage failed: 127.0.0.1:"), "{head}: {text}");
        assert!(text.contains(" does not answer as an HTTP/1.1 server does; "), "{head}: {text}");
        assert_eq!(requests, 1, "{head}: {error}");
    }
}

#[tokio::test]
async fn a_header_without_end() {
    let huge = format!("HTTP/1.1 200 OK\r\nx-huge: {}", "x".repeat(4 << 20));
    let (outcome, _) = written(Act::Stall(huge.into())).await;
    let error = outcome.unwrap_err();
    assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}");
    assert!(error.to_string().len() < 300, "{error}");
}

#[tokio::test]
async fn pages_of_proxies() {
    let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let server = Server::start(move |_| {
        let page = http::Response::builder().status(502).header("content-type", "text/html").body(page.into());
        std::future::ready(page.unwrap())
    })
    .await;
    let error = get(&hasty(server.url())).await.unwrap_err();
    let text = "GetStage failed: the service answered with an error that has no code (status 502, content type text/html, \
                body `<html><body><h1>502 Bad Gateway</h1></body></html>`) (after 3 attempts";
    assert_eq!(without_time(&error), text);
    assert_eq!(error.raw_response().unwrap().body().bytes(), Some(page.as_bytes()));
    assert_eq!(server.requests().len(), 3);
    assert_eq!(text_for(page).await, foreign("expected an object, found `<` at byte 0", page));
}

#[tokio::test]
async fn broken_json() {
    for (body, why) in [
        (r#"{"stage":{"arn":"a""#, "expected `,` or `}`, found the end of the input at byte 19 in `stage`"),
        (r#"{"stage":{"arn":5}}"#, "expected a string, found `5` at byte 16 in `stage.arn`"),
        (r#"{"stage":[]}"#, "expected an object, found `[` at byte 9 in `stage`"),
        ("{} {}", "expected the end, found `{` at byte 3"),
        ("{'stage':1}", "expected a string, found `'` at byte 1"),
    ] {
        assert_eq!(text_for(body).await, unreadable(why), "{body}");
    }
    for (body, why) in [
        ("null", "expected an object, found `n` at byte 0"),
        ("\u{feff}{}", "expected an object, found `\u{feff}` at byte 0"),
    ] {
        assert_eq!(text_for(body).await, foreign(why, body));
    }
    let text = text_for(&b"{\"stage\":{\"arn\":\"\xff\"}}"[..]).await;
    assert!(text.contains("UTF-8"), "{text}");
}

#[tokio::test]
async fn a_million_brackets() {
    for start in ["", "{\"stage\":", "{\"stage\":{\"tags\":", "{\"unknown\":", "{\"stage\":{\"unknown\":"] {
        let text = text_for(format!("{start}{}", "[".repeat(1_000_000))).await;
        assert!(text.starts_with("GetStage failed: the response could not be read: "), "{start}: {text}");
        assert!(text.len() < 500, "{start}: {text}");
    }
    let deep = format!("{{\"message\":\"no\",\"x\":{}", "{\"a\":".repeat(1_000_000));
    let server = Server::script([server::json(400, deep)]).await;
    let error = get(&client(server.url())).await.unwrap_err();
    assert_eq!((error.raw_response().unwrap().status().as_u16(), error.code()), (400, None));
}

#[tokio::test]
async fn a_header_that_is_no_text() {
    let mut response = server::json(200, "{}");
    response.headers_mut().insert("cache-control", http::HeaderValue::from_bytes(b"a\xff").unwrap());
    let server = Server::script([response]).await;
    let call = client(server.url()).create_ingest_configuration().ingest_protocol(IngestProtocol::Rtmp);
    assert_eq!(call.send().await.unwrap().cache_control(), Some("a\u{ff}"), "it is ISO-8859-1");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let mut response = server::json(302, "");
    response.headers_mut().insert("location", "/elsewhere".parse().unwrap());
    let server = Server::script([response]).await;
    let error = get(&client(server.url())).await.unwrap_err();
    let text = "the service answered with an error that has no code (status 302, request id 1111-2222, location /elsewhere, \
                content type application/json)";
    assert_eq!(error.to_string(), format!("GetStage failed: {text}"));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn an_empty_body_is_an_empty_output() {
    for status in [200, 202, 204] {
        let server = Server::script([server::json(status, "")]).await;
        assert_eq!(get(&client(server.url())).await.unwrap().stage(), None, "{status}");
    }
}

#[tokio::test]
async fn of_the_body_of_an_error_only_so_much_is_kept() {
    let head = "HTTP/1.1 400 Bad Request\r\nx-amzn-errortype: ValidationException\r\n\r\n";
    let wire = Wire::start([Act::Stall(format!("{head}{}", "x".repeat(2000)).into())]).await;
    let client = Client::from_conf(config(wire.url()).max_error_body(1000).build());
    let error = get(&client).await.unwrap_err();
    assert_eq!(error.to_string(), "GetStage failed: ValidationException (status 400)");
    assert_eq!(error.raw_response().unwrap().body().bytes().map(<[u8]>::len), Some(1000));
}
