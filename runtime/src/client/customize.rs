//! Changes to a single call: its request, its configuration.

use std::error::Error;
use std::fmt;

use aws_smithy_runtime_api::client::interceptors::{Intercept, SharedInterceptor};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;

use super::presigning::{PresigningConfig, PresigningFuture};
use crate::config::Builder;
use crate::engine::{CallFuture, Engine, Overrides};
use crate::error::BuildError;
use crate::operation::Operation;
use crate::signing::{CONTENT_SHA256, UNSIGNED_PAYLOAD};

/// A call that can be changed before it is sent.
pub struct CustomizableOperation<O: Operation> {
    engine: Engine,
    input: Result<O::Input, BuildError>,
    overrides: Overrides,
}

impl<O: Operation> CustomizableOperation<O> {
    /// A call with this input; [`send`](Self::send) reports an input that could not be built.
    pub fn new(engine: Engine, input: Result<O::Input, BuildError>) -> Self {
        Self { engine, input, overrides: Overrides::default() }
    }

    /// Adds an interceptor, which runs after those of the configuration.
    #[must_use]
    #[inline]
    pub fn interceptor(mut self, interceptor: impl Intercept + 'static) -> Self {
        self.overrides.push_interceptor(SharedInterceptor::new(interceptor));
        self
    }

    /// Changes the request before it is signed, in each attempt.
    #[must_use]
    pub fn mutate_request(mut self, mut change: impl FnMut(&mut HttpRequest) + Send + Sync + 'static) -> Self {
        self.overrides.changes.push(Box::new(move |request| {
            change(request);
            Ok(())
        }));
        self
    }

    /// Puts another request in the place of each before it is signed. An error ends the call.
    #[must_use]
    pub fn map_request<E>(
        mut self,
        mut map: impl FnMut(HttpRequest) -> Result<HttpRequest, E> + Send + Sync + 'static,
    ) -> Self
    where
        E: Error + Send + Sync + 'static,
    {
        self.overrides.changes.push(Box::new(move |request| {
            let owned = std::mem::replace(request, HttpRequest::empty());
            *request = map(owned)?;
            Ok(())
        }));
        self
    }

    /// Calls with this configuration where it says something, and with the client's where it does not.
    #[must_use]
    #[inline]
    pub fn config_override(mut self, over: impl Into<Builder>) -> Self {
        self.engine = self.engine.with_override(over.into());
        self
    }

    /// Leaves the body out of the signature of this call, which then says `UNSIGNED-PAYLOAD` in `x-amz-content-sha256`. That
    /// saves the time of a hash over the body, and the body is no longer protected against changes on its way but by TLS. S3
    /// allows for it; few other services do.
    #[must_use]
    #[inline]
    pub fn disable_payload_signing(mut self) -> Self {
        self.overrides.changes.push(Box::new(|request| {
            request.headers_mut().insert(CONTENT_SHA256, UNSIGNED_PAYLOAD);
            Ok(())
        }));
        self
    }

    /// Makes a presigned request of the call, which others can send without credentials, and sends nothing.
    ///
    /// Interceptors, changes to the request and the configuration take effect. See [`presigning`](crate::presigning).
    ///
    /// # Errors
    ///
    /// Fails if the request cannot be made or signed: if the input is not complete, there are no AWS credentials or no endpoint.
    #[inline]
    pub fn presigned(self, config: PresigningConfig) -> PresigningFuture<O> {
        PresigningFuture::new(self.engine.presign::<O>(self.input, self.overrides, config.validity()))
    }

    /// Calls the operation.
    ///
    /// # Errors
    ///
    /// See [`SdkError`](crate::error::SdkError).
    pub fn send(self) -> CallFuture<O> {
        self.engine.send_customized(self.input, self.overrides)
    }

    /// Calls the operation and waits on this thread; see [`blocking`](crate::blocking).
    ///
    /// # Errors
    ///
    /// Fails as [`send`](Self::send) does, and in async code of Tokio.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> crate::operation::Answer<O> {
        self.send().wait()
    }
}

impl<O: Operation> fmt::Debug for CustomizableOperation<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomizableOperation")
            .field("operation", &O::META.name)
            .field("engine", &self.engine)
            .field("overrides", &self.overrides)
            .finish_non_exhaustive()
    }
}
