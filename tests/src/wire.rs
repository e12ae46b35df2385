//! A server on the loopback interface that writes given bytes, however wrong.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The reaction of the server to a request.
#[derive(Debug, Clone)]
pub enum Act {
    /// Writes these bytes and waits for the next request.
    Answer(Bytes),
    /// Writes these bytes and closes the connection.
    Close(Bytes),
    /// Writes these bytes and then nothing more, for ever.
    Stall(Bytes),
}

impl Act {
    /// A complete response of success.
    pub fn ok(body: &str) -> Self {
        Self::Answer(format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into())
    }

    /// Closes the connection without a word.
    pub fn drop() -> Self {
        Self::Close(Bytes::new())
    }

    /// Says nothing, for ever.
    pub fn silence() -> Self {
        Self::Stall(Bytes::new())
    }
}

/// A running server. It ends with the runtime in which it was started.
#[derive(Debug, Clone)]
pub struct Wire {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
}

impl Wire {
    /// A server that acts so on the first request, the second, and so on; the last act is repeated.
    pub async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("the loopback interface has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let wire = Self { address, requests: Arc::default() };
        let requests = Arc::clone(&wire.requests);
        let acts = Arc::new(Mutex::new(acts.into_iter().collect::<VecDeque<_>>()));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&requests), Arc::clone(&acts)));
            }
        });
        wire
    }

    /// The URL of the server, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Host and port, as errors name them.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// The number of complete requests.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

async fn serve(stream: TcpStream, requests: Arc<AtomicUsize>, acts: Arc<Mutex<VecDeque<Act>>>) {
    let mut stream = BufReader::new(stream);
    while read_request(&mut stream).await.is_ok_and(|length| length > 0) {
        requests.fetch_add(1, Ordering::SeqCst);
        let Some(act) = next(&acts) else { return };
        let (Act::Answer(bytes) | Act::Close(bytes) | Act::Stall(bytes)) = &act;
        // A client that goes away in the middle is part of some tests.
        let _ = stream.write_all(bytes).await;
        match act {
            Act::Answer(_) => {}
            Act::Close(_) => return,
            Act::Stall(_) => std::future::pending().await,
        }
    }
}

fn next(acts: &Mutex<VecDeque<Act>>) -> Option<Act> {
    let mut acts = acts.lock().unwrap_or_else(PoisonError::into_inner);
    if acts.len() > 1 { acts.pop_front() } else { acts.front().cloned() }
}

/// Reads head and body of a request; gives the length of the head, 0 at the end of the connection.
async fn read_request(stream: &mut BufReader<TcpStream>) -> std::io::Result<usize> {
    let mut head = String::new();
    let mut length = 0;
    while stream.read_line(&mut head).await? > 0 && !head.ends_with("\r\n\r\n") {
        let line = head.lines().last().unwrap_or_default();
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(head.len())
}
