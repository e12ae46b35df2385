//! The reader of XML: members are handed over as they come, nothing is kept in between.

use std::borrow::Cow;

use aws_smithy_types::{DateTime, base64};

use crate::formats::timestamp;
use crate::text::scalar;
use crate::walk::ReadError;
use crate::walk::schema::{Member, TimestampFormat};
use crate::walk::shape::{Shape, ShapeReader, Value, ValueReader, Walk};

use super::Scanner;
use super::scanner::{NO_ROOT, is_same, local};
use super::text::attribute_value;

/// The endings of the names of responses.
const RESPONSES: [&str; 3] = ["Response", "Result", "Output"];

/// Reads structures and values from XML; timestamps are `date-time` unless the member says otherwise.
#[derive(Debug)]
pub struct XmlReader<'a> {
    scanner: Scanner<'a>,
    /// The value of the attribute that [`ShapeReader::next`] announced.
    attribute: Option<&'a str>,
    /// The name of the root that is the payload of a member.
    root: Option<&'static str>,
    /// The error that the root has another name, unless a member is found in it.
    stray: Option<ReadError>,
}

impl<'a> XmlReader<'a> {
    /// A reader of a document; an empty text stands for an element without content.
    ///
    /// # Errors
    ///
    /// When the text is not UTF-8.
    pub fn new(text: &'a [u8]) -> Result<Self, ReadError> {
        Ok(Self::within(Scanner::new(text)?))
    }

    /// A reader of the element in whose tag the cursor is.
    pub(crate) fn within(scanner: Scanner<'a>) -> Self {
        Self { scanner, attribute: None, root: None, stray: None }
    }

    /// The same of a root that should have another name.
    #[cfg(feature = "query")]
    pub(crate) fn within_stray(scanner: Scanner<'a>, found: &str, expected: &str) -> Self {
        Self { stray: Some(stray(found, expected)), ..Self::within(scanner) }
    }

    /// Takes note of the member whose payload the document is.
    pub(crate) fn payload_of(&mut self, member: &'static Member) {
        self.root = member.xml.and_then(|xml| xml.name);
    }

    /// Goes past the elements around what was read, and checks that nothing but space and comments is left.
    ///
    /// # Errors
    ///
    /// When something is left, an element does not end, or the root is of another document.
    pub fn end(&mut self) -> Result<(), ReadError> {
        if let Some(stray) = self.stray.take() {
            return Err(stray);
        }
        while !self.scanner.open.is_empty() {
            if self.scanner.child()?.is_some() {
                self.scanner.skip()?;
            }
        }
        self.scanner.end()
    }

    /// Goes past the value that [`ShapeReader::next`] announced.
    ///
    /// # Errors
    ///
    /// When its element does not end.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        match self.attribute.take() {
            Some(_) => Ok(()),
            None => self.scanner.skip(),
        }
    }

    /// The text of the attribute or element that was announced.
    #[inline]
    fn text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        match self.attribute.take() {
            Some(raw) => attribute_value(raw),
            None => self.scanner.text(),
        }
    }

    /// Reads a value of which space around is no part.
    fn parse<T>(&mut self, what: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, ReadError> {
        let start = self.scanner.at;
        let text = self.text()?;
        let text = text.trim_ascii();
        parse(text).ok_or_else(|| ReadError::new(format!("expected {what}, found `{text}`")).offset(start))
    }

    /// Goes into the root. That of errors is called `Error`, whatever their shape is called.
    /// Some services, and moto, call outputs by names of their own that end as those of responses do.
    fn enter_root(&mut self, walk: &Walk) -> Result<(), ReadError> {
        let found = self.scanner.root()?;
        let expected = self.root.unwrap_or(walk.schema.xml_name());
        let is_response = RESPONSES.iter().any(|end| found.ends_with(end));
        if !is_same(found, expected) && !is_response && !matches!(local(found), "Error" | NO_ROOT) {
            self.stray = Some(stray(found, expected));
        }
        Ok(())
    }

    fn next_member(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        if !walk.started {
            let attribute = self.next_attribute(walk)?;
            if attribute.is_some() {
                return Ok(attribute);
            }
            walk.started = true;
            if !self.scanner.content()? {
                return Ok(None);
            }
        }
        self.scanner.next_member(walk)
    }

    /// The index of the next attribute that is a member.
    fn next_attribute(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        while let Some((name, value)) = self.scanner.attribute()? {
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            let is_member = |member: &Member| member.is_attribute() && is_same(name, member.xml_name());
            if let Some(index) = walk.schema.members.iter().position(is_member) {
                self.attribute = Some(value);
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    /// Reads the entry of a map in whose tag the cursor is.
    fn entry<T: Value>(&mut self, member: &'static Member) -> Result<(String, T), ReadError> {
        let (mut key, mut value) = (None, None);
        if self.scanner.content()? {
            while let Some(name) = self.scanner.child()? {
                if is_same(name, member.map_key().xml_name()) {
                    key = Some(self.scanner.text()?.into_owned());
                } else if is_same(name, member.map_value().xml_name()) {
                    value = Some(T::read(member.map_value(), self)?);
                } else {
                    self.scanner.skip()?;
                }
            }
        }
        match (key, value) {
            (Some(key), Some(value)) => Ok((key, value)),
            _ => Err(ReadError::new("an entry of a map must have a key and a value").offset(self.scanner.at)),
        }
    }
}

/// The error for a document whose root is not the expected one.
#[cold]
pub(crate) fn stray(found: &str, expected: &str) -> ReadError {
    ReadError::foreign(format!("expected the element `{expected}`, found `{found}`"))
}

impl ShapeReader for XmlReader<'_> {
    #[inline]
    fn enter(&mut self, walk: &mut Walk) -> Result<(), ReadError> {
        if self.scanner.open.is_empty() { self.enter_root(walk) } else { Ok(()) }
    }

    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        let next = self.next_member(walk);
        if self.stray.is_some() {
            match next {
                Ok(Some(index)) if index != Walk::UNKNOWN => self.stray = None,
                Err(_) => return self.stray.take().map_or(next, Err),
                _ => {}
            }
        }
        next
    }

    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        T::read_into(slot, member, self).map_err(|error| error.offset(self.scanner.at).at(member))
    }

    /// The entries of a flattened list or map stand side by side.
    #[inline]
    fn continues(&mut self, member: &'static Member) -> Result<bool, ReadError> {
        Ok(member.is_flattened() && self.scanner.take_named(member.xml_name())?)
    }
}

impl ValueReader for XmlReader<'_> {
    const SCATTERS: bool = true;

    #[inline]
    fn boolean(&mut self, _: &'static Member) -> Result<bool, ReadError> {
        self.parse("`true` or `false`", |text| text.parse().ok())
    }

    #[inline]
    fn integer(&mut self, _: &'static Member) -> Result<i64, ReadError> {
        self.parse("an integer of 64 bits", |text| text.parse().ok())
    }

    #[inline]
    fn double(&mut self, _: &'static Member) -> Result<f64, ReadError> {
        self.parse("a number", scalar::parse_double)
    }

    #[inline]
    fn string<T>(&mut self, _: &'static Member, take: impl FnOnce(Cow<'_, str>) -> T) -> Result<T, ReadError> {
        self.text().map(take)
    }

    #[inline]
    fn blob(&mut self, _: &'static Member) -> Result<Vec<u8>, ReadError> {
        self.parse("base64", |text| base64::decode(text).ok())
    }

    #[inline]
    fn timestamp(&mut self, member: &'static Member) -> Result<DateTime, ReadError> {
        let format = member.timestamp_format.unwrap_or(TimestampFormat::DateTime);
        self.parse("a timestamp", |text| timestamp::parse(text, format))
    }

    #[inline]
    fn is_scattered(&self, member: &'static Member) -> bool {
        member.is_flattened()
    }

    #[inline]
    fn big_number<T>(&mut self, _: &'static Member, take: impl FnOnce(&str) -> T) -> Result<T, ReadError> {
        self.text().map(|text| take(text.trim_ascii()))
    }

    #[inline]
    fn shape<S: Shape>(&mut self, _: &'static Member) -> Result<S, ReadError> {
        S::read(self)
    }

    #[inline]
    fn list<T: Value>(
        &mut self,
        member: &'static Member,
        mut push: impl FnMut(Option<T>, usize),
    ) -> Result<(), ReadError> {
        let element = member.list_element();
        if member.is_flattened() {
            push(Some(T::read(element, self)?), 0);
        } else if self.scanner.content()? {
            while self.scanner.next_named(element.xml_name())? {
                push(Some(T::read(element, self)?), 0);
            }
        }
        Ok(())
    }

    #[inline]
    fn map<T: Value>(
        &mut self,
        member: &'static Member,
        mut insert: impl FnMut(String, Option<T>, usize),
    ) -> Result<(), ReadError> {
        if member.is_flattened() {
            let (key, value) = self.entry(member)?;
            insert(key, Some(value), 0);
        } else if self.scanner.content()? {
            while self.scanner.next_named("entry")? {
                let (key, value) = self.entry(member)?;
                insert(key, Some(value), 0);
            }
        }
        Ok(())
    }
}
