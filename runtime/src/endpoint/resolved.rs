//! An endpoint as the rules gave it.

use std::collections::HashMap;

use aws_smithy_types::Document;

/// The URL of a call, with the headers and properties that the rules give it.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint {
    /// The URL: scheme, host, perhaps port and base path.
    pub url: String,
    /// Headers to send, each with its values.
    pub headers: Vec<(String, Vec<String>)>,
    /// Everything else, e.g. `authSchemes`.
    pub properties: HashMap<String, Document>,
}

impl Endpoint {
    /// The entries of the property `authSchemes`, in order of preference; none if the rules leave signing as modeled
    /// (<https://smithy.io/2.0/additional-specs/rules-engine/specification.html#endpoint-authschemes-list-property>).
    pub fn auth_schemes(&self) -> impl Iterator<Item = AuthScheme<'_>> {
        let list = self.properties.get("authSchemes").and_then(Document::as_array);
        let list = list.map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(|entry| entry.as_object().map(AuthScheme))
    }
}

/// An auth scheme of an endpoint, where it differs from that of the service's model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AuthScheme<'a>(&'a HashMap<String, Document>);

impl<'a> AuthScheme<'a> {
    /// The scheme, e.g. `sigv4`.
    pub fn name(self) -> &'a str {
        self.string("name").unwrap_or_default()
    }

    /// The service in the signing scope.
    pub fn signing_name(self) -> Option<&'a str> {
        self.string("signingName")
    }

    /// The region in the signing scope.
    pub fn signing_region(self) -> Option<&'a str> {
        self.string("signingRegion")
    }

    /// The regions that a `sigv4a` signature is good for.
    pub fn signing_region_set(self) -> impl Iterator<Item = &'a str> {
        let list = self.0.get("signingRegionSet").and_then(Document::as_array);
        let list = list.map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(Document::as_string)
    }

    /// Whether the path is signed as it is sent, without encoding it again.
    pub fn disable_double_encoding(self) -> bool {
        self.flag("disableDoubleEncoding")
    }

    /// Whether `.` and `..` in the path are signed as they are.
    pub fn disable_normalize_path(self) -> bool {
        self.flag("disableNormalizePath")
    }

    fn string(self, key: &str) -> Option<&'a str> {
        self.0.get(key).and_then(Document::as_string)
    }

    fn flag(self, key: &str) -> bool {
        self.0.get(key).and_then(Document::as_bool).unwrap_or(false)
    }
}
