//! Takes an input apart into the parts of a request.

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::operation::BuildError;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, Entry};
use http::{HeaderName, HeaderValue, Method};
#[cfg(feature = "content-md5")]
use md5::Digest;

use crate::operation::{OperationMeta, Segment};
use crate::protocol::Request;
use crate::schema::{Location, Member, Payload, Schema};
use crate::shape::{ShapeWriter, Value};

use super::binding_writer::{BindingWriter, Parts};
use super::{DocumentFormat, DocumentWriter, percent};

/// Writes the top-level members of an input, each where its binding says.
#[derive(Debug)]
pub struct RequestWriter<F: DocumentFormat> {
    meta: &'static OperationMeta,
    schema: &'static Schema,
    parts: Parts,
    /// The members in the body, if the schema binds any there.
    document: Option<F::Writer>,
}

impl<F: DocumentFormat> RequestWriter<F> {
    /// A writer for the input of an operation, given its schema.
    #[must_use]
    pub fn new(meta: &'static OperationMeta, schema: &'static Schema) -> Self {
        Self::with(meta, schema, schema.members.iter().any(|member| in_document(member.location)))
    }

    /// A writer for an RPC protocol, which has a document in every request unless the operation is bare.
    #[must_use]
    pub fn rpc(meta: &'static OperationMeta, schema: &'static Schema) -> Self {
        Self::with(meta, schema, !meta.bare)
    }

    fn with(meta: &'static OperationMeta, schema: &'static Schema, has_document: bool) -> Self {
        let document = has_document.then(|| {
            let mut writer = F::Writer::default();
            writer.operation(meta);
            writer.begin(schema);
            writer
        });
        Self { meta, schema, parts: Parts::default(), document }
    }

    /// The request, once all members are written. The stream is the body of an operation that streams its input.
    ///
    /// # Errors
    ///
    /// When a label is unset or empty, or a stream must have a known length but has none.
    pub fn finish(mut self, stream: Option<ByteStream>) -> Result<Request, BuildError> {
        let target = self.target()?;
        let host_prefix = self.host_prefix()?;
        let (body, content_type) = self.body(stream);
        let mut headers = self.parts.headers;
        #[cfg(feature = "compression")]
        let body = if self.meta.compresses { super::compression::gzip(body, &mut headers) } else { body };
        let length = body.content_length();
        if self.meta.requires_length && length.is_none() {
            return Err(BuildError::other(format!("{} needs a stream whose length is known", self.meta.name)));
        }
        #[cfg(feature = "tree-hash")]
        if self.meta.tree_hash {
            super::tree_hash::add(&body, &mut headers);
        }
        let mut set = |name: HeaderName, value: HeaderValue| {
            if let Entry::Vacant(vacant) = headers.entry(name) {
                vacant.insert(value);
            }
        };
        for (name, value) in self.meta.service.headers {
            set(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        if let Some(content_type) = content_type {
            set(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        if let Some(length) = length.filter(|length| *length > 0) {
            set(CONTENT_LENGTH, length.into());
        }
        #[cfg(feature = "content-md5")]
        if let (true, Some(bytes)) = (self.meta.checksum_required, body.bytes()) {
            let digest = aws_smithy_types::base64::encode(md5::Md5::digest(bytes));
            set(HeaderName::from_static("content-md5"), HeaderValue::from_str(&digest).map_err(BuildError::other)?);
        }
        let method = Method::from_bytes(self.meta.method.as_bytes()).map_err(BuildError::other)?;
        Ok(Request {
            method,
            target,
            host_prefix,
            headers,
            body,
            #[cfg(feature = "event-stream")]
            events: None,
        })
    }

    /// The body and its content type; nothing bound to the body means an empty one without a type.
    fn body(&mut self, stream: Option<ByteStream>) -> (SdkBody, Option<&'static str>) {
        if let Some(mut document) = self.document.take() {
            document.end(self.schema);
            return (SdkBody::from(document.finish()), Some(F::CONTENT_TYPE));
        }
        let Some((member, payload)) = self.payload_member() else { return (SdkBody::empty(), None) };
        let content_type = match payload {
            Payload::Structure | Payload::Union | Payload::Document => F::CONTENT_TYPE,
            Payload::Text => member.media_type.unwrap_or("text/plain"),
            Payload::Blob | Payload::Stream => member.media_type.unwrap_or("application/octet-stream"),
        };
        let bytes = self.parts.payload.take().map(SdkBody::from);
        let unset = (payload == Payload::Structure && !F::EMPTY.is_empty()).then(|| SdkBody::from(F::EMPTY));
        match bytes.or(stream.map(ByteStream::into_inner)).or(unset) {
            Some(body) => (body, Some(content_type)),
            None => (SdkBody::empty(), None),
        }
    }

    fn payload_member(&self) -> Option<(&'static Member, Payload)> {
        self.schema.members.iter().find_map(|member| match member.location {
            Location::Payload(payload) => Some((member, payload)),
            _ => None,
        })
    }

    /// Path and query. If the path is wholly that of the endpoint, nothing stands before the query.
    fn target(&mut self) -> Result<String, BuildError> {
        let mut target = String::new();
        if self.meta.path.is_empty() {
            target.push('/');
        }
        for segment in self.meta.path {
            match *segment {
                Segment::Literal(text) => {
                    target.push('/');
                    target.push_str(text);
                }
                Segment::Label(name) => push_label(self.label(name)?, false, &mut target),
                Segment::Greedy(name) => push_label(self.label(name)?, true, &mut target),
                Segment::InEndpoint(name) => _ = self.label(name)?,
            }
        }
        self.push_query(&mut target);
        Ok(target)
    }

    fn host_prefix(&self) -> Result<String, BuildError> {
        let mut prefix = String::new();
        for segment in self.meta.host_prefix {
            match *segment {
                Segment::Literal(text) => prefix.push_str(text),
                Segment::Label(name) | Segment::Greedy(name) | Segment::InEndpoint(name) => {
                    let label = self.label(name)?;
                    if label.len() > 63 || !label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
                        return Err(BuildError::invalid_field(
                            name,
                            format!("`{label}` cannot be part of a host name"),
                        ));
                    }
                    prefix.push_str(label);
                }
            }
        }
        Ok(prefix)
    }

    /// The text of a label, which must not be empty.
    fn label(&self, name: &'static str) -> Result<&str, BuildError> {
        let label = self.parts.labels.iter().find(|(label, _)| *label == name).map(|(_, text)| text.as_str());
        label.filter(|text| !text.is_empty()).ok_or_else(|| self.unset(name))
    }

    #[cold]
    fn unset(&self, name: &'static str) -> BuildError {
        BuildError::missing_field(name, "it is part of the address, so it must be set and not empty")
    }

    /// Appends the query: literals, then maps (sorted, so that equal inputs give equal requests), then members.
    fn push_query(&mut self, target: &mut String) {
        let mut separator = '?';
        let mut separate = |target: &mut String| {
            target.push(separator);
            separator = '&';
        };
        for (name, value) in self.meta.query {
            separate(target);
            target.push_str(name);
            if let Some(value) = value {
                target.push('=');
                target.push_str(value);
            }
        }
        let mut params = std::mem::take(&mut self.parts.params);
        params.retain(|(key, _)| !self.is_bound(key));
        params.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (key, value) in &params {
            separate(target);
            percent::encode(key, false, target);
            target.push('=');
            percent::encode(value, false, target);
        }
        for (name, value) in &self.parts.query {
            separate(target);
            target.push_str(name);
            target.push('=');
            percent::encode(value, false, target);
        }
    }

    /// Whether a parameter has a literal or a member of its own, which keeps maps from setting it.
    fn is_bound(&self, key: &str) -> bool {
        let literal = self.meta.query.iter().any(|(name, _)| *name == key);
        let query = |member: &Member| matches!(member.location, Location::Query(name) if name == key);
        literal || self.schema.members.iter().any(query)
    }

    /// Writes a member whose place is not a document.
    fn bound<T: Value>(&mut self, member: &'static Member, place: Location, value: &T) -> Result<(), BuildError> {
        if value.is_set() {
            return value.write(member, &mut BindingWriter::new(&mut self.parts, member, place));
        }
        let needed = member.required && matches!(place, Location::Query(_));
        if needed { Err(self.unset(member.name)) } else { Ok(()) }
    }

    fn is_host_label(&self, member: &'static Member) -> bool {
        self.meta.host_prefix.contains(&Segment::Label(member.name))
    }
}

/// Whether requests have the member in their document. Bindings to events mean nothing outside of events.
const fn in_document(location: Location) -> bool {
    matches!(location, Location::Body | Location::EventHeader(_) | Location::EventPayload(_))
}

fn push_label(label: &str, greedy: bool, target: &mut String) {
    target.push('/');
    percent::encode(label, greedy, target);
}

impl<F: DocumentFormat> ShapeWriter for RequestWriter<F> {
    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        if member.location != Location::Label && self.is_host_label(member) {
            self.bound(member, Location::Label, value)?;
        }
        match member.location {
            place if in_document(place) => {
                self.document.as_mut().map_or(Ok(()), |document| document.member(member, value))
            }
            Location::Payload(Payload::Structure | Payload::Union | Payload::Document) => {
                if value.is_set() {
                    let mut writer = F::Writer::default();
                    value.write(member, &mut writer)?;
                    self.parts.payload = Some(writer.finish());
                }
                Ok(())
            }
            Location::Payload(Payload::Stream) | Location::StatusCode => Ok(()),
            place => self.bound(member, place, value),
        }
    }
}
