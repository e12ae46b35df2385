//! Writes members that travel outside of documents: as text in the path, the query, the headers, or as a raw body.

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{DateTime, base64};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::formats::timestamp;
use crate::text::{scalar, sort_few};
use crate::walk::schema::{Location, Member, TimestampFormat};
use crate::walk::shape::{MapKey, Value, ValueWriter};

use super::header_list;

/// The parts of a request that bound members are written to.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The values of labels of path and host, by member name.
    pub(super) labels: Vec<(&'static str, String)>,
    /// The parameters of `httpQuery` members.
    pub(super) query: Vec<(&'static str, String)>,
    /// The parameters of `httpQueryParams` maps.
    pub(super) params: Vec<(String, String)>,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The body, if a member is the whole of it.
    pub(super) payload: Option<Vec<u8>>,
}

/// Writes one member to its place.
pub(super) struct BindingWriter<'a> {
    parts: &'a mut Parts,
    /// The member that is bound; lists and maps are written element by element with members of their own.
    bound: &'static Member,
    place: Location,
    /// The key of the map entry that is written.
    key: &'a str,
    /// The elements of a header list so far.
    list: Option<String>,
}

impl<'a> BindingWriter<'a> {
    pub(super) fn new(parts: &'a mut Parts, bound: &'static Member, place: Location) -> Self {
        Self { parts, bound, place, key: "", list: None }
    }

    #[cold]
    fn invalid(&self, details: &str) -> BuildError {
        BuildError::invalid_field(self.bound.name, details)
    }

    /// Puts the text of a scalar to its place.
    #[inline]
    fn put(&mut self, text: &str) -> Result<(), BuildError> {
        match self.place {
            Location::Label => self.parts.labels.push((self.bound.name, text.to_owned())),
            Location::Query(name) => self.parts.query.push((name, text.to_owned())),
            Location::QueryParams => self.parts.params.push((self.key.to_owned(), text.to_owned())),
            Location::Header(name) => match &mut self.list {
                Some(list) => {
                    list.push_str(if list.is_empty() { "" } else { ", " });
                    list.push_str(text);
                }
                None => self.header(name, text)?,
            },
            Location::PrefixHeaders(prefix) => self.prefix_header(prefix, text)?,
            Location::Payload(_) => self.parts.payload = Some(text.as_bytes().to_vec()),
            Location::Body | Location::StatusCode | Location::EventHeader(_) | Location::EventPayload(_) => {}
        }
        Ok(())
    }

    /// Puts a text that may be empty or hold anything to its place.
    #[inline]
    fn put_text(&mut self, text: &str) -> Result<(), BuildError> {
        if self.list.is_none() {
            return self.put(text);
        }
        let mut element = String::new();
        header_list::push(text, &mut element);
        self.put(&element)
    }

    #[inline]
    fn header(&mut self, name: &str, text: &str) -> Result<(), BuildError> {
        let (name, value) = self.header_parts(name, text)?;
        self.parts.headers.insert(name, value);
        Ok(())
    }

    /// A header of a map gives way to one that a member of its own has set.
    #[inline]
    fn prefix_header(&mut self, prefix: &str, text: &str) -> Result<(), BuildError> {
        let (name, value) = self.header_parts(&format!("{prefix}{}", self.key), text)?;
        self.parts.headers.entry(name).or_insert(value);
        Ok(())
    }

    /// Refuses keys of headers that differ only in case: they would be one header, with one of their values.
    #[inline]
    fn distinct(&self, keys: Vec<&str>) -> Result<(), BuildError> {
        if !matches!(self.place, Location::PrefixHeaders(_)) {
            return Ok(());
        }
        let mut lower = Vec::with_capacity(keys.len());
        for key in keys {
            lower.push((key.to_ascii_lowercase(), key));
        }
        sort_few(&mut lower, |one, other| one < other);
        for index in 1..lower.len() {
            let ((one, before), (other, after)) = (&lower[index - 1], &lower[index]);
            if one == other {
                let text = format!("`{before}` and `{after}` would be the same header; keep one of them");
                return Err(self.invalid(&text));
            }
        }
        Ok(())
    }

    #[inline]
    fn header_parts(&self, name: &str, text: &str) -> Result<(HeaderName, HeaderValue), BuildError> {
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| self.invalid(&format!("`{name}` cannot be the name of a header")))?;
        let value = HeaderValue::from_str(text).map_err(|_| self.invalid("a header cannot hold control characters"))?;
        Ok((name, value))
    }

    #[inline]
    fn default_format(&self) -> TimestampFormat {
        match self.place {
            Location::Header(_) | Location::PrefixHeaders(_) => TimestampFormat::HttpDate,
            _ => TimestampFormat::DateTime,
        }
    }
}

impl ValueWriter for BindingWriter<'_> {
    #[inline]
    fn boolean(&mut self, _: &'static Member, value: bool) -> Result<(), BuildError> {
        self.put(if value { "true" } else { "false" })
    }

    #[inline]
    fn integer(&mut self, _: &'static Member, value: i64) -> Result<(), BuildError> {
        self.put(itoa::Buffer::new().format(value))
    }

    #[inline]
    fn float(&mut self, _: &'static Member, value: f32) -> Result<(), BuildError> {
        scalar::format_float(value, |text| self.put(text))
    }

    #[inline]
    fn double(&mut self, _: &'static Member, value: f64) -> Result<(), BuildError> {
        scalar::format_double(value, |text| self.put(text))
    }

    #[inline]
    fn string(&mut self, member: &'static Member, value: &str) -> Result<(), BuildError> {
        if value.is_empty() && member.required && matches!(member.location, Location::Query(_)) {
            return Err(self.invalid("it must be set and not empty"));
        }
        match (self.place, member.media_type) {
            (Location::Header(_), Some(_)) => self.put_text(&base64::encode(value)),
            _ => self.put_text(value),
        }
    }

    #[inline]
    fn blob(&mut self, _: &'static Member, value: &[u8]) -> Result<(), BuildError> {
        if let Location::Payload(_) = self.place {
            self.parts.payload = Some(value.to_vec());
            return Ok(());
        }
        self.put_text(&base64::encode(value))
    }

    #[inline]
    fn timestamp(&mut self, member: &'static Member, value: &DateTime) -> Result<(), BuildError> {
        let text = timestamp::format(value, member.timestamp_format.unwrap_or(self.default_format()));
        self.put(&text.ok_or_else(|| timestamp::no_year(self.bound))?)
    }

    #[inline]
    fn big_number(&mut self, _: &'static Member, digits: &str) -> Result<(), BuildError> {
        self.put(digits)
    }

    #[inline]
    fn list<'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        items: impl ExactSizeIterator<Item = &'v T>,
    ) -> Result<(), BuildError> {
        if let Location::Header(_) = self.place {
            self.list = Some(String::new());
        }
        for item in items {
            item.write(member.list_element(), self)?;
        }
        match (self.place, self.list.take()) {
            (Location::Header(name), Some(list)) => self.header(name, &list),
            _ => Ok(()),
        }
    }

    #[inline]
    fn map<'v, K: MapKey + 'v, T: Value + 'v>(
        &mut self,
        member: &'static Member,
        entries: impl ExactSizeIterator<Item = (&'v K, &'v T)>,
    ) -> Result<(), BuildError> {
        let mut keys = Vec::new();
        for (key, value) in entries {
            keys.push(key.as_key());
            let mut entry = BindingWriter { key: key.as_key(), list: None, parts: self.parts, ..*self };
            value.write(member.map_value(), &mut entry)?;
        }
        self.distinct(keys)
    }

    /// Nulls of sparse lists have no form outside of documents.
    #[inline]
    fn null(&mut self, _: &'static Member) -> Result<(), BuildError> {
        Ok(())
    }
}
