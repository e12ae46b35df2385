//! What protocols know of members.

/// The schema of a member.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberSchema {
    /// The name in the model.
    pub name: String,
    /// The name in JSON where it differs.
    pub json_name: Option<String>,
    /// The HTTP binding.
    pub location: Location,
    /// The format of a timestamp.
    pub timestamp: Option<TimestampFormat>,
    /// The media type of the target.
    pub media_type: Option<String>,
    /// Whether `Debug` hides it.
    pub sensitive: bool,
    /// Whether it is required.
    pub required: bool,
    /// Key and element of a collection, where they carry anything.
    pub collection: Option<Box<CollectionSchema>>,
}

/// Key and element of a collection.
#[derive(Debug, Clone, PartialEq)]
pub enum CollectionSchema {
    /// The element of a list.
    List(MemberSchema),
    /// The key and value of a map.
    Map(MemberSchema, MemberSchema),
}

/// HTTP bindings.
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
