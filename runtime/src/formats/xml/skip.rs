//! Skips unknown elements: no recursion, no copies.

use memchr::memchr;
use memchr::memmem;

use crate::walk::ReadError;

use super::Scanner;

impl<'a> Scanner<'a> {
    /// From a tag past the end of its element. The elements in it are counted, their names are not looked at.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        if !self.content()? {
            return Ok(());
        }
        let mut depth = 0usize;
        loop {
            let Some(length) = memchr(b'<', self.rest()) else { return Err(self.unclosed()) };
            self.at += length;
            match self.rest().get(1) {
                Some(b'/') if depth == 0 => return self.close(),
                Some(b'/') => {
                    self.past(">", "an end tag")?;
                    depth -= 1;
                }
                Some(b'!') => self.comment_or_section()?,
                Some(b'?') => self.instruction()?,
                _ => depth += usize::from(self.skip_tag()?),
            }
        }
    }

    /// Goes past a start tag; false if it closes itself.
    fn skip_tag(&mut self) -> Result<bool, ReadError> {
        loop {
            let Some(length) = self.rest().iter().position(|byte| matches!(byte, b'>' | b'"' | b'\'')) else {
                return Err(self.unclosed());
            };
            let found = self.rest()[length];
            self.at += length + 1;
            if found == b'>' {
                return Ok(self.text.as_bytes().get(self.at.wrapping_sub(2)) != Some(&b'/'));
            }
            match memchr(found, self.rest()) {
                Some(length) => self.at += length + 1,
                None => return Err(self.unclosed()),
            }
        }
    }

    /// Goes past a comment or CDATA section that comes next.
    pub(super) fn comment_or_section(&mut self) -> Result<(), ReadError> {
        match self.section()? {
            Some(_) => Ok(()),
            None => self.comment(),
        }
    }

    /// The text of a CDATA section, if one comes next.
    pub(super) fn section(&mut self) -> Result<Option<&'a str>, ReadError> {
        const OPENING: &[u8] = b"<![CDATA[";
        if !self.rest().starts_with(OPENING) {
            return Ok(None);
        }
        let start = self.at + OPENING.len();
        self.at = start;
        self.past("]]>", "a CDATA section")?;
        Ok(self.text.get(start..self.at - 3))
    }

    /// Goes past a comment that comes next.
    pub(super) fn comment(&mut self) -> Result<(), ReadError> {
        if !self.rest().starts_with(b"<!--") {
            return Err(self.error("a declaration cannot stand here"));
        }
        self.at += 4;
        self.past("-->", "a comment")
    }

    /// Goes past a processing instruction or XML declaration that comes next.
    pub(super) fn instruction(&mut self) -> Result<(), ReadError> {
        self.past("?>", "a processing instruction")
    }

    fn past(&mut self, end: &str, what: &str) -> Result<(), ReadError> {
        match memmem::find(self.rest(), end.as_bytes()) {
            Some(length) => {
                self.at += length + end.len();
                Ok(())
            }
            None => Err(self.error(&format!("the input ends in {what}"))),
        }
    }
}
