//! What protocols know of members.

/// The schema of a member.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberSchema {
    /// The name in the model.
    pub name: String,
    /// The name in JSON where it differs.
    pub json_name: Option<String>,
    /// Whether it is a member of documents in JSON whose key can stand in them as it is.
    pub json_key: bool,
    /// The HTTP binding.
    pub location: Location,
    /// The format of a timestamp.
    pub timestamp: Option<TimestampFormat>,
    /// The media type of the target.
    pub media_type: Option<String>,
    /// Whether it is required.
    pub required: bool,
    /// Key and element of a collection, where they carry anything.
    pub collection: Option<Box<CollectionSchema>>,
    /// What XML needs to know, if anything and the protocol has to do with XML.
    pub xml: Option<Box<XmlSchema>>,
}

/// What the XML traits say of a member or of the root of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct XmlSchema {
    /// The name where it differs.
    pub name: Option<String>,
    /// Whether the member is an attribute.
    pub attribute: bool,
    /// Whether the entries have no element around them.
    pub flattened: bool,
    /// The URI of the namespace to declare, and its prefix.
    pub namespace: Option<(String, Option<String>)>,
    /// The name in forms, where it does not follow from that in XML.
    pub query_name: Option<String>,
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
