//! Serialization: JSON, XML, query, timestamps, streams.

use serde_json::Value;

use super::Traits;

/// The format of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimestampFormat {
    /// RFC 3339, as in `1985-04-12T23:20:50.52Z`.
    DateTime,
    /// IMF-fixdate, as in `Tue, 29 Apr 2014 18:30:38 GMT`.
    HttpDate,
    /// Seconds since 1970 with an optional fraction.
    EpochSeconds,
}

/// The value of the `xmlNamespace` trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlNamespace<'m> {
    /// The URI of the namespace.
    pub uri: &'m str,
    /// The prefix that it is declared for, if any.
    pub prefix: Option<&'m str>,
}

/// The value of the `awsQueryError` trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueryError<'m> {
    /// The code on the wire.
    pub code: &'m str,
    /// The status code of the response.
    pub http_response_code: u16,
}

impl Traits {
    /// The format of a timestamp where it is not that of the protocol.
    pub fn timestamp_format(&self) -> Option<TimestampFormat> {
        match self.text("smithy.api#timestampFormat")? {
            "date-time" => Some(TimestampFormat::DateTime),
            "http-date" => Some(TimestampFormat::HttpDate),
            "epoch-seconds" => Some(TimestampFormat::EpochSeconds),
            _ => None,
        }
    }

    /// The media type of a string or blob.
    pub fn media_type(&self) -> Option<&str> {
        self.text("smithy.api#mediaType")
    }

    /// The name of the member in JSON; only some protocols heed it.
    pub fn json_name(&self) -> Option<&str> {
        self.text("smithy.api#jsonName")
    }

    /// The name of the element or attribute in XML and of the key in queries.
    pub fn xml_name(&self) -> Option<&str> {
        self.text("smithy.api#xmlName")
    }

    /// Whether the member is an attribute of the element around it.
    pub fn xml_attribute(&self) -> bool {
        self.has("smithy.api#xmlAttribute")
    }

    /// Whether the entries of the list or map have no element around them.
    pub fn xml_flattened(&self) -> bool {
        self.has("smithy.api#xmlFlattened")
    }

    /// The namespace of the element.
    pub fn xml_namespace(&self) -> Option<XmlNamespace<'_>> {
        let value = self.object("smithy.api#xmlNamespace")?;
        let prefix = value.get("prefix").and_then(Value::as_str);
        Some(XmlNamespace { uri: value.get("uri")?.as_str()?, prefix })
    }

    /// The key of the member in the EC2 query protocol.
    pub fn ec2_query_name(&self) -> Option<&str> {
        self.text("aws.protocols#ec2QueryName")
    }

    /// The code of an error in the query protocol.
    pub fn query_error(&self) -> Option<QueryError<'_>> {
        let value = self.object("aws.protocols#awsQueryError")?;
        let status = value.get("httpResponseCode")?.as_u64()?;
        Some(QueryError { code: value.get("code")?.as_str()?, http_response_code: u16::try_from(status).ok()? })
    }

    /// Whether the service once spoke the query protocol, and sends its error codes in a header.
    pub fn query_compatible(&self) -> bool {
        self.has("aws.protocols#awsQueryCompatible")
    }

    /// Whether errors of the `restXml` service come without an `ErrorResponse` element around them.
    pub fn no_error_wrapping(&self) -> bool {
        let flag = || self.get("aws.protocols#restXml")?.get("noErrorWrapping")?.as_bool();
        flag().unwrap_or(false)
    }

    /// Whether the output of the operation has no element around it.
    pub fn s3_unwrapped_xml_output(&self) -> bool {
        self.has("aws.customizations#s3UnwrappedXmlOutput")
    }

    /// Whether a blob is streamed, or a union is the events of a stream.
    pub fn streaming(&self) -> bool {
        self.has("smithy.api#streaming")
    }

    /// Whether the length of the stream must be known beforehand.
    pub fn requires_length(&self) -> bool {
        self.has("smithy.api#requiresLength")
    }

    /// Whether the member of an event is one of its headers.
    pub fn event_header(&self) -> bool {
        self.has("smithy.api#eventHeader")
    }

    /// Whether the member of an event is its payload.
    pub fn event_payload(&self) -> bool {
        self.has("smithy.api#eventPayload")
    }
}
