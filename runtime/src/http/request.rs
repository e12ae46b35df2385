//! Takes an input apart into the parts of a request.

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::operation::BuildError;

use crate::http::Request;
use crate::meta::{InputBody, OperationMeta};
use crate::walk::schema::{Location, Member, Payload, Schema};
use crate::walk::shape::{ShapeWriter, Value};

use super::assembly::Assembly;
use super::binding_writer::BindingWriter;
use crate::formats::{DocumentFormat, DocumentWriter, buffer};

/// Writes the top-level members of an input, each where its binding says.
#[derive(Debug)]
pub struct RequestWriter<F: DocumentFormat> {
    /// All that is not in a document.
    assembly: Assembly,
    /// The members in the body, if the schema binds any there.
    document: Option<F::Writer>,
}

impl<F: DocumentFormat> RequestWriter<F> {
    /// A writer for the input of an operation, given its schema.
    #[must_use]
    pub fn new(meta: &'static OperationMeta, schema: &'static Schema) -> Self {
        Self::with(meta, schema, schema.members.iter().any(|member| in_document(member.location)))
    }

    /// A writer for an RPC protocol, which has a document in every request unless the operation has no input.
    #[must_use]
    pub fn rpc(meta: &'static OperationMeta, schema: &'static Schema) -> Self {
        Self::with(meta, schema, meta.input != InputBody::Absent)
    }

    fn with(meta: &'static OperationMeta, schema: &'static Schema, has_document: bool) -> Self {
        let document = has_document.then(|| {
            let mut writer = F::Writer::default();
            writer.operation(meta.name, meta.service.api_version);
            writer.begin(schema);
            writer
        });
        Self { assembly: Assembly::new(meta, schema), document }
    }

    /// The request, once all members are written. The stream is the body of an operation that streams its input.
    ///
    /// # Errors
    ///
    /// When a label is unset or empty, or a stream must have a known length but has none.
    pub fn finish(mut self, stream: Option<ByteStream>) -> Result<Request, BuildError> {
        let (body, content_type) = match self.document {
            Some(mut document) => {
                document.end(self.assembly.schema());
                (SdkBody::from(buffer::lend(document.finish())), Some(F::CONTENT_TYPE))
            }
            None => self.assembly.payload(stream, F::CONTENT_TYPE, F::EMPTY),
        };
        self.assembly.finish(body, content_type)
    }

    /// Writes a member to a place outside of documents.
    fn write_bound<T: Value>(&mut self, member: &'static Member, place: Location, value: &T) -> Result<(), BuildError> {
        if value.is_set() {
            return value.write(member, &mut BindingWriter::new(self.assembly.parts(), member, place));
        }
        self.assembly.leave_out(member, place)
    }
}

/// Whether requests have the member in their document. Bindings to events mean nothing outside of events.
const fn in_document(location: Location) -> bool {
    matches!(location, Location::Body | Location::EventHeader(_) | Location::EventPayload(_))
}

impl<F: DocumentFormat> ShapeWriter for RequestWriter<F> {
    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        debug_assert!(in_document(member.location), "{} must be written by `bound`", member.name);
        match &mut self.document {
            Some(document) => document.member(member, value),
            None => Ok(()),
        }
    }

    fn bound<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        if member.location != Location::Label && self.assembly.is_host_label(member) {
            self.write_bound(member, Location::Label, value)?;
        }
        match member.location {
            place if in_document(place) => self.member(member, value),
            Location::Payload(Payload::Structure | Payload::Union | Payload::Document) => {
                if value.is_set() {
                    let mut writer = F::Writer::default();
                    value.write(member, &mut writer)?;
                    self.assembly.parts().payload = Some(writer.finish());
                }
                Ok(())
            }
            Location::Payload(Payload::Stream) | Location::StatusCode => Ok(()),
            place => self.write_bound(member, place, value),
        }
    }
}
