//! The default connection: hyper over TCP, or over rustls with ring and the roots of the platform.
//!
//! HTTP/1.1 with idle connections kept for each runtime that calls.

mod connector;
mod failure;
mod happy_eyeballs;
mod pool;
mod tls;

use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use http::header::HOST;
use http::uri::PathAndQuery;
use http::{HeaderValue, Request, Response};
use hyper::body::Incoming;
use tokio::runtime::{Handle, Id};
use tokio::task::AbortHandle;

use crate::engine::Outgoing;
use crate::error::{BoxError, ConnectorError, ContextError};
use crate::text::remove_few;
pub(crate) use connector::ConnectionSettings;
use failure::failure;
pub(crate) use pool::Retired;
use pool::{Connections, Origin, spawn};

/// The most headers of a response: those of S3 objects, whose `x-amz-meta-*` came in a request of at most 8 KB of
/// headers, 16 bytes each at the least
/// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html>), and those of the service itself. hyper
/// takes 100 by default. Together they may be as long as [`BUFFER`].
const HEADERS: usize = 640;

/// The buffer of a connection, which holds a part of a body or the head of a response, in bytes. Data in it may still go out
/// after a call is dropped.
pub(crate) const BUFFER: usize = 64 << 10;

/// The error message outside of a Tokio runtime.
const NO_RUNTIME: &str = "the default connection needs a Tokio runtime, and there is none here; call from within one, or set \
     config::Builder::http_client";

/// Connections to all hosts that a client calls.
///
/// A connection is alive as long as the runtime that made it is driven, so each runtime has its own: a program may call from
/// several, and nothing says that those which called before are still at work.
#[derive(Clone, Default)]
pub(crate) struct Pool(Arc<Pools>);

#[derive(Default)]
struct Pools {
    /// Those of the runtime that called first, which in most programs is the only one, and finds them without a lock.
    first: OnceLock<(Id, Connections)>,
    others: Mutex<Vec<Other>>,
}

/// The connections of another runtime.
struct Other {
    runtime: Id,
    connections: Connections,
    /// A task that never ends, but with its runtime.
    runs: AbortHandle,
}

impl Drop for Other {
    fn drop(&mut self) {
        self.runs.abort();
    }
}

impl Pool {
    /// Checks that a request can be sent from here.
    ///
    /// # Errors
    ///
    /// When this is no Tokio runtime.
    pub(crate) fn check(&self) -> Result<(), BoxError> {
        Handle::try_current().map(drop).map_err(|_| ContextError::new(NO_RUNTIME).into())
    }

    /// Sends a request on a connection of this runtime. The future gives the head of the response.
    ///
    /// # Errors
    ///
    /// When this is no Tokio runtime.
    pub(crate) fn send(
        &self,
        request: Request<Outgoing>,
        settings: ConnectionSettings,
    ) -> Result<Sending, ConnectorError> {
        let here = Handle::try_current().map_err(|_| ConnectorError::user(ContextError::new(NO_RUNTIME).into()))?.id();
        let (first, connections) = self.0.first.get_or_init(|| (here, Connections::default()));
        let connections = if *first == here { connections.clone() } else { self.0.of_another(here) };
        Ok(Box::pin(send(connections, settings, request)))
    }
}

impl Pools {
    /// The connections of a runtime that is not the first. Those of runtimes that are gone are given up.
    fn of_another(&self, here: Id) -> Connections {
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(other) = others.iter().find(|other| other.runtime == here) {
            return other.connections.clone();
        }
        remove_few(&mut others, |other| other.runs.is_finished());
        let connections = Connections::default();
        others.push(Other { runtime: here, connections: connections.clone(), runs: spawn(Box::pin(pending())) });
        connections
    }
}

/// A request under way: gives the head of the response, and the means to retire its connection.
pub(crate) type Sending = Pin<Box<dyn Future<Output = Answered> + Send>>;

pub(crate) type Answered = Result<(Response<Incoming>, Retired), ConnectorError>;

/// Sends a request on a connection to its origin.
async fn send(connections: Connections, settings: ConnectionSettings, mut request: Request<Outgoing>) -> Answered {
    let Some(origin) = Origin::of(request.uri()) else {
        let text = format!("the URI `{}` of the request has no scheme or no host", request.uri());
        return Err(ConnectorError::user(ContextError::new(text).into()));
    };
    address(&mut request, &origin);
    loop {
        let connection = connections.connection(&origin, &settings).await;
        let (mut connection, used) = connection.map_err(|error| failure(error, &origin, true))?;
        match connection.requests.try_send_request(request).await {
            Ok(response) => {
                let retired = connection.retired.clone();
                if !settings.close {
                    connections.keep(origin, connection);
                }
                return Ok((response, retired));
            }
            Err(mut error) => match error.take_message() {
                // The server closed a connection that was idle before anything was sent.
                Some(unsent) if used => request = unsent,
                _ => return Err(failure(error.into_error().into(), &origin, false)),
            },
        }
    }
}

/// Adds `host`, and leaves the part of the URI that stands in the request line.
fn address(request: &mut Request<Outgoing>, origin: &Origin) {
    let target = request.uri().path_and_query().cloned();
    *request.uri_mut() = target.unwrap_or(PathAndQuery::from_static("/")).into();
    if !request.headers().contains_key(HOST)
        && let Ok(host) = HeaderValue::try_from(origin.host_header())
    {
        request.headers_mut().insert(HOST, host);
    }
}

#[cfg(test)]
mod tests {
    use aws_smithy_types::body::SdkBody;
    use tokio::runtime::{Builder, Runtime};

    use super::*;
    use crate::timer::Timer;

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
            let settings = ConnectionSettings { timeout: None, timer: Timer::new(None), close: false };
            pool.send(request, settings).unwrap().await.unwrap_err();
        });
    }

    #[test]
    fn runtimes_that_are_gone_leave_nothing_behind() {
        let pool = Pool::default();
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
        let pool = Pool::default();
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
