//! awsQuery and ec2Query: forms in requests, XML in responses
//! (<https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>,
//! <https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html>).
//!
//! [`FormWriter`] writes members, lists and maps; the [`Flavour`] of each of the two protocols names them, and finds its
//! outputs.

mod aws;
mod ec2;

use std::marker::PhantomData;

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;

use crate::error::OperationError;
use crate::formats::DocumentFormat;
use crate::formats::form::{FormNames, FormWriter};
use crate::formats::xml;
use crate::formats::xml::{XmlReader, local};
use crate::http::{Request, Response};
use crate::http::{RequestWriter, ResponseReader, check_body};
use crate::meta::ErrorMeta;
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::protocols;
use crate::walk::ReadError;
use crate::walk::schema::Schema;
use crate::walk::shape::Shape;

pub use aws::Aws;
pub use ec2::Ec2;

/// The protocol `aws.protocols#awsQuery`.
pub type AwsQuery = Query<Aws>;

/// The protocol `aws.protocols#ec2Query`.
pub type Ec2Query = Query<Ec2>;

/// A query protocol.
#[derive(Debug, Clone, Copy)]
pub struct Query<F>(PhantomData<F>);

/// The difference between the query protocols: the names in forms, and the element that holds an output.
pub trait Flavour: FormNames {
    /// A reader of the element in the body, which is not empty, whose children are the members of the operation's output.
    ///
    /// # Errors
    ///
    /// Fails if the body is no XML up to there, or the response of another server.
    fn output<'a>(operation: &str, body: &'a [u8]) -> Result<XmlReader<'a>, ReadError>;
}

/// Whether a root is called as that of the operation's response.
fn is_response(root: &str, operation: &str) -> bool {
    local(root).strip_suffix("Response") == Some(operation)
}

impl<F: Flavour> DocumentFormat for Query<F> {
    const CONTENT_TYPE: &'static str = "application/x-www-form-urlencoded";
    const EMPTY: &'static [u8] = b"";
    type Writer = FormWriter<F>;
    type Reader<'a> = XmlReader<'a>;
}

impl<F: Flavour> Protocol for Query<F> {
    #[inline]
    fn request<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError> {
        let mut writer = RequestWriter::<Self>::rpc(O::META, O::Input::SCHEMA);
        input.write(&mut writer)?;
        writer.finish(None)
    }

    #[inline]
    fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError> {
        check_body(O::Output::SCHEMA, true, response)?;
        let empty = response.body.trim_ascii().is_empty();
        let mut reader = if empty { XmlReader::new(b"")? } else { F::output(O::META.name, response.body)? };
        let output = O::Output::read(&mut reader)?;
        reader.end()?;
        Ok(output)
    }

    fn is_failure(_: &'static Schema, response: Response<'_>) -> bool {
        xml::is_error(response.body)
    }

    fn error_metadata(_: &'static [ErrorMeta], response: Response<'_>) -> ErrorMetadata {
        protocols::xml_metadata(xml::read_error_body(response.body, |_| false), response.headers)
    }

    #[inline]
    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError> {
        let body = xml::read_error_body(response.body, |_| false).error;
        protocols::error(meta, &mut ResponseReader::<Self>::new(Response { body, ..response }))
    }
}

#[cfg(test)]
mod tests;
