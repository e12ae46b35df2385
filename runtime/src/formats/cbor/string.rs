//! Strings of text and of bytes: borrowed where they are in one piece.

use std::borrow::Cow;

use crate::walk::ReadError;

use super::Scanner;
use super::head::{BREAK, BYTES, Head, TEXT};

impl<'a> Scanner<'a> {
    /// Reads a string of text.
    #[inline]
    pub(crate) fn text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.skip_tags()?;
        let head = self.string_head(TEXT, "a string")?;
        if head.is_indefinite() {
            return self.chunked_text().map(Cow::Owned);
        }
        self.utf8(head).map(Cow::Borrowed)
    }

    /// Reads a string of bytes.
    #[inline]
    pub(super) fn blob(&mut self) -> Result<Cow<'a, [u8]>, ReadError> {
        self.skip_tags()?;
        self.string(BYTES, "bytes")
    }

    /// Reads the key of a member. It is compared, not handed out, so it need not be UTF-8.
    #[inline]
    pub(super) fn key(&mut self) -> Result<Cow<'a, [u8]>, ReadError> {
        self.string(TEXT, "the name of a member")
    }

    #[inline]
    fn string(&mut self, major: u8, what: &str) -> Result<Cow<'a, [u8]>, ReadError> {
        let head = self.string_head(major, what)?;
        if head.is_indefinite() {
            return self.chunked(major).map(Cow::Owned);
        }
        self.slice(head).map(Cow::Borrowed)
    }

    #[inline]
    fn string_head(&mut self, major: u8, what: &str) -> Result<Head, ReadError> {
        if self.peek() >> 5 != major {
            return Err(self.expected(what));
        }
        self.head()
    }

    /// The bytes behind a head that says how many they are.
    #[inline]
    pub(super) fn slice(&mut self, head: Head) -> Result<&'a [u8], ReadError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match usize::try_from(head.argument).ok().and_then(|length| rest.get(..length)) {
            Some(slice) => {
                self.at += slice.len();
                Ok(slice)
            }
            None => Err(self.error("the input ends in a string")),
        }
    }

    #[inline]
    fn utf8(&mut self, head: Head) -> Result<&'a str, ReadError> {
        let start = self.at;
        let slice = self.slice(head)?;
        std::str::from_utf8(slice)
            .map_err(|error| ReadError::new("the text is not UTF-8").offset(start + error.valid_up_to()))
    }

    /// Goes past the rest of a string.
    pub(super) fn skip_string(&mut self, head: Head) -> Result<(), ReadError> {
        if !head.is_indefinite() {
            return self.slice(head).map(|_| ());
        }
        while let Some(piece) = self.chunk(head.major())? {
            self.slice(piece)?;
        }
        Ok(())
    }

    /// The pieces of a string of bytes or of an unread text, up to the break.
    #[cold]
    fn chunked(&mut self, major: u8) -> Result<Vec<u8>, ReadError> {
        let mut whole = Vec::new();
        while let Some(head) = self.chunk(major)? {
            whole.extend_from_slice(self.slice(head)?);
        }
        Ok(whole)
    }

    /// The pieces of a text; characters do not reach over their ends.
    #[cold]
    fn chunked_text(&mut self) -> Result<String, ReadError> {
        let mut whole = String::new();
        while let Some(head) = self.chunk(TEXT)? {
            whole.push_str(self.utf8(head)?);
        }
        Ok(whole)
    }

    /// The head of the next piece, which has its length in front.
    fn chunk(&mut self, major: u8) -> Result<Option<Head>, ReadError> {
        if self.peek() == BREAK {
            self.at += 1;
            return Ok(None);
        }
        let start = self.at;
        let head = self.string_head(major, "a piece of the string or a break")?;
        if head.is_indefinite() {
            return Err(ReadError::new("a piece of a string has pieces of its own").offset(start));
        }
        Ok(Some(head))
    }
}
