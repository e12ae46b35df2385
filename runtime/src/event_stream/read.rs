//! From frames to events and exceptions (<https://smithy.io/2.0/spec/streaming.html#event-message-serialization>).

use std::borrow::Cow;
use std::marker::PhantomData;

use aws_smithy_types::DateTime;
use aws_smithy_types::error::ErrorMetadata;

use crate::error::OperationError;
use crate::error::REQUEST_ID;
use crate::formats::{DocumentFormat, DocumentReader};
use crate::walk::ReadError;
use crate::walk::schema::{Location, Member, Payload};
use crate::walk::shape::{Shape, ShapeReader, Value, ValueReader, Walk};

use super::write::has_document;
use crate::formats::frames::{Frame, HeaderValue, Kind};

use super::EventProtocol;

/// The event that opens a response: members of the output, in protocols without HTTP bindings.
const INITIAL_RESPONSE: &str = "initial-response";

/// The event or error of a frame; `None` of the initial response.
pub(super) fn message<P, T, E>(frame: &Frame, request_id: Option<&str>) -> Result<Option<Result<T, E>>, ReadError>
where
    P: EventProtocol,
    T: Shape,
    E: OperationError,
{
    let error = |code: &str, message: Option<&str>| {
        let mut meta = ErrorMetadata::builder().code(code);
        if let Some(message) = message {
            meta = meta.message(message);
        }
        if let Some(id) = request_id {
            meta = meta.custom(REQUEST_ID, id);
        }
        meta.build()
    };
    match frame.kind()? {
        Kind::Event(INITIAL_RESPONSE) => Ok(None),
        Kind::Event(name) => T::read(&mut UnionReader::<P::Documents>::new(frame, name)).map(|event| Some(Ok(event))),
        Kind::Error { code, message } => Ok(Some(Err(E::generic(error(code, Some(message)))))),
        Kind::Exception(name) => {
            let said = P::exception_metadata(frame.payload());
            let mut reader = EventReader::<P::Documents>::new(frame);
            let Some(read) = E::read(name, &mut reader) else {
                return Ok(Some(Err(E::generic(error(name, said.message())))));
            };
            let mut exception = read?;
            // The name of the shape, as in errors of operations; the frame has that of the union's member.
            exception.set_meta(error(reader.shape.unwrap_or(name), said.message()));
            Ok(Some(Err(exception)))
        }
    }
}

/// The document of the initial response, if the frame is one.
pub(crate) fn initial_response(frame: &Frame) -> Option<&[u8]> {
    matches!(frame.kind(), Ok(Kind::Event(INITIAL_RESPONSE))).then(|| frame.payload())
}

/// Reads the union: a variant that is called like the event.
struct UnionReader<'f, F> {
    frame: &'f Frame,
    name: &'f str,
    format: PhantomData<F>,
}

impl<'f, F> UnionReader<'f, F> {
    fn new(frame: &'f Frame, name: &'f str) -> Self {
        Self { frame, name, format: PhantomData }
    }
}

impl<F: DocumentFormat> ShapeReader for UnionReader<'_, F> {
    fn enter(&mut self, _: &mut Walk) -> Result<(), ReadError> {
        Ok(())
    }

    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        if std::mem::replace(&mut walk.started, true) {
            return Ok(None);
        }
        Ok(Some(walk.find(|member| member.name == self.name).unwrap_or(Walk::UNKNOWN)))
    }

    fn member<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        let mut place = Place::<F>::Frame(self.frame, PhantomData);
        T::read_into(slot, member, &mut place).map_err(|error| error.at(member))
    }
}

/// Reads the members of one event, each from where it is bound.
pub(super) struct EventReader<'f, F: DocumentFormat> {
    frame: &'f Frame,
    /// The document, once the other members are read.
    document: Option<F::Reader<'f>>,
    /// The name of the shape that is read.
    shape: Option<&'static str>,
}

impl<'f, F: DocumentFormat> EventReader<'f, F> {
    pub(super) fn new(frame: &'f Frame) -> Self {
        Self { frame, document: None, shape: None }
    }

    /// The next member outside of the document that has a value.
    fn next_bound(&self, walk: &mut Walk) -> Option<usize> {
        while let Some(member) = walk.schema.members.get(walk.expected) {
            walk.expected += 1;
            let present = match member.location {
                Location::EventHeader(_) => self.frame.header(member.name).is_some(),
                Location::EventPayload(_) => !self.frame.payload().is_empty(),
                _ => false,
            };
            if present {
                return Some(walk.expected - 1);
            }
        }
        None
    }

    /// Enters the document if there may be members in it.
    fn open(&mut self, walk: &mut Walk) -> Result<(), ReadError> {
        if self.frame.payload().is_empty() || walk.schema.members.is_empty() || !has_document(walk.schema) {
            return Ok(());
        }
        let mut document = F::Reader::new(self.frame.payload())?;
        walk.expected = 0;
        walk.started = false;
        document.enter(walk)?;
        self.document = Some(document);
        Ok(())
    }

    fn payload<T: Value>(&self, member: &'static Member, kind: Payload, slot: &mut Option<T>) -> Result<(), ReadError> {
        if let Payload::Structure | Payload::Union | Payload::Document = kind {
            let mut reader = F::Reader::new(self.frame.payload())?;
            T::read_into(slot, member, &mut reader)?;
            return reader.end();
        }
        let expected = kind.content_type(member, F::CONTENT_TYPE);
        let plain = if kind == Payload::Text { "text/plain" } else { "application/octet-stream" };
        if let Some(found) = self.frame.header(":content-type").and_then(HeaderValue::as_str)
            && ![expected, plain].contains(&found.split(';').next().unwrap_or_default().trim())
        {
            return Err(ReadError::new(format!("expected a payload of {expected}, found one of {found}")));
        }
        T::read_into(slot, member, &mut Place::<F>::Payload(self.frame.payload()))
    }
}

impl<F: DocumentFormat> ShapeReader for EventReader<'_, F> {
    fn enter(&mut self, walk: &mut Walk) -> Result<(), ReadError> {
        self.shape = Some(walk.schema.name);
        Ok(())
    }

    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        if self.document.is_none() {
            if let Some(index) = self.next_bound(walk) {
                return Ok(Some(index));
            }
            self.open(walk)?;
        }
        let Some(document) = &mut self.document else { return Ok(None) };
        while let Some(index) = document.next(walk)? {
            if walk.schema.members.get(index).is_none_or(|member| !is_bound(member)) {
                return Ok(Some(index));
            }
            document.skip()?;
        }
        document.end().map(|()| None)
    }

    fn member<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        self.document.as_mut().map_or(Ok(()), |document| document.member(member, slot))
    }

    fn bound<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        match member.location {
            Location::EventHeader(_) => match self.frame.header(member.name) {
                Some(value) => T::read_into(slot, member, &mut Place::<F>::Header(value)),
                None => Ok(()),
            },
            Location::EventPayload(kind) => self.payload(member, kind, slot),
            _ => return self.member(member, slot),
        }
        .map_err(|error| error.at(member))
    }
}

/// Whether events have the member outside of their document.
fn is_bound(member: &Member) -> bool {
    matches!(member.location, Location::EventHeader(_) | Location::EventPayload(_))
}

/// The place of a single value.
enum Place<'f, F> {
    /// A header.
    Header(HeaderValue<'f>),
    /// The payload, as it is.
    Payload(&'f [u8]),
    /// The whole frame, which is a structure.
    Frame(&'f Frame, PhantomData<F>),
}

impl<F> Place<'_, F> {
    #[cold]
    fn unexpected(&self, expected: &str) -> ReadError {
        match self {
            Self::Header(found) => ReadError::new(format!("expected a header that is {expected}, found {found:?}")),
            Self::Payload(_) | Self::Frame(..) => ReadError::new(format!("{expected} cannot be an event's payload")),
        }
    }
}

impl<F: DocumentFormat> ValueReader for Place<'_, F> {
    fn boolean(&mut self, _: &'static Member) -> Result<bool, ReadError> {
        match self {
            Self::Header(HeaderValue::Boolean(value)) => Ok(*value),
            other => Err(other.unexpected("a boolean")),
        }
    }

    fn integer(&mut self, _: &'static Member) -> Result<i64, ReadError> {
        match self {
            Self::Header(HeaderValue::Byte(value)) => Ok((*value).into()),
            Self::Header(HeaderValue::Short(value)) => Ok((*value).into()),
            Self::Header(HeaderValue::Integer(value)) => Ok((*value).into()),
            Self::Header(HeaderValue::Long(value)) => Ok(*value),
            other => Err(other.unexpected("an integer")),
        }
    }

    fn double(&mut self, _: &'static Member) -> Result<f64, ReadError> {
        Err(self.unexpected("a float"))
    }

    fn string<T>(&mut self, _: &'static Member, take: impl FnOnce(Cow<'_, str>) -> T) -> Result<T, ReadError> {
        match self {
            Self::Header(HeaderValue::String(text)) => Ok(take(Cow::Borrowed(text))),
            Self::Payload(bytes) => {
                let text = std::str::from_utf8(bytes).map_err(|_| ReadError::new("the payload is not UTF-8"))?;
                Ok(take(Cow::Borrowed(text)))
            }
            other => Err(other.unexpected("text")),
        }
    }

    fn blob(&mut self, _: &'static Member) -> Result<Vec<u8>, ReadError> {
        match self {
            Self::Header(HeaderValue::Bytes(bytes)) | Self::Payload(bytes) => Ok(bytes.to_vec()),
            other => Err(other.unexpected("bytes")),
        }
    }

    fn timestamp(&mut self, _: &'static Member) -> Result<DateTime, ReadError> {
        match self {
            Self::Header(HeaderValue::Timestamp(time)) => Ok(*time),
            other => Err(other.unexpected("a timestamp")),
        }
    }

    fn shape<S: Shape>(&mut self, _: &'static Member) -> Result<S, ReadError> {
        match self {
            Self::Frame(frame, _) => S::read(&mut EventReader::<F>::new(frame)),
            other => Err(other.unexpected("a structure")),
        }
    }
}
