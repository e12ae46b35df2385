//! Text: where it ends, and its references.

use std::borrow::Cow;

use crate::text::word;
use crate::walk::ReadError;

use super::Scanner;

/// The longest reference, `&` and `;` included: `&#x0010FFFF;` with room for zeros.
const REFERENCE_LENGTH: usize = 16;

/// The index of the first byte that is not plain text (`<`, `&` or a carriage return), or the length. Eight bytes are
/// looked at at once.
#[inline]
fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let special = word::any_of(u64::from_le_bytes(*chunk), *b"<&\r");
        if special != 0 {
            return at + word::first(special);
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| matches!(byte, b'<' | b'&' | b'\r')).unwrap_or(rest.len())
}

impl<'a> Scanner<'a> {
    /// From a tag past the end of its element, whose text is given; one without references is borrowed.
    #[inline]
    pub(crate) fn text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        if !self.content()? {
            return Ok(Cow::Borrowed(""));
        }
        let start = self.at;
        let end = plain_end(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end..).is_some_and(|rest| rest.starts_with(b"</")) {
            self.at = end;
            self.close()?;
            return Ok(Cow::Borrowed(&self.text[start..end]));
        }
        self.mixed_text(start, end).map(Cow::Owned)
    }

    /// Reads on at the first byte of a text that is not plain.
    fn mixed_text(&mut self, mut start: usize, mut end: usize) -> Result<String, ReadError> {
        let length = memchr::memchr(b'<', &self.text.as_bytes()[end..]).unwrap_or_default();
        let mut text = String::with_capacity(end - start + length);
        loop {
            text.push_str(&self.text[start..end]);
            self.at = end;
            match self.rest() {
                [b'<', b'/', ..] => return self.close().map(|()| text),
                [b'<', b'!', ..] => match self.section()? {
                    Some(section) => push_lines(section, &mut text),
                    None => self.comment()?,
                },
                [b'<', b'?', ..] => self.instruction()?,
                [b'<', ..] => return Err(self.error("expected a text, found an element")),
                [b'&', ..] => text.push(self.reference()?),
                [b'\r', rest @ ..] => {
                    text.push('\n');
                    self.at += 1 + usize::from(rest.first() == Some(&b'\n'));
                }
                _ => return Err(self.unclosed()),
            }
            start = self.at;
            end = plain_end(self.text.as_bytes(), start);
        }
    }

    /// Reads a reference.
    fn reference(&mut self) -> Result<char, ReadError> {
        let (scalar, length) = reference(self.rest()).ok_or_else(|| self.error("`&` begins no reference"))?;
        self.at += length;
        Ok(scalar)
    }
}

/// The value of an attribute: its references resolved, each space a blank.
pub(super) fn attribute_value(raw: &str) -> Result<Cow<'_, str>, ReadError> {
    let special = |c: char| matches!(c, '&' | '\t' | '\n' | '\r');
    let Some(mut end) = raw.find(special) else { return Ok(Cow::Borrowed(raw)) };
    let (mut text, mut rest) = (String::with_capacity(raw.len()), raw);
    loop {
        text.push_str(&rest[..end]);
        rest = &rest[end..];
        let length = match rest.as_bytes() {
            [] => return Ok(Cow::Owned(text)),
            [b'&', ..] => {
                let found = reference(rest.as_bytes());
                let (scalar, length) = found.ok_or_else(|| ReadError::new("`&` begins no reference"))?;
                text.push(scalar);
                length
            }
            [b'\r', b'\n', ..] => {
                text.push(' ');
                2
            }
            _ => {
                text.push(' ');
                1
            }
        };
        rest = &rest[length..];
        end = rest.find(special).unwrap_or(rest.len());
    }
}

/// The character that a reference at the beginning stands for, and the length of the reference.
///
/// Characters that XML does not allow are read: S3 has them in keys and says so.
fn reference(bytes: &[u8]) -> Option<(char, usize)> {
    let end = bytes.iter().take(REFERENCE_LENGTH).position(|&byte| byte == b';')?;
    let scalar = match bytes.get(1..end)? {
        b"lt" => '<',
        b"gt" => '>',
        b"amp" => '&',
        b"quot" => '"',
        b"apos" => '\'',
        [b'#', b'x', digits @ ..] => number(digits, 16)?,
        [b'#', digits @ ..] => number(digits, 10)?,
        _ => return None,
    };
    Some((scalar, end + 1))
}

fn number(digits: &[u8], radix: u32) -> Option<char> {
    if digits.is_empty() {
        return None;
    }
    let code = digits
        .iter()
        .try_fold(0u32, |code, &digit| code.checked_mul(radix)?.checked_add(char::from(digit).to_digit(radix)?))?;
    char::from_u32(code)
}

/// Appends text with its line ends normalised.
fn push_lines(mut section: &str, text: &mut String) {
    while let Some((line, rest)) = section.split_once('\r') {
        text.push_str(line);
        text.push('\n');
        section = rest.strip_prefix('\n').unwrap_or(rest);
    }
    text.push_str(section);
}

/// Appends text, written so that it reads back the same as content and as the value of an attribute.
pub(super) fn write_text(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len());
    let mut start = 0;
    loop {
        let end = plain_ascii_end(bytes, start);
        out.extend_from_slice(&bytes[start..end]);
        let Some(c) = text[end..].chars().next() else { break };
        start = end + c.len_utf8();
        match c {
            '&' => out.extend_from_slice(b"&amp;"),
            '<' => out.extend_from_slice(b"&lt;"),
            '>' => out.extend_from_slice(b"&gt;"),
            '"' => out.extend_from_slice(b"&quot;"),
            '\0'..'\u{20}' | '\u{85}' | '\u{2028}' => {
                out.extend_from_slice(format!("&#x{:X};", u32::from(c)).as_bytes());
            }
            _ => out.extend_from_slice(&bytes[end..start]),
        }
    }
}

/// The index of the first byte that may not be written as it is, or is not ASCII, or the length.
fn plain_ascii_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let bytes = u64::from_le_bytes(*chunk);
        let special = word::any_of(bytes, *b"&<>\"") | word::below(bytes, 0x20) | bytes & word::each(0x80);
        if special != 0 {
            return at + word::first(special);
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let special = |byte: &u8| matches!(byte, 0..0x20 | 0x80.. | b'&' | b'<' | b'>' | b'"');
    at + rest.iter().position(special).unwrap_or(rest.len())
}
