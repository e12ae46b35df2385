//! Timeouts through an emitted client. `runtime/tests` has the rest.

use std::time::Duration;

use ivsrealtime::Client;
use ivsrealtime::config::retry::RetryConfig;
use ivsrealtime::config::timeout::{TimeoutConfig, TimeoutConfigBuilder};
use ivsrealtime::error::SdkError;
use ivsrealtime::operation::get_stage::GetStageError;
use tinsmith_tests::client::{config, without_time};
use tinsmith_tests::server::{self, Server};
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
