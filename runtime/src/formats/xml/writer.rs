//! The writer of XML. The tag of an element is written whole; attributes that come later are put into it, so members
//! may come in any order.

use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;

use crate::formats::buffer;
use crate::formats::timestamp;
use crate::text::scalar;
use crate::walk::schema::{Member, Schema, TimestampFormat, XmlNamespace};
use crate::walk::shape::{MapKey, Shape, ShapeWriter, Value, ValueWriter};

use super::text::write_text;

/// Writes structures and values as XML; timestamps are `date-time` unless the member says otherwise.
#[derive(Debug)]
pub struct XmlWriter {
    out: Vec<u8>,
    /// The end of the tag of the innermost open element: attributes go here.
    tag_end: usize,
}

impl Default for XmlWriter {
    fn default() -> Self {
        Self { out: buffer::take(), tag_end: 0 }
    }
}

impl XmlWriter {
    /// Opens the root of a structure, whose members are then written one by one.
    pub fn begin(&mut self, schema: &'static Schema) {
        self.open(schema.xml_name(), schema.xml.and_then(|xml| xml.namespace));
    }

    /// Closes the root of a structure.
    pub fn end(&mut self, schema: &'static Schema) {
        self.close(schema.xml_name());
    }

    /// The document.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.out
    }

    /// `<name xmlns="uri">`.
    fn open(&mut self, name: &str, namespace: Option<XmlNamespace>) {
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        if let Some(XmlNamespace { uri, prefix }) = namespace {
            self.out.extend_from_slice(b" xmlns");
            if let Some(prefix) = prefix {
                self.out.push(b':');
                self.out.extend_from_slice(prefix.as_bytes());
            }
            self.out.extend_from_slice(b"=\"");
            write_text(uri, &mut self.out);
            self.out.push(b'"');
        }
        self.tag_end = self.out.len();
        self.out.push(b'>');
    }

    /// `</name>`.
    fn close(&mut self, name: &str) {
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
    }

    /// Writes a value with an element around it.
    #[inline]
    fn element<T: Value>(
        &mut self,
        name: &str,
        namespace: Option<XmlNamespace>,
        member: &'static Member,
        value: &T,
    ) -> Result<(), BuildError> {
        let outer = self.tag_end;
        self.open(name, namespace);
        value.write(member, self)?;
        self.close(name);
        self.tag_end = outer;
        Ok(())
    }

    /// Writes a value into the tag of the element that is open.
    #[inline]
    fn attribute<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        let content_end = self.out.len();
        self.out.push(b' ');
        self.out.extend_from_slice(member.xml_name().as_bytes());
        self.out.extend_from_slice(b"=\"");
        value.write(member, self)?;
        self.out.push(b'"');
        self.move_into_tag(content_end);
        Ok(())
    }

    fn move_into_tag(&mut self, content_end: usize) {
        let length = self.out.len() - content_end;
        self.out[self.tag_end..].rotate_right(length);
        self.tag_end += length;
    }

    fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn timestamp_text(&mut self, member: &'static Member, value: &DateTime) -> Result<(), BuildError> {
        let format = member.timestamp_format.unwrap_or(TimestampFormat::DateTime);
        match timestamp::write(value, format, &mut self.out) {
            true => Ok(()),
            false => Err(timestamp::no_year(member)),
        }
    }
}

impl ShapeWriter for XmlWriter {
    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        if !value.is_set() {
            Ok(())
        } else if member.is_attribute() {
            self.attribute(member, value)
        } else if member.is_flattened() {
            value.write(member, self)
        } else {
            self.element(member.xml_name(), member.xml_namespace(), member, value)
        }
    }
}

impl ValueWriter for XmlWriter {
    #[inline]
    fn boolean(&mut self, _: &'static Member, value: bool) -> Result<(), BuildError> {
        self.push(if value { "true" } else { "false" });
        Ok(())
    }

    #[inline]
    fn integer(&mut self, _: &'static Member, value: i64) -> Result<(), BuildError> {
        self.push(itoa::Buffer::new().format(value));
        Ok(())
    }

    #[inline]
    fn float(&mut self, _: &'static Member, value: f32) -> Result<(), BuildError> {
        scalar::format_float(value, |text| self.push(text));
        Ok(())
    }

    #[inline]
    fn double(&mut self, _: &'static Member, value: f64) -> Result<(), BuildError> {
        scalar::format_double(value, |text| self.push(text));
        Ok(())
    }

    #[inline]
    fn string(&mut self, _: &'static Member, value: &str) -> Result<(), BuildError> {
        write_text(value, &mut self.out);
        Ok(())
    }

    #[inline]
    fn blob(&mut self, _: &'static Member, value: &[u8]) -> Result<(), BuildError> {
        base64_simd::STANDARD.encode_append(value, &mut self.out);
        Ok(())
    }

    #[inline]
    fn timestamp(&mut self, member: &'static Member, value: &DateTime) -> Result<(), BuildError> {
        self.timestamp_text(member, value)
    }

    #[inline]
    fn big_number(&mut self, _: &'static Member, digits: &str) -> Result<(), BuildError> {
        self.push(digits);
        Ok(())
    }

    /// Only the root has no element yet: it is called as the member that is the payload says, else as the shape.
    #[inline]
    fn shape<S: Shape>(&mut self, member: &'static Member, value: &S) -> Result<(), BuildError> {
        if !self.out.is_empty() {
            return value.write(self);
        }
        let name = member.xml.and_then(|xml| xml.name).unwrap_or(S::SCHEMA.xml_name());
        self.open(name, member.xml_namespace().or(S::SCHEMA.xml.and_then(|xml| xml.namespace)));
        value.write(self)?;
        self.close(name);
        Ok(())
    }

    /// A flattened list repeats the member's name, but declares the namespace of its elements.
    #[inline]
    fn list<'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        items: impl ExactSizeIterator<Item = &'v T>,
    ) -> Result<(), BuildError> {
        let element = member.list_element();
        let (name, namespace) = match member.is_flattened() {
            true => (member.xml_name(), element.xml_namespace().or(member.xml_namespace())),
            false => (element.xml_name(), element.xml_namespace()),
        };
        for item in items {
            self.element(name, namespace, element, item)?;
        }
        Ok(())
    }

    #[inline]
    fn map<'v, K: MapKey + 'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        entries: impl ExactSizeIterator<Item = (&'v K, &'v T)>,
    ) -> Result<(), BuildError> {
        let (key_member, value_member) = (member.map_key(), member.map_value());
        let outer = self.tag_end;
        let (name, namespace) = match member.is_flattened() {
            true => (member.xml_name(), member.xml_namespace()),
            false => ("entry", None),
        };
        for (key, value) in entries {
            self.open(name, namespace);
            self.open(key_member.xml_name(), key_member.xml_namespace());
            write_text(key.as_key(), &mut self.out);
            self.close(key_member.xml_name());
            self.element(value_member.xml_name(), value_member.xml_namespace(), value_member, value)?;
            self.close(name);
        }
        self.tag_end = outer;
        Ok(())
    }

    /// An element without content stands for the null of a sparse collection.
    #[inline]
    fn null(&mut self, _: &'static Member) -> Result<(), BuildError> {
        Ok(())
    }
}
