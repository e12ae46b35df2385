//! Puts an output or error together from the parts of a response.

use http::StatusCode;

use crate::http::Response;
use crate::walk::ReadError;
use crate::walk::schema::{Location, Member, Payload, Schema};
use crate::walk::shape::{ShapeReader, Value, Walk};

use super::binding_reader::BindingReader;
use crate::error::is_page;
use crate::formats::{DocumentFormat, DocumentReader};

/// Reads the top-level members of an output or error, each from where its binding says: first those outside of the
/// document, in the order of the schema, then those in the document, in its order.
///
/// Bindings to the request (labels and the query) and to events mean nothing in a response; such members are in the
/// document.
#[derive(Debug)]
pub struct ResponseReader<'a, F: DocumentFormat> {
    response: Response<'a>,
    /// The document, once the other members are read.
    document: Option<F::Reader<'a>>,
}

impl<'a, F: DocumentFormat> ResponseReader<'a, F> {
    /// A reader of a response.
    #[must_use]
    pub fn new(response: Response<'a>) -> Self {
        Self { response, document: None }
    }

    /// Enters the document if there may be members in it.
    fn open(&mut self, walk: &mut Walk) -> Result<(), ReadError> {
        if !has_document(walk.schema) {
            return Ok(());
        }
        let mut document = match self.response.pieces {
            Some(pieces) => F::Reader::in_pieces(pieces)?,
            None => F::Reader::new(self.response.body)?,
        };
        walk.expected = 0;
        walk.started = false;
        document.enter(walk)?;
        self.document = Some(document);
        Ok(())
    }

    /// Reads a member from outside of the document. A header that cannot be read counts as absent, unless the member is
    /// required: what a caller may not need does not cost the answer.
    fn read_bound<T: Value>(&self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        let Response { status, headers, body, .. } = self.response;
        let mut reader = BindingReader::new(member.location, status.as_u16(), headers, body);
        match T::read(member, &mut reader) {
            Ok(value) => *slot = (!reader.empty_list).then_some(value),
            Err(_) if matches!(member.location, Location::Header(_)) && !member.required => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Reads the member that makes up the whole body.
    fn payload<T: Value>(&self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        let mut reader = F::Reader::new(self.response.body)?;
        reader.payload_of(member);
        T::read_into(slot, member, &mut reader)?;
        reader.end()
    }
}

impl<F: DocumentFormat> ShapeReader for ResponseReader<'_, F> {
    fn enter(&mut self, _: &mut Walk) -> Result<(), ReadError> {
        Ok(())
    }

    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        if self.document.is_none() {
            if let Some(index) = next_bound(self.response, walk) {
                return Ok(Some(index));
            }
            self.open(walk)?;
        }
        let Some(document) = &mut self.document else { return Ok(None) };
        while let Some(index) = document.next(walk)? {
            if walk.schema.members.get(index).is_none_or(|member| in_document(member.location)) {
                return Ok(Some(index));
            }
            document.skip()?;
        }
        document.end().map(|()| None)
    }

    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        match &mut self.document {
            Some(document) => document.member(member, slot),
            None => Ok(()),
        }
    }

    fn bound<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        let read = match (member.location, &mut self.document) {
            (Location::Payload(Payload::Structure | Payload::Union | Payload::Document), _) => {
                self.payload(member, slot)
            }
            (location, Some(document)) if in_document(location) => return document.member(member, slot),
            _ => self.read_bound(member, slot),
        };
        match read {
            Ok(()) => Ok(()),
            Err(error) => Err(error.at(member)),
        }
    }
}

/// Refuses a response of success that is not of the service: an empty body where the format has a document in any case, or
/// a page where there is nothing to read.
///
/// # Errors
///
/// When it is one of these.
pub(crate) fn check_body(schema: &'static Schema, always_there: bool, response: Response<'_>) -> Result<(), ReadError> {
    let Response { status, body, pieces, .. } = response;
    if pieces.is_some() || matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT) {
        return Ok(());
    }
    let problem = if has_document(schema) {
        (always_there && body.trim_ascii().is_empty()).then_some("the body is empty")
    } else {
        (is_page(body) && !has_payload(schema)).then_some("the body is a page, expected none")
    };
    problem.map_or(Ok(()), |problem| Err(ReadError::foreign(problem)))
}

/// The next member outside of the document that has a value.
fn next_bound(response: Response<'_>, walk: &mut Walk) -> Option<usize> {
    while let Some(member) = walk.schema.members.get(walk.expected) {
        walk.expected += 1;
        let present = match member.location {
            Location::Header(name) => response.headers.contains_key(name),
            Location::PrefixHeaders(_) | Location::StatusCode => true,
            Location::Payload(Payload::Stream) => false,
            Location::Payload(_) => !response.body.is_empty(),
            _ => false,
        };
        if present {
            return Some(walk.expected - 1);
        }
    }
    None
}

/// Whether responses have the member in their document.
const fn in_document(location: Location) -> bool {
    !matches!(location, Location::Header(_) | Location::PrefixHeaders(_) | Location::StatusCode | Location::Payload(_))
}

fn has_document(schema: &'static Schema) -> bool {
    schema.members.iter().any(|member| in_document(member.location))
}

fn has_payload(schema: &'static Schema) -> bool {
    schema.members.iter().any(|member| matches!(member.location, Location::Payload(_)))
}
