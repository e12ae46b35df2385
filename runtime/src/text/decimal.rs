//! Decimal numbers as text, taken apart exactly: the ground of integers and timestamps that come as JSON numbers.

use std::borrow::Cow;

use super::count_leading;

/// A number of JSON's grammar (<https://www.rfc-editor.org/rfc/rfc8259#section-6>), in its parts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decimal<'a> {
    /// Whether a minus sign stands before it.
    pub(crate) negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    exponent: i64,
}

impl<'a> Decimal<'a> {
    /// Takes a number apart; `None` if the text is anything but one number.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (negative, rest) = match bytes.strip_prefix(b"-") {
            Some(rest) => (true, rest),
            None => (false, bytes),
        };
        let (whole, rest) = digits(rest)?;
        if whole.len() > 1 && whole[0] == b'0' {
            return None;
        }
        let (fraction, rest) = match rest.strip_prefix(b".") {
            Some(rest) => digits(rest)?,
            None => (&rest[..0], rest),
        };
        let (exponent, rest) = match rest {
            [b'e' | b'E', rest @ ..] => exponent(rest)?,
            _ => (0, rest),
        };
        rest.is_empty().then_some(Self { negative, whole, fraction, exponent })
    }

    /// The value, if it is integral and fits: `5.0` and `1e3` are integers, `0.5` is not.
    #[cfg(any(feature = "cbor", feature = "json"))]
    pub(crate) fn to_i64(self) -> Option<i64> {
        let magnitude = self.magnitude()?;
        self.fraction_is_zero().then(|| self.signed(magnitude))?
    }

    /// Seconds and nanoseconds with the latter counting forward; digits beyond nanoseconds are dropped.
    pub(crate) fn to_seconds(self) -> Option<(i64, u32)> {
        let magnitude = self.magnitude()?;
        let mut nanos = 0;
        for place in 1..=9 {
            nanos = nanos * 10 + u32::from(self.digit(-place));
        }
        if self.negative && nanos > 0 {
            let seconds = i64::try_from(-i128::from(magnitude) - 1).ok()?;
            return Some((seconds, 1_000_000_000 - nanos));
        }
        Some((self.signed(magnitude)?, nanos))
    }

    fn signed(self, magnitude: u64) -> Option<i64> {
        let magnitude = i128::from(magnitude);
        i64::try_from(if self.negative { -magnitude } else { magnitude }).ok()
    }

    /// The part before the decimal point, if 64 bits hold it.
    fn magnitude(self) -> Option<u64> {
        let mut first = 0;
        loop {
            match self.nth(first) {
                None => return Some(0),
                Some(b'0') => first += 1,
                Some(_) => break,
            }
        }
        let highest = self.place(first);
        if highest > 19 {
            return None;
        }
        let mut magnitude = 0u64;
        for place in (0..=highest).rev() {
            magnitude = magnitude.checked_mul(10)?.checked_add(u64::from(self.digit(place)))?;
        }
        Some(magnitude)
    }

    #[cfg(any(feature = "cbor", feature = "json"))]
    fn fraction_is_zero(self) -> bool {
        let mut index = 0;
        while let Some(digit) = self.nth(index) {
            if digit != b'0' && self.place(index) < 0 {
                return false;
            }
            index += 1;
        }
        true
    }

    /// The power of ten that the digit with this index counts.
    #[allow(clippy::cast_possible_wrap)] // indices of a slice fit
    fn place(self, index: usize) -> i64 {
        (self.whole.len() as i64 - 1 - index as i64).saturating_add(self.exponent)
    }

    /// The digit that counts this power of ten.
    fn digit(self, place: i64) -> u8 {
        let index = self.place(0).saturating_sub(place);
        usize::try_from(index).ok().and_then(|index| self.nth(index)).map_or(0, |digit| digit - b'0')
    }

    /// The digit at this index, before or behind the decimal point.
    fn nth(self, index: usize) -> Option<u8> {
        match index.checked_sub(self.whole.len()) {
            None => self.whole.get(index).copied(),
            Some(index) => self.fraction.get(index).copied(),
        }
    }
}

/// The number of a big integer or decimal in JSON's grammar, which is the strictest of the formats: without a plus sign,
/// without zeros before the first digit that counts, and with digits on both sides of a point.
#[inline]
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if Decimal::parse(text).is_some() {
        return Cow::Borrowed(text);
    }
    let (sign, magnitude) = match text.strip_prefix('-') {
        Some(magnitude) => ("-", magnitude),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let end = magnitude.find(['e', 'E']).unwrap_or(magnitude.len());
    let (coefficient, exponent) = magnitude.split_at(end);
    let (whole, fraction) = coefficient.split_once('.').unwrap_or((coefficient, ""));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Cow::Owned(format!("{sign}{whole}{point}{fraction}{exponent}"))
}

/// One digit or more, and what follows.
fn digits(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = count_leading(bytes, |byte| byte.is_ascii_digit());
    (length > 0).then(|| bytes.split_at(length))
}

/// The digits after `e` with an optional sign, and what follows; values too large to matter are cut off.
fn exponent(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let (negative, rest) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, bytes),
    };
    let (digits, rest) = digits(rest)?;
    let magnitude =
        digits.iter().fold(0i64, |sum, digit| sum.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
    let magnitude = magnitude.min(i64::MAX / 4);
    Some((if negative { -magnitude } else { magnitude }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(any(feature = "cbor", feature = "json"))]
    fn integer(text: &str) -> Option<i64> {
        Decimal::parse(text)?.to_i64()
    }

    #[cfg(any(feature = "cbor", feature = "json"))]
    #[test]
    fn integral_numbers_are_integers_however_they_are_written() {
        for (text, value) in [
            ("0", 0),
            ("-0", 0),
            ("-0.0", 0),
            ("5.0", 5),
            ("1e3", 1000),
            ("1.25E+2", 125),
            ("1200e-2", 12),
            ("-7", -7),
            ("0e999999999999999999999", 0),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
            ("922337203685477580.7e1", i64::MAX),
            ("0.0000000000000000000000001e25", 1),
        ] {
            assert_eq!(integer(text), Some(value), "{text}");
        }
    }

    #[cfg(any(feature = "cbor", feature = "json"))]
    #[test]
    fn fractions_and_large_numbers_are_no_integers() {
        for text in [
            "0.5",
            "1e-1",
            "15e-1",
            "9223372036854775808",
            "-9223372036854775809",
            "1e19",
            "1e400",
            "1e99999999999999999999",
        ] {
            assert_eq!(integer(text), None, "{text}");
        }
    }

    #[test]
    fn big_numbers_are_written_plainly() {
        for (text, written) in [
            ("5", "5"),
            ("+5", "5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("007", "7"),
            ("-007", "-7"),
            ("-000", "-0"),
            ("+00.10", "0.10"),
            ("-.5E+07", "-0.5E+07"),
            ("5.e-3", "5e-3"),
            ("1.20e1", "1.20e1"),
        ] {
            assert_eq!(plain(text), written, "{text}");
        }
    }

    #[test]
    fn the_grammar_is_that_of_json() {
        for text in
            ["", "-", "+1", "01", "-01", ".5", "5.", "1e", "1e+", "1.e3", "0x10", "1 ", " 1", "NaN", "1e1.5", "--1"]
        {
            assert!(Decimal::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn seconds_are_exact_and_nanoseconds_count_forward() {
        for (text, seconds) in [
            ("1398796238", (1_398_796_238, 0)),
            ("1398796238.123456789", (1_398_796_238, 123_456_789)),
            ("1.398796238E9", (1_398_796_238, 0)),
            ("1.3987962385E9", (1_398_796_238, 500_000_000)),
            ("0.9999999999", (0, 999_999_999)),
            ("-1.25", (-2, 750_000_000)),
            ("-1", (-1, 0)),
            ("-0.000000001", (-1, 999_999_999)),
            ("1e-9", (0, 1)),
        ] {
            assert_eq!(Decimal::parse(text).and_then(Decimal::to_seconds), Some(seconds), "{text}");
        }
        assert_eq!(Decimal::parse("1e30").and_then(Decimal::to_seconds), None);
    }
}
