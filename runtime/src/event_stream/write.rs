//! From events and exceptions to frames (<https://smithy.io/2.0/spec/streaming.html#event-message-serialization>).

use std::marker::PhantomData;

use aws_smithy_types::DateTime;
use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;

use crate::formats::{DocumentFormat, DocumentWriter};
use crate::walk::schema::{Location, Member, Payload, Schema};
use crate::walk::shape::{Shape, ShapeWriter, Value, ValueWriter};

use crate::formats::frames::{FrameWriter, HeaderValue};

/// The event that a union holds.
pub(super) fn event<F: DocumentFormat, T: Shape>(union: &T) -> Result<Vec<u8>, BuildError> {
    let mut writer = UnionWriter::<F> { frame: None, format: PhantomData };
    union.write(&mut writer)?;
    writer.frame.ok_or_else(|| BuildError::missing_field(T::SCHEMA.name, "an event must hold a variant"))
}

/// The frame of an exception, which ends a stream; `name` is the union's member.
///
/// # Errors
///
/// When a member cannot be written.
pub fn exception<F: DocumentFormat, S: Shape>(name: &str, error: &S) -> Result<Vec<u8>, BuildError> {
    structure::<F, S>("exception", ":exception-type", name, error)
}

/// The frame of an error that the model does not list, which ends a stream.
///
/// # Errors
///
/// When code or message have more than 32,767 bytes.
pub fn error(meta: &ErrorMetadata) -> Result<Vec<u8>, BuildError> {
    let mut frame = FrameWriter::new();
    frame.header(":message-type", HeaderValue::String("error"))?;
    frame.header(":error-code", HeaderValue::String(meta.code().unwrap_or("Unhandled")))?;
    frame.header(":error-message", HeaderValue::String(meta.message().unwrap_or_default()))?;
    frame.finish(b"")
}

/// The frame that holds the document of an input, before the events.
pub(super) fn initial_request<F: DocumentFormat>(document: &[u8]) -> Result<Vec<u8>, BuildError> {
    let mut frame = begin("event", ":event-type", "initial-request")?;
    frame.header(":content-type", HeaderValue::String(F::CONTENT_TYPE))?;
    frame.finish(document)
}

fn begin(kind: &str, name_header: &str, name: &str) -> Result<FrameWriter, BuildError> {
    let mut frame = FrameWriter::new();
    frame.header(":message-type", HeaderValue::String(kind))?;
    frame.header(name_header, HeaderValue::String(name))?;
    Ok(frame)
}

fn structure<F: DocumentFormat, S: Shape>(
    kind: &str,
    name_header: &str,
    name: &str,
    shape: &S,
) -> Result<Vec<u8>, BuildError> {
    let frame = begin(kind, name_header, name)?;
    let document = has_document(S::SCHEMA).then(|| {
        let mut document = F::Writer::default();
        document.begin(S::SCHEMA);
        document
    });
    let mut writer = EventWriter::<F> { frame, document, payload: None };
    shape.write(&mut writer)?;
    writer.finish(S::SCHEMA)
}

/// Whether the payload of an event is a document of the members that are bound to nothing else. An event without any
/// members has an empty one.
pub(super) fn has_document(schema: &'static Schema) -> bool {
    let is_payload = |member: &Member| matches!(member.location, Location::EventPayload(_));
    let is_header = |member: &Member| matches!(member.location, Location::EventHeader(_));
    let headers_only = !schema.members.is_empty() && schema.members.iter().all(is_header);
    !headers_only && !schema.members.iter().any(is_payload)
}

/// Writes the union: its variant, as a frame of its own.
struct UnionWriter<F> {
    frame: Option<Vec<u8>>,
    format: PhantomData<F>,
}

impl<F: DocumentFormat> ShapeWriter for UnionWriter<F> {
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        value.write(member, &mut Place::<F>::Union(&mut self.frame, PhantomData))
    }
}

/// Writes the members of one event, each where it is bound.
struct EventWriter<F: DocumentFormat> {
    frame: FrameWriter,
    document: Option<F::Writer>,
    /// The payload that is one member, and its content type.
    payload: Option<(Vec<u8>, &'static str)>,
}

impl<F: DocumentFormat> EventWriter<F> {
    fn finish(self, schema: &'static Schema) -> Result<Vec<u8>, BuildError> {
        let document = self.document.map(|mut document| {
            document.end(schema);
            (document.finish(), F::CONTENT_TYPE)
        });
        let mut frame = self.frame;
        let Some((payload, content_type)) = document.or(self.payload) else { return frame.finish(b"") };
        frame.header(":content-type", HeaderValue::String(content_type))?;
        frame.finish(&payload)
    }

    fn payload<T: Value>(&mut self, member: &'static Member, kind: Payload, value: &T) -> Result<(), BuildError> {
        let payload = match kind {
            Payload::Structure | Payload::Union | Payload::Document => {
                let mut document = F::Writer::default();
                value.write(member, &mut document)?;
                document.finish()
            }
            Payload::Text | Payload::Blob | Payload::Stream => {
                let mut bytes = Vec::new();
                value.write(member, &mut Place::<F>::Payload(&mut bytes))?;
                bytes
            }
        };
        self.payload = Some((payload, kind.content_type(member, F::CONTENT_TYPE)));
        Ok(())
    }
}

impl<F: DocumentFormat> ShapeWriter for EventWriter<F> {
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        self.document.as_mut().map_or(Ok(()), |document| document.member(member, value))
    }

    fn bound<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        match member.location {
            Location::EventHeader(_) | Location::EventPayload(_) if !value.is_set() => Ok(()),
            Location::EventHeader(_) => value.write(member, &mut Place::<F>::Header(&mut self.frame)),
            Location::EventPayload(kind) => self.payload(member, kind, value),
            _ => self.member(member, value),
        }
    }
}

/// The place of a single value.
enum Place<'a, F> {
    /// A header that is called like the member.
    Header(&'a mut FrameWriter),
    /// The payload, as it is.
    Payload(&'a mut Vec<u8>),
    /// A frame of its own.
    Union(&'a mut Option<Vec<u8>>, PhantomData<F>),
}

impl<F> Place<'_, F> {
    fn put(&mut self, member: &'static Member, value: HeaderValue<'_>) -> Result<(), BuildError> {
        match (self, value) {
            (Self::Header(frame), value) => frame.header(member.name, value),
            (Self::Payload(payload), HeaderValue::Bytes(bytes)) => {
                payload.extend_from_slice(bytes);
                Ok(())
            }
            (Self::Payload(payload), HeaderValue::String(text)) => {
                payload.extend_from_slice(text.as_bytes());
                Ok(())
            }
            _ => Err(misplaced(member)),
        }
    }
}

#[cold]
fn misplaced(member: &'static Member) -> BuildError {
    BuildError::invalid_field(member.name, "a value of this type cannot be written at this place of an event")
}

impl<F: DocumentFormat> ValueWriter for Place<'_, F> {
    fn boolean(&mut self, member: &'static Member, value: bool) -> Result<(), BuildError> {
        self.put(member, HeaderValue::Boolean(value))
    }

    fn integer(&mut self, member: &'static Member, value: i64) -> Result<(), BuildError> {
        #[allow(clippy::cast_possible_truncation)] // the value has the type of the member
        let value = match member.location {
            Location::EventHeader(8) => HeaderValue::Byte(value as i8),
            Location::EventHeader(16) => HeaderValue::Short(value as i16),
            Location::EventHeader(32) => HeaderValue::Integer(value as i32),
            _ => HeaderValue::Long(value),
        };
        self.put(member, value)
    }

    fn float(&mut self, member: &'static Member, _: f32) -> Result<(), BuildError> {
        Err(misplaced(member))
    }

    fn double(&mut self, member: &'static Member, _: f64) -> Result<(), BuildError> {
        Err(misplaced(member))
    }

    fn string(&mut self, member: &'static Member, value: &str) -> Result<(), BuildError> {
        self.put(member, HeaderValue::String(value))
    }

    fn blob(&mut self, member: &'static Member, value: &[u8]) -> Result<(), BuildError> {
        self.put(member, HeaderValue::Bytes(value))
    }

    fn timestamp(&mut self, member: &'static Member, value: &DateTime) -> Result<(), BuildError> {
        self.put(member, HeaderValue::Timestamp(*value))
    }

    fn shape<S: Shape>(&mut self, member: &'static Member, value: &S) -> Result<(), BuildError> {
        let Self::Union(frame, _) = self else { return Err(misplaced(member)) };
        **frame = Some(structure::<F, S>("event", ":event-type", member.name, value)?);
        Ok(())
    }
}
