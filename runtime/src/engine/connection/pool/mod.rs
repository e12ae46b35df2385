//! The connections of one Tokio runtime: idle ones, and the calls that wait for one.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::Poll;
use std::time::Duration;

use http::Uri;
use http::uri::{Authority, Scheme};
use hyper::client::conn::http1::SendRequest;
use tokio::sync::oneshot;
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep};

use super::connector::ConnectionSettings;
use crate::engine::Outgoing;
use crate::error::BoxError;
use crate::text::remove_few;
use crate::timer::tokio_has_timers;

/// The time after which an idle connection is closed.
const IDLE: Duration = Duration::from_secs(90);

/// The end of a connection that takes requests, one after another.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) requests: SendRequest<Outgoing>,
    pub(super) retired: Retired,
}

impl Connection {
    pub(super) fn new(requests: SendRequest<Outgoing>) -> Self {
        Self { requests, retired: Retired::default() }
    }

    /// Whether a request can be sent now.
    fn is_ready(&self) -> bool {
        self.requests.is_ready() && !self.retired.get()
    }
}

/// Whether a connection is not to be used again, although it could be. Clones are of the same connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct Retired(Arc<AtomicBool>);

impl Retired {
    /// Says that the connection is not to be used again.
    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The server at the other end of a connection.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Origin {
    scheme: Scheme,
    authority: Authority,
}

impl Origin {
    /// The origin of an absolute URI.
    pub(super) fn of(uri: &Uri) -> Option<Self> {
        Some(Self { scheme: uri.scheme()?.clone(), authority: uri.authority()?.clone() })
    }

    pub(super) fn is_https(&self) -> bool {
        self.scheme == Scheme::HTTPS
    }

    /// The name or the address, without the brackets of IPv6.
    pub(super) fn host(&self) -> &str {
        self.authority.host().trim_start_matches('[').trim_end_matches(']')
    }

    /// The value of the header `host`.
    pub(super) fn host_header(&self) -> String {
        let host = self.authority.host();
        match self.authority.port_u16() {
            Some(port) if port != self.default_port() => format!("{host}:{port}"),
            _ => host.to_owned(),
        }
    }

    pub(super) fn port(&self) -> u16 {
        self.authority.port_u16().unwrap_or(self.default_port())
    }

    fn default_port(&self) -> u16 {
        if self.is_https() { 443 } else { 80 }
    }

    pub(super) fn authority(&self) -> &Authority {
        &self.authority
    }
}

/// The connections of a runtime to all origins. Clones share them.
#[derive(Clone, Default)]
pub(super) struct Connections(Arc<Shared>);

#[derive(Default)]
struct Shared(Mutex<State>);

#[derive(Default)]
struct State {
    /// In the order in which they became idle.
    idle: Vec<Idle>,
    waiting: Vec<Waiting>,
    /// The task that closes what is idle for too long. It ends when nothing is idle.
    sweeper: Option<AbortHandle>,
}

struct Idle {
    origin: Origin,
    connection: Connection,
    since: Instant,
}

/// A call that makes a connection and takes one that becomes idle before.
struct Waiting {
    origin: Origin,
    connection: oneshot::Sender<Connection>,
}

impl Connections {
    /// A connection, and whether it was used before: the one that became idle last, or else whichever is there first of a new
    /// one and one that becomes idle. If it serves one request alone, it is a new one.
    ///
    /// # Errors
    ///
    /// If a new connection is needed and cannot be made.
    pub(super) async fn connection(
        &self,
        origin: &Origin,
        settings: &ConnectionSettings,
    ) -> Result<(Connection, bool), BoxError> {
        let mut waiting = None;
        if !settings.close {
            match self.0.state().take(origin) {
                Ok(connection) => return Ok((connection, true)),
                Err(becomes_idle) => waiting = Some(becomes_idle),
            }
        }
        let mut connecting = settings.connect(origin.clone());
        let first = poll_fn(|cx| {
            if let Some(becomes_idle) = &mut waiting
                && let Poll::Ready(connection) = Pin::new(becomes_idle).poll(cx)
            {
                waiting = None;
                if let Ok(connection) = connection
                    && connection.is_ready()
                {
                    return Poll::Ready(Ok((connection, true)));
                }
            }
            connecting.as_mut().poll(cx).map_ok(|connection| (connection, false))
        })
        .await;
        if let Ok((_, true)) = first {
            // What is nearly made is not wasted.
            let (connections, origin) = (self.clone(), origin.clone());
            spawn(Box::pin(async move {
                if let Ok(connection) = connecting.await {
                    connections.keep(origin, connection);
                }
            }));
        }
        first
    }

    /// Takes a connection back as soon as it can take a request: when the response has been read.
    pub(super) fn keep(&self, origin: Origin, mut connection: Connection) {
        if connection.is_ready() {
            return self.put(origin, connection);
        }
        let connections = self.clone();
        spawn(Box::pin(async move {
            if connection.requests.ready().await.is_ok() && connection.is_ready() {
                connections.put(origin, connection);
            }
        }));
    }

    fn put(&self, origin: Origin, connection: Connection) {
        let mut state = self.0.state();
        let Some((origin, connection)) = state.hand_on(origin, connection) else { return };
        state.idle.push(Idle { origin, connection, since: Instant::now() });
        if state.sweeper.is_none() && tokio_has_timers() {
            state.sweeper = Some(spawn(Box::pin(sweep(Arc::downgrade(&self.0)))));
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        let state = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(sweeper) = &state.sweeper {
            sweeper.abort();
        }
    }
}

impl State {
    /// Takes an idle connection, or gives the next one that becomes idle.
    fn take(&mut self, origin: &Origin) -> Result<Connection, oneshot::Receiver<Connection>> {
        self.close_old();
        while let Some(index) = self.idle.iter().rposition(|idle| idle.origin == *origin) {
            let Idle { connection, .. } = self.idle.remove(index);
            if connection.is_ready() {
                return Ok(connection);
            }
        }
        let (sender, receiver) = oneshot::channel();
        remove_few(&mut self.waiting, |waiting| waiting.connection.is_closed());
        self.waiting.push(Waiting { origin: origin.clone(), connection: sender });
        Err(receiver)
    }

    /// Hands a connection to the call that waits longest, or back if there is none.
    fn hand_on(&mut self, origin: Origin, mut connection: Connection) -> Option<(Origin, Connection)> {
        while let Some(index) = self.waiting.iter().position(|waiting| waiting.origin == origin) {
            match self.waiting.remove(index).connection.send(connection) {
                Ok(()) => return None,
                Err(back) => connection = back,
            }
        }
        Some((origin, connection))
    }

    /// Closes connections that are idle for too long.
    fn close_old(&mut self) {
        let now = Instant::now();
        while self.idle.first().is_some_and(|idle| now.duration_since(idle.since) >= IDLE) {
            self.idle.remove(0);
        }
    }
}

async fn sweep(connections: Weak<Shared>) {
    loop {
        sleep(IDLE).await;
        let Some(connections) = connections.upgrade() else { return };
        let mut state = connections.state();
        state.close_old();
        remove_few(&mut state.idle, |idle| !idle.connection.is_ready());
        if state.idle.is_empty() {
            state.sweeper = None;
            return;
        }
    }
}

/// Spawns a task. It is in a box, so that Tokio's side of it is compiled once.
pub(super) fn spawn(task: Pin<Box<dyn Future<Output = ()> + Send>>) -> AbortHandle {
    tokio::spawn(task).abort_handle()
}

#[cfg(test)]
mod tests;
