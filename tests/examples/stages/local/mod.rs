//! A server on loopback that answers like the service: HTTP here, the stages in `local/stages.rs`.

mod stages;

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use stages::{Refusal, Stages};

/// The server. It stops listening when it is dropped.
pub(crate) struct LocalService {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    listening: JoinHandle<()>,
}

/// The state of the server.
#[derive(Default)]
struct State {
    stages: Stages,
    /// The method and path of each request so far.
    calls: Vec<String>,
}

impl LocalService {
    /// Listens on a free port of the loopback interface.
    pub(crate) async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let state = Arc::<Mutex<State>>::default();
        let listening = tokio::spawn(listen(listener, Arc::clone(&state)));
        Ok(Self { address, state, listening })
    }

    /// The URL that clients call.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The ARNs of the stages that there are.
    #[cfg(test)]
    pub(crate) fn stages(&self) -> Vec<String> {
        lock(&self.state).stages.arns()
    }

    /// The method and path of each request so far.
    pub(crate) fn calls(&self) -> Vec<String> {
        lock(&self.state).calls.clone()
    }
}

impl Drop for LocalService {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, state: Arc<Mutex<State>>) {
    while let Ok((socket, _)) = listener.accept().await {
        tokio::spawn(serve(socket, Arc::clone(&state)));
    }
}

/// Answers the requests of one connection, until the client closes it.
async fn serve(socket: TcpStream, state: Arc<Mutex<State>>) {
    let service = service_fn(|request| answer(request, &state));
    // A connection that breaks is the client's affair.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(socket), service).await;
}

async fn answer(request: Request<Incoming>, state: &Mutex<State>) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let mut state = lock(state);
    state.calls.push(format!("{} {}", head.method, head.uri.path()));
    let answer = authorize(&head.headers)
        .and_then(|()| parse(&body))
        .and_then(|input| state.stages.call(head.method.as_str(), head.uri.path(), &input));
    Ok(respond(answer, state.calls.len()))
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Refuses requests without a signature. Whether the signature is right is not checked, as there are no accounts here.
fn authorize(headers: &HeaderMap) -> Result<(), Refusal> {
    let signature = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if signature.starts_with("AWS4-HMAC-SHA256 ") && signature.contains("/ivs/aws4_request") {
        return Ok(());
    }
    Err(Refusal::new(403, "MissingAuthenticationTokenException", "The request is not signed"))
}

fn parse(body: &[u8]) -> Result<Value, Refusal> {
    if body.is_empty() {
        return Ok(json!({}));
    }
    serde_json::from_slice(body).map_err(|error| Refusal::new(400, "SerializationException", error.to_string()))
}

/// The response, with the headers by which clients know the request id and the error.
fn respond(answer: Result<Value, Refusal>, call: usize) -> Response<Full<Bytes>> {
    let (status, error, body) = match answer {
        Ok(output) => (200, None, output),
        Err(refusal) => (refusal.status, Some(refusal.code), json!({ "exceptionMessage": refusal.message })),
    };
    let mut response = Response::new(Full::from(body.to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let id = format!("00000000-0000-4000-8000-{call:012}");
    let headers = [(CONTENT_TYPE.as_str(), Some("application/json")), ("x-amzn-requestid", Some(&id))];
    for (name, value) in headers.into_iter().chain([("x-amzn-errortype", error)]) {
        if let Some(Ok(value)) = value.map(str::parse) {
            response.headers_mut().insert(http::HeaderName::from_static(name), value);
        }
    }
    response
}
