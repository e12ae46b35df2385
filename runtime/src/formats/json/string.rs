//! Strings: where they end, and their escapes.

use std::borrow::Cow;

use crate::text::word;
use crate::walk::ReadError;

use super::Scanner;

/// The index of the first byte that is not plain string content (a quote, a backslash or a control character), or the
/// length. Sixteen bytes are looked at at once.
#[inline]
pub(super) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        if is_plain_chunk(chunk) {
            at += 16;
            continue;
        }
        let chunk = u128::from_le_bytes(*chunk);
        #[allow(clippy::cast_possible_truncation)] // each takes its half
        let (low, high) = (specials(chunk as u64), specials((chunk >> 64) as u64));
        return at + if low == 0 { 8 + word::first(high) } else { word::first(low) };
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| is_special(*byte)).unwrap_or(rest.len())
}

#[inline]
const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Marks bytes that are not plain.
#[inline]
const fn specials(bytes: u64) -> u64 {
    word::any_of(bytes, *b"\"\\") | word::below(bytes, 0x20)
}

/// Whether a text needs no escapes. Chunks overlap, so that no rest is left to be looked at byte by byte.
#[inline]
fn is_plain(bytes: &[u8]) -> bool {
    match bytes.last_chunk() {
        Some(last) => is_plain_chunk(last) && bytes.as_chunks().0.iter().all(is_plain_chunk),
        None => plain_word(bytes).is_some(),
    }
}

/// Without early returns, so that the compiler takes all bytes at once.
#[inline]
fn is_plain_chunk(chunk: &[u8; 16]) -> bool {
    chunk.iter().fold(true, |plain, byte| plain & !is_special(*byte))
}

/// Appends a string with its quotes.
pub(super) fn write_string(text: &str, out: &mut Vec<u8>) {
    write_between(*b"\"", text, *b"\"", out);
}

/// Appends a key, with the comma before it.
pub(super) fn write_key(key: &str, out: &mut Vec<u8>) {
    write_between(*b",\"", key, *b"\":", out);
}

/// Appends a text with what goes before and behind it. What makes no more than 16 bytes is put together in a register and
/// appended as 16, of which the rest is cut off again: most keys and many values are so short that to call `memcpy` would
/// take longer.
#[inline]
fn write_between<const N: usize>(before: [u8; N], text: &str, after: [u8; N], out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let length = bytes.len() + 2 * N;
    if length <= 16
        && let Some(word) = plain_word(bytes)
    {
        let word = word_of(&before) | word << (8 * N) | word_of(&after) << (8 * (length - N));
        let end = out.len() + length;
        out.extend_from_slice(&word.to_le_bytes());
        out.truncate(end);
        return;
    }
    out.extend_from_slice(&before);
    if is_plain(bytes) {
        out.extend_from_slice(bytes);
    } else {
        write_escaped(bytes, out);
    }
    out.extend_from_slice(&after);
}

/// At most 16 bytes as a number, the first byte lowest, unless they need escapes. Chunks overlap, as in [`is_plain`].
#[inline]
fn plain_word(bytes: &[u8]) -> Option<u128> {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        let word = u128::from(first) | u128::from(last) << (8 * (bytes.len() - 8));
        return (specials(first) | specials(last) == 0).then_some(word);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)));
        let word = first | last << (8 * (bytes.len() - 4));
        return (specials(first << 32 | last) == 0).then_some(word.into());
    }
    (!bytes.iter().any(|byte| is_special(*byte))).then(|| word_of(bytes))
}

/// The bytes as a number, the first byte lowest.
#[inline]
fn word_of(bytes: &[u8]) -> u128 {
    bytes.iter().rev().fold(0, |word, byte| word << 8 | u128::from(*byte))
}

#[cold]
fn write_escaped(bytes: &[u8], out: &mut Vec<u8>) {
    let mut start = 0;
    loop {
        let end = plain_end(bytes, start);
        out.extend_from_slice(&bytes[start..end]);
        let Some(&special) = bytes.get(end) else { return };
        write_escape(special, out);
        start = end + 1;
    }
}

fn write_escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x09 => b't',
        0x0A => b'n',
        0x0C => b'f',
        0x0D => b'r',
        _ => {
            let digit = |nibble: u8| b"0123456789abcdef"[usize::from(nibble)];
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

impl<'a> Scanner<'a> {
    /// Reads a string; without escapes it is borrowed.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, ReadError> {
        if self.peek() != b'"' {
            return Err(self.expected("a string"));
        }
        let start = self.at + 1;
        let end = plain_end(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Cow::Borrowed(&self.text[start..end]));
        }
        self.escaped_string(start, end).map(Cow::Owned)
    }

    /// Reads on at the first byte of a string that is not plain.
    #[cold]
    fn escaped_string(&mut self, mut start: usize, mut end: usize) -> Result<String, ReadError> {
        let mut text = String::new();
        loop {
            text.push_str(&self.text[start..end]);
            self.at = end;
            match self.text.as_bytes().get(end) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => return Err(self.error("a control character stands in a string")),
                None => return Err(self.error("the input ends in a string")),
            }
            start = self.at;
            end = plain_end(self.text.as_bytes(), start);
        }
    }

    /// Reads one escape, or the two that make up a surrogate pair.
    fn escape(&mut self) -> Result<char, ReadError> {
        let code = self.text.as_bytes().get(self.at + 1).copied().unwrap_or(0);
        let plain = match code {
            b'"' | b'\\' | b'/' => char::from(code),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return Err(self.error("a backslash begins no escape")),
        };
        self.at += 2;
        Ok(plain)
    }

    fn unicode_escape(&mut self) -> Result<char, ReadError> {
        let unit = self.code_unit()?;
        let scalar = match unit {
            0xD800..=0xDBFF => {
                let low = self.code_unit()?;
                let in_range = (0xDC00..=0xDFFF).contains(&low);
                in_range.then(|| 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            }
            _ => Some(unit),
        };
        scalar.and_then(char::from_u32).ok_or_else(|| self.error("an escaped surrogate stands alone"))
    }

    /// Reads `\uXXXX`.
    fn code_unit(&mut self) -> Result<u32, ReadError> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let [b'\\', b'u', digits @ ..] = rest else {
            return Err(self.error("an escaped surrogate stands alone"));
        };
        let unit = digits.first_chunk::<4>().and_then(|digits| {
            digits.iter().try_fold(0, |unit, &digit| Some(unit << 4 | char::from(digit).to_digit(16)?))
        });
        let unit = unit.ok_or_else(|| self.error("four hexadecimal digits must follow \\u"))?;
        self.at += 6;
        Ok(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every length around those at which it is done another way, with nothing special and with a special character at
    /// every place, between what was written before and comes after.
    #[test]
    fn strings_and_keys_are_written_as_serde_json_writes_them() {
        let check = |text: &str| {
            let expected = serde_json::to_string(text).unwrap();
            let mut out = b"[".to_vec();
            write_string(text, &mut out);
            write_key(text, &mut out);
            write_string("]", &mut out);
            assert_eq!(std::str::from_utf8(&out).unwrap(), format!("[{expected},{expected}:\"]\""));
        };
        for length in 0..40 {
            let plain: String = ('!'..).filter(|it| !matches!(it, '"' | '\\')).take(length).collect();
            check(&plain);
            for at in 0..length {
                for special in ["\"", "\\", "\n", "\u{1}", "\u{e9}", "\u{7f}"] {
                    check(&format!("{}{special}{}", &plain[..at], &plain[at + 1..]));
                }
            }
        }
    }
}
