//! Schemas: the facts of a shape that protocols need, as constants beside each type.
//!
//! A [`Schema`] lists the [`Member`]s of a structure or union in the order of the model. Readers and writers take the
//! member along with the value, so one walk per shape serves every format and every place on the wire.

#[cfg(any(feature = "json", feature = "cbor"))]
mod names;
mod xml;

#[cfg(any(feature = "json", feature = "cbor"))]
pub(crate) use names::Names;
pub use xml::Xml;
#[cfg(feature = "xml")]
pub(crate) use xml::XmlNamespace;

/// The members of one structure or union.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The shape's name in the service closure, e.g. `Stage`.
    pub name: &'static str,
    /// The members in the order of the model.
    pub members: &'static [Member],
    /// Name and namespace of the shape as the root of an XML document, where they are not what XML has by default.
    pub xml: Option<&'static Xml>,
    /// Tells most keys that no member has.
    #[cfg(any(feature = "json", feature = "cbor"))]
    pub(crate) names: Names,
}

impl Schema {
    /// A schema from its parts.
    pub const fn new(name: &'static str, members: &'static [Member]) -> Self {
        Self {
            name,
            members,
            xml: None,
            #[cfg(any(feature = "json", feature = "cbor"))]
            names: Names::of(members),
        }
    }

    /// Sets name and namespace of the shape as the root of an XML document.
    pub const fn xml(mut self, xml: &'static Xml) -> Self {
        self.xml = Some(xml);
        self
    }
}

/// A member of a structure or union, or the element, key or value of a collection.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The member's name in the model.
    pub name: &'static str,
    /// The key in JSON documents of protocols that honour `smithy.api#jsonName`, if the member has that trait.
    pub json_name: Option<&'static str>,
    /// The key in JSON documents as it is written, `,"name":`, unless it wants escapes; see [`member!`](crate::emitted::member).
    pub json_key: Option<&'static str>,
    /// The location of the member in a protocol with HTTP bindings.
    pub location: Location,
    /// The format from `smithy.api#timestampFormat` on the member or its target, if any.
    pub timestamp_format: Option<TimestampFormat>,
    /// The value of `smithy.api#mediaType` on the target, if any.
    pub media_type: Option<&'static str>,
    /// Whether the member is `smithy.api#required`.
    pub required: bool,
    /// The element of a list, or the value of a map.
    pub element: Option<&'static Member>,
    /// The key of a map.
    pub key: Option<&'static Member>,
    /// The XML traits, if there are any.
    pub xml: Option<&'static Xml>,
}

impl Member {
    /// The element of a list that carries no traits of its own.
    pub const ELEMENT: &'static Member = &Member::new("member");
    /// The key of a map that carries no traits of its own.
    pub const KEY: &'static Member = &Member::new("key");
    /// The value of a map that carries no traits of its own.
    pub const VALUE: &'static Member = &Member::new("value");

    /// A member with no traits, bound to the body.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            json_name: None,
            json_key: None,
            location: Location::Body,
            timestamp_format: None,
            media_type: None,
            required: false,
            element: None,
            key: None,
            xml: None,
        }
    }

    /// Sets the key that `smithy.api#jsonName` gives.
    pub const fn json_name(mut self, name: &'static str) -> Self {
        self.json_name = Some(name);
        self
    }

    /// Sets the key in JSON documents as it is written.
    pub const fn json_key(mut self, key: &'static str) -> Self {
        self.json_key = Some(key);
        self
    }

    /// Sets the HTTP binding.
    pub const fn at(mut self, location: Location) -> Self {
        self.location = location;
        self
    }

    /// Sets the timestamp format.
    pub const fn timestamp(mut self, format: TimestampFormat) -> Self {
        self.timestamp_format = Some(format);
        self
    }

    /// Sets the media type of the target.
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Marks the member as required.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Gives the element of a list whose element carries traits.
    pub const fn list(mut self, element: &'static Member) -> Self {
        self.element = Some(element);
        self
    }

    /// Gives the key and value of a map of which one carries traits.
    pub const fn map(mut self, key: &'static Member, value: &'static Member) -> Self {
        self.key = Some(key);
        self.element = Some(value);
        self
    }

    /// Sets what the XML traits say.
    pub const fn xml(mut self, xml: &'static Xml) -> Self {
        self.xml = Some(xml);
        self
    }

    /// The element of the list that this member holds.
    pub const fn list_element(&self) -> &'static Member {
        match self.element {
            Some(element) => element,
            None => Self::ELEMENT,
        }
    }

    /// The key of the map that this member holds.
    pub const fn map_key(&self) -> &'static Member {
        match self.key {
            Some(key) => key,
            None => Self::KEY,
        }
    }

    /// The value of the map that this member holds.
    pub const fn map_value(&self) -> &'static Member {
        match self.element {
            Some(value) => value,
            None => Self::VALUE,
        }
    }
}

/// The location of a member in a message of HTTP or of an event stream
/// (<https://smithy.io/2.0/spec/http-bindings.html>).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// In the document that makes up the body.
    Body,
    /// `httpLabel`: a segment of the path.
    Label,
    /// `httpQuery`: the named parameter.
    Query(&'static str),
    /// `httpQueryParams`: every entry of the map is a parameter.
    QueryParams,
    /// `httpHeader`: the named header.
    Header(&'static str),
    /// `httpPrefixHeaders`: every entry of the map is a header behind this prefix.
    PrefixHeaders(&'static str),
    /// `httpPayload`: the member is the body, in the form that its target has.
    Payload(Payload),
    /// `httpResponseCode`: the status.
    StatusCode,
    /// `eventHeader`: the header of an event that is called like the member, with so many bits if it is an integer, else 0
    /// (<https://smithy.io/2.0/spec/streaming.html#eventheader-trait>).
    EventHeader(u8),
    /// `eventPayload`: the member is the payload of an event, in the form that its target has
    /// (<https://smithy.io/2.0/spec/streaming.html#eventpayload-trait>).
    EventPayload(Payload),
}

/// The form of a body that is one member (<https://smithy.io/2.0/spec/http-bindings.html#httppayload-trait>).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// A structure, as a document of the protocol's format; unset it is an empty one.
    Structure,
    /// A union, as a document of the protocol's format; unset the body is empty.
    Union,
    /// A document; unset the body is empty.
    Document,
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Blob,
    /// Bytes that are not buffered; the walk leaves them out, see [`crate::operation::Operation::take_stream`].
    Stream,
}

impl Payload {
    /// The content type of a payload that is this member, where that of documents is `document`.
    pub(crate) fn content_type(self, member: &'static Member, document: &'static str) -> &'static str {
        match self {
            Self::Structure | Self::Union | Self::Document => document,
            Self::Text => member.media_type.unwrap_or("text/plain"),
            Self::Blob | Self::Stream => member.media_type.unwrap_or("application/octet-stream"),
        }
    }
}

/// The formats of `smithy.api#timestampFormat`
/// (<https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait>).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimestampFormat {
    /// Seconds since the epoch, with an optional fraction.
    EpochSeconds,
    /// RFC 3339, `1985-04-12T23:20:50.52Z`.
    DateTime,
    /// RFC 7231 IMF-fixdate, `Tue, 29 Apr 2014 18:30:38 GMT`.
    HttpDate,
}
