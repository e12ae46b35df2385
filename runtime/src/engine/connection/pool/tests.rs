//! Connections over memory and loopback: which of them calls take, and when they are closed.

use std::pin::pin;
use std::task::{Context, Waker};

use aws_smithy_types::body::SdkBody;
use http::Request;
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::net::TcpListener;

use super::*;
use crate::engine::connection::send;
use crate::timer::Timer;

fn settings() -> ConnectionSettings {
    ConnectionSettings { timeout: None, timer: Timer::new(None), close: false }
}

fn origin(uri: &str) -> Origin {
    Origin::of(&uri.parse().unwrap()).unwrap()
}

/// A connection that can take a request, and its other end.
async fn connection() -> (Connection, DuplexStream) {
    let (near, far) = duplex(1024);
    let (mut requests, driver) = handshake(TokioIo::new(near)).await.unwrap();
    tokio::spawn(driver);
    requests.ready().await.unwrap();
    (Connection::new(requests), far)
}

/// A server that answers every request with success. Gives its URL.
async fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                while stream.read(&mut [0; 1024]).await.unwrap() > 0 {
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
                }
            });
        }
    });
    url
}

fn request(url: &str) -> Request<Outgoing> {
    Request::post(url).body(Outgoing::new(SdkBody::from("text"), Some(4), None)).unwrap()
}

/// Polls a future once.
fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn origins_differ_by_scheme_host_and_port() {
    let (a, b) = (origin("http://a.example/x"), origin("HTTP://A.example/y?z"));
    assert_eq!(a, b);
    for other in ["https://a.example", "http://b.example", "http://a.example:81"] {
        assert_ne!(origin(other), a, "{other}");
    }
    let v6 = origin("https://[::1]:8443/");
    assert_eq!((v6.host(), v6.port(), &*v6.host_header()), ("::1", 8443, "[::1]:8443"));
    let usual = origin("https://user@a.example:443/");
    assert_eq!((usual.host(), usual.port(), &*usual.host_header()), ("a.example", 443, "a.example"));
    assert_eq!(origin("http://a.example").port(), 80);
    assert!(Origin::of(&"/path".parse().unwrap()).is_none());
}

#[tokio::test]
async fn the_connection_that_became_idle_last_is_taken_first() {
    let connections = Connections::default();
    let (a, b) = (origin("http://a.example"), origin("http://b.example"));
    let mut peers = Vec::new();
    for origin in [&a, &a, &b] {
        let (connection, peer) = connection().await;
        connections.keep(origin.clone(), connection);
        peers.push(peer);
    }
    // The peer of the first connection is gone, so that one alone is of no use.
    peers.remove(0);
    tokio::task::yield_now().await;
    let mut state = connections.0.state();
    assert!(state.take(&a).is_ok());
    assert!(state.take(&a).is_err(), "the other one is closed");
    assert!(state.take(&b).is_ok());
    assert!(state.idle.is_empty());
}

#[tokio::test]
async fn a_call_that_connects_takes_a_connection_that_becomes_idle_before() {
    let connections = Connections::default();
    let (here, elsewhere) = (origin(&server().await), origin("http://b.example"));
    let ((first, _first_peer), (second, _second_peer)) = (connection().await, connection().await);
    let settings = settings();
    let mut call = pin!(connections.connection(&here, &settings));
    assert!(poll(call.as_mut()).is_pending());
    connections.put(elsewhere, first);
    assert!(poll(call.as_mut()).is_pending(), "that is a connection to another host");
    connections.put(here.clone(), second);
    let Poll::Ready(Ok((_, true))) = poll(call.as_mut()) else { panic!("the connection was not handed on") };
    // The one that was being made is kept.
    while !connections.0.state().idle.iter().any(|idle| idle.origin == here) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test]
async fn calls_that_are_dropped_wait_no_longer() {
    let connections = Connections::default();
    let origin = origin("http://a.example");
    let dropped = connections.0.state().take(&origin).unwrap_err();
    let waits = connections.0.state().take(&origin).unwrap_err();
    drop(dropped);
    let (connection, _peer) = connection().await;
    connections.put(origin.clone(), connection);
    assert!(waits.await.unwrap().is_ready());
    for _ in 0..3 {
        drop(connections.0.state().take(&origin).unwrap_err());
        assert_eq!(connections.0.state().waiting.len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn idle_connections_are_closed_after_their_time() {
    let connections = Connections::default();
    let origin = origin("http://a.example");
    let start = Instant::now();
    for _ in 0..2 {
        let (connection, mut peer) = connection().await;
        connections.put(origin.clone(), connection);
        assert_eq!(peer.read(&mut [0]).await.unwrap(), 0);
    }
    assert_eq!(start.elapsed().as_secs(), 2 * IDLE.as_secs());
    assert!(connections.0.state().sweeper.is_none(), "nothing is idle");

    let (connection, _peer) = connection().await;
    connections.put(origin.clone(), connection);
    tokio::time::advance(IDLE).await;
    assert!(connections.0.state().take(&origin).is_err(), "it is as old whether it is closed already or not");
}

#[tokio::test]
async fn a_connection_for_one_request_is_neither_taken_from_the_pool_nor_kept() {
    let connections = Connections::default();
    let url = server().await;
    let settings = ConnectionSettings { close: true, ..settings() };
    let (idle, _peer) = connection().await;
    connections.put(origin(&url), idle);
    let (response, _) = send(connections.clone(), settings, request(&url)).await.unwrap();
    assert_eq!(response.status(), 200);
    tokio::task::yield_now().await;
    assert_eq!(connections.0.state().idle.len(), 1);
    assert!(connections.0.state().waiting.is_empty());
}

#[tokio::test]
async fn a_connection_that_is_retired_is_not_taken_again() {
    let connections = Connections::default();
    let origin = origin("http://a.example");
    let ((first, _first_peer), (second, _second_peer)) = (connection().await, connection().await);
    let retired = second.retired.clone();
    connections.put(origin.clone(), first);
    connections.put(origin.clone(), second);
    retired.set();
    let taken = connections.0.state().take(&origin).unwrap_or_else(|_| panic!("one is left"));
    assert!(!taken.retired.get());
    assert!(connections.0.state().take(&origin).is_err());

    // It may be retired while its response is read, or when it is handed on.
    taken.retired.set();
    connections.keep(origin.clone(), taken);
    tokio::task::yield_now().await;
    assert!(connections.0.state().idle.is_empty());
}

/// The server may close an idle connection just when a request is handed to it.
#[tokio::test]
async fn a_request_of_which_nothing_was_sent_goes_out_on_another_connection() {
    let connections = Connections::default();
    let url = server().await;
    let (near, _far) = duplex(1024);
    let (mut requests, driver) = handshake(TokioIo::new(near)).await.unwrap();
    let mut driver = Box::pin(driver);
    assert!(poll(driver.as_mut()).is_pending());
    requests.ready().await.unwrap();
    connections.put(origin(&url), Connection::new(requests));
    let mut call = pin!(send(connections, settings(), request(&url)));
    assert!(poll(call.as_mut()).is_pending());
    drop(driver);
    assert_eq!(call.await.unwrap().0.status(), 200);
}
