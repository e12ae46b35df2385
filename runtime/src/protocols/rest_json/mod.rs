//! restJson1: HTTP bindings with JSON documents
//! (<https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>).

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;

use crate::error::OperationError;
use crate::formats::DocumentFormat;
use crate::formats::json;
use crate::formats::json::{JsonNames, JsonReader, JsonWriter};
use crate::http::ResponseReader;
use crate::http::{Request, Response};
use crate::meta::ErrorMeta;
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::protocols;
use crate::walk::ReadError;
use crate::walk::schema::Schema;

/// The protocol `aws.protocols#restJson1`.
#[derive(Debug, Clone, Copy)]
pub enum RestJson1 {}

impl Protocol for RestJson1 {
    #[inline]
    fn request<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError> {
        protocols::rest_request::<O, Json>(input)
    }

    #[inline]
    fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError> {
        protocols::output::<O, Json>(response)
    }

    fn reads_pieces(output: &'static Schema) -> bool {
        protocols::reads_pieces::<Json>(output)
    }

    fn error_metadata(_: &'static [ErrorMeta], response: Response<'_>) -> ErrorMetadata {
        let body = json::read_error_body(response.body);
        let code = protocols::error_type(response.headers).or(body.code).or(body.kind);
        protocols::metadata(code.as_deref(), body.message, response.headers)
    }

    #[inline]
    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError> {
        protocols::error(meta, &mut ResponseReader::<Json>::new(response))
    }
}

#[cfg(feature = "event-stream")]
impl crate::event_stream::EventProtocol for RestJson1 {
    type Documents = Json;

    fn exception_metadata(payload: &[u8]) -> ErrorMetadata {
        protocols::exception_metadata::<Self>(payload)
    }
}

/// JSON as the format of documents, with the keys of `smithy.api#jsonName`.
#[derive(Debug, Clone, Copy)]
pub enum Json {}

impl DocumentFormat for Json {
    const CONTENT_TYPE: &'static str = "application/json";
    const EMPTY: &'static [u8] = b"{}";
    type Writer = JsonWriter<JsonNames>;
    type Reader<'a> = JsonReader<'a, JsonNames>;
}

#[cfg(test)]
mod tests;
