//! The half of a call that needs no socket, clock or async runtime: input to request, response to output or error.
//!
//! Generated crates reach it through [`Operation::http_request`] and [`Operation::http_response`]; the engine goes through the
//! same functions on its way.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;

use super::{Operation, Protocol};
use crate::endpoint::BaseUrl;
use crate::error::{BoxError, BuildError, OperationError, ResponseError, SdkError, ServiceError, describe};
use crate::http::{
    QueryRequestWriter, Request, Response, extended_request_id, length, raw, request_id, with_response_ids,
};
use crate::meta::{ErrorMeta, OperationMeta, Presigned};
use crate::walk::ReadError;
use crate::walk::schema::{Location, Payload, Schema};
use crate::walk::shape::Shape;

/// Fills in what callers may leave out of an input although the protocol does not.
#[inline]
pub(crate) fn complete<O: Operation>(input: &mut O::Input, token: impl FnOnce() -> String) {
    O::adjust(input);
    O::fill_token(input, token);
}

/// The request of an input that is to be presigned.
///
/// # Errors
///
/// Fails if the input cannot be written.
#[inline]
pub(crate) fn presigned<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError> {
    if const { matches!(O::META.presigned, Presigned::InQuery) } {
        let mut writer = QueryRequestWriter::new(O::META, O::Input::SCHEMA);
        input.write(&mut writer)?;
        return writer.finish();
    }
    let mut request = O::Protocol::request::<O>(input)?;
    request.form_into_query();
    Ok(request)
}

/// Whether the body of requests is a stream of the caller's.
#[inline]
pub(crate) fn streams_input<O: Operation>() -> bool {
    O::Input::SCHEMA.members.iter().any(|member| matches!(member.location, Location::Payload(Payload::Stream)))
}

/// The protocol's functions that classify a response of an operation, with its types erased.
#[derive(Clone, Copy)]
pub(crate) struct ResponseHooks {
    output: &'static Schema,
    is_failure: fn(&'static Schema, Response<'_>) -> bool,
    reads_pieces: fn(&'static Schema) -> bool,
    error_metadata: fn(&'static [ErrorMeta], Response<'_>) -> ErrorMetadata,
}

impl ResponseHooks {
    pub(crate) fn of<O: Operation>() -> Self {
        Self {
            output: <O::Output as Shape>::SCHEMA,
            is_failure: O::Protocol::is_failure,
            reads_pieces: O::Protocol::reads_pieces,
            error_metadata: O::Protocol::error_metadata,
        }
    }

    /// The same for a body that is wanted whole.
    #[inline]
    pub(crate) fn whole(self) -> Self {
        Self { reads_pieces: |_| false, ..self }
    }

    /// Whether a response is one of failure although its status is one of success.
    pub(crate) fn is_failure(&self, response: Response<'_>) -> bool {
        (self.is_failure)(self.output, response)
    }

    /// Code and message of a failure of the operation.
    pub(crate) fn error_metadata(&self, meta: &OperationMeta, response: Response<'_>) -> ErrorMetadata {
        with_response_ids((self.error_metadata)(meta.errors, response), meta.service, response.headers)
    }

    /// Whether the body of a response of success may come in pieces.
    pub(crate) fn reads_pieces(&self) -> bool {
        (self.reads_pieces)(self.output)
    }
}

/// The output in a response of success.
///
/// # Errors
///
/// Fails if the response is not one of the model.
#[inline]
pub(crate) fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError> {
    let mut output = tri!(O::Protocol::output::<O>(response));
    O::put_request_id(&mut output, request_id(response.headers).map(str::to_owned));
    O::put_extended_request_id(&mut output, || extended_request_id(response.headers).map(str::to_owned));
    Ok(output)
}

/// The error in a response of failure whose metadata is known. An error that cannot be read is an unhandled one.
pub(crate) fn error<O: Operation>(response: Response<'_>, meta: &ErrorMetadata) -> O::Error {
    let error = O::Protocol::error::<O::Error>(response, meta.clone());
    error.unwrap_or_else(|_| O::Error::generic(meta.clone()))
}

/// The request for an input at an endpoint, unsigned.
pub(crate) fn request<O: Operation>(
    mut input: O::Input,
    endpoint: &str,
    token: impl FnOnce() -> String,
) -> Result<http::Request<SdkBody>, BuildError> {
    complete::<O>(&mut input, token);
    let request = O::Protocol::request::<O>(&mut input)?;
    assemble(O::META, request, endpoint)
}

/// The HTTP request at an endpoint: `https://host` with an optional path before that of the operation.
///
/// # Errors
///
/// Fails if a stage does, if the endpoint is not a URL of scheme and host, perhaps with a port and a path, or if
/// `content-length` is not the length of the body.
fn assemble(meta: &OperationMeta, mut request: Request, endpoint: &str) -> Result<http::Request<SdkBody>, BuildError> {
    request.pass_in_memory(meta)?;
    let malformed = |error: BoxError| BuildError::invalid_field("endpoint", describe(&*error));
    let base = BaseUrl::parse(endpoint).map_err(|error| malformed(error.into()))?;
    let uri = base.uri(&request.host_prefix, &request.target).map_err(malformed)?;
    let mut assembled = request.assemble(uri, 0);
    let length = length::promised(meta, assembled.headers(), assembled.body()).map_err(BuildError::other)?;
    if let Some(part) = &request.per_attempt {
        part.before_signing(&mut assembled, length, false).map_err(BuildError::other)?;
        part.after_signing(&mut assembled, None).map_err(BuildError::other)?;
    }
    #[cfg(feature = "event-stream")]
    if let Some(events) = request.events {
        return Ok(assembled.map(|_| events.into_body(None)));
    }
    Ok(assembled)
}

/// The output or error of a response whose body has been collected.
pub(crate) fn response<O: Operation>(
    response: &http::Response<impl AsRef<[u8]>>,
) -> Result<O::Output, SdkError<O::Error>> {
    let collected = Response::new(response.status(), response.headers(), response.body().as_ref());
    let hooks = ResponseHooks::of::<O>();
    let error = if O::META.succeeds(collected.status) && !hooks.is_failure(collected) {
        match output::<O>(collected) {
            Ok(output) => return Ok(output),
            Err(error) => SdkError::ResponseError(ResponseError::with_origin(error.into(), raw_response(collected))),
        }
    } else {
        let meta = hooks.error_metadata(O::META, collected);
        let error = error::<O>(collected, &meta);
        SdkError::ServiceError(ServiceError::with_summary(error, &meta, raw_response(collected)))
    };
    Err(error.of(O::META.name))
}

/// The response as the errors keep it.
fn raw_response(response: Response<'_>) -> HttpResponse {
    raw(response.status, response.headers.clone(), response.body.into())
}

#[cfg(test)]
#[cfg(all(feature = "cbor", feature = "json", feature = "query"))]
mod tests;
