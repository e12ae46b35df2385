//! The three formats of `smithy.api#timestampFormat`
//! (<https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait>), read and written.
//!
//! Years reach from 1 to 9999 in the two formats that have years. Digits beyond nanoseconds are dropped on reading.
//! `date-time` is written to the microsecond and `http-date` to the second, as the official runtime writes them.

use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;

use crate::text::count_leading;
use crate::text::decimal::Decimal;
use crate::walk::schema::{Member, TimestampFormat};

pub(crate) const SECONDS_PER_DAY: i64 = 86_400;
const MONTHS: [&[u8; 3]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];
/// The epoch was a Thursday.
const WEEKDAYS: [&[u8; 3]; 7] = [b"Thu", b"Fri", b"Sat", b"Sun", b"Mon", b"Tue", b"Wed"];

/// The error of a member whose timestamp a format has no year for.
#[cold]
pub(crate) fn no_year(member: &'static Member) -> BuildError {
    BuildError::invalid_field(member.name, "the year of the timestamp is not one of 1 to 9999")
}

/// Appends the timestamp; false, and nothing appended, if the format has no year for it.
#[must_use]
pub fn write(value: &DateTime, format: TimestampFormat, out: &mut Vec<u8>) -> bool {
    match format {
        TimestampFormat::EpochSeconds => write_epoch_seconds(value, out),
        TimestampFormat::DateTime | TimestampFormat::HttpDate => {
            let days = value.secs().div_euclid(SECONDS_PER_DAY);
            let Some(date) = Date::from_days(days) else { return false };
            let second = value.secs().rem_euclid(SECONDS_PER_DAY);
            if format == TimestampFormat::DateTime {
                write_date_time(date, second, value.subsec_nanos(), out);
            } else {
                write_http_date(date, days, second, out);
            }
        }
    }
    true
}

/// The timestamp as text; `None` if the format has no year for it.
#[must_use]
pub fn format(value: &DateTime, format: TimestampFormat) -> Option<String> {
    let mut out = Vec::with_capacity(32);
    write(value, format, &mut out).then_some(())?;
    String::from_utf8(out).ok()
}

/// Reads a timestamp; `None` if the text is not one in this format. A `date-time` may carry an offset.
#[must_use]
pub fn parse(text: &str, format: TimestampFormat) -> Option<DateTime> {
    match format {
        TimestampFormat::EpochSeconds => {
            let (seconds, nanos) = Decimal::parse(text)?.to_seconds()?;
            Some(DateTime::from_secs_and_nanos(seconds, nanos))
        }
        TimestampFormat::DateTime => parse_date_time(text.as_bytes()),
        TimestampFormat::HttpDate => parse_http_date(text.trim().as_bytes()),
    }
}

/// A day of the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Date {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
}

impl Date {
    /// The date so many days after the epoch, if its year has four digits.
    /// The arithmetic is that of <https://howardhinnant.github.io/date_algorithms.html>.
    pub(crate) fn from_days(days: i64) -> Option<Self> {
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        (1..=9999).contains(&year).then_some(Self { year, month, day })
    }

    /// Days after the epoch; `None` if there is no such day.
    fn to_days(self) -> Option<i64> {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let length = match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + i64::from(leap),
            _ => return None,
        };
        if !(1..=length).contains(&self.day) {
            return None;
        }
        let year = self.year - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let shifted_month = if self.month > 2 { self.month - 3 } else { self.month + 9 };
        let day_of_year = (153 * shifted_month + 2) / 5 + self.day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(era * 146_097 + day_of_era - 719_468)
    }
}

fn write_epoch_seconds(value: &DateTime, out: &mut Vec<u8>) {
    let (seconds, nanos) = (value.secs(), value.subsec_nanos());
    if seconds < 0 && nanos > 0 {
        out.push(b'-');
        out.extend_from_slice(itoa::Buffer::new().format(-(seconds + 1)).as_bytes());
        write_fraction(1_000_000_000 - nanos, 9, out);
    } else {
        out.extend_from_slice(itoa::Buffer::new().format(seconds).as_bytes());
        write_fraction(nanos, 9, out);
    }
}

/// Appends a point and that many digits of the fraction without the zeros at their end, or nothing.
fn write_fraction(nanos: u32, places: usize, out: &mut Vec<u8>) {
    if nanos == 0 {
        return;
    }
    let start = out.len();
    let mut divisor = 100_000_000;
    out.push(b'.');
    for _ in 0..places {
        out.push(digit(i64::from(nanos / divisor % 10)));
        divisor /= 10;
    }
    while out.len() > start && matches!(out.last(), Some(b'0' | b'.')) {
        out.pop();
    }
}

fn write_date_time(date: Date, second: i64, nanos: u32, out: &mut Vec<u8>) {
    let mut text = *b"0000-00-00T00:00:00";
    set_year(date.year, &mut text[..4]);
    set_two(date.month, &mut text[5..7]);
    set_two(date.day, &mut text[8..10]);
    set_time(second, &mut text[11..]);
    out.extend_from_slice(&text);
    write_fraction(nanos, 6, out);
    out.push(b'Z');
}

fn write_http_date(date: Date, days: i64, second: i64, out: &mut Vec<u8>) {
    let pick = |names: &[&'static [u8; 3]], index: i64| usize::try_from(index).map_or(b"   ", |index| names[index]);
    let mut text = *b"Thu, 00 Jan 0000 00:00:00 GMT";
    text[..3].copy_from_slice(pick(&WEEKDAYS, days.rem_euclid(7)));
    set_two(date.day, &mut text[5..7]);
    text[8..11].copy_from_slice(pick(&MONTHS, date.month - 1));
    set_year(date.year, &mut text[12..16]);
    set_time(second, &mut text[17..25]);
    out.extend_from_slice(&text);
}

/// Sets `00:00:00`.
#[inline]
fn set_time(second: i64, text: &mut [u8]) {
    set_two(second / 3600, &mut text[..2]);
    set_two(second / 60 % 60, &mut text[3..5]);
    set_two(second % 60, &mut text[6..8]);
}

#[inline]
fn set_year(year: i64, text: &mut [u8]) {
    set_two(year / 100, &mut text[..2]);
    set_two(year % 100, &mut text[2..]);
}

#[inline]
fn set_two(value: i64, text: &mut [u8]) {
    text.copy_from_slice(&[digit(value / 10), digit(value % 10)]);
}

#[inline]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // the callers give what has one digit
fn digit(value: i64) -> u8 {
    b'0' + value as u8
}

/// RFC 3339, e.g. `1985-04-12T23:20:50.52Z` or `1985-04-12T21:20:50-02:00`.
fn parse_date_time(text: &[u8]) -> Option<DateTime> {
    let (head, rest) = text.split_first_chunk::<19>()?;
    if head[4] != b'-' || head[7] != b'-' || !matches!(head[10], b'T' | b't') {
        return None;
    }
    let date = Date { year: number(&head[..4])?, month: number(&head[5..7])?, day: number(&head[8..10])? };
    let second = parse_time(&head[11..])?;
    let (nanos, zone) = parse_fraction(rest)?;
    let offset = match zone {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let offset = hours * 3600 + minutes * 60;
            if *sign == b'-' { -offset } else { offset }
        }
        _ => return None,
    };
    Some(DateTime::from_secs_and_nanos(date.to_days()? * SECONDS_PER_DAY + second - offset, nanos))
}

/// IMF-fixdate of RFC 7231 with an optional fraction, e.g. `Tue, 29 Apr 2014 18:30:38.5 GMT`. Nobody looks which weekday it
/// says, here or in the official runtime.
pub(crate) fn parse_http_date(text: &[u8]) -> Option<DateTime> {
    let (head, rest) = text.split_first_chunk::<25>()?;
    if !head[..3].is_ascii() || &head[3..5] != b", " || head[7] != b' ' || head[11] != b' ' || head[16] != b' ' {
        return None;
    }
    let month = MONTHS.iter().position(|name| name[..] == head[8..11])?;
    let date = Date { year: number(&head[12..16])?, month: i64::try_from(month).ok()? + 1, day: number(&head[5..7])? };
    let second = parse_time(&head[17..])?;
    let (nanos, zone) = parse_fraction(rest)?;
    (zone == b" GMT").then_some(())?;
    Some(DateTime::from_secs_and_nanos(date.to_days()? * SECONDS_PER_DAY + second, nanos))
}

/// `23:20:50` as seconds of the day; a leap second is the first second of the next minute.
fn parse_time(text: &[u8]) -> Option<i64> {
    let &[h1, h2, b':', m1, m2, b':', s1, s2] = text else { return None };
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[m1, m2])?, number(&[s1, s2])?);
    (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3600 + minute * 60 + second)
}

/// An optional point with digits, as nanoseconds, and what follows.
fn parse_fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let Some(text) = text.strip_prefix(b".") else { return Some((0, text)) };
    let length = count_leading(text, |byte| byte.is_ascii_digit());
    let (digits, rest) = text.split_at(length);
    let mut nanos = 0;
    for index in 0..9 {
        nanos = nanos * 10 + digits.get(index).map_or(0, |digit| u32::from(digit - b'0'));
    }
    (length > 0).then_some((nanos, rest))
}

/// The value of a few digits.
#[inline]
fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0')))
}

#[cfg(test)]
mod tests;
