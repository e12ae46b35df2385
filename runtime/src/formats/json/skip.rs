//! Skips unknown values: no recursion, no copies.

use crate::walk::ReadError;

use super::string::plain_end;
use super::{SKIP_DEPTH, Scanner};

impl Scanner<'_> {
    /// Goes past a value. Inside of objects and lists only strings and brackets are looked at.
    pub(crate) fn skip_value(&mut self) -> Result<(), ReadError> {
        match self.peek() {
            b'"' => self.skip_string(),
            b'{' | b'[' => self.skip_nested(),
            b't' => self.literal("true"),
            b'f' => self.literal("false"),
            b'n' => self.literal("null"),
            b'-' | b'0'..=b'9' => self.number().map(|_| ()),
            _ => Err(self.expected("a value")),
        }
    }

    /// Goes past a string without reading its escapes.
    fn skip_string(&mut self) -> Result<(), ReadError> {
        self.at = self.string_end(self.at + 1)?;
        Ok(())
    }

    /// The byte behind the string whose content begins here.
    #[inline]
    fn string_end(&mut self, mut at: usize) -> Result<usize, ReadError> {
        let bytes = self.text.as_bytes();
        loop {
            at = plain_end(bytes, at);
            match bytes.get(at) {
                Some(b'"') => return Ok(at + 1),
                Some(b'\\') => at += 2,
                Some(_) => {
                    self.at = at;
                    return Err(self.error("a control character stands in a string"));
                }
                None => {
                    self.at = bytes.len();
                    return Err(self.error("the input ends in a string"));
                }
            }
        }
    }

    /// Goes past an object or list whose bracket comes next.
    fn skip_nested(&mut self) -> Result<(), ReadError> {
        let mut open = Brackets { objects: [0; SKIP_DEPTH / 64], depth: 0 };
        let (bytes, mut at) = (self.text.as_bytes(), self.at);
        while let Some(byte) = bytes.get(at) {
            at += 1;
            if !MEANINGFUL[usize::from(*byte)] {
                continue;
            }
            let accepted = match byte {
                b'"' => {
                    at = self.string_end(at)?;
                    continue;
                }
                b'{' | b'[' => open.push(*byte == b'{').ok_or("the text is nested too deeply"),
                _ => open.pop(*byte == b'}').ok_or("a bracket closes another one"),
            };
            if let Err(message) = accepted {
                self.at = at - 1;
                return Err(self.error(message));
            }
            if open.depth == 0 {
                self.at = at;
                return Ok(());
            }
        }
        self.at = bytes.len();
        Err(self.expected("a closing bracket"))
    }
}

/// The bytes that mean something between the brackets of a value that is skipped. There are few between two of them, so
/// a table is quicker than to look at many bytes at once.
static MEANINGFUL: [bool; 256] = {
    let mut meaningful = [false; 256];
    meaningful[b'"' as usize] = true;
    meaningful[b'{' as usize] = true;
    meaningful[b'[' as usize] = true;
    meaningful[b'}' as usize] = true;
    meaningful[b']' as usize] = true;
    meaningful
};

/// The open brackets, one bit for each.
struct Brackets {
    objects: [u64; SKIP_DEPTH / 64],
    depth: usize,
}

impl Brackets {
    fn push(&mut self, object: bool) -> Option<()> {
        let word = self.objects.get_mut(self.depth / 64)?;
        let bit = 1 << (self.depth % 64);
        *word = if object { *word | bit } else { *word & !bit };
        self.depth += 1;
        Some(())
    }

    fn pop(&mut self, object: bool) -> Option<()> {
        self.depth = self.depth.checked_sub(1)?;
        let opened = self.objects.get(self.depth / 64)? >> (self.depth % 64) & 1 == 1;
        (opened == object).then_some(())
    }
}
