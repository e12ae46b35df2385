//! The cursor over CBOR: heads, strings, counts and literals. Nothing here is generic over shapes, so it is compiled
//! once.

use crate::walk::ReadError;
use crate::walk::shape::Walk;

use super::SHAPE_DEPTH;
use super::head::{
    ARRAY, BREAK, BYTES, DOUBLE, FALSE, HALF, Head, INDEFINITE, LONG_SIMPLE, MAP, NEGATIVE, NULL, SINGLE, TAG, TEXT,
    TRUE, UNDEFINED, UNSIGNED,
};

/// The number of items of an array or map that a break ends.
const UNTIL_BREAK: usize = usize::MAX;

/// A cursor over bytes.
#[derive(Debug, Clone)]
pub(crate) struct Scanner<'a> {
    pub(super) bytes: &'a [u8],
    /// The byte that comes next.
    pub(super) at: usize,
    pub(super) depth: usize,
}

impl<'a> Scanner<'a> {
    /// A cursor at the beginning of the bytes.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, depth: 0 }
    }

    /// The next byte; 0, which is no literal, at the end.
    #[inline]
    pub(super) fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// Checks that nothing is left.
    pub(crate) fn end(&self) -> Result<(), ReadError> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(self.expected("the end")) }
    }

    /// An error at the cursor.
    #[cold]
    pub(super) fn error(&self, message: &str) -> ReadError {
        ReadError::new(message).offset(self.at)
    }

    /// An error that names what was expected and what was found at the cursor.
    #[cold]
    pub(super) fn expected(&self, what: &str) -> ReadError {
        let found = match self.bytes.get(self.at) {
            None => "the end of the input",
            Some(&FALSE | &TRUE) => "a boolean",
            Some(&NULL) => "null",
            Some(&UNDEFINED) => "undefined",
            Some(&HALF | &SINGLE | &DOUBLE) => "a floating-point number",
            Some(&BREAK) => "a break",
            Some(initial) => match initial >> 5 {
                UNSIGNED | NEGATIVE => "an integer",
                BYTES => "bytes",
                TEXT => "a string",
                ARRAY => "an array",
                MAP => "a map",
                TAG => "a tag",
                _ => "a simple value",
            },
        };
        ReadError::new(format!("expected {what}, found {found}")).offset(self.at)
    }

    /// Reads the head of an item. A break has one too.
    #[inline]
    pub(super) fn head(&mut self) -> Result<Head, ReadError> {
        let Some(&initial) = self.bytes.get(self.at) else { return Err(self.error("the input ends too early")) };
        let info = initial & 0x1F;
        if info >= 24 {
            return self.long_head(initial);
        }
        self.at += 1;
        Ok(Head { initial, argument: u64::from(info) })
    }

    fn long_head(&mut self, initial: u8) -> Result<Head, ReadError> {
        let rest = &self.bytes[self.at + 1..];
        let (argument, width) = match initial & 0x1F {
            24 => (rest.first_chunk().map(|bytes| u64::from(u8::from_be_bytes(*bytes))), 1),
            25 => (rest.first_chunk().map(|bytes| u64::from(u16::from_be_bytes(*bytes))), 2),
            26 => (rest.first_chunk().map(|bytes| u64::from(u32::from_be_bytes(*bytes))), 4),
            27 => (rest.first_chunk().map(|bytes| u64::from_be_bytes(*bytes)), 8),
            INDEFINITE if !matches!(initial >> 5, UNSIGNED | NEGATIVE | TAG) => (Some(0), 0),
            _ => return Err(self.error("a byte begins no value")),
        };
        let Some(argument) = argument else { return Err(self.error("the input ends too early")) };
        if initial == LONG_SIMPLE && argument < 32 {
            return Err(self.error("a simple value is written longer than it may be"));
        }
        self.at += 1 + width;
        Ok(Head { initial, argument })
    }

    /// Goes past tags: what they say does not matter here.
    #[inline]
    pub(super) fn skip_tags(&mut self) -> Result<(), ReadError> {
        while self.peek() >> 5 == TAG {
            self.head()?;
        }
        Ok(())
    }

    /// Enters an array or map; gives what [`Scanner::more`] counts down.
    #[inline]
    pub(super) fn open(&mut self, major: u8, what: &str) -> Result<usize, ReadError> {
        self.skip_tags()?;
        if self.peek() >> 5 != major {
            return Err(self.expected(what));
        }
        let head = self.head()?;
        self.depth += 1;
        if self.depth > SHAPE_DEPTH {
            return Err(self.error("the data is nested too deeply"));
        }
        self.count(head)
    }

    /// The number of items that a head declares. Each takes one byte or more, so there cannot be more than bytes.
    #[inline]
    pub(super) fn count(&self, head: Head) -> Result<usize, ReadError> {
        if head.is_indefinite() {
            return Ok(UNTIL_BREAK);
        }
        match usize::try_from(head.argument) {
            Ok(count) if count <= self.bytes.len() - self.at => Ok(count),
            _ => Err(self.error("more items are declared than the input holds")),
        }
    }

    /// Whether another item of an array or map comes; the cursor is behind the break, if there is one, when none does.
    #[inline]
    pub(super) fn more(&mut self, left: &mut usize) -> bool {
        match *left {
            0 => false,
            UNTIL_BREAK if self.peek() == BREAK => {
                self.at += 1;
                false
            }
            UNTIL_BREAK => true,
            _ => {
                *left -= 1;
                true
            }
        }
    }

    /// Leaves an array or map.
    #[inline]
    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Goes past a null if one comes.
    #[inline]
    pub(super) fn null(&mut self) -> bool {
        let found = matches!(self.peek(), NULL | UNDEFINED);
        self.at += usize::from(found);
        found
    }

    /// Reads `true` or `false`.
    #[inline]
    pub(super) fn boolean(&mut self) -> Result<bool, ReadError> {
        self.skip_tags()?;
        let value = match self.peek() {
            TRUE => true,
            FALSE => false,
            _ => return Err(self.expected("a boolean")),
        };
        self.at += 1;
        Ok(value)
    }

    /// Goes to the value of the next member that is not null; see [`crate::walk::shape::ShapeReader::next`].
    pub(super) fn next_member(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        while self.more(&mut walk.left) {
            let key = self.key()?;
            let guess = walk.schema.members.get(walk.expected);
            let found = if guess.is_some_and(|member| member.name.as_bytes() == &*key) {
                walk.expected += 1;
                Some(walk.expected - 1)
            } else if walk.schema.names.may_hold(&key) {
                walk.find(|member| member.name.as_bytes() == &*key)
            } else {
                None
            };
            if self.null() {
                continue;
            }
            if found.is_some() {
                return Ok(found);
            }
            self.skip_value()?;
            if walk.union && &*key != b"__type" {
                return Ok(Some(Walk::UNKNOWN));
            }
        }
        self.close();
        Ok(None)
    }
}
