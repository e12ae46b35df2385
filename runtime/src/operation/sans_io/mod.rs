//! The half of a call that needs no socket, clock or async runtime: input to request, response to output or error.
//!
//! Generated crates reach it through [`Operation::http_request`] and [`Operation::http_response`].

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;

use super::{Operation, Protocol};
use crate::endpoint::BaseUrl;
use crate::error::{BoxError, BuildError, OperationError, ResponseError, SdkError, ServiceError, describe};
#[cfg(feature = "compression")]
use crate::http::COMPRESSED_FROM;
#[cfg(any(feature = "checksums", feature = "content-md5", feature = "tree-hash"))]
use crate::http::checksum;
use crate::http::{Request, Response, length, raw, request_id};
#[cfg(any(feature = "checksums", feature = "content-md5", feature = "tree-hash"))]
use crate::meta::OperationMeta;
use crate::walk::shape::Shape;

/// The request for an input at an endpoint, unsigned.
pub(crate) fn request<O: Operation>(
    mut input: O::Input,
    endpoint: &str,
    token: impl FnOnce() -> String,
) -> Result<http::Request<SdkBody>, BuildError> {
    O::adjust(&mut input);
    O::fill_token(&mut input, token);
    let request = O::Protocol::request::<O>(&mut input)?;
    #[cfg(feature = "compression")]
    let request = compressed(request, O::META.compresses);
    #[cfg(any(feature = "checksums", feature = "content-md5", feature = "tree-hash"))]
    let request = checked(request, O::META)?;
    request.at(endpoint)
}

#[cfg(feature = "compression")]
fn compressed(mut request: Request, compresses: bool) -> Request {
    if compresses {
        request.compress(COMPRESSED_FROM);
    }
    request
}

#[cfg(any(feature = "checksums", feature = "content-md5", feature = "tree-hash"))]
fn checked(mut request: Request, meta: &OperationMeta) -> Result<Request, BuildError> {
    if checksum::add(meta, &mut request)? { Ok(request) } else { Err(BuildError::other(checksum::NOT_IN_MEMORY)) }
}

/// The output or error of a response whose body has been collected.
pub(crate) fn response<O: Operation>(
    response: &http::Response<impl AsRef<[u8]>>,
) -> Result<O::Output, SdkError<O::Error>> {
    let collected = Response::new(response.status(), response.headers(), response.body().as_ref());
    if O::META.succeeds(collected.status) && !O::Protocol::is_failure(O::Output::SCHEMA, collected) {
        return match O::Protocol::output::<O>(collected) {
            Ok(mut output) => {
                O::put_request_id(&mut output, request_id(response.headers()).map(str::to_owned));
                Ok(output)
            }
            Err(error) => {
                let error = ResponseError::with_origin(error.into(), raw_response(response));
                Err(SdkError::ResponseError(error).of(O::META.name))
            }
        };
    }
    let meta = O::Protocol::error_metadata(O::META.errors, collected);
    let error = O::Protocol::error::<O::Error>(collected, meta.clone());
    let error = error.unwrap_or_else(|_| O::Error::unhandled(meta.clone()));
    Err(SdkError::ServiceError(ServiceError::with_summary(error, &meta, raw_response(response))).of(O::META.name))
}

/// The response as the errors keep it.
fn raw_response(response: &http::Response<impl AsRef<[u8]>>) -> HttpResponse {
    raw(response.status(), response.headers().clone(), response.body().as_ref().into())
}

impl Request {
    /// The request at an endpoint: `https://host` with an optional path before that of the operation.
    ///
    /// # Errors
    ///
    /// When the endpoint is not a URL with scheme and host, or has more than these, a port and a path, or when `content-length` is not the length of
    /// the body.
    pub fn at(self, endpoint: &str) -> Result<http::Request<SdkBody>, BuildError> {
        let malformed = |error: BoxError| BuildError::invalid_field("endpoint", describe(&*error));
        let base = BaseUrl::parse(endpoint).map_err(|error| malformed(error.into()))?;
        let uri = base.uri(&self.host_prefix, &self.target).map_err(malformed)?;
        let headers = self.all_headers(0);
        length::promised(&headers, &self.body).map_err(BuildError::other)?;
        #[cfg(feature = "event-stream")]
        let body = self.events.map_or(self.body, |events| events.into_body(None));
        #[cfg(not(feature = "event-stream"))]
        let body = self.body;
        let mut request = http::Request::new(body);
        *request.uri_mut() = uri;
        *request.method_mut() = self.method;
        *request.headers_mut() = headers;
        Ok(request)
    }
}

#[cfg(test)]
#[cfg(all(feature = "cbor", feature = "json", feature = "query"))]
mod tests;
