//! The schemas of members.

/// The schema of a member.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberSchema {
    /// The name in the model.
    pub name: String,
    /// The name in JSON where it differs.
    pub json_name: Option<String>,
    /// The form of its key in the schema.
    pub json_key: JsonKey,
    /// The HTTP binding.
    pub location: Location,
    /// The format of a timestamp.
    pub timestamp: Option<TimestampFormat>,
    /// The media type of the target.
    pub media_type: Option<String>,
    /// `smithy.api#required`.
    pub optionality: Optionality,
    /// Key and element of a collection, where they carry anything.
    pub collection: Option<Box<CollectionSchema>>,
    /// The XML schema, for protocols that send or receive XML.
    pub xml: Option<Box<XmlSchema>>,
}

/// The form of a member's key of JSON documents in its schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonKey {
    /// As documents have it, with quotes and colon.
    Written,
    /// A name, since no document has it or it is escaped there.
    Name,
}

/// `smithy.api#required`, or its lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in the specification")]
pub enum Optionality {
    Optional,
    Required,
}

impl Optionality {
    /// Reads `smithy.api#required`.
    pub fn of(required: bool) -> Self {
        if required { Self::Required } else { Self::Optional }
    }
}

/// The XML traits of a member or of the root of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct XmlSchema {
    /// The name in XML where it differs from the member's.
    pub name: Option<String>,
    /// The form on the wire.
    pub form: XmlForm,
    /// The URI of the namespace to declare, and its prefix.
    pub namespace: Option<(String, Option<String>)>,
    /// The name in forms, where it does not follow from that in XML.
    pub query_name: Option<String>,
}

/// The form of a member in XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum XmlForm {
    /// An element.
    #[default]
    Element,
    /// `smithy.api#xmlAttribute`: an attribute of the container's element.
    Attribute,
    /// `smithy.api#xmlFlattened`: the entries of the collection, without an element around them.
    Flattened,
}

/// Key and element of a collection.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant)] // a handful of long-lived values
pub enum CollectionSchema {
    /// The element of a list.
    List(MemberSchema),
    /// The key and value of a map.
    Map(MemberSchema, MemberSchema),
}

/// HTTP bindings, and those of events.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // as in the runtime's `schema`
pub enum Location {
    Body,
    Label,
    Query(String),
    QueryParams,
    Header(String),
    PrefixHeaders(String),
    Payload(Payload),
    StatusCode,
    EventHeader(u8),
    EventPayload(Payload),
}

/// The form of a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // as in the runtime's `schema`
pub enum Payload {
    Structure,
    Union,
    Document,
    Text,
    Blob,
    Stream,
}

/// Timestamp formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // as in the runtime's `schema`
pub enum TimestampFormat {
    EpochSeconds,
    DateTime,
    HttpDate,
}

impl CollectionSchema {
    /// Whether it says nothing beyond what every collection has.
    pub fn is_plain(&self) -> bool {
        let plain = |schema: &MemberSchema, name: &str| *schema == MemberSchema::plain(name);
        match self {
            CollectionSchema::List(element) => plain(element, "member"),
            CollectionSchema::Map(key, value) => plain(key, "key") && plain(value, "value"),
        }
    }
}

impl MemberSchema {
    /// A member that carries nothing but its name.
    fn plain(name: &str) -> Self {
        MemberSchema {
            name: name.to_owned(),
            json_name: None,
            json_key: JsonKey::Name,
            location: Location::Body,
            timestamp: None,
            media_type: None,
            optionality: Optionality::Optional,
            collection: None,
            xml: None,
        }
    }
}
