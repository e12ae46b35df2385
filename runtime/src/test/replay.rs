//! An HTTP client that answers from memory and remembers what it was asked.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::BodyExt;

use crate::error::ConnectorError;

/// Answers requests with these responses, one after another, and with an error when there are no more.
#[inline]
pub fn replay<B: Into<SdkBody>>(responses: impl IntoIterator<Item = Response<B>>) -> Replay {
    let mut responses: VecDeque<_> = responses.into_iter().map(|response| response.map(Into::into)).collect();
    respond(move |request| {
        responses.pop_front().ok_or_else(|| {
            let text = format!("there are no more responses to replay, for {} {}", request.method(), request.uri());
            ConnectorError::other(text.into(), None)
        })
    })
}

/// Answers each request by calling a function, which may also fail as a connection would:
/// `ConnectorError::io`, `ConnectorError::timeout`.
#[inline]
pub fn respond<F>(respond: F) -> Replay
where
    F: FnMut(&Request<Bytes>) -> Result<Response<SdkBody>, ConnectorError> + Send + 'static,
{
    Replay(Arc::new(Mutex::new(Inner { respond: Box::new(respond), requests: Vec::new() })))
}

/// An HTTP client without a network. Clones share the responses and the requests.
#[derive(Clone)]
pub struct Replay(Arc<Mutex<Inner>>);

type Respond = Box<dyn FnMut(&Request<Bytes>) -> Result<Response<SdkBody>, ConnectorError> + Send>;

struct Inner {
    respond: Respond,
    requests: Vec<Request<Bytes>>,
}

impl Replay {
    /// The requests so far, in the order in which they came.
    #[inline]
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.lock().requests.clone()
    }

    #[inline]
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    async fn answer(self, request: HttpRequest) -> Result<HttpResponse, ConnectorError> {
        let (head, body) = request.try_into_http1x().map_err(|e| ConnectorError::user(e.into()))?.into_parts();
        let body = body.collect().await.map_err(ConnectorError::user)?.to_bytes();
        let request = Request::from_parts(head, body);
        let mut inner = self.lock();
        let response = (inner.respond)(&request);
        inner.requests.push(request);
        HttpResponse::try_from(response?).map_err(|error| ConnectorError::other(error.into(), None))
    }
}

impl HttpConnector for Replay {
    #[inline]
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(self.clone().answer(request))
    }
}

impl HttpClient for Replay {
    #[inline]
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl fmt::Debug for Replay {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").field("requests", &self.lock().requests.len()).finish()
    }
}
