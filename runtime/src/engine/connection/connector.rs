//! New connections, `http` and `https`, within the connect timeout.
//!
//! The roots are read once, when the first `https` connection is made: calls to `http` endpoints do without them.

use std::any::Any;
use std::error::Error;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::{Pin, pin};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_rustls::{ConfigBuilderExt, HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::crypto::ring;
use tokio::net::TcpStream;
use tower_service::Service;

use crate::engine::{Timer, tokio_has_timers};
use crate::error::{BoxError, Explained, TimedOut};

/// Makes connections.
#[derive(Clone)]
pub(super) struct Connector {
    http: HttpConnector,
    connect_timeout: Option<Duration>,
    timer: Timer,
}

impl Connector {
    pub(super) fn new(connect_timeout: Option<Duration>, timer: Timer) -> Self {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        Self { http, connect_timeout, timer }
    }
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
        let Self { mut http, connect_timeout, timer } = self.clone();
        Box::pin(async move {
            if !tokio_has_timers() {
                // Addresses of both families are tried one after another then, not with a pause in between.
                http.set_happy_eyeballs_timeout(None);
            }
            timer.within(connect_timeout, TimedOut::Connect, NoIo(pin!(connect(http, uri)))).await?
        })
    }
}

async fn connect(mut http: HttpConnector, uri: Uri) -> Result<Io, BoxError> {
    if uri.scheme_str() == Some("https") {
        HttpsConnector::from((http, tls()?)).call(uri).await
    } else {
        Ok(MaybeHttpsStream::Http(http.call(uri).await?))
    }
}

/// Connecting, in a runtime that may have its IO turned off. Tokio cannot be asked; it panics then.
struct NoIo<F>(F);

impl<F: Future<Output = Result<Io, BoxError>> + Unpin> Future for NoIo<F> {
    type Output = Result<Io, BoxError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // The future is not polled again once it has panicked.
        catch_unwind(AssertUnwindSafe(|| Pin::new(&mut self.0).poll(cx))).unwrap_or_else(|panic| {
            if !text(&*panic).contains("IO is disabled") {
                resume_unwind(panic);
            }
            let told = "IO is turned off in this Tokio runtime; turn it on with `enable_io` of its builder, or set \
                 config::Builder::http_client";
            Poll::Ready(Err(Fatal(Explained::new(told)).into()))
        })
    }
}

fn text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default()
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
pub(super) struct Fatal(Explained);

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
