//! Numbers. Each reader takes the form that is meant for it at once; any other form becomes decimal text first, which
//! is exact, and is what a number of any size is handed over as.

use aws_smithy_types::DateTime;

use crate::text::decimal::Decimal;
use crate::walk::ReadError;

use super::Scanner;
use super::big;
use super::head::{
    ARRAY, BYTES, DOUBLE, HALF, Head, NEGATIVE, SINGLE, TAG, TAG_DECIMAL_FRACTION, TAG_EPOCH, TAG_NEGATIVE_BIGNUM,
    TAG_UNSIGNED_BIGNUM, UNSIGNED,
};

impl Scanner<'_> {
    /// Reads a number that must be integral.
    #[inline]
    pub(super) fn integer(&mut self) -> Result<i64, ReadError> {
        if !matches!(self.peek() >> 5, UNSIGNED | NEGATIVE) {
            return self.converted_integer();
        }
        let start = self.at;
        let head = self.head()?;
        match i64::try_from(head.argument) {
            // -1 - argument
            Ok(argument) => Ok(if head.major() == NEGATIVE { !argument } else { argument }),
            Err(_) => Err(ReadError::out_of_range(integer_text(head), "64 bits").offset(start)),
        }
    }

    #[cold]
    fn converted_integer(&mut self) -> Result<i64, ReadError> {
        let start = self.at;
        let text = self.number()?;
        let integer = Decimal::parse(&text).and_then(Decimal::to_i64);
        integer.ok_or_else(|| ReadError::new(format!("expected an integer of 64 bits, found {text}")).offset(start))
    }

    /// Reads a number as the nearest double.
    #[inline]
    pub(super) fn double(&mut self) -> Result<f64, ReadError> {
        match self.peek() {
            HALF | SINGLE | DOUBLE => self.head().map(float),
            _ => self.converted_double(),
        }
    }

    #[cold]
    fn converted_double(&mut self) -> Result<f64, ReadError> {
        let start = self.at;
        let text = self.number()?;
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(ReadError::out_of_range(text, "a double").offset(start)),
        }
    }

    /// Reads seconds since the epoch. Of a fraction, as much as the shortest decimal has that gives the same double:
    /// a service that has milliseconds gets just those across.
    #[inline]
    pub(super) fn timestamp(&mut self) -> Result<DateTime, ReadError> {
        if self.peek() == TAG << 5 | TAG_EPOCH {
            self.at += 1;
        }
        if matches!(self.peek() >> 5, UNSIGNED | NEGATIVE) {
            return self.integer().map(DateTime::from_secs);
        }
        self.fractional_timestamp()
    }

    fn fractional_timestamp(&mut self) -> Result<DateTime, ReadError> {
        let start = self.at;
        if matches!(self.peek(), SINGLE | DOUBLE) {
            let seconds = float(self.head()?);
            if let Some(time) = whole_millis(seconds) {
                return Ok(time);
            }
            self.at = start;
        }
        let text = self.number()?;
        let seconds = Decimal::parse(&text).and_then(Decimal::to_seconds);
        let seconds = seconds.ok_or_else(|| ReadError::out_of_range(text, "a timestamp").offset(start));
        seconds.map(|(seconds, nanos)| DateTime::from_secs_and_nanos(seconds, nanos))
    }

    /// Reads a number of any kind as decimal text.
    pub(super) fn number(&mut self) -> Result<String, ReadError> {
        loop {
            let start = self.at;
            if matches!(self.peek(), HALF | SINGLE | DOUBLE) {
                return finite_text(float(self.head()?)).ok_or_else(|| self.not_finite(start));
            }
            if !matches!(self.peek() >> 5, UNSIGNED | NEGATIVE | TAG) {
                return Err(self.expected("a number"));
            }
            let head = self.head()?;
            match (head.major(), head.argument) {
                (TAG, TAG_UNSIGNED_BIGNUM | TAG_NEGATIVE_BIGNUM) => return self.bignum(head),
                (TAG, TAG_DECIMAL_FRACTION) => return self.decimal_fraction(),
                (TAG, _) => {}
                _ => return Ok(integer_text(head)),
            }
        }
    }

    #[cold]
    fn not_finite(&self, start: usize) -> ReadError {
        ReadError::new("expected a finite number").offset(start)
    }

    /// The bytes behind the tag of a bignum.
    fn bignum(&mut self, tag: Head) -> Result<String, ReadError> {
        if self.peek() >> 5 != BYTES {
            return Err(self.expected("the bytes of a number"));
        }
        let start = self.at;
        let bytes = self.blob()?;
        big::to_digits(&bytes, tag.argument == TAG_NEGATIVE_BIGNUM)
            .ok_or_else(|| ReadError::new("the number has too many digits").offset(start))
    }

    /// The array of exponent and mantissa behind the tag of a decimal fraction.
    fn decimal_fraction(&mut self) -> Result<String, ReadError> {
        let mut left = self.open(ARRAY, "an exponent and a mantissa")?;
        let exponent = self.part_of_fraction(&mut left)?;
        let mantissa = self.part_of_fraction(&mut left)?;
        if self.more(&mut left) {
            return Err(self.error("a decimal fraction has more than two parts"));
        }
        self.close();
        Ok(big::place_point(&mantissa, &exponent))
    }

    /// An integer of any size.
    fn part_of_fraction(&mut self, left: &mut usize) -> Result<String, ReadError> {
        if !self.more(left) {
            return Err(self.error("a decimal fraction has less than two parts"));
        }
        if !matches!(self.peek() >> 5, UNSIGNED | NEGATIVE | TAG) {
            return Err(self.expected("an integer"));
        }
        let head = self.head()?;
        match (head.major(), head.argument) {
            (TAG, TAG_UNSIGNED_BIGNUM | TAG_NEGATIVE_BIGNUM) => self.bignum(head),
            (TAG, _) => Err(self.error("expected an integer, found a tag")),
            _ => Ok(integer_text(head)),
        }
    }
}

/// The number of a head that is a float of half, single or double precision.
#[inline]
pub(super) fn float(head: Head) -> f64 {
    #[allow(clippy::cast_possible_truncation)] // the argument has as many bits as the head says
    match head.initial {
        HALF => half(head.argument as u16),
        SINGLE => f32::from_bits(head.argument as u32).into(),
        _ => f64::from_bits(head.argument),
    }
}

/// A float of half precision (IEEE 754 binary16): a sign, 5 bits of exponent, 10 of fraction.
fn half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3FF);
    let magnitude = match bits >> 10 & 0x1F {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (fraction + 1024.0) * 2f64.powi(i32::from(exponent) - 25),
    };
    if bits & 0x8000 == 0 { magnitude } else { -magnitude }
}

/// The time, if the seconds are the double nearest to a whole number of milliseconds.
#[inline]
fn whole_millis(seconds: f64) -> Option<DateTime> {
    /// Beyond 15 digits, doubles are too far apart.
    const LIMIT: f64 = 1e15;
    let millis = (seconds * 1000.0).round();
    #[allow(clippy::cast_possible_truncation, clippy::float_cmp)] // within the limit, and meant to be the same double
    (millis.abs() < LIMIT && millis / 1000.0 == seconds).then(|| DateTime::from_millis(millis as i64))
}

pub(super) fn integer_text(head: Head) -> String {
    let argument = i128::from(head.argument);
    (if head.major() == NEGATIVE { -1 - argument } else { argument }).to_string()
}

fn finite_text(number: f64) -> Option<String> {
    number.is_finite().then(|| number.to_string())
}
