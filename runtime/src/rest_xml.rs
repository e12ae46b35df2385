//! restXml: HTTP bindings with XML documents
//! (<https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html>).

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;
use http::StatusCode;

use crate::http::{DocumentFormat, DocumentReader, DocumentWriter, RequestWriter, ResponseReader};
use crate::operation::{Operation, OperationError};
use crate::protocol::{self, Protocol, Request, Response};
use crate::read_error::ReadError;
use crate::schema::{Location, Payload, Schema};
use crate::shape::Shape;
use crate::xml::{self, XmlReader, XmlWriter};

/// The protocol `aws.protocols#restXml`.
///
/// Errors are read with an element `ErrorResponse` around them and without one, so `noErrorWrapping` makes no
/// difference. The root of an output may have any name.
#[derive(Debug, Clone, Copy)]
pub enum RestXml {}

impl Protocol for RestXml {
    #[inline]
    fn request<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError> {
        let stream = O::take_stream(input);
        let mut writer = RequestWriter::<Xml>::new(O::META, O::Input::SCHEMA);
        input.write(&mut writer)?;
        #[allow(unused_mut)] // without event streams
        let mut request = writer.finish(stream)?;
        #[cfg(feature = "event-stream")]
        request.set_events(O::take_events(input)?);
        Ok(request)
    }

    #[inline]
    fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError> {
        let wrapped;
        let mut response = response;
        if O::META.unwrapped_output {
            wrapped = [b"<_>", response.body, b"</_>"].concat();
            response.body = &wrapped;
        }
        O::Output::read(&mut ResponseReader::<Xml>::new(response))
    }

    /// S3 answers some requests before it knows what becomes of them, and tells then in the body
    /// (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>). What has bytes or text for its body is
    /// not looked at: those are the caller's.
    fn is_failure(output: &'static Schema, response: Response<'_>) -> bool {
        let raw = |location| matches!(location, Location::Payload(Payload::Text | Payload::Blob | Payload::Stream));
        xml::is_error(response.body) && !output.members.iter().any(|member| raw(member.location))
    }

    /// A response to HEAD has no body: that something is not there is told by the status alone.
    fn error_metadata(response: Response<'_>) -> ErrorMetadata {
        let mut error = xml::read_error_body(response.body);
        if response.body.is_empty() && response.status == StatusCode::NOT_FOUND {
            error.code = Some("NotFound".to_owned());
        }
        error.into_metadata(response.headers)
    }

    #[inline]
    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError> {
        let body = xml::read_error_body(response.body).error;
        protocol::error(meta, &mut ResponseReader::<Xml>::new(Response { body, ..response }))
    }
}

#[cfg(feature = "event-stream")]
impl crate::event_stream::EventProtocol for RestXml {
    type Documents = Xml;
}

/// XML as the format of documents.
#[derive(Debug, Clone, Copy)]
pub enum Xml {}

impl DocumentFormat for Xml {
    const CONTENT_TYPE: &'static str = "application/xml";
    const EMPTY: &'static [u8] = b"";
    type Writer = XmlWriter;
    type Reader<'a> = XmlReader<'a>;
}

impl DocumentWriter for XmlWriter {
    fn begin(&mut self, schema: &'static Schema) {
        self.begin(schema);
    }

    fn end(&mut self, schema: &'static Schema) {
        self.end(schema);
    }

    fn finish(self) -> Vec<u8> {
        self.finish()
    }
}

impl<'a> DocumentReader<'a> for XmlReader<'a> {
    fn new(body: &'a [u8]) -> Result<Self, ReadError> {
        Self::new(body)
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        self.skip()
    }

    fn end(&mut self) -> Result<(), ReadError> {
        self.end()
    }
}

#[cfg(test)]
mod tests;
