//! The default connection: hyper over TCP, or over rustls with ring and the roots of the platform.
//!
//! HTTP/1.1 with idle connections kept for each runtime that calls.

mod connector;
mod failure;

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use http::{Request, Response, Uri};
use hyper::body::Incoming;
use hyper_util::client::legacy::{Client, ResponseFuture};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::runtime::{Handle, Id};
use tokio::sync::oneshot;

use crate::engine::{Outgoing, Timer, tokio_has_timers};
use crate::error::{BoxError, ConnectorError, Explained};
use connector::Connector;
use failure::failure;

/// How long a connection may lie idle in the pool.
const IDLE: Duration = Duration::from_secs(90);

/// How many headers a response may have: those of S3 objects, whose `x-amz-meta-*` came in a request of at most 8 KB of
/// headers, 16 bytes each at the least
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html>), and those of the service itself. hyper
/// takes 100 by default. Together they may be as long as [`BUFFER`].
const HEADERS: usize = 640;

/// How much of a body a connection holds, and how long the head of a response may be, in bytes. What is here when a call is
/// given up may still go out.
pub(crate) const BUFFER: usize = 64 << 10;

/// What a person reads whose runtime is none of Tokio's.
const NO_RUNTIME: &str = "the default connection needs a Tokio runtime, and there is none here; call from within one, or set \
     config::Builder::http_client";

/// Connections to all hosts that a client calls.
///
/// A connection is alive as long as the runtime that made it is driven, so each runtime has its own: a program may call from
/// several, and nothing says that those which called before are still at work.
#[derive(Clone)]
pub(crate) struct Pool(Arc<Pools>);

type Connections = Client<Connector, Outgoing>;

struct Pools {
    connector: Connector,
    close: bool,
    /// Those of the runtime that called first, which in most programs is the only one, and finds them without a lock.
    first: OnceLock<(Id, Connections)>,
    others: Mutex<Vec<Other>>,
}

/// The connections of another runtime.
struct Other {
    runtime: Id,
    connections: Connections,
    /// Closed when the runtime is gone, and with it the task that has the other end.
    alive: oneshot::Sender<Infallible>,
}

impl Pool {
    /// A pool that makes connections within the timeout, and keeps none if they are to be closed.
    pub(crate) fn new(connect_timeout: Option<Duration>, close: bool, timer: Timer) -> Self {
        let connector = Connector::new(connect_timeout, timer);
        Self(Arc::new(Pools { connector, close, first: OnceLock::new(), others: Mutex::default() }))
    }

    /// Checks that a request can be sent from here.
    ///
    /// # Errors
    ///
    /// When this is no Tokio runtime.
    pub(crate) fn check(&self) -> Result<(), BoxError> {
        Handle::try_current().map(drop).map_err(|_| Explained::new(NO_RUNTIME).into())
    }

    /// Sends a request on a connection of this runtime. The future gives the head of the response.
    ///
    /// # Errors
    ///
    /// When this is no Tokio runtime.
    pub(crate) fn send(&self, request: Request<Outgoing>) -> Result<Sending, ConnectorError> {
        let here = Handle::try_current().map_err(|_| ConnectorError::user(Explained::new(NO_RUNTIME).into()))?.id();
        let uri = request.uri().clone();
        let (first, connections) = self.0.first.get_or_init(|| (here, self.0.connections()));
        let response =
            if *first == here { connections.request(request) } else { self.0.of_another(here).request(request) };
        Ok(Sending { uri, response })
    }
}

impl Pools {
    /// The connections of a runtime that is not the first. Those of runtimes that are gone are given up.
    fn of_another(&self, here: Id) -> Connections {
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(other) = others.iter().find(|other| other.runtime == here) {
            return other.connections.clone();
        }
        others.retain(|other| !other.alive.is_closed());
        let (alive, gone) = oneshot::channel();
        tokio::spawn(async move { gone.await.map(|never: Infallible| match never {}) });
        let connections = self.connections();
        others.push(Other { runtime: here, connections: connections.clone(), alive });
        connections
    }

    /// No connections yet, for the runtime that this is called in.
    fn connections(&self) -> Connections {
        let mut client = Client::builder(TokioExecutor::new());
        client.pool_idle_timeout(IDLE).http1_max_headers(HEADERS).http1_max_buf_size(BUFFER);
        if tokio_has_timers() {
            client.pool_timer(TokioTimer::new());
        }
        if self.close {
            client.pool_max_idle_per_host(0);
        }
        client.build(self.connector.clone())
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

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;
    use tokio::runtime::{Builder, Runtime};

    use super::*;
    use crate::config::Settings;

    fn runtime() -> Runtime {
        Builder::new_current_thread().enable_all().build().unwrap()
    }

    /// Nobody listens there; what counts is that connections are looked for.
    fn call(pool: &Pool, runtime: &Runtime) {
        runtime.block_on(async {
            let request = Request::builder()
                .uri("http://127.0.0.1:1/")
                .body(Outgoing::new(SdkBody::empty(), None, None))
                .unwrap();
            pool.send(request).unwrap().await.unwrap_err();
        });
    }

    fn pool() -> Pool {
        Pool::new(None, false, Timer::new(&Settings::default()))
    }

    #[test]
    fn runtimes_that_are_gone_leave_nothing_behind() {
        let pool = pool();
        let others = || pool.0.others.lock().unwrap().len();
        for _ in 0..20 {
            call(&pool, &runtime());
            assert!(others() <= 1, "{}", others());
        }
        let alive: Vec<_> = (0..4).map(|_| runtime()).collect();
        for runtime in alive.iter().chain(&alive) {
            call(&pool, runtime);
        }
        assert_eq!(others(), 4, "those that are alive are kept");
    }

    #[test]
    fn a_pool_that_is_gone_leaves_no_task_behind() {
        let (first, other) = (runtime(), runtime());
        let pool = pool();
        call(&pool, &first);
        call(&pool, &other);
        drop(pool);
        other.block_on(async {
            // Each turn polls whatever is ready.
            for _ in 0..10 {
                tokio::task::yield_now().await;
            }
        });
        assert_eq!(other.metrics().num_alive_tasks(), 0);
    }
}
