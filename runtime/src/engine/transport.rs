//! The way a request takes: the default connection, or an HTTP client that was plugged in.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use aws_smithy_runtime_api::client::connection::CaptureSmithyConnection;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use http::{Request, Response};

use super::body::Incoming;
use super::components::components;
use super::timeout::Timeouts;
use super::upload::{Outgoing, Upload};
use crate::config::Config;
#[cfg(feature = "rustls")]
use crate::engine::connection::{ConnectionSettings, Pool, Retired};
use crate::error::{BoxError, ConnectorError, ContextError};
use crate::timer::Timer;

/// The way a request takes.
pub(super) enum Transport {
    /// The default connection.
    #[cfg(feature = "rustls")]
    Default(Pool, ConnectionSettings),
    /// An HTTP client that was plugged in.
    Plugged(Box<Plugged>),
    /// None: the feature is off and nothing was plugged in.
    #[cfg(not(feature = "rustls"))]
    Missing,
}

pub(super) struct Plugged {
    client: SharedHttpClient,
    settings: HttpConnectorSettings,
    /// The runtime components for timer and clock of HTTP clients; the error if they could not be made.
    components: Result<RuntimeComponents, String>,
}

impl Transport {
    pub(super) fn new(config: &Config, timeouts: &Timeouts, timer: &Timer) -> Self {
        let Some(client) = config.http_client() else { return Self::default_one(config, timeouts, timer) };
        let mut settings = HttpConnectorSettings::builder();
        settings.set_connect_timeout(timeouts.connect);
        settings.set_read_timeout(timeouts.read);
        let components = components(config, timer);
        Self::Plugged(Box::new(Plugged { client, settings: settings.build(), components }))
    }

    #[cfg(feature = "rustls")]
    fn default_one(config: &Config, timeouts: &Timeouts, timer: &Timer) -> Self {
        let close = config.close_connection() == Some(&true);
        Self::Default(Pool::default(), ConnectionSettings { timeout: timeouts.connect, timer: timer.clone(), close })
    }

    #[cfg(not(feature = "rustls"))]
    fn default_one(_: &Config, _: &Timeouts, _: &Timer) -> Self {
        Self::Missing
    }

    /// Uses the connections of another client where both have the default one. Settings of connections are not shared.
    pub(super) fn share(&mut self, other: &Self) {
        #[cfg(feature = "rustls")]
        if let (Self::Default(pool, _), Self::Default(shared, _)) = (self, other) {
            *pool = shared.clone();
        }
        #[cfg(not(feature = "rustls"))]
        let _ = (self, other);
    }

    /// Whether this is not an HTTP client that was plugged in.
    pub(super) fn is_default(&self) -> bool {
        !matches!(self, Self::Plugged(_))
    }

    /// Checks that a request can be sent from here.
    ///
    /// # Errors
    ///
    /// When there is no HTTP client, or no runtime for the default one.
    pub(super) fn check(&self) -> Result<(), BoxError> {
        match self {
            #[cfg(feature = "rustls")]
            Self::Default(pool, _) => pool.check(),
            Self::Plugged(plugged) => match &plugged.components {
                Ok(_) => Ok(()),
                Err(error) => Err(ContextError::new(error.clone()).into()),
            },
            #[cfg(not(feature = "rustls"))]
            Self::Missing => Err(ContextError::new(
                "no HTTP client is set; give one with config::Builder::http_client, or turn on the feature `rustls`",
            )
            .into()),
        }
    }

    /// Starts to send a request whose body has the promised length, if any is promised. An HTTP client that was plugged in is
    /// asked to show its connection if that may have to be retired.
    ///
    /// # Errors
    ///
    /// When it cannot be handed to the HTTP client.
    pub(super) fn send(
        &self,
        request: Request<SdkBody>,
        promised: Option<u64>,
        upload: Option<Arc<Upload>>,
        may_retire: bool,
    ) -> Result<(Sending, Option<Line>), ConnectorError> {
        match self {
            #[cfg(feature = "rustls")]
            Self::Default(pool, settings) => {
                let request = request.map(|body| Outgoing::new(body, promised, upload));
                Ok((Sending::Default(pool.send(request, settings.clone())?), None))
            }
            Self::Plugged(plugged) => {
                // What is a piece anyway stays as it is. The rest can still be looked at and cloned.
                let request = match upload {
                    Some(upload) => request.map(|body| {
                        body.map_preserve_contents(move |body| {
                            SdkBody::from_body_1_x(Outgoing::new(body, promised, Some(Arc::clone(&upload))))
                        })
                    }),
                    None => request,
                };
                let line = may_retire.then(CaptureSmithyConnection::new);
                let sending = plugged.send(request, line.as_ref())?;
                Ok((Sending::Plugged(sending), line.map(Line::Plugged)))
            }
            #[cfg(not(feature = "rustls"))]
            Self::Missing => Err(ConnectorError::user("no HTTP client is set".into())),
        }
    }
}

/// The connection of an attempt.
pub(super) enum Line {
    #[cfg(feature = "rustls")]
    Default(Retired),
    Plugged(CaptureSmithyConnection),
}

impl Line {
    /// Says that the connection is not to be used again.
    pub(super) fn retire(&self) {
        match self {
            #[cfg(feature = "rustls")]
            Self::Default(retired) => retired.set(),
            Self::Plugged(connection) => {
                if let Some(connection) = connection.get() {
                    connection.poison();
                }
            }
        }
    }
}

/// A request under way: gives the head of the response, and the default connection that it came on.
#[cfg_attr(
    feature = "rustls",
    expect(clippy::large_enum_variant, reason = "a box for the larger one would be one more allocation of a call")
)]
pub(super) enum Sending {
    #[cfg(feature = "rustls")]
    Default(crate::engine::connection::Sending),
    Plugged(HttpConnectorFuture),
}

impl Future for Sending {
    type Output = Result<(Response<Incoming>, Option<Line>), ConnectorError>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            #[cfg(feature = "rustls")]
            Self::Default(sending) => {
                let answered = Pin::new(sending).poll(cx);
                answered.map_ok(|(response, line)| (response.map(Incoming::Hyper), Some(Line::Default(line))))
            }
            Self::Plugged(sending) => Pin::new(sending).poll(cx).map(|sent| {
                let response = sent?.try_into_http1x();
                let response = response.map_err(|error| ConnectorError::other(error.into(), None))?;
                Ok((response.map(Incoming::Sdk), None))
            }),
        }
    }
}

impl Plugged {
    fn send(
        &self,
        request: Request<SdkBody>,
        line: Option<&CaptureSmithyConnection>,
    ) -> Result<HttpConnectorFuture, ConnectorError> {
        let user = |error: BoxError| ConnectorError::user(error);
        let components = self.components.as_ref().map_err(|error| user(error.clone().into()))?;
        let mut request = HttpRequest::try_from(request).map_err(|error| user(error.into()))?;
        if let Some(line) = line {
            request.add_extension(line.clone());
        }
        Ok(self.client.http_connector(&self.settings, components).call(request))
    }
}
