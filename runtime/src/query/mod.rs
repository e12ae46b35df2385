//! awsQuery and ec2Query: forms in requests, XML in responses
//! (<https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>,
//! <https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html>).
//!
//! How members, lists and maps are written is in [`QueryWriter`]; what each of the two protocols calls them, and where
//! its outputs stand, is its [`Flavour`].

mod aws;
mod ec2;
mod form;
mod writer;

use std::marker::PhantomData;

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;

use crate::http::{DocumentFormat, RequestWriter, ResponseReader, check_body};
use crate::operation::{ErrorMeta, Operation, OperationError};
use crate::protocol::{self, Protocol, Request, Response};
use crate::read_error::ReadError;
use crate::schema::{Member, Schema};
use crate::shape::Shape;
use crate::xml::{self, XmlReader, local};

pub use aws::Aws;
pub use ec2::Ec2;
pub use writer::QueryWriter;

/// The protocol `aws.protocols#awsQuery`.
pub type AwsQuery = Query<Aws>;

/// The protocol `aws.protocols#ec2Query`.
pub type Ec2Query = Query<Ec2>;

/// A query protocol.
#[derive(Debug, Clone, Copy)]
pub struct Query<F>(PhantomData<F>);

/// What the query protocols differ in.
pub trait Flavour {
    /// What a member is called in a request.
    fn name(member: &'static Member) -> Name;

    /// What stands between the name of a list and the number of an element, if anything.
    fn list_entry(member: &'static Member) -> Option<&'static str>;

    /// What stands between the name of a map and the number of an entry, if anything.
    ///
    /// # Errors
    ///
    /// When the protocol has no maps.
    fn map_entry(member: &'static Member) -> Result<Option<&'static str>, BuildError>;

    /// Whether a list without elements is written, as a parameter without a value.
    const WRITES_EMPTY_LISTS: bool;

    /// A reader of the element in the body, which is not empty, whose children are the members of the operation's output.
    ///
    /// # Errors
    ///
    /// When the body is no XML up to there, or the response of something else.
    fn output<'a>(operation: &str, body: &'a [u8]) -> Result<XmlReader<'a>, ReadError>;
}

/// The name of a member in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// As it is.
    Plain(&'static str),
    /// With its first letter in upper case.
    Capitalised(&'static str),
}

/// Whether a root is called as that of the operation's response.
fn is_response(root: &str, operation: &str) -> bool {
    local(root).strip_suffix("Response") == Some(operation)
}

impl<F: Flavour> DocumentFormat for Query<F> {
    const CONTENT_TYPE: &'static str = "application/x-www-form-urlencoded";
    const EMPTY: &'static [u8] = b"";
    type Writer = QueryWriter<F>;
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
        xml::read_error_body(response.body, |_| false).into_metadata(response.headers)
    }

    #[inline]
    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError> {
        let body = xml::read_error_body(response.body, |_| false).error;
        protocol::error(meta, &mut ResponseReader::<Self>::new(Response { body, ..response }))
    }
}

#[cfg(test)]
mod tests;
