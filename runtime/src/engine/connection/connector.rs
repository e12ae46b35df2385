//! New connections, `http` and `https`, within the connect timeout.

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::client::conn::http1::Builder;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};

use super::pool::{Connection, Origin, spawn};
use super::{BUFFER, HEADERS, happy_eyeballs, tls};
use crate::error::{BoxError, ContextError, TimedOut};
use crate::timer::Timer;
use crate::trace;

/// The settings of a connection for one request.
#[derive(Clone)]
pub(crate) struct ConnectionSettings {
    /// The limit for name lookup, TCP and TLS handshakes together.
    pub(crate) timeout: Option<Duration>,
    pub(crate) timer: Timer,
    /// Whether the connection serves this request alone.
    pub(crate) close: bool,
}

/// A connection that is being made.
pub(super) type Connecting = Pin<Box<dyn Future<Output = Result<Connection, BoxError>> + Send>>;

impl ConnectionSettings {
    /// Connects to an origin. The future fails if that takes longer than the connect timeout.
    pub(super) fn connect(&self, origin: Origin) -> Connecting {
        let (timeout, timer) = (self.timeout, self.timer.clone());
        Box::pin(async move {
            let stream = pin!(trace::connect(origin.host(), origin.port(), connect(&origin)));
            let stream = timer.within(timeout, TimedOut::Connect, IoEnabled(stream)).await??;
            let mut http = Builder::new();
            http.max_headers(HEADERS).max_buf_size(BUFFER);
            let (requests, driver) = http.handshake(TokioIo::new(stream)).await?;
            spawn(Box::pin(async move {
                // A request that is under way gets the error too.
                let _ = driver.await;
            }));
            Ok(Connection::new(requests))
        })
    }
}

/// The bytes of a connection. hyper's state machine is compiled once for TCP and TLS.
trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

async fn connect(origin: &Origin) -> Result<Box<dyn Io>, BoxError> {
    let stream = connect_tcp(origin.host(), origin.port()).await?;
    if origin.is_https() { Ok(Box::new(tls::connect(origin.host(), stream).await?)) } else { Ok(Box::new(stream)) }
}

async fn connect_tcp(host: &str, port: u16) -> Result<TcpStream, BoxError> {
    let addresses = lookup_host((host, port)).await?.collect();
    let stream = happy_eyeballs::connect(addresses).await?;
    // A connection that waits before it sends is slow, and still works.
    let _ = stream.set_nodelay(true);
    Ok(stream)
}

/// Connecting, in a runtime that may have its IO turned off. Tokio panics then; it cannot be asked.
struct IoEnabled<F>(F);

impl<T, F: Future<Output = Result<T, BoxError>> + Unpin> Future for IoEnabled<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        // The future is not polled again once it has panicked.
        catch_unwind(AssertUnwindSafe(|| Pin::new(&mut self.0).poll(cx))).unwrap_or_else(|panic| {
            if !text(&*panic).contains("IO is disabled") {
                resume_unwind(panic);
            }
            Poll::Ready(Err(Fatal(ContextError::new(
                "IO is turned off in this Tokio runtime; turn it on with `enable_io` of its builder, or set \
                 config::Builder::http_client",
            ))
            .into()))
        })
    }
}

fn text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default()
}

/// A failure that another attempt will meet too.
#[derive(Debug)]
pub(super) struct Fatal(pub(super) ContextError);

impl fmt::Display for Fatal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Fatal {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
