//! The default connection: hyper over TCP, or over rustls with ring and the roots of the platform.
//!
//! HTTP/1.1 with a pool of idle connections. The roots are read once, when the first `https` connection is made: calls to
//! `http` endpoints do without them.

use std::error::Error;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_types::body::SdkBody;
use http::{Request, Response, Uri};
use hyper::body::Incoming;
use hyper_rustls::{ConfigBuilderExt, HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::ClientConfig;
use rustls::crypto::ring;
use tokio::net::TcpStream;
use tower_service::Service;

use crate::engine::Timer;
use crate::error::{BoxError, ConnectorError, Explained, TimedOut};

/// How long a connection may lie idle in the pool.
const IDLE: Duration = Duration::from_secs(90);

/// Connections to all hosts that a client calls.
#[derive(Clone)]
pub(crate) struct Pool(Client<Connector, SdkBody>);

impl Pool {
    /// A pool that makes connections within the timeout, and keeps none if they are to be closed.
    pub(crate) fn new(connect_timeout: Option<Duration>, close: bool, timer: Timer) -> Self {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        let mut pool = Client::builder(TokioExecutor::new());
        pool.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE);
        if close {
            pool.pool_max_idle_per_host(0);
        }
        Self(pool.build(Connector { http, connect_timeout, timer }))
    }

    /// Sends a request. The future gives the head of the response.
    pub(crate) fn send(&self, request: Request<SdkBody>) -> Sending {
        let uri = request.uri().clone();
        Sending { uri, response: self.0.request(request) }
    }
}

/// A request under way.
pub(crate) struct Sending {
    uri: Uri,
    response: ResponseFuture,
}

impl Future for Sending {
    type Output = Result<Response<Incoming>, ConnectorError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let sent = Pin::new(&mut self.response).poll(cx);
        sent.map(|sent| sent.map_err(|error| failure(error, &self.uri)))
    }
}

/// Makes connections, `http` and `https`, within the connect timeout.
#[derive(Clone)]
struct Connector {
    http: HttpConnector,
    connect_timeout: Option<Duration>,
    timer: Timer,
}

type Io = MaybeHttpsStream<TokioIo<TcpStream>>;

impl Service<Uri> for Connector {
    type Response = Io;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Io, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let Self { http, connect_timeout, timer } = self.clone();
        Box::pin(async move { timer.within(connect_timeout, TimedOut::Connect, pin!(connect(http, uri))).await? })
    }
}

async fn connect(mut http: HttpConnector, uri: Uri) -> Result<Io, BoxError> {
    if uri.scheme_str() == Some("https") {
        HttpsConnector::from((http, tls()?)).call(uri).await
    } else {
        Ok(MaybeHttpsStream::Http(http.call(uri).await?))
    }
}

/// The TLS configuration of the process, made when it is first needed.
fn tls() -> Result<Arc<ClientConfig>, BoxError> {
    static TLS: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(tls) = TLS.get() {
        return Ok(Arc::clone(tls));
    }
    let no_roots = |error| Fatal(Explained::because("the root certificates of the platform cannot be read", error));
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_native_roots()
        .map_err(no_roots)?
        .with_no_client_auth();
    Ok(Arc::clone(TLS.get_or_init(|| Arc::new(config))))
}

/// A failure that another attempt will meet too.
#[derive(Debug)]
struct Fatal(Explained);

impl std::fmt::Display for Fatal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Fatal {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

/// Tells what happened to a request, and of what kind it was.
fn failure(error: hyper_util::client::legacy::Error, uri: &Uri) -> ConnectorError {
    let host = uri.authority().map_or("", |authority| authority.as_str());
    if let Some(timed_out) = find::<TimedOut>(&error) {
        return ConnectorError::timeout(Explained::because(format!("cannot connect to {host}"), *timed_out).into());
    }
    let fatal = find::<Fatal>(&error).is_some() || find::<rustls::Error>(&error).is_some();
    let connecting = error.is_connect();
    let broke = find::<std::io::Error>(&error).is_some()
        || find::<hyper::Error>(&error).is_some_and(|e| e.is_incomplete_message() || e.is_closed() || e.is_canceled());
    let text =
        if connecting { format!("cannot connect to {host}") } else { format!("the connection to {host} failed") };
    let explained = Explained::because(text, cause(error));
    match (fatal, connecting || broke) {
        (true, _) | (false, false) => ConnectorError::other(explained.into(), None),
        (false, true) => ConnectorError::io(explained.into()),
    }
}

/// The cause behind hyper-util's own error, whose text is "client error (Connect)" and the like.
fn cause(error: hyper_util::client::legacy::Error) -> BoxError {
    match error.source() {
        Some(source) => crate::error::describe(source).into(),
        None => error.into(),
    }
}

/// The cause of a type, wherever it is in the chain; what `io::Error` wraps is looked into too.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let inner = error.downcast_ref::<std::io::Error>().and_then(|io| io.get_ref());
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}
