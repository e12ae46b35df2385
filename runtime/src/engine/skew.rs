//! The difference between the clock of the service and that of the client, by which signatures are corrected.
//!
//! A service refuses signatures that are minutes old or early. Each answer says in `Date` what time it is there: compared with
//! the middle of the time that the request took (as NTP does, RFC 5905, 8), this gives the difference.

use std::sync::atomic::{AtomicIsize, Ordering};
use std::time::{Duration, SystemTime};

use aws_smithy_async::time::{SharedTimeSource, TimeSource};
use http::HeaderMap;
use http::header::{AGE, DATE};

use crate::formats::timestamp::parse_http_date;

/// The difference up to which an error of a signature has another cause.
const TOLERATED: Duration = Duration::from_secs(4 * 60);
/// The longest that a request may take for its answer to say something about clocks.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// The difference as far as a client knows it.
#[derive(Debug, Default)]
pub(super) struct Skew {
    /// In whole seconds, as `Date` is; positive if the clock of the service is ahead. Clocks that agree differ by less.
    seconds: AtomicIsize,
}

impl Skew {
    /// The time at the service when it is this time here.
    pub(super) fn correct(&self, now: SystemTime) -> SystemTime {
        shifted(now, self.seconds.load(Ordering::Relaxed))
    }

    /// A clock that is corrected by what is known now.
    pub(super) fn clock(&self, time: &SharedTimeSource) -> SharedTimeSource {
        match self.seconds.load(Ordering::Relaxed) {
            0 => time.clone(),
            seconds => SharedTimeSource::new(Corrected { time: time.clone(), seconds }),
        }
    }

    /// Learns from the head of an answer to a request that was sent at this time. Says whether the clock was so wrong that an
    /// error of the signature may come from that. Answers of caches, which have an `Age`, are old.
    pub(super) fn learn(&self, sent: SystemTime, time: &SharedTimeSource, headers: &HeaderMap) -> bool {
        let Some(date) = headers.get(DATE).filter(|_| !headers.contains_key(AGE)) else { return false };
        let there = parse_http_date(date.as_bytes()).and_then(|there| SystemTime::try_from(there).ok());
        let elapsed = time.now().duration_since(sent).unwrap_or_default();
        let Some(there) = there.filter(|_| elapsed <= LONGEST) else { return false };
        let seconds = difference(there, sent + elapsed / 2);
        self.seconds.store(seconds, Ordering::Relaxed);
        Duration::from_secs(u64::try_from(seconds.unsigned_abs()).unwrap_or(u64::MAX)) > TOLERATED
    }
}

/// The whole seconds from one time to another.
fn difference(there: SystemTime, here: SystemTime) -> isize {
    let whole = |difference: Duration| isize::try_from(difference.as_secs()).unwrap_or_default();
    match there.duration_since(here) {
        Ok(ahead) => whole(ahead),
        Err(behind) => -whole(behind.duration()),
    }
}

/// The time some seconds later, or earlier; the same if there is no such time.
fn shifted(time: SystemTime, seconds: isize) -> SystemTime {
    let by = Duration::from_secs(u64::try_from(seconds.unsigned_abs()).unwrap_or_default());
    let shifted = if seconds < 0 { time.checked_sub(by) } else { time.checked_add(by) };
    shifted.unwrap_or(time)
}

#[derive(Debug)]
struct Corrected {
    time: SharedTimeSource,
    seconds: isize,
}

impl TimeSource for Corrected {
    fn now(&self) -> SystemTime {
        shifted(self.time.now(), self.seconds)
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use http::HeaderValue;

    use super::*;

    #[derive(Debug)]
    struct At(u64);

    impl TimeSource for At {
        fn now(&self) -> SystemTime {
            UNIX_EPOCH + Duration::from_millis(self.0)
        }
    }

    /// The difference that a new client learns, and whether it is much, if the answer came so many milliseconds after the request.
    fn learned(headers: &[(&'static str, &'static str)], took: u64) -> (isize, bool) {
        let headers = headers.iter().map(|(name, value)| ((*name).parse().unwrap(), HeaderValue::from_static(value)));
        let (skew, headers): (_, HeaderMap) = (Skew::default(), headers.collect());
        let sent = UNIX_EPOCH + Duration::from_secs(86_400);
        let much = skew.learn(sent, &SharedTimeSource::new(At(86_400_000 + took)), &headers);
        let seconds = skew.seconds.load(Ordering::Relaxed);
        let now = At(86_400_000).now();
        assert_eq!(difference(skew.correct(now), now), seconds);
        assert_eq!(difference(skew.clock(&SharedTimeSource::new(At(86_400_000))).now(), now), seconds);
        (seconds, much)
    }

    #[test]
    fn the_date_of_an_answer_is_compared_with_the_middle_of_the_request() {
        let date = |date| learned(&[("date", date)], 2000);
        assert_eq!(date("Fri, 02 Jan 1970 00:00:01 GMT"), (0, false));
        assert_eq!(date("Fri, 02 Jan 1970 00:01:01 GMT"), (60, false));
        assert_eq!(date("Fri, 02 Jan 1970 00:04:01 GMT"), (240, false));
        assert_eq!(date("Fri, 02 Jan 1970 00:04:02 GMT"), (241, true));
        assert_eq!(date("Thu, 01 Jan 1970 23:56:00 GMT"), (-241, true));
        assert_eq!(date("Thu, 01 Jan 1970 23:59:00 GMT"), (-61, false));
        assert_eq!(learned(&[("date", "Fri, 02 Jan 1970 00:00:00 GMT")], 999), (0, false), "half a second is cut off");
    }

    #[test]
    fn answers_that_say_nothing_about_now_are_passed_over() {
        let date = ("date", "Fri, 02 Jan 1970 01:00:00 GMT");
        assert_eq!(learned(&[date], 900_000), (3600 - 450, true));
        for (headers, took) in
            [(&[date][..], 900_001), (&[date, ("age", "17")], 2000), (&[], 2000), (&[("date", "now")], 2)]
        {
            assert_eq!(learned(headers, took), (0, false), "{headers:?} after {took} ms");
        }
        assert!(learned(&[("date", "Fri, 31 Dec 9999 23:59:59 GMT")], 0).1);
    }

    #[test]
    fn times_that_cannot_be_shifted_stay() {
        let now = UNIX_EPOCH + Duration::from_secs(1);
        assert_eq!(shifted(now, isize::MAX), now);
        assert_eq!(shifted(UNIX_EPOCH, -60), UNIX_EPOCH - Duration::from_secs(60));
    }
}
