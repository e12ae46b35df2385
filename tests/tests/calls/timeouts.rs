//! Limits of time. The servers here never answer, so a limit is all that can end a call.

use std::time::Duration;

use ivsrealtime::Client;
use ivsrealtime::config::retry::RetryConfig;
use ivsrealtime::config::timeout::{TimeoutConfig, TimeoutConfigBuilder};
use ivsrealtime::error::SdkError;
use ivsrealtime::operation::get_stage::GetStageError;
use tinsmith_tests::client::{config, without_time};
use tinsmith_tests::server::{self, Server};
use tinsmith_tests::wire::{Act, Wire};
use tokio::net::{TcpSocket, TcpStream};

const LIMIT: Duration = Duration::from_millis(300);

/// A client with these limits that makes its pauses between attempts short.
fn limited(url: String, timeouts: TimeoutConfigBuilder) -> Client {
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    Client::from_conf(config(url).timeout_config(timeouts.build()).retry_config(retries).build())
}

async fn call(client: &Client) -> Result<(), SdkError<GetStageError>> {
    client.get_stage().arn("a").send().await.map(drop)
}

#[tokio::test]
async fn a_connection_that_is_not_made_runs_into_the_connect_timeout() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    // Nobody accepts, so the queue is full after a few.
    let mut queue = Vec::new();
    while let Ok(Ok(stream)) = tokio::time::timeout(LIMIT, TcpStream::connect(address)).await {
        queue.push(stream);
    }
    let limits = TimeoutConfig::builder().connect_timeout(LIMIT).operation_timeout(Duration::from_secs(30));
    let client = limited(format!("http://{address}"), limits);
    let error = call(&client).await.unwrap_err();
    let text = format!(
        "GetStage failed: cannot connect to {address}: no connection within the connect timeout of 300ms (after 3 attempts"
    );
    assert_eq!(without_time(&error), text);
    assert!(error.is_timeout());
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_timeout()), "{error:?}");
}

#[tokio::test]
async fn silence_runs_into_the_read_timeout() {
    let wire = Wire::start([Act::silence()]).await;
    let error = call(&limited(wire.url(), TimeoutConfig::builder().read_timeout(LIMIT))).await.unwrap_err();
    let text = "GetStage failed: nothing was received within the read timeout of 300ms (after 3 attempts";
    assert_eq!(without_time(&error), text);
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_timeout()), "{error:?}");
    assert_eq!(wire.requests(), 3, "timeouts are tried again");
}

#[tokio::test]
async fn a_body_that_stalls_runs_into_the_read_timeout() {
    let half = "HTTP/1.1 200 OK\r\nx-amzn-requestid: id\r\ncontent-length: 20\r\n\r\n{\"stage\":";
    let wire = Wire::start([Act::Stall(half.into())]).await;
    let error = call(&limited(wire.url(), TimeoutConfig::builder().read_timeout(LIMIT))).await.unwrap_err();
    let text = "GetStage failed: the response stopped before its end (status 200, request id id): \
                nothing was received within the read timeout of 300ms (after 3 attempts";
    assert_eq!(without_time(&error), text);
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_timeout()), "{error:?}");
    assert_eq!(wire.requests(), 3);
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_followed_by_another() {
    let wire = Wire::start([Act::silence(), Act::ok("{}")]).await;
    let client = limited(wire.url(), TimeoutConfig::builder().operation_attempt_timeout(LIMIT));
    call(&client).await.unwrap();
    assert_eq!(wire.requests(), 2);

    let wire = Wire::start([Act::silence()]).await;
    let client = limited(wire.url(), TimeoutConfig::builder().operation_attempt_timeout(LIMIT));
    let error = call(&client).await.unwrap_err();
    let text = "GetStage failed: no answer within the operation attempt timeout of 300ms (after 3 attempts";
    assert_eq!(without_time(&error), text);
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
    assert_eq!(wire.requests(), 3);
}

#[tokio::test]
async fn the_operation_timeout_is_for_all_attempts_together() {
    let wire = Wire::start([Act::silence()]).await;
    let client = limited(wire.url(), TimeoutConfig::builder().operation_timeout(LIMIT));
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.to_string(), "GetStage failed: no answer within the operation timeout of 300ms");
    assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
    assert_eq!(wire.requests(), 1);
}

#[tokio::test]
async fn the_operation_timeout_ends_a_pause_too() {
    let server = Server::start(|_| std::future::ready(server::json(500, "{}"))).await;
    let hour = Duration::from_secs(3600);
    let retries = RetryConfig::standard().with_initial_backoff(hour).with_max_backoff(hour);
    let timeouts = TimeoutConfig::builder().operation_timeout(LIMIT).build();
    let client = Client::from_conf(config(server.url()).timeout_config(timeouts).retry_config(retries).build());
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.to_string(), "GetStage failed: no answer within the operation timeout of 300ms");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn an_error_whose_body_stalls_is_still_that_error() {
    let half = "HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 20\r\n\r\n<html>";
    let wire = Wire::start([Act::Stall(half.into())]).await;
    let error = call(&limited(wire.url(), TimeoutConfig::builder().read_timeout(LIMIT))).await.unwrap_err();
    let text =
        "GetStage failed: the service answered with an error that has no code (status 302, location /, body `<html>`)";
    assert_eq!(error.to_string(), text);
    assert_eq!(wire.requests(), 1);
}

/// Waits for the first request.
async fn arrival(wire: &Wire) {
    while wire.requests() == 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_call_that_is_given_up_leaves_the_client_usable() {
    let wire = Wire::start([Act::silence(), Act::ok("{}")]).await;
    let client = limited(wire.url(), TimeoutConfig::builder());
    tokio::select! {
        answer = call(&client) => panic!("nobody answers, but {answer:?}"),
        () = arrival(&wire) => {}
    }
    call(&client).await.unwrap();
}
