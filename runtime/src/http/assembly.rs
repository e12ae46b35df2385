//! Puts a request together once all members are written: the half that no format has a part in, so that it is compiled
//! with this crate rather than with each caller's.

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::operation::BuildError;
use http::{HeaderName, HeaderValue, Method};

use crate::endpoint::is_valid_host_label;
use crate::http::Request;
use crate::meta::{OperationMeta, Segment};
use crate::walk::schema::{Location, Member, Payload, Schema};

use super::binding_writer::Parts;
use crate::formats::buffer;
use crate::text::{percent, remove_few, sort_few};

/// Room for most targets.
const TARGET_CAPACITY: usize = 64;

/// The parts of a request, and what is known of its operation.
#[derive(Debug)]
pub(super) struct Assembly {
    meta: &'static OperationMeta,
    schema: &'static Schema,
    parts: Parts,
}

impl Assembly {
    pub(super) fn new(meta: &'static OperationMeta, schema: &'static Schema) -> Self {
        Self { meta, schema, parts: Parts::default() }
    }

    /// The schema of the input.
    pub(super) fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// The parts that bound members go to.
    pub(super) fn parts(&mut self) -> &mut Parts {
        &mut self.parts
    }

    /// The request with this body.
    pub(super) fn finish(mut self, body: SdkBody, content_type: Option<&'static str>) -> Result<Request, BuildError> {
        let target = self.target()?;
        let host_prefix = self.host_prefix()?;
        let meta = self.meta;
        let mut headers = self.parts.headers;
        for (name, value) in meta.service.headers {
            headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
        }
        let method = Method::from_bytes(meta.method.as_bytes()).map_err(BuildError::other)?;
        Ok(Request {
            method,
            target,
            host_prefix,
            headers,
            content_type,
            body,
            per_attempt: None,
            #[cfg(feature = "event-stream")]
            events: None,
        })
    }

    /// The body of a request without a document, and its content type; nothing bound to the body means an empty one
    /// without a type.
    pub(super) fn payload(
        &mut self,
        stream: Option<ByteStream>,
        document_type: &'static str,
        empty_document: &'static [u8],
    ) -> (SdkBody, Option<&'static str>) {
        let Some((member, payload)) = self.payload_member() else { return (SdkBody::empty(), None) };
        let content_type = payload.content_type(member, document_type);
        let bytes = self.parts.payload.take().map(|payload| SdkBody::from(buffer::lend(payload)));
        let empty = payload == Payload::Structure && !empty_document.is_empty();
        let unset = empty.then(|| SdkBody::from(empty_document));
        match bytes.or(stream.map(ByteStream::into_inner)).or(unset) {
            Some(body) => (body, Some(content_type)),
            None => (SdkBody::empty(), None),
        }
    }

    /// Leaves a member out that is unset, unless the address needs it.
    pub(super) fn leave_out(&self, member: &'static Member, place: Location) -> Result<(), BuildError> {
        let needed = member.required && matches!(place, Location::Query(_));
        if needed { Err(unset(member.name)) } else { Ok(()) }
    }

    pub(super) fn is_host_label(&self, member: &'static Member) -> bool {
        self.meta.host_prefix.contains(&Segment::Label(member.name))
    }

    fn payload_member(&self) -> Option<(&'static Member, Payload)> {
        self.schema.members.iter().find_map(|member| match member.location {
            Location::Payload(payload) => Some((member, payload)),
            _ => None,
        })
    }

    /// Path and query. If the path is wholly that of the endpoint, nothing stands before the query.
    fn target(&mut self) -> Result<String, BuildError> {
        let mut target = String::with_capacity(TARGET_CAPACITY);
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
                    if !is_valid_host_label(label, false) {
                        let label = label.escape_debug();
                        let why = format!(
                            "`{label}` cannot be part of a host name: 1 to 63 letters, digits and inner hyphens can"
                        );
                        return Err(BuildError::invalid_field(name, why));
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
        label.filter(|text| !text.is_empty()).ok_or_else(|| unset(name))
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
            percent::encode(name, false, target);
            if let Some(value) = value {
                target.push('=');
                percent::encode(value, false, target);
            }
        }
        let mut params = std::mem::take(&mut self.parts.params);
        remove_few(&mut params, |(key, _)| self.is_bound(key));
        sort_few(&mut params, |one, other| one.0 < other.0);
        for (key, value) in &params {
            separate(target);
            percent::encode(key, false, target);
            target.push('=');
            percent::encode(value, false, target);
        }
        for (name, value) in &self.parts.query {
            separate(target);
            percent::encode(name, false, target);
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
}

#[cold]
fn unset(name: &'static str) -> BuildError {
    BuildError::missing_field(name, "it is part of the address, so it must be set and not empty")
}

fn push_label(label: &str, greedy: bool, target: &mut String) {
    target.push('/');
    percent::encode(label, greedy, target);
}
