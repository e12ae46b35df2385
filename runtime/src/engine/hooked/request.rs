//! The request of a call on its way between the engine and interceptors.

use aws_smithy_runtime_api::client::interceptors::context::{Output, RewindResult};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, LoadedRequestBody, OrchestratorError};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use http::Uri;
use http::header::CONTENT_LENGTH;

use super::outcome::{NO_REQUEST, not_sent};
use super::{Halt, Hooked};
use crate::engine::call::Call;
use crate::error::BoxError;
use crate::http::Request;

/// Whether there is no request left to send: its body was a stream, and went out with the attempt before.
#[inline]
pub(super) fn cannot_be_sent(rewound: RewindResult) -> bool {
    rewound == RewindResult::Impossible
}

impl Hooked {
    /// Shows the request of a call: without an endpoint, its URI is path and query.
    #[inline]
    pub(super) fn show(&mut self, call: &mut Call) -> Result<(), Halt> {
        let uri = shown_uri(&call.request).map_err(not_sent)?;
        let request = match &self.presigning {
            None => {
                self.shown_length = call.request.body.content_length();
                call.request.assemble(uri, 0)
            }
            Some(steps) => steps.assemble(&mut call.request, uri),
        };
        self.put_request(request)
    }

    /// Takes the request back with what interceptors have changed.
    #[inline]
    pub(super) fn take_back(&mut self, call: &mut Call) -> Result<(), Halt> {
        let changed = self.take_request()?;
        put_back(&mut call.request, changed, self.shown_length);
        Ok(())
    }

    /// The request of the context.
    #[inline]
    pub(super) fn take_request(&mut self) -> Result<http::Request<SdkBody>, Halt> {
        let request = self.context.take_request().ok_or_else(|| not_sent(NO_REQUEST.into()))?;
        request.try_into_http1x().map_err(|error| not_sent(error.into()))
    }

    /// Puts a request into the context.
    #[inline]
    pub(super) fn put_request(&mut self, request: http::Request<SdkBody>) -> Result<(), Halt> {
        self.context.set_request(HttpRequest::try_from(request).map_err(|error| not_sent(error.into()))?);
        Ok(())
    }

    /// Reads the body into memory where an interceptor asks for it.
    #[inline]
    pub(super) async fn load_body(&mut self) -> Result<(), Halt> {
        if !matches!(self.bag.load::<LoadedRequestBody>(), Some(LoadedRequestBody::Requested)) {
            return Ok(());
        }
        let Some(request) = self.context.request_mut() else { return Ok(()) };
        let body = std::mem::replace(request.body_mut(), SdkBody::taken());
        let bytes = ByteStream::new(body).collect().await.map_err(OrchestratorError::other)?.into_bytes();
        *request.body_mut() = SdkBody::from(bytes.clone());
        self.bag.interceptor_state().store_put(LoadedRequestBody::Loaded(bytes));
        Ok(())
    }

    /// Passes the request through the stages of its operation, as interceptors have left it.
    #[inline]
    pub(super) async fn pass_stages(&mut self, call: &mut Call) -> Result<(), Halt> {
        self.take_back(call)?;
        if self.presigning.as_ref().is_none_or(|steps| steps.passes_stages(call)) {
            call.pass_stages().await.map_err(|error| self.halt(error))?;
        }
        self.show(call)
    }

    /// Takes the request as the outcome of a call that ends in one.
    #[inline]
    pub(super) fn end(&mut self) {
        let Some(steps) = self.presigning.take().filter(|_| !self.context.is_failed()) else { return };
        let presigned = self.take_request().map(|request| Output::erase(steps.end(request)));
        self.context.set_output_or_error(presigned);
    }
}

/// The URI of a request that has no endpoint yet.
#[inline]
fn shown_uri(request: &Request) -> Result<Uri, BoxError> {
    let slash = if request.target.starts_with('/') { "" } else { "/" };
    Ok(Uri::try_from(format!("{slash}{}", request.target))?)
}

/// Puts what interceptors made of a request into it. A length that was that of the body before is not kept for another.
#[inline]
fn put_back(request: &mut Request, changed: http::Request<SdkBody>, length: Option<u64>) {
    let (head, body) = changed.into_parts();
    request.method = head.method;
    request.target = head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
    request.headers = head.headers;
    request.content_type = None;
    request.body = body;
    let said = request.headers.get(CONTENT_LENGTH).and_then(|said| said.to_str().ok()?.parse::<u64>().ok());
    if said.is_some() && said == length {
        request.headers.remove(CONTENT_LENGTH);
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, Method};

    use super::*;

    fn request(target: &str) -> Request {
        Request {
            method: Method::PUT,
            target: target.to_owned(),
            host_prefix: String::new(),
            headers: HeaderMap::from_iter([(http::header::ETAG, HeaderValue::from_static("a"))]),
            content_type: Some("text/plain"),
            body: SdkBody::from("body"),
            per_attempt: None,
            #[cfg(feature = "event-stream")]
            events: None,
        }
    }

    fn shown(request: &mut Request) -> HttpRequest {
        let uri = shown_uri(request).unwrap();
        HttpRequest::try_from(request.assemble(uri, 0)).unwrap()
    }

    #[test]
    fn a_request_comes_back_as_it_was_shown() {
        for target in ["/", "/a%2Fb?c=d", "", "?c"] {
            let mut original = request(target);
            let shown = shown(&mut original);
            assert!(shown.uri().starts_with('/'), "{}", shown.uri());
            assert_eq!(shown.headers().get("content-length"), Some("4"));
            assert_eq!(shown.headers().get("content-type"), Some("text/plain"));
            put_back(&mut original, shown.try_into_http1x().unwrap(), Some(4));
            assert_eq!(original.target.trim_start_matches('/'), target.trim_start_matches('/'));
            let again = original.all_headers(0);
            assert_eq!((&again["etag"], &again["content-length"]), (&"a".parse().unwrap(), &"4".parse().unwrap()));
        }
    }

    #[test]
    fn the_length_is_that_of_the_changed_body() {
        let mut original = request("/");
        let mut shown = shown(&mut original);
        *shown.body_mut() = SdkBody::from("another body");
        shown.set_uri("/other?e=f").unwrap();
        shown.set_method("POST").unwrap();
        put_back(&mut original, shown.try_into_http1x().unwrap(), Some(4));
        assert_eq!(original.all_headers(0)["content-length"], "12");
        assert_eq!((original.method, &*original.target), (Method::POST, "/other?e=f"));
    }
}
