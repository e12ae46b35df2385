//! A server on the loopback interface that writes given bytes.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The reaction of the server to a request.
#[derive(Debug, Clone)]
pub enum Act {
    /// Writes these bytes and waits for the next request.
    Answer(String),
    /// Writes these bytes and closes the connection.
    AnswerAndClose(String),
    /// Closes the connection without a word.
    Drop,
    /// Writes these bytes and then nothing, until the client closes the connection.
    Stall(String),
}

pub fn ok(body: &str) -> Act {
    Act::Answer(response("200 OK", body))
}

pub fn response(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nx-amzn-requestid: id-1\r\n\r\n{body}", body.len())
}

/// A running server.
#[derive(Debug, Clone)]
pub struct Server {
    address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    connections: AtomicUsize,
    closed: AtomicUsize,
    bytes: AtomicUsize,
    requests: Mutex<Vec<String>>,
}

impl Server {
    /// A server that acts so on the first request, the second, and so on; the last act is repeated.
    pub async fn start(acts: impl IntoIterator<Item = Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Seen::default());
        let server = Self { address, seen: Arc::clone(&seen) };
        let mut acts: Vec<Act> = acts.into_iter().collect();
        acts.reverse();
        let acts = Arc::new(Mutex::new(acts));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                seen.connections.fetch_add(1, Ordering::SeqCst);
                let (seen, acts) = (Arc::clone(&seen), Arc::clone(&acts));
                tokio::spawn(async move {
                    serve(stream, &seen, acts).await;
                    seen.closed.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        server
    }

    /// The same on a thread of its own, for clients that have a runtime of their own or none.
    pub fn apart(acts: impl IntoIterator<Item = Act> + Send + 'static) -> Self {
        let (give, take) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                give.send(Self::start(acts).await).unwrap();
                std::future::pending::<()>().await;
            })
        });
        take.recv().unwrap()
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// The number of connections that have ended.
    pub fn closed(&self) -> usize {
        self.seen.closed.load(Ordering::SeqCst)
    }

    /// The number of received bytes, of all connections.
    pub fn bytes(&self) -> usize {
        self.seen.bytes.load(Ordering::SeqCst)
    }

    pub fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, seen: &Seen, acts: Arc<Mutex<Vec<Act>>>) {
    while let Some(request) = read(&mut stream, seen).await {
        seen.requests.lock().unwrap().push(request);
        let act = {
            let mut acts = acts.lock().unwrap();
            if acts.len() > 1 { acts.pop() } else { acts.last().cloned() }
        };
        match act.unwrap_or(Act::Drop) {
            Act::Answer(text) => stream.write_all(text.as_bytes()).await.unwrap(),
            Act::AnswerAndClose(text) => return stream.write_all(text.as_bytes()).await.unwrap(),
            Act::Drop => return,
            Act::Stall(text) => {
                stream.write_all(text.as_bytes()).await.unwrap();
                return read_all(&mut stream, seen).await;
            }
        }
    }
}

/// A request with as much of a body as it announces.
async fn read(stream: &mut TcpStream, seen: &Seen) -> Option<String> {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return Some(text);
            }
        }
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => {
                seen.bytes.fetch_add(read, Ordering::SeqCst);
                text.push_str(&String::from_utf8_lossy(&buffer[..read]));
            }
        }
    }
}

/// Whatever comes, until the client closes the connection.
async fn read_all(stream: &mut TcpStream, seen: &Seen) {
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = stream.read(&mut buffer).await {
        seen.bytes.fetch_add(read, Ordering::SeqCst);
    }
}

/// A server that knows one thing to say, to whatever comes first. Gives its address.
pub async fn parrot(bytes: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(bytes).await;
            read_all(&mut stream, &Seen::default()).await;
        }
    });
    address
}

/// Lets the tasks of a runtime with one thread run until all of them wait: a connection is back in its pool then.
pub async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}
