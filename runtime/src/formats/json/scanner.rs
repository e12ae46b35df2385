//! The cursor over a JSON text: space, punctuation, numbers and literals. Nothing here is generic over shapes, so it is
//! compiled once.

use crate::formats::Pieces;
use crate::text::count_leading;
use crate::text::decimal::Decimal;
use crate::walk::ReadError;
use crate::walk::schema::Member;
use crate::walk::shape::Walk;

use super::{Keys, SHAPE_DEPTH};

/// A cursor over a JSON text that is known to be UTF-8.
#[derive(Debug, Clone)]
pub(crate) struct Scanner<'a> {
    pub(super) text: &'a str,
    /// The byte that comes next.
    pub(super) at: usize,
    pub(super) depth: usize,
    pub(super) map_sizes: MapSizes,
    /// The beginning of the text in the body.
    pub(super) base: usize,
    /// The number of bytes of the body behind the text.
    pub(super) beyond: usize,
    /// The pieces of the body, if this cursor may go on to the next one.
    pub(super) pieces: Option<&'a Pieces>,
    /// The number of open lists.
    pub(super) lists: usize,
    /// The bytes of memory that may still be set aside for elements that are likely to come.
    pub(super) room: usize,
}

/// The number of entries of the last map at each depth, where neighbours are likely to be alike, as items of a table are. What
/// is expected of a map has been there before it, so the room that is made in vain is never more than what is used.
#[derive(Debug, Clone, Default)]
pub(super) struct MapSizes([u8; 8]);

impl MapSizes {
    /// The likely number of entries of the map at that depth.
    #[inline]
    pub(super) fn likely(&self, depth: usize) -> usize {
        self.0[depth % 8].into()
    }

    /// Notes how many it has had. Beyond 64, growing costs little.
    #[inline]
    pub(super) fn note(&mut self, depth: usize, entries: usize) {
        self.0[depth % 8] = entries.min(64) as u8;
    }
}

impl<'a> Scanner<'a> {
    /// A cursor at the beginning of a text, or of a body of which there are more pieces.
    pub(crate) fn new(bytes: &'a [u8], pieces: Option<&'a Pieces>) -> Result<Self, ReadError> {
        let beyond = pieces.map_or(0, Pieces::beyond);
        let text = text(bytes, 0, beyond > 0)?;
        let room = 2 * (bytes.len() + beyond);
        Ok(Self { text, at: 0, depth: 0, map_sizes: MapSizes::default(), base: 0, beyond, pieces, lists: 0, room })
    }

    /// A cursor at the value that a body is; an empty one stands for `{}`.
    pub(super) fn at_value(bytes: &'a [u8], pieces: Option<&'a Pieces>) -> Result<Self, ReadError> {
        let more = pieces.filter(|pieces| pieces.beyond() > 0);
        let mut scanner = Self::new(if bytes.is_empty() { b"{}" } else { bytes }, more)?;
        scanner.skip_space();
        Ok(scanner)
    }

    /// The next byte; 0, which begins nothing, at the end.
    #[inline]
    pub(crate) fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    /// Goes to the next byte that is not space.
    #[inline]
    pub(crate) fn skip_space(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Checks that nothing but space is left.
    pub(crate) fn end(&mut self) -> Result<(), ReadError> {
        self.skip_space();
        if self.at == self.text.len() && self.beyond == 0 { Ok(()) } else { Err(self.expected("the end")) }
    }

    /// The position of the cursor in the body.
    pub(super) fn place(&self) -> usize {
        self.base + self.at
    }

    /// An error at the cursor.
    #[cold]
    pub(crate) fn error(&self, message: &str) -> ReadError {
        ReadError::new(message).offset(self.place())
    }

    /// An error that names what was expected and what was found at the cursor.
    #[cold]
    pub(crate) fn expected(&self, what: &str) -> ReadError {
        let found = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        let message = match found {
            Some(found) => format!("expected {what}, found `{found}`"),
            None => format!("expected {what}, found the end of the input"),
        };
        ReadError::new(message).offset(self.place())
    }

    /// Enters an object or list, given its bracket.
    #[inline]
    pub(crate) fn open(&mut self, bracket: u8, what: &str) -> Result<(), ReadError> {
        if self.peek() != bracket {
            return Err(self.expected(what));
        }
        self.depth += 1;
        if self.depth > SHAPE_DEPTH {
            return Err(self.error("the text is nested too deeply"));
        }
        self.at += 1;
        Ok(())
    }

    /// Goes to the next element of a list or the next key of an object; false once the closing bracket is behind.
    #[inline]
    pub(crate) fn next_item(&mut self, closing: u8, started: &mut bool) -> Result<bool, ReadError> {
        self.skip_space();
        let next = self.peek();
        if next == closing {
            self.at += 1;
            self.depth = self.depth.saturating_sub(1);
            return Ok(false);
        }
        if *started {
            if next != b',' {
                return Err(self.expected(if closing == b']' { "`,` or `]`" } else { "`,` or `}`" }));
            }
            self.at += 1;
            self.skip_space();
        }
        *started = true;
        Ok(true)
    }

    /// Goes to the value behind a key.
    #[inline]
    pub(crate) fn colon(&mut self) -> Result<(), ReadError> {
        self.skip_space();
        if self.peek() != b':' {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    /// Goes to the value behind a key if it is this one, written without escapes and with no space before the colon.
    #[inline]
    fn take_key<K: Keys>(&mut self, member: &'static Member) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let key = K::written(member).and_then(<[u8]>::split_first).map(|(_comma, key)| key);
        let Some(key) = key.filter(|key| rest.starts_with(key)) else { return false };
        self.at += key.len();
        self.skip_space();
        true
    }

    /// The member that most likely comes next, if it does: the one behind the last, or the one before it.
    #[inline]
    fn take_likely<K: Keys>(&mut self, walk: &mut Walk) -> Option<usize> {
        [walk.expected, walk.expected.wrapping_sub(2)].into_iter().find(|index| {
            let found = walk.schema.members.get(*index).is_some_and(|member| self.take_key::<K>(member));
            if found {
                walk.expected = index + 1;
            }
            found
        })
    }

    /// Goes past a null if one comes.
    #[inline]
    pub(crate) fn null(&mut self) -> Result<bool, ReadError> {
        if self.peek() != b'n' {
            return Ok(false);
        }
        self.literal("null").map(|()| true)
    }

    /// Goes past `true`, `false` or `null`.
    #[inline]
    pub(crate) fn literal(&mut self, literal: &str) -> Result<(), ReadError> {
        if !self.text.as_bytes().get(self.at..).unwrap_or_default().starts_with(literal.as_bytes()) {
            return Err(self.expected(literal));
        }
        self.at += literal.len();
        Ok(())
    }

    /// Reads `true` or `false`.
    #[inline]
    pub(crate) fn boolean(&mut self) -> Result<bool, ReadError> {
        match self.peek() {
            b't' => self.literal("true").map(|()| true),
            b'f' => self.literal("false").map(|()| false),
            _ => Err(self.expected("a boolean")),
        }
    }

    /// The text and the parts of a number.
    pub(crate) fn number(&mut self) -> Result<(&'a str, Decimal<'a>), ReadError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let part = |byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let length = count_leading(rest.as_bytes(), part);
        let text = &rest[..length];
        let number = Decimal::parse(text).ok_or_else(|| self.expected("a number"))?;
        self.at += length;
        Ok((text, number))
    }

    /// Reads a number that must be integral.
    pub(crate) fn integer(&mut self) -> Result<i64, ReadError> {
        let start = self.place();
        if let Some(integer) = self.short_integer() {
            return Ok(integer);
        }
        let (text, number) = self.number()?;
        number
            .to_i64()
            .ok_or_else(|| ReadError::new(format!("expected an integer of 64 bits, found {text}")).offset(start))
    }

    /// Reads the plain integers of up to 18 digits, which need no check for overflow.
    #[inline]
    fn short_integer(&mut self) -> Option<i64> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let (negative, digits) = match rest {
            [b'-', digits @ ..] => (true, digits),
            _ => (false, rest),
        };
        let (mut length, mut value) = (0, 0i64);
        while let Some(digit @ b'0'..=b'9') = digits.get(length).copied() {
            if length == 18 {
                return None;
            }
            value = value * 10 + i64::from(digit - b'0');
            length += 1;
        }
        let leading_zero = length > 1 && digits[0] == b'0';
        if length == 0 || leading_zero || matches!(digits.get(length), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        self.at += length + usize::from(negative);
        Some(if negative { -value } else { value })
    }

    /// Reads a number as the nearest double.
    pub(crate) fn double(&mut self) -> Result<f64, ReadError> {
        let start = self.place();
        let (text, _) = self.number()?;
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(ReadError::out_of_range(text, "a double").offset(start)),
        }
    }

    /// Goes to the value of the next member that is not null; see [`crate::walk::shape::ShapeReader::next`].
    pub(crate) fn next_member<K: Keys>(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        while self.next_item(b'}', &mut walk.started)? {
            let mut ignored = false;
            let mut found = self.take_likely::<K>(walk);
            if found.is_none() {
                let key = self.string()?;
                ignored = key == "__type";
                if walk.schema.names.may_hold(key.as_bytes()) {
                    found = walk.find(|member| is(K::of(member), &key));
                }
                self.colon()?;
            }
            if self.null()? {
                continue;
            }
            if found.is_some() {
                return Ok(found);
            }
            self.skip_value()?;
            if walk.union && !ignored {
                return Ok(Some(Walk::UNKNOWN));
            }
        }
        Ok(None)
    }
}

/// The bytes as text. If the body goes on behind them, they may end within a character, which is left out.
pub(super) fn text(bytes: &[u8], base: usize, goes_on: bool) -> Result<&str, ReadError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if goes_on && error.error_len().is_none() => text(&bytes[..error.valid_up_to()], base, false),
        Err(error) => Err(ReadError::new("the text is not UTF-8").offset(base + error.valid_up_to())),
    }
}

/// Whether a key is this one. Its first byte decides most cases without a call, and many keys of unions are one byte long.
#[inline]
fn is(name: &str, key: &str) -> bool {
    name.len() == key.len() && name.as_bytes().first() == key.as_bytes().first() && name == key
}
