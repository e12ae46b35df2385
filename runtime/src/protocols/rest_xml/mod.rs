//! restXml: HTTP bindings with XML documents
//! (<https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html>).

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;
use http::StatusCode;

use crate::error::OperationError;
use crate::formats::xml;
use crate::formats::xml::{Scanner, XmlReader, XmlWriter};
use crate::formats::{DocumentFormat, DocumentReader, DocumentWriter};
use crate::http::ResponseReader;
use crate::http::{Request, Response};
use crate::meta::{ErrorMeta, OutputBody};
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::protocols;
use crate::walk::ReadError;
use crate::walk::schema::{Location, Member, Payload, Schema};
use crate::walk::shape::Shape;

/// The protocol `aws.protocols#restXml`.
///
/// Errors are read with an element `ErrorResponse` around them and without one, so `noErrorWrapping` makes no
/// difference. The root of an output may have another name than the model gives, if there are members in it.
#[derive(Debug, Clone, Copy)]
pub enum RestXml {}

impl Protocol for RestXml {
    #[inline]
    fn request<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError> {
        protocols::rest_request::<O, Xml>(input)
    }

    #[inline]
    fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError> {
        let wrapped;
        let mut response = response;
        if O::META.output == OutputBody::Unwrapped
            && xml::root(response.body).is_some_and(|root| is_member(O::Output::SCHEMA, root))
        {
            wrapped = wrap(response.body);
            response.body = &wrapped;
        }
        protocols::output::<O, Xml>(response)
    }

    /// S3 answers some requests before their outcome is known, and reports it in the body
    /// (<https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>). A payload of bytes or text
    /// is not looked at: it is the caller's.
    fn is_failure(output: &'static Schema, response: Response<'_>) -> bool {
        let raw = |location| matches!(location, Location::Payload(Payload::Text | Payload::Blob | Payload::Stream));
        xml::is_error(response.body) && !output.members.iter().any(|member| raw(member.location))
    }

    /// A response to HEAD has no body: the status alone says that something is not there.
    fn error_metadata(errors: &'static [ErrorMeta], response: Response<'_>) -> ErrorMetadata {
        let mut error = xml::read_error_body(response.body, |root| errors.iter().any(|error| error.code == root));
        if response.body.is_empty() && response.status == StatusCode::NOT_FOUND {
            error.code = Some("NotFound".to_owned());
        }
        protocols::xml_metadata(error, response.headers)
    }

    #[inline]
    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError> {
        let body = xml::read_error_body(response.body, |root| meta.code() == Some(root)).error;
        protocols::error(meta, &mut ResponseReader::<Xml>::new(Response { body, ..response }))
    }
}

/// Whether the root of an unwrapped output is a member of it, as it should be.
fn is_member(output: &'static Schema, root: &str) -> bool {
    output.members.iter().any(|member| member.xml_name() == root)
}

/// Puts an element around an output that has none; a member without content is as good as none, which is how S3 says
/// `us-east-1`.
fn wrap(body: &[u8]) -> Vec<u8> {
    let text = Scanner::new(body).and_then(|mut scanner| {
        scanner.root()?;
        scanner.text()
    });
    match text {
        Ok(text) if text.trim_ascii().is_empty() => b"<_/>".to_vec(),
        _ => [b"<_>", body, b"</_>"].concat(),
    }
}

#[cfg(feature = "event-stream")]
impl crate::event_stream::EventProtocol for RestXml {
    type Documents = Xml;

    fn exception_metadata(payload: &[u8]) -> ErrorMetadata {
        protocols::exception_metadata::<Self>(payload)
    }
}

/// XML as the format of documents.
#[derive(Debug, Clone, Copy)]
pub enum Xml {}

impl DocumentFormat for Xml {
    const CONTENT_TYPE: &'static str = "application/xml";
    const EMPTY: &'static [u8] = b"";
    const ALWAYS_THERE: bool = true;
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

    fn payload_of(&mut self, member: &'static Member) {
        self.payload_of(member);
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
