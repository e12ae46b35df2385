//! Values that models write down for simple shapes: defaults, and parameters of test cases
//! (<https://smithy.io/2.0/spec/type-refinement-traits.html#default-value-constraints>).
//!
//! The functions return `None` if a value is none of its shape, which the checks report.

use serde_json::Value;

/// The first second of the year 1 and the last of the year 9999: the range of timestamps in text.
const SECONDS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

/// The greatest number of digits of a number without an exponent, which bounds the text of `1e999999999`.
const DIGITS: i64 = 400;

/// An integer of at most 64 bits, also if it is written as `1.0`.
pub fn integer(value: &Value) -> Option<i64> {
    let (digits, sign) = whole(value)?;
    format!("{sign}{digits}").parse().ok()
}

/// A number that a `float` can hold.
pub fn float(value: &Value) -> Option<f64> {
    #[allow(clippy::cast_possible_truncation, reason = "what it becomes is looked at")]
    double(value).filter(|double| (*double as f32).is_finite())
}

/// A number that a `double` can hold.
pub fn double(value: &Value) -> Option<f64> {
    value.as_number()?.to_string().parse().ok().filter(|double: &f64| double.is_finite())
}

/// The digits of a whole number, with a `-` if it is less than zero.
pub fn big_integer(value: &Value) -> Option<String> {
    whole(value).map(|(digits, sign)| format!("{sign}{digits}"))
}

/// A number as it is written.
pub fn big_decimal(value: &Value) -> Option<String> {
    let text = value.as_number()?.to_string();
    Decimal::parse(&text).map(|_| text)
}

/// The bytes that a text is the base64 of.
pub fn blob(value: &Value) -> Option<Vec<u8>> {
    base64(value.as_str()?)
}

/// A time as seconds and nanoseconds since 1970: a number of seconds, or a text in the form of RFC 3339 that ends in `Z`.
pub fn timestamp(value: &Value) -> Option<(i64, u32)> {
    let time = match value {
        Value::String(text) => date_time(text)?,
        Value::Number(number) => Decimal::parse(&number.to_string())?.seconds()?,
        _ => return None,
    };
    SECONDS.contains(&time.0).then_some(time)
}

/// Decodes base64, whose padding may be left out.
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    if digits.len() % 4 == 1 || (digits.len() != text.len() && !text.len().is_multiple_of(4)) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in digits.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// The digits of a whole number without leading zeros, and its sign.
fn whole(value: &Value) -> Option<(String, &'static str)> {
    let decimal = Decimal::parse(&value.as_number()?.to_string())?;
    let (whole, fraction) = decimal.split()?;
    if fraction.bytes().any(|digit| digit != b'0') {
        return None;
    }
    let sign = if decimal.negative && whole != "0" { "-" } else { "" };
    Some((whole, sign))
}

/// A number as its digits.
struct Decimal {
    negative: bool,
    digits: String,
    /// The number of digits before the point; may lie outside of the digits.
    point: i64,
}

impl Decimal {
    /// Reads a number of JSON.
    fn parse(text: &str) -> Option<Self> {
        let (coefficient, exponent) = match text.split_once(['e', 'E']) {
            Some((coefficient, exponent)) => (coefficient, exponent.parse().ok()?),
            None => (text, 0_i64),
        };
        let unsigned = coefficient.trim_start_matches('-');
        let (before, after) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let point = i64::try_from(before.len()).ok()?.checked_add(exponent)?;
        Some(Self { negative: coefficient != unsigned, digits: format!("{before}{after}"), point })
    }

    /// The digits before the point without leading zeros, and those behind it; `None` if there would be too many.
    fn split(&self) -> Option<(String, String)> {
        if !(-DIGITS..=DIGITS).contains(&self.point) {
            return self.digits.bytes().all(|digit| digit == b'0').then(|| ("0".to_owned(), String::new()));
        }
        let digit = |at: i64| usize::try_from(at).ok().and_then(|at| self.digits.as_bytes().get(at)).copied();
        let piece = |from: i64, to: i64| (from..to).map(|at| char::from(digit(at).unwrap_or(b'0'))).collect::<String>();
        let whole = piece(0, self.point);
        let fraction = piece(self.point, i64::try_from(self.digits.len()).ok()?);
        let whole = whole.trim_start_matches('0');
        Some((if whole.is_empty() { "0" } else { whole }.to_owned(), fraction))
    }

    /// The number as seconds and nanoseconds, rounded to the nearest.
    fn seconds(&self) -> Option<(i64, u32)> {
        let (whole, fraction) = self.split()?;
        let seconds: i64 = whole.parse().ok()?;
        let nanos: u32 = format!("{fraction:0<9}")[..9].parse().ok()?;
        let up = fraction.as_bytes().get(9).is_some_and(|digit| *digit >= b'5');
        let (seconds, nanos) = match nanos + u32::from(up) {
            1_000_000_000 => (seconds.checked_add(1)?, 0),
            nanos => (seconds, nanos),
        };
        Some(match (self.negative, nanos) {
            (false, _) => (seconds, nanos),
            (true, 0) => (-seconds, 0),
            (true, _) => (-seconds - 1, 1_000_000_000 - nanos),
        })
    }
}

/// `1985-04-12T23:20:50.52Z` (<https://www.rfc-editor.org/rfc/rfc3339#section-5.6>), without an offset and leap seconds.
fn date_time(text: &str) -> Option<(i64, u32)> {
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        text.get(range)?
            .bytes()
            .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0')))
    };
    let sign =
        |at: usize, expected: u8| text.as_bytes().get(at).is_some_and(|byte| byte.eq_ignore_ascii_case(&expected));
    if ![(4, b'-'), (7, b'-'), (10, b't'), (13, b':'), (16, b':')].into_iter().all(|(at, byte)| sign(at, byte)) {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let fraction = text.get(19..)?.strip_suffix(['Z', 'z'])?;
    let fraction = match fraction.strip_prefix('.') {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()) => digits,
        None if fraction.is_empty() => "",
        _ => return None,
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let of_month = usize::try_from(month - 1).ok().and_then(|month| days.get(month))?;
    if !(1..=*of_month).contains(&day) || year == 0 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // Days of whole years since the year 1, then of whole months.
    let before = (year - 1) * 365 + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
    let of_year: i64 = days[..usize::try_from(month - 1).ok()?].iter().sum();
    let seconds = (before + of_year + day - 1) * 86_400 + hour * 3_600 + minute * 60 + second;
    let (carried, nanos) = Decimal::parse(&format!("0.{fraction}"))?.seconds()?;
    Some((seconds + carried + SECONDS.start(), nanos))
}

#[cfg(test)]
mod tests;
