//! The XML traits (<https://smithy.io/2.0/spec/protocol-traits.html#xml-bindings>).

use super::{Member, Schema};

/// The XML traits of a member or of a root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Xml {
    /// `xmlName`: the name of the element or attribute, with its prefix if there is one.
    pub name: Option<&'static str>,
    /// `xmlAttribute`: the member is an attribute of the element around it.
    pub attribute: bool,
    /// `xmlFlattened`: the entries of the list or map have no element around them.
    pub flattened: bool,
    /// `xmlNamespace`: the namespace that the element declares.
    pub namespace: Option<XmlNamespace>,
    /// `ec2QueryName`: the name in requests of ec2Query, where it is not the XML name with its first letter in upper case.
    pub query_name: Option<&'static str>,
}

/// A namespace and the prefix that it is declared for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The URI.
    pub uri: &'static str,
    /// The prefix, if it is not the default namespace.
    pub prefix: Option<&'static str>,
}

impl Xml {
    /// No XML traits.
    pub const fn new() -> Self {
        Self { name: None, attribute: false, flattened: false, namespace: None, query_name: None }
    }

    /// Sets the name.
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// Sets the name in requests of ec2Query.
    pub const fn query_name(mut self, name: &'static str) -> Self {
        self.query_name = Some(name);
        self
    }

    /// Makes an attribute of the member.
    pub const fn attribute(mut self) -> Self {
        self.attribute = true;
        self
    }

    /// Leaves out the element around the entries.
    pub const fn flattened(mut self) -> Self {
        self.flattened = true;
        self
    }

    /// Declares a namespace as the default one.
    pub const fn namespace(mut self, uri: &'static str) -> Self {
        self.namespace = Some(XmlNamespace { uri, prefix: None });
        self
    }

    /// Declares a namespace for a prefix.
    pub const fn prefix(mut self, prefix: &'static str, uri: &'static str) -> Self {
        self.namespace = Some(XmlNamespace { uri, prefix: Some(prefix) });
        self
    }
}

impl Default for Xml {
    fn default() -> Self {
        Self::new()
    }
}

impl Schema {
    /// The name of the shape's element where it is the root of a document.
    pub const fn xml_name(&self) -> &'static str {
        match self.xml {
            Some(Xml { name: Some(name), .. }) => name,
            _ => self.name,
        }
    }
}

impl Member {
    /// The name of the member's element or attribute in XML.
    pub const fn xml_name(&self) -> &'static str {
        match self.xml {
            Some(Xml { name: Some(name), .. }) => name,
            _ => self.name,
        }
    }

    /// Whether the member is an XML attribute of the element around it.
    pub const fn is_attribute(&self) -> bool {
        matches!(self.xml, Some(Xml { attribute: true, .. }))
    }

    /// Whether the entries of the list or map have no XML element around them.
    pub const fn is_flattened(&self) -> bool {
        matches!(self.xml, Some(Xml { flattened: true, .. }))
    }

    /// The namespace that the member's element declares.
    pub const fn xml_namespace(&self) -> Option<XmlNamespace> {
        match self.xml {
            Some(xml) => xml.namespace,
            None => None,
        }
    }
}
