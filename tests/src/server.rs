//! An HTTP/1.1 server on the loopback interface that remembers what it was asked.

use std::collections::VecDeque;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};

/// The id that [`json`] gives every request.
pub const REQUEST_ID: &str = "1111-2222";

/// A request as the server received it.
#[derive(Debug, Clone)]
pub struct Received {
    /// The method.
    pub method: Method,
    /// Path and query as they were sent.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
    /// Which connection it came by; the first has the number 1.
    pub connection: usize,
}

impl Received {
    /// Method, path and query: `GET /tags/x?y=z`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.uri)
    }

    /// The value of a header, if it is there and is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON; `null` if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The names of the headers that are signed.
    pub fn signed_headers(&self) -> Vec<&str> {
        self.authorization("SignedHeaders=").map_or_else(Vec::new, |names| names.split(';').collect())
    }

    /// The value of a key such as `Credential=` in the `Authorization` header.
    pub fn authorization(&self, key: &str) -> Option<&str> {
        let parts = self.header("authorization")?.strip_prefix("AWS4-HMAC-SHA256 ")?;
        parts.split(", ").find_map(|part| part.strip_prefix(key))
    }
}

/// A response with a JSON body and [`REQUEST_ID`].
pub fn json(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    let head = Response::builder().status(status).header("content-type", "application/json");
    head.header("x-amzn-requestid", REQUEST_ID).body(body.into()).expect("the parts make a response")
}

/// A JSON error by which the service names a code in the header.
pub fn error(status: u16, code: &str, body: &'static str) -> Response<Bytes> {
    let mut response = json(status, body);
    response.headers_mut().insert("x-amzn-errortype", code.parse().expect("a code is a header value"));
    response
}

type Answer = dyn Fn(Received) -> Pin<Box<dyn Future<Output = Response<Bytes>> + Send>> + Send + Sync;

/// A running server. It ends with the runtime in which it was started.
#[derive(Debug, Clone)]
pub struct Server {
    address: SocketAddr,
    seen: Arc<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    connections: AtomicUsize,
    requests: Mutex<Vec<Received>>,
}

impl Seen {
    fn requests(&self) -> MutexGuard<'_, Vec<Received>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// A server that answers by a function.
    pub async fn start<F, A>(answer: F) -> Self
    where
        F: Fn(Received) -> A + Send + Sync + 'static,
        A: Future<Output = Response<Bytes>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("the loopback interface has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let seen = Arc::<Seen>::default();
        let answer: Arc<Answer> = Arc::new(move |request| Box::pin(answer(request)));
        tokio::spawn(accept(listener, Arc::clone(&seen), answer));
        Self { address, seen }
    }

    /// A server that gives these answers one after another, and status 501 when there are no more.
    pub async fn script(answers: impl IntoIterator<Item = Response<Bytes>>) -> Self {
        let answers: Mutex<VecDeque<_>> = Mutex::new(answers.into_iter().collect());
        Self::start(move |_| {
            let next = answers.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            std::future::ready(next.unwrap_or_else(|| json(501, "the script has ended")))
        })
        .await
    }

    /// A server that answers every request with status 200 and this body.
    pub async fn always(body: &'static str) -> Self {
        Self::start(move |_| std::future::ready(json(200, body))).await
    }

    /// The URL of the server, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The number of accepted connections.
    pub fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// The requests so far, in the order in which they were complete.
    pub fn requests(&self) -> Vec<Received> {
        self.seen.requests().clone()
    }

    /// The one request that there was.
    ///
    /// # Panics
    ///
    /// When there were none or more.
    pub fn request(&self) -> Received {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests[0].clone()
    }
}

async fn accept(listener: TcpListener, seen: Arc<Seen>, answer: Arc<Answer>) {
    while let Ok((stream, _)) = listener.accept().await {
        let connection = seen.connections.fetch_add(1, Ordering::SeqCst) + 1;
        tokio::spawn(serve(stream, connection, Arc::clone(&seen), Arc::clone(&answer)));
    }
}

async fn serve(stream: TcpStream, connection: usize, seen: Arc<Seen>, answer: Arc<Answer>) {
    let service = service_fn(|request: Request<Incoming>| {
        let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
        async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            let received = Received { method: head.method, uri: head.uri, headers: head.headers, body, connection };
            seen.requests().push(received.clone());
            Ok::<_, hyper::Error>(answer(received).await.map(Full::new))
        }
    });
    // A client that goes away in the middle is part of some tests.
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
