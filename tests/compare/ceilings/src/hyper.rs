//! Measures hyper alone: it sends the bytes that a client would, and collects what comes back.

mod canned;

use std::time::Instant;

use bytes::Bytes;
use compare_work::load::{CALLS, CONCURRENT, WARM_UP, print};
use compare_work::measure::{self, cpu, repeated};
use compare_work::stage::{PATH, REQUEST, REQUEST_HEADERS, answer};
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

fn main() {
    let (task, argument) = compare_work::task();
    match task.as_str() {
        "call" => measure::print("cpu_ns", one()),
        "load" => load(&argument),
        other => panic!("there is no task `{other}`"),
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime needs nothing")
}

fn request(url: &str) -> Request<Full<Bytes>> {
    let mut request = Request::post(format!("{url}{PATH}"));
    for (name, value) in REQUEST_HEADERS {
        request = request.header(name, value);
    }
    request.body(Full::new(Bytes::from_static(REQUEST.as_bytes()))).expect("it is valid")
}

async fn collect(response: Response<Incoming>) -> Bytes {
    assert!(response.status().is_success());
    response.into_body().collect().await.expect("it comes to an end").to_bytes()
}

/// The CPU time in ns of one exchange on a connection without a socket.
fn one() -> f64 {
    let runtime = runtime();
    let (mut sender, connection) =
        runtime.block_on(hyper::client::conn::http1::handshake(canned::Connection::default())).expect("it is open");
    runtime.spawn(connection);
    let expected = answer();
    repeated(|| {
        let body = runtime.block_on(async {
            sender.ready().await.expect("it is open");
            collect(sender.send_request(request("")).await.expect("it is answered")).await
        });
        assert_eq!(body.len(), expected.len());
    })
}

/// Prints how many exchanges a second get through, with 64 at a time, and what one costs this process.
fn load(url: &str) {
    let client: Client<HttpConnector, Full<Bytes>> = Client::builder(TokioExecutor::new()).build_http();
    let (runtime, expected) = (runtime(), answer().len());
    let calls = |count: usize| {
        let mut tasks = JoinSet::new();
        for _ in 0..CONCURRENT {
            let (client, url) = (client.clone(), url.to_owned());
            let calls = async move {
                for _ in 0..count / CONCURRENT {
                    let body = collect(client.request(request(&url)).await.expect("it is answered")).await;
                    assert_eq!(body.len(), expected);
                }
            };
            tasks.spawn_on(calls, runtime.handle());
        }
        runtime.block_on(tasks.join_all());
    };
    calls(WARM_UP);
    let (wall, used) = (Instant::now(), cpu());
    calls(CALLS);
    print(wall.elapsed(), cpu() - used);
}
