//! The way a request takes: the default connection, or an HTTP client that was plugged in.

use std::sync::Arc;

use aws_smithy_runtime_api::client::http::{HttpClient, HttpConnector, HttpConnectorSettings, SharedHttpClient};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use http::{Request, Response};

use super::body::Incoming;
use super::components::components;
use super::timeout::{Timeouts, Timer};
use crate::config::Config;
#[cfg(feature = "rustls")]
use crate::connection::Pool;
use crate::error::{BoxError, ConnectorError, Explained, TimedOut};

/// The way a request takes.
#[derive(Clone)]
pub(super) enum Transport {
    /// The default connection.
    #[cfg(feature = "rustls")]
    Default(Pool),
    /// An HTTP client that was plugged in.
    Plugged(Arc<Plugged>),
    /// None: the feature is off and nothing was plugged in.
    #[cfg(not(feature = "rustls"))]
    Missing,
}

pub(super) struct Plugged {
    client: SharedHttpClient,
    settings: HttpConnectorSettings,
    /// What HTTP clients ask for timer and clock; the error if it could not be made.
    components: Result<RuntimeComponents, String>,
}

impl Transport {
    pub(super) fn new(config: &Config, timeouts: &Timeouts, timer: &Timer) -> Self {
        let Some(client) = config.http_client().cloned() else { return Self::default_one(config, timeouts, timer) };
        let mut settings = HttpConnectorSettings::builder();
        settings.set_connect_timeout(timeouts.connect);
        settings.set_read_timeout(timeouts.read);
        let components = components(config, timer);
        Self::Plugged(Arc::new(Plugged { client, settings: settings.build(), components }))
    }

    #[cfg(feature = "rustls")]
    fn default_one(config: &Config, timeouts: &Timeouts, timer: &Timer) -> Self {
        let close = config.close_connection() == Some(&true);
        Self::Default(Pool::new(timeouts.connect, close, timer.clone()))
    }

    #[cfg(not(feature = "rustls"))]
    fn default_one(_: &Config, _: &Timeouts, _: &Timer) -> Self {
        Self::Missing
    }

    /// Checks that a request can be sent from here.
    ///
    /// # Errors
    ///
    /// When there is no HTTP client, or no runtime for the default one.
    pub(super) fn check(&self) -> Result<(), BoxError> {
        match self {
            #[cfg(feature = "rustls")]
            Self::Default(_) if tokio::runtime::Handle::try_current().is_err() => Err(Explained::new(
                "the default connection needs a Tokio runtime, and there is none here; call from within one, or set \
                 config::Builder::http_client",
            )
            .into()),
            #[cfg(feature = "rustls")]
            Self::Default(_) => Ok(()),
            Self::Plugged(plugged) => match &plugged.components {
                Ok(_) => Ok(()),
                Err(error) => Err(Explained::new(error.clone()).into()),
            },
            #[cfg(not(feature = "rustls"))]
            Self::Missing => Err(Explained::new(
                "no HTTP client is set; give one with config::Builder::http_client, or turn on the feature `rustls`",
            )
            .into()),
        }
    }

    /// Sends a request and waits for the head of the response, for no longer than the read timeout.
    ///
    /// # Errors
    ///
    /// When there is no connection, it breaks, or a timeout runs out.
    pub(super) async fn send(
        &self,
        request: Request<SdkBody>,
        timeouts: &Timeouts,
        timer: &Timer,
    ) -> Result<Response<Incoming>, ConnectorError> {
        let sent = timer.within(timeouts.read, TimedOut::Read, self.send_for_ever(request)).await;
        sent.unwrap_or_else(|timed_out| Err(ConnectorError::timeout(timed_out.into())))
    }

    async fn send_for_ever(&self, request: Request<SdkBody>) -> Result<Response<Incoming>, ConnectorError> {
        match self {
            #[cfg(feature = "rustls")]
            Self::Default(pool) => pool.send(request).await.map(|response| response.map(Incoming::Hyper)),
            Self::Plugged(plugged) => plugged.send(request).await,
            #[cfg(not(feature = "rustls"))]
            Self::Missing => Err(ConnectorError::user("no HTTP client is set".into())),
        }
    }
}

impl Plugged {
    async fn send(&self, request: Request<SdkBody>) -> Result<Response<Incoming>, ConnectorError> {
        let user = |error: BoxError| ConnectorError::user(error);
        let components = self.components.as_ref().map_err(|error| user(error.clone().into()))?;
        let request = HttpRequest::try_from(request).map_err(|error| user(error.into()))?;
        let response = self.client.http_connector(&self.settings, components).call(request).await?;
        let response = response.try_into_http1x().map_err(|error| ConnectorError::other(error.into(), None))?;
        Ok(response.map(Incoming::Sdk))
    }
}
