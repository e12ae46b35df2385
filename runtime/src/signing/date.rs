//! The time of a signature: ISO 8601 basic format, in UTC, to the second
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>, "Elements").

use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::ContextError;
use crate::formats::timestamp::{Date, SECONDS_PER_DAY};

/// `20150830T123600Z`
pub(super) struct Stamp {
    /// Days after the epoch.
    pub(super) day: i64,
    text: [u8; 16],
}

impl Stamp {
    /// The time as text; `None` if its year has not four digits.
    pub(super) fn new(time: SystemTime) -> Option<Self> {
        let seconds = seconds(time)?;
        let (day, second) = (seconds.div_euclid(SECONDS_PER_DAY), seconds.rem_euclid(SECONDS_PER_DAY));
        let date = Date::from_days(day)?;
        let mut text = *b"00000000T000000Z";
        let parts = [
            (0, date.year / 100),
            (2, date.year % 100),
            (4, date.month),
            (6, date.day),
            (9, second / 3600),
            (11, second / 60 % 60),
            (13, second % 60),
        ];
        for (at, value) in parts {
            text[at] = digit(value / 10)?;
            text[at + 1] = digit(value % 10)?;
        }
        Some(Self { day, text })
    }

    /// The time as text.
    ///
    /// # Errors
    ///
    /// Fails if its year has not four digits.
    pub(super) fn of(time: SystemTime) -> Result<Self, ContextError> {
        Self::new(time).ok_or_else(|| ContextError::new("the year of the time has not four digits"))
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// `20150830`
    pub(super) fn date(&self) -> &str {
        self.as_str().get(..8).unwrap_or_default()
    }
}

/// The time as `20150830T123600Z`; `None` if its year has not four digits.
pub(crate) fn basic_format(time: SystemTime) -> Option<String> {
    Stamp::new(time).map(|stamp| stamp.as_str().to_owned())
}

fn digit(value: i64) -> Option<u8> {
    u8::try_from(value).ok().map(|value| b'0' + value)
}

/// Whole seconds after the epoch, rounded down.
fn seconds(time: SystemTime) -> Option<i64> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).ok(),
        Err(before) => {
            let before = before.duration();
            let seconds = i64::try_from(before.as_secs()).ok()?;
            Some(-seconds - i64::from(before.subsec_nanos() > 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn times_are_written_in_the_basic_format() {
        for (seconds, text) in [
            (0, "19700101T000000Z"),
            (1_440_938_160, "20150830T123600Z"),
            (951_868_799, "20000229T235959Z"),
            (253_402_300_799, "99991231T235959Z"),
        ] {
            let stamp = Stamp::new(UNIX_EPOCH + Duration::from_secs(seconds)).unwrap();
            assert_eq!((stamp.as_str(), stamp.date()), (text, &text[..8]));
        }
        let before = Stamp::new(UNIX_EPOCH - Duration::from_millis(500)).unwrap();
        assert_eq!((before.as_str(), before.day), ("19691231T235959Z", -1));
        assert!(Stamp::new(UNIX_EPOCH + Duration::from_secs(253_402_300_800)).is_none());
    }
}
