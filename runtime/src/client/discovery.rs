//! Endpoints that a service gives by one of its operations (<https://smithy.io/2.0/aws/aws-core.html#client-endpoint-discovery>).
//!
//! A client with such an endpoint has a resolver of endpoints, as a program may set one. All is `#[inline]`, so that only programs
//! that enable it are linked with it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, SystemTime};

use crate::config::endpoint::{Endpoint, EndpointFuture, Params, ResolveEndpoint};
use crate::config::{Builder, SharedTimeSource};
use crate::engine::Engine;
use crate::error::{BoxError, ContextError};
use crate::operation::Operation;
use crate::timer::Timer;

/// The time between two looks whether the endpoint is about to expire.
const LOOK: Duration = Duration::from_secs(60);
/// The time before its expiry from which an endpoint is loaded again.
const BUFFER: Duration = Duration::from_secs(120);

/// A client that calls the endpoint that it was given, and what loads that again.
pub type Enabled<C> = Result<(C, ReloadEndpoint), BoxError>;

/// The address of an endpoint, and for how many minutes it is good.
type Address = (String, i64);

type Load = dyn Fn() -> Pin<Box<dyn Future<Output = Result<Address, BoxError>> + Send>> + Send + Sync;

/// Loads an endpoint by an operation, and makes an engine that calls it.
///
/// # Errors
///
/// Fails if the call does, or the output has no endpoint.
#[inline]
pub async fn enable<O: Operation>(
    engine: Engine,
    input: fn() -> O::Input,
    read: fn(&O::Output) -> Option<Address>,
) -> Enabled<Engine> {
    let without = engine.clone();
    let load = move || {
        let call = without.send::<O>(input());
        Box::pin(async move {
            let output = call.await?;
            let none = || ContextError::new(format!("the output of {} has no endpoint", O::META.name));
            Ok(read(&output).ok_or_else(none)?)
        }) as _
    };
    let time = engine.config().time_source().unwrap_or_default();
    let discovered = Discovered { load: Box::new(load), time, kept: Mutex::new(None) };
    let discovered = Arc::new(discovered);
    discovered.reload().await?;
    let reload = ReloadEndpoint { discovered: Arc::downgrade(&discovered), timer: engine.timer() };
    Ok((engine.with_override(Builder::new().endpoint_resolver(Resolver(discovered))), reload))
}

/// The endpoint that was discovered, and how it is.
struct Discovered {
    load: Box<Load>,
    time: SharedTimeSource,
    kept: Mutex<Option<Kept>>,
}

/// An endpoint with its expiry.
#[derive(Clone)]
struct Kept {
    url: String,
    expiry: SystemTime,
}

impl Discovered {
    #[inline]
    fn kept(&self) -> MutexGuard<'_, Option<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    async fn reload(&self) -> Result<(), BoxError> {
        let (address, minutes) = (self.load)().await?;
        let good_for = Duration::from_secs(u64::try_from(minutes).unwrap_or(0).saturating_mul(60));
        let now = self.time.now();
        let expiry = now.checked_add(good_for).unwrap_or(now);
        *self.kept() = Some(Kept { url: format!("https://{address}"), expiry });
        Ok(())
    }

    /// Whether the endpoint is good for less than this.
    #[inline]
    fn expires_within(&self, time: Duration) -> bool {
        let now = self.time.now();
        self.kept().as_ref().is_none_or(|kept| kept.expiry.duration_since(now).map_or(true, |rest| rest < time))
    }

    /// The endpoint. One that has expired is loaded again, and serves on if that fails.
    #[inline]
    async fn endpoint(&self) -> Result<Endpoint, BoxError> {
        if self.expires_within(Duration::from_nanos(1)) {
            let reloaded = self.reload().await;
            if self.kept().is_none() {
                reloaded?;
            }
        }
        let kept = self.kept().clone().ok_or("no endpoint was discovered")?;
        Ok(Endpoint::builder().url(kept.url).build())
    }
}

/// Sends calls to the endpoint that was discovered, unless the configuration has a URL.
struct Resolver(Arc<Discovered>);

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DiscoveredEndpoint")
    }
}

impl ResolveEndpoint for Resolver {
    #[inline]
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        if params.endpoint().is_some() {
            return EndpointFuture::ready(params.by_rules());
        }
        EndpointFuture::new(self.0.endpoint())
    }
}

/// Loads the endpoint of a client again before it expires. Without it a call does so once the endpoint has expired.
#[must_use = "the endpoint is loaded again in time while `reload_task` runs, e.g. by `tokio::spawn`"]
pub struct ReloadEndpoint {
    discovered: Weak<Discovered>,
    timer: Timer,
}

impl ReloadEndpoint {
    /// Loads the endpoint now. If that fails, the last one stays.
    #[inline]
    pub async fn reload_once(&self) {
        if let Some(discovered) = self.discovered.upgrade() {
            let _ = discovered.reload().await;
        }
    }

    /// Looks every minute whether the endpoint expires within two, and loads it again then. Ends after the client is gone.
    #[inline]
    pub async fn reload_task(self) {
        while let Some(discovered) = self.discovered.upgrade() {
            if discovered.expires_within(BUFFER) {
                let _ = discovered.reload().await;
            }
            drop(discovered);
            self.timer.sleep(LOOK).await;
        }
    }
}

impl fmt::Debug for ReloadEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReloadEndpoint").finish_non_exhaustive()
    }
}
