//! Reads members that travel outside of documents: from headers, the status, or a raw body.
//!
//! Headers are read as leniently as their grammar allows (<https://www.rfc-editor.org/rfc/rfc9110#section-5>): a value that
//! is not UTF-8 is ISO-8859-1, as it was before octets beyond ASCII became opaque; of several lines of a string, those that
//! differ are put together with commas, and of several lines of any other scalar, the first counts that can be read.

use std::borrow::Cow;

use aws_smithy_types::{DateTime, base64};
use http::{HeaderMap, HeaderValue};

use crate::formats::timestamp;
use crate::text::scalar;
use crate::walk::ReadError;
use crate::walk::schema::{Location, Member, TimestampFormat};
use crate::walk::shape::{Value, ValueReader};

use super::header_list;

/// The source of a value.
#[derive(Debug)]
enum Source<'a> {
    /// The lines of one header.
    Header(Vec<&'a HeaderValue>),
    /// The headers behind a prefix.
    Prefix(&'a HeaderMap, &'static str),
    /// The rest of a list in a header; reading takes the next element off.
    List(&'a str),
    /// The status.
    Status(u16),
    /// The whole body.
    Body(&'a [u8]),
}

/// Reads one member from its place.
#[derive(Debug)]
pub(super) struct BindingReader<'a> {
    source: Source<'a>,
    /// The name of the source in errors.
    name: &'a str,
    /// Whether a list was read that has no elements, which is as good as unset.
    pub(super) empty_list: bool,
}

impl<'a> BindingReader<'a> {
    /// A reader of the place that a location names, if it is one outside of documents.
    pub(super) fn new(location: Location, status: u16, headers: &'a HeaderMap, body: &'a [u8]) -> Self {
        let (source, name) = match location {
            Location::Header(name) => (Source::Header(headers.get_all(name).iter().collect()), name),
            Location::PrefixHeaders(prefix) => (Source::Prefix(headers, prefix), prefix),
            Location::StatusCode => (Source::Status(status), "status"),
            _ => (Source::Body(body), "body"),
        };
        Self { source, name, empty_list: false }
    }

    #[cold]
    fn error(&self, message: &str) -> ReadError {
        match self.source {
            Source::Header(_) | Source::List(_) | Source::Prefix(..) => {
                ReadError::new(format!("header `{}`: {message}", self.name))
            }
            Source::Status(_) | Source::Body(_) => ReadError::new(format!("{}: {message}", self.name)),
        }
    }

    /// The text of a scalar: that of the lines of a header, or one more element of a list.
    fn text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        match &mut self.source {
            Source::Header(lines) => Ok(joined(lines)),
            Source::List(rest) => header_list::take(rest).ok_or_else(|| self.error("expected another element")),
            Source::Status(status) => Ok(Cow::Owned(status.to_string())),
            Source::Body(body) => {
                std::str::from_utf8(body).map(Cow::Borrowed).map_err(|_| self.error("the value is not UTF-8"))
            }
            Source::Prefix(..) => Err(self.error("a map cannot be a single value")),
        }
    }

    fn parse<T>(&mut self, what: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, ReadError> {
        if let Source::Header(lines) = &self.source
            && let Some(value) = lines.iter().find_map(|line| parse(decode(line).trim()))
        {
            return Ok(value);
        }
        let text = self.text()?;
        parse(&text).ok_or_else(|| self.error(&format!("expected {what}, found `{text}`")))
    }
}

/// The text of one line of a header.
fn decode(line: &HeaderValue) -> Cow<'_, str> {
    match std::str::from_utf8(line.as_bytes()) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(line.as_bytes().iter().copied().map(char::from).collect()),
    }
}

/// The text of all lines of a header, each counted once.
fn joined<'a>(lines: &[&'a HeaderValue]) -> Cow<'a, str> {
    let trimmed = |line: &'a HeaderValue| match decode(line) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    };
    let (mut text, mut seen) = (Cow::Borrowed(""), Vec::new());
    for line in lines {
        if seen.contains(line) {
            continue;
        }
        if seen.is_empty() {
            text = trimmed(line);
        } else {
            text.to_mut().push_str(", ");
            text.to_mut().push_str(&trimmed(line));
        }
        seen.push(line);
    }
    text
}

impl ValueReader for BindingReader<'_> {
    #[inline]
    fn boolean(&mut self, _: &'static Member) -> Result<bool, ReadError> {
        self.parse("`true` or `false`", |text| text.parse().ok())
    }

    #[inline]
    fn integer(&mut self, _: &'static Member) -> Result<i64, ReadError> {
        self.parse("an integer", |text| text.parse().ok())
    }

    #[inline]
    fn double(&mut self, _: &'static Member) -> Result<f64, ReadError> {
        self.parse("a number", scalar::parse_double)
    }

    #[inline]
    fn string<T>(&mut self, member: &'static Member, take: impl FnOnce(Cow<'_, str>) -> T) -> Result<T, ReadError> {
        let encoded = member.media_type.is_some() && !matches!(self.source, Source::Body(_));
        if !encoded {
            return self.text().map(take);
        }
        let decoded = self.parse("base64", |text| base64::decode(text).ok())?;
        let text = String::from_utf8(decoded).map_err(|_| self.error("the value is not UTF-8"))?;
        Ok(take(Cow::Owned(text)))
    }

    #[inline]
    fn blob(&mut self, _: &'static Member) -> Result<Vec<u8>, ReadError> {
        match self.source {
            Source::Body(body) => Ok(body.to_vec()),
            _ => self.parse("base64", |text| base64::decode(text).ok()),
        }
    }

    #[inline]
    fn timestamp(&mut self, member: &'static Member) -> Result<DateTime, ReadError> {
        let format = member.timestamp_format.unwrap_or(TimestampFormat::HttpDate);
        if let (Source::List(rest), TimestampFormat::HttpDate) = (&mut self.source, format) {
            let date = header_list::take_date(rest).unwrap_or_default();
            return timestamp::parse(date, format).ok_or_else(|| self.error(&format!("`{date}` is not an HTTP date")));
        }
        self.parse("a timestamp", |text| timestamp::parse(text, format))
    }

    #[inline]
    fn big_number<T>(&mut self, _: &'static Member, take: impl FnOnce(&str) -> T) -> Result<T, ReadError> {
        self.text().map(|text| take(&text))
    }

    #[inline]
    fn list<T: Value>(
        &mut self,
        member: &'static Member,
        mut push: impl FnMut(Option<T>, usize),
    ) -> Result<(), ReadError> {
        let Source::Header(lines) = &self.source else { return Err(self.error("a list cannot stand here")) };
        self.empty_list = true;
        for line in lines {
            let text = decode(line);
            let mut element = BindingReader { source: Source::List(&text), name: self.name, empty_list: false };
            while element.has_more() {
                push(Some(T::read(member.list_element(), &mut element)?), 0);
                self.empty_list = false;
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
        let Source::Prefix(headers, prefix) = self.source else { return Err(self.error("a map cannot stand here")) };
        let prefix = prefix.to_ascii_lowercase();
        for name in headers.keys() {
            let Some(key) = name.as_str().strip_prefix(prefix.as_str()) else { continue };
            let lines = headers.get_all(name).iter().collect();
            let mut entry = BindingReader { source: Source::Header(lines), name: name.as_str(), empty_list: false };
            insert(key.to_owned(), Some(T::read(member.map_value(), &mut entry)?), 0);
        }
        Ok(())
    }
}

impl BindingReader<'_> {
    fn has_more(&mut self) -> bool {
        let Source::List(rest) = &mut self.source else { return false };
        header_list::skip_separators(rest);
        !rest.is_empty()
    }
}
