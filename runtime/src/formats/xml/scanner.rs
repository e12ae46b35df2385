//! The cursor over an XML text: tags, attributes and what stands between. Nothing here is generic over shapes, so it is
//! compiled once.
//!
//! The cursor is in a tag, behind the name, or in the content of the innermost open element. [`Scanner::child`] goes
//! from content into the tag of the next child; [`Scanner::content`], [`Scanner::text`] and [`Scanner::skip`] go on
//! from a tag, the latter two past the end of its element.

use crate::walk::ReadError;
use crate::walk::schema::Member;
use crate::walk::shape::Walk;

use super::DEPTH;

/// Stands for an empty text.
const EMPTY: &[u8] = b"<_/>";
/// The name of the root that stands for none.
pub(crate) const NO_ROOT: &str = "_";

/// A cursor over an XML text that is known to be UTF-8.
#[derive(Debug, Clone)]
pub(crate) struct Scanner<'a> {
    pub(super) text: &'a str,
    /// The byte that comes next.
    pub(super) at: usize,
    /// The names of the open elements.
    pub(super) open: Vec<&'a str>,
}

impl<'a> Scanner<'a> {
    /// A cursor before the root; a text of nothing but space stands for an element without content.
    pub(crate) fn new(text: &'a [u8]) -> Result<Self, ReadError> {
        let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
        let text = if text.trim_ascii().is_empty() { EMPTY } else { text };
        match std::str::from_utf8(text) {
            Ok(text) => Ok(Self { text, at: 0, open: Vec::new() }),
            Err(error) => Err(ReadError::new("the text is not UTF-8").offset(error.valid_up_to())),
        }
    }

    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// An error at the cursor.
    #[cold]
    pub(super) fn error(&self, message: &str) -> ReadError {
        ReadError::new(message).offset(self.at)
    }

    /// An error that names what was expected and what was found at the cursor.
    #[cold]
    pub(super) fn expected(&self, what: &str) -> ReadError {
        let found = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        self.error(&match found {
            Some(found) => format!("expected {what}, found `{found}`"),
            None => format!("expected {what}, found the end of the input"),
        })
    }

    /// Goes into the tag of the root, past declaration and comments.
    pub(crate) fn root(&mut self) -> Result<&'a str, ReadError> {
        self.space_and_comments()?;
        if self.rest().first() != Some(&b'<') {
            return Err(self.expected("an element"));
        }
        self.start()
    }

    /// Checks that nothing but space and comments is left.
    pub(crate) fn end(&mut self) -> Result<(), ReadError> {
        self.space_and_comments()?;
        if self.at == self.text.len() { Ok(()) } else { Err(self.expected("the end")) }
    }

    /// Goes to what comes outside of the root: its tag or the end.
    fn space_and_comments(&mut self) -> Result<(), ReadError> {
        loop {
            self.skip_space();
            match self.rest() {
                [b'<', b'?', ..] => self.instruction()?,
                [b'<', b'!', b'-', ..] => self.comment()?,
                [b'<', b'!', ..] => return Err(self.error("document type declarations are not supported")),
                _ => return Ok(()),
            }
        }
    }

    #[inline]
    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.rest().first() {
            self.at += 1;
        }
    }

    /// Goes into the tag whose bracket comes next, and gives its name.
    fn start(&mut self) -> Result<&'a str, ReadError> {
        self.at += 1;
        let name = self.name()?;
        self.push(name)?;
        Ok(name)
    }

    #[inline]
    fn push(&mut self, name: &'a str) -> Result<(), ReadError> {
        if self.open.len() >= DEPTH {
            return Err(self.error("the text is nested too deeply"));
        }
        self.open.push(name);
        Ok(())
    }

    /// Reads the name of an element or attribute.
    fn name(&mut self) -> Result<&'a str, ReadError> {
        let ends = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'/' | b'>' | b'=' | b'<' | b'"' | b'\'');
        let length = self.rest().iter().position(ends).unwrap_or(self.rest().len());
        let name = self.text.get(self.at..self.at + length).unwrap_or_default();
        if name.is_empty() {
            return Err(self.expected("a name"));
        }
        self.at += length;
        Ok(name)
    }

    /// In a tag: the next attribute and its value as it stands there, or `None` at the end of the tag.
    pub(crate) fn attribute(&mut self) -> Result<Option<(&'a str, &'a str)>, ReadError> {
        self.skip_space();
        if let Some(b'>' | b'/') = self.rest().first() {
            return Ok(None);
        }
        let name = self.name()?;
        self.skip_space();
        if self.rest().first() != Some(&b'=') {
            return Err(self.expected("`=`"));
        }
        self.at += 1;
        self.skip_space();
        let quote = match self.rest().first() {
            Some(quote @ (b'"' | b'\'')) => *quote,
            _ => return Err(self.expected("a quote")),
        };
        self.at += 1;
        let Some(length) = memchr::memchr(quote, self.rest()) else {
            return Err(self.error("the input ends in an attribute"));
        };
        let value = self.text.get(self.at..self.at + length).unwrap_or_default();
        self.at += length + 1;
        Ok(Some((name, value)))
    }

    /// From a tag into the content of its element; false if it has none, and is behind the cursor.
    #[inline]
    pub(crate) fn content(&mut self) -> Result<bool, ReadError> {
        if self.rest().first() == Some(&b'>') {
            self.at += 1;
            return Ok(true);
        }
        self.content_behind_attributes()
    }

    fn content_behind_attributes(&mut self) -> Result<bool, ReadError> {
        while self.attribute()?.is_some() {}
        match self.rest() {
            [b'>', ..] => {
                self.at += 1;
                Ok(true)
            }
            [b'/', b'>', ..] => {
                self.at += 2;
                self.open.pop();
                Ok(false)
            }
            _ => Err(self.expected("`>`")),
        }
    }

    /// From content into the tag of the next child, whose name is given; `None` past the end of the element.
    pub(crate) fn child(&mut self) -> Result<Option<&'a str>, ReadError> {
        loop {
            let Some(length) = memchr::memchr(b'<', self.rest()) else {
                return Err(self.unclosed());
            };
            self.at += length;
            match self.rest().get(1) {
                Some(b'/') => return self.close().map(|()| None),
                Some(b'!') => self.comment_or_section()?,
                Some(b'?') => self.instruction()?,
                _ => return self.start().map(Some),
            }
        }
    }

    #[cold]
    pub(super) fn unclosed(&mut self) -> ReadError {
        self.at = self.text.len();
        self.error(&format!("the input ends within `{}`", self.open.last().copied().unwrap_or_default()))
    }

    /// Goes into the tag that comes next if it has this name and nothing else.
    #[inline]
    fn take_start(&mut self, name: &str) -> Result<bool, ReadError> {
        let Some([b'<', rest @ ..]) = self.text.as_bytes().get(self.at..) else { return Ok(false) };
        if rest.get(name.len()) != Some(&b'>') || !rest.starts_with(name.as_bytes()) {
            return Ok(false);
        }
        let start = self.at + 1;
        self.at = start + name.len();
        self.push(&self.text[start..self.at])?;
        Ok(true)
    }

    /// Goes past the end tag that comes next. That of the root may have any name: nothing is left to be mixed up.
    #[inline]
    pub(super) fn close(&mut self) -> Result<(), ReadError> {
        let Some(name) = self.open.pop() else { return Err(self.error("an end tag closes nothing")) };
        let rest = self.rest().get(2..).unwrap_or_default();
        if rest.get(name.len()) == Some(&b'>') && rest.starts_with(name.as_bytes()) {
            self.at += name.len() + 3;
            return Ok(());
        }
        self.close_unusual(name)
    }

    fn close_unusual(&mut self, name: &str) -> Result<(), ReadError> {
        let start = self.at;
        self.at += 2;
        let found = self.name()?;
        if found != name && !self.open.is_empty() {
            return Err(ReadError::new(format!("`{name}` is open, but `{found}` is closed")).offset(start));
        }
        self.skip_space();
        if self.rest().first() != Some(&b'>') {
            return Err(self.expected("`>`"));
        }
        self.at += 1;
        Ok(())
    }

    /// Goes to the next child of this name; false once the element is behind.
    pub(crate) fn next_named(&mut self, name: &str) -> Result<bool, ReadError> {
        loop {
            if self.take_start(name)? {
                return Ok(true);
            }
            match self.child()? {
                None => return Ok(false),
                Some(found) if is_same(found, name) => return Ok(true),
                Some(_) => self.skip()?,
            }
        }
    }

    /// Goes to the next child if it has this name; else the cursor stays where it is.
    pub(super) fn take_named(&mut self, name: &str) -> Result<bool, ReadError> {
        if self.take_start(name)? {
            return Ok(true);
        }
        let mut ahead = self.clone();
        let found = ahead.child()?.is_some_and(|found| is_same(found, name));
        if found {
            *self = ahead;
        }
        Ok(found)
    }

    /// Goes into the tag of the next child that is a member; see [`crate::walk::shape::ShapeReader::next`].
    pub(super) fn next_member(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        loop {
            if let Some(member) = walk.schema.members.get(walk.expected)
                && !member.is_attribute()
                && self.take_start(member.xml_name())?
            {
                let index = walk.expected;
                walk.expected += usize::from(!member.is_flattened());
                return Ok(Some(index));
            }
            let Some(name) = self.child()? else { return Ok(None) };
            if let Some(index) = walk.find(|member| !member.is_attribute() && is_same(name, member.xml_name())) {
                if walk.schema.members.get(index).is_some_and(Member::is_flattened) {
                    walk.expected = index;
                }
                return Ok(Some(index));
            }
            self.skip()?;
            if walk.union {
                return Ok(Some(Walk::UNKNOWN));
            }
        }
    }
}

/// Whether a name in a document is that of a member, whatever prefix either has.
#[inline]
pub(super) fn is_same(found: &str, name: &str) -> bool {
    found == name || local(found) == local(name)
}

/// The name without its prefix.
#[inline]
pub(crate) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
