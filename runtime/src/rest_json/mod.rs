//! restJson1: HTTP bindings with JSON documents
//! (<https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>).

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;

use crate::http::{DocumentFormat, RequestWriter, ResponseReader};
use crate::json::{self, JsonNames, JsonReader, JsonWriter};
use crate::operation::{ErrorMeta, Operation, OperationError};
use crate::protocol::{self, Protocol, Request, Response};
use crate::read_error::ReadError;
use crate::schema::Schema;
use crate::shape::Shape;

/// The protocol `aws.protocols#restJson1`.
#[derive(Debug, Clone, Copy)]
pub enum RestJson1 {}

impl Protocol for RestJson1 {
    #[inline]
    fn request<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError> {
        let stream = O::take_stream(input);
        let mut writer = RequestWriter::<Json>::new(O::META, O::Input::SCHEMA);
        input.write(&mut writer)?;
        #[allow(unused_mut)] // without event streams
        let mut request = writer.finish(stream)?;
        #[cfg(feature = "event-stream")]
        request.set_events(O::take_events(input)?);
        Ok(request)
    }

    #[inline]
    fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError> {
        protocol::output::<O, Json>(response)
    }

    fn reads_pieces(output: &'static Schema) -> bool {
        protocol::reads_pieces::<Json>(output)
    }

    fn error_metadata(_: &'static [ErrorMeta], response: Response<'_>) -> ErrorMetadata {
        let body = json::read_error_body(response.body);
        let code = protocol::error_type(response.headers).or(body.code).or(body.kind);
        protocol::metadata(code.as_deref(), body.message, response.headers)
    }

    #[inline]
    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError> {
        protocol::error(meta, &mut ResponseReader::<Json>::new(response))
    }
}

#[cfg(feature = "event-stream")]
impl crate::event_stream::EventProtocol for RestJson1 {
    type Documents = Json;
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
