//! The protocols of `aws.protocols` and `smithy.protocols`, each a format of documents and what stands around them.

#[cfg(feature = "json")]
pub mod aws_json;
#[cfg(feature = "query")]
pub mod query;
pub mod query_compatible;
#[cfg(feature = "json")]
pub mod rest_json;
#[cfg(feature = "xml")]
pub mod rest_xml;
pub mod rpc;
#[cfg(any(feature = "json", feature = "cbor"))]
pub mod rpc_v2;

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::metadata::Builder;
#[cfg(any(feature = "json", feature = "xml"))]
use aws_smithy_types::error::operation::BuildError;
use http::HeaderMap;
#[cfg(feature = "event-stream")]
use http::StatusCode;

use crate::error::{OperationError, REQUEST_ID};
#[cfg(feature = "xml")]
use crate::formats::xml;
use crate::formats::{DocumentFormat, DocumentReader};
#[cfg(any(feature = "json", feature = "xml"))]
use crate::http::{Request, RequestWriter};
use crate::http::{Response, ResponseReader, check_body, request_id};
use crate::operation::Operation;
#[cfg(feature = "event-stream")]
use crate::operation::Protocol;
use crate::walk::ReadError;
use crate::walk::schema::{Location, Schema};
use crate::walk::shape::{Shape, ShapeReader};

/// The request of a protocol with HTTP bindings.
#[cfg(any(feature = "json", feature = "xml"))]
#[inline]
fn rest_request<O: Operation, F: DocumentFormat>(input: &mut O::Input) -> Result<Request, BuildError> {
    let stream = O::take_stream(input);
    let mut writer = RequestWriter::<F>::new(O::META, O::Input::SCHEMA);
    tri!(input.write(&mut writer));
    #[allow(unused_mut)] // without event streams
    let mut request = tri!(writer.finish(stream));
    #[cfg(feature = "event-stream")]
    request.set_events(tri!(O::take_events(input)));
    Ok(request)
}

/// The output in a response of success.
#[inline]
pub(crate) fn output<O: Operation, F: DocumentFormat>(response: Response<'_>) -> Result<O::Output, ReadError> {
    if !O::META.output.is_stream() {
        tri!(check_body(O::Output::SCHEMA, F::ALWAYS_THERE, response));
    }
    read::<O::Output, F>(response)
}

/// The shape in a response.
///
/// Only lists can be read on beyond the window of a body in pieces. If one ends elsewhere, all of it is put together and read
/// anew.
#[inline]
pub(crate) fn read<S: Shape, F: DocumentFormat>(response: Response<'_>) -> Result<S, ReadError> {
    loop {
        match S::read(&mut ResponseReader::<F>::new(response)) {
            Err(_) if response.join() => {}
            read => return read,
        }
    }
}

/// Whether a body that is read as this can come in pieces: whether its format allows for it, and it is a document.
pub(crate) fn reads_pieces<F: DocumentFormat>(output: &'static Schema) -> bool {
    F::Reader::PIECES && !output.members.iter().any(|member| matches!(member.location, Location::Payload(_)))
}

/// The code in the header `X-Amzn-Errortype`.
#[cfg(feature = "json")]
pub(crate) fn error_type(headers: &HeaderMap) -> Option<String> {
    headers.get("x-amzn-errortype")?.to_str().ok().map(str::to_owned)
}

/// Code, message and request id together. The code may come with a URI behind it and a namespace before it.
pub(crate) fn metadata(code: Option<&str>, message: Option<String>, headers: &HeaderMap) -> ErrorMetadata {
    metadata_builder(code.map(bare_code), message, headers).build()
}

/// The same with a code that is taken as it is, and room for more.
pub(crate) fn metadata_builder(code: Option<&str>, message: Option<String>, headers: &HeaderMap) -> Builder {
    let mut metadata = ErrorMetadata::builder();
    if let Some(code) = code.filter(|code| !code.is_empty()) {
        metadata = metadata.code(code);
    }
    if let Some(message) = message {
        metadata = metadata.message(message);
    }
    if let Some(id) = request_id(headers) {
        metadata = metadata.custom(REQUEST_ID, id);
    }
    metadata
}

/// `FooError` of `aws.protocoltests.restjson#FooError:http://internal.amazon.com/coral/`.
fn bare_code(code: &str) -> &str {
    let code = code.split(':').next().unwrap_or_default();
    code.split_once('#').map_or(code, |(_, name)| name).trim()
}

/// The modeled error with the code of the metadata, or an unhandled one.
#[inline]
pub(crate) fn error<E: OperationError>(meta: ErrorMetadata, reader: &mut impl ShapeReader) -> Result<E, ReadError> {
    let Some(code) = meta.code() else { return Ok(E::generic(meta)) };
    let Some(error) = E::read(code, reader) else { return Ok(E::generic(meta)) };
    let mut error = tri!(error);
    error.set_meta(meta);
    Ok(error)
}

/// Code, message and request id in the body of an error and the headers around it, whose request id is preferred.
#[cfg(feature = "xml")]
pub(crate) fn xml_metadata(body: xml::ErrorBody<'_>, headers: &HeaderMap) -> ErrorMetadata {
    let mut metadata = metadata_builder(body.code.as_deref(), body.message, headers);
    if let Some(fault) = body.fault {
        metadata = metadata.custom("type", fault);
    }
    if let Some(id) = body.request_id.filter(|_| request_id(headers).is_none()) {
        metadata = metadata.custom(REQUEST_ID, id);
    }
    metadata.build()
}

/// Code and message in the payload of an exception of an event stream.
#[cfg(feature = "event-stream")]
pub(crate) fn exception_metadata<P: Protocol>(payload: &[u8]) -> ErrorMetadata {
    let headers = HeaderMap::new();
    P::error_metadata(&[], Response::new(StatusCode::BAD_REQUEST, &headers, payload))
}
