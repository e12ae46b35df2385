//! The rates that other SDKs measure, and the waits.

use super::*;

fn assert_near(is: f64, should: f64, of: &str) {
    assert!((is - should).abs() <= 1e-9 * should.abs().max(1.0), "{of} is {is} and not {should}");
}

/// The table that the SDKs for Go and Rust have for the rates of a client with an attempt in each 0.2 s: whether it was
/// throttled, and the measured rate and the rate of tokens after it.
#[test]
fn rates_are_those_of_the_other_sdks() {
    const ATTEMPTS: [(bool, f64, f64); 17] = [
        (false, 0.0, 0.5),
        (false, 0.0, 0.5),
        (false, 4.8, 0.5),
        (false, 4.8, 0.5),
        (false, 4.16, 0.5),
        (false, 4.16, 0.6912),
        (false, 4.16, 1.0976),
        (false, 5.632, 1.6384),
        (false, 5.632, 2.3328),
        (true, 4.3264, 3.02848),
        (false, 4.3264, 3.486_639_173_470_26),
        (false, 4.3264, 3.821_874_416_040_255),
        (false, 5.66528, 4.053_385_727_709_987),
        (false, 5.66528, 4.200_373_108_479_454),
        (false, 4.333_056, 4.282_036_558_348_658),
        (true, 4.333_056, 2.997_425_590_844_06),
        (false, 4.333_056, 3.452_226_394_386_346_3),
    ];
    let limiter = ClientRateLimiter::default();
    for ((throttled, measured, fill), tick) in ATTEMPTS.into_iter().zip(1..) {
        limiter.attempted(f64::from(tick) / 5.0, throttled);
        assert_near(limiter.rate().measured, measured, "the measured rate");
        assert_near(limiter.rate().fill, fill, "the rate of tokens");
    }
}

/// The table of those SDKs for the way back: seconds after 5, and the rate.
#[test]
fn the_rate_recovers_along_a_cubic_curve() {
    let mut rate = ClientRateLimiterBuilder::new().0;
    (rate.peak, rate.throttled) = (10.0, 5.0);
    for (now, expected) in [
        (5.0, 7.0),
        (6.0, 9.648_936_009_66),
        (7.0, 10.000_030_849_917_364),
        (8.0, 10.453_284_520_772_092),
        (9.0, 13.408_697_022_224_185),
        (10.0, 21.266_268_354_273_64),
        (11.0, 36.425_998_516_920_465),
    ] {
        assert_near(rate.recovered(now), expected, "the rate");
    }
}

/// A limiter whose service throttled at 0 s.
fn throttled() -> ClientRateLimiter {
    let limiter = ClientRateLimiter::default();
    limiter.attempted(0.0, true);
    limiter
}

#[test]
fn nothing_waits_until_the_service_has_throttled() {
    let limiter = ClientRateLimiter::new(0.0);
    for _ in 0..100 {
        assert_eq!(limiter.acquire(0.0, Cost::THROTTLED), Ok(()));
        limiter.attempted(0.0, false);
    }
    limiter.attempted(0.0, true);
    assert_eq!(limiter.acquire(0.0, Cost::REQUEST), Err(Duration::from_secs(2)));
    assert_eq!(limiter.acquire(0.0, Cost::RETRY), Err(Duration::from_secs(10)));
    assert_eq!(limiter.acquire(0.0, Cost::THROTTLED), Err(Duration::from_secs(20)));
}

#[test]
fn who_has_to_wait_takes_nothing() {
    let limiter = throttled();
    for _ in 0..10 {
        assert_eq!(limiter.acquire(0.5, Cost::REQUEST), Err(Duration::from_millis(1500)));
    }
    assert_near(limiter.rate().tokens, 0.25, "what half a second gives");
    assert_eq!(limiter.acquire(2.5, Cost::REQUEST), Ok(()));
    assert_eq!(limiter.acquire(2.5, Cost::REQUEST), Err(Duration::from_secs(2)));
    assert_eq!(limiter.acquire(1.0, Cost::REQUEST), Err(Duration::from_secs(2)), "a clock that goes back");
}

/// A wait of no time would be asked for again and again.
#[test]
fn a_wait_too_short_to_measure_is_none() {
    let limiter = throttled();
    let almost = 1.0 - 1e-12;
    (limiter.rate().tokens, limiter.rate().filled) = (almost, Some(1.0));
    assert_eq!(limiter.acquire(1.0, Cost::REQUEST), Ok(()));
    assert_near(limiter.rate().tokens, 0.0, "the rest");
}

#[test]
fn what_a_builder_is_given_is_where_the_limiter_begins() {
    let builder = ClientRateLimiter::builder().token_refill_rate(4.0).maximum_bucket_capacity(6.0);
    let limiter = builder.current_bucket_capacity(3.0).tokens_retrieved_per_second(2.0).build();
    limiter.rate().limits = true;
    limiter.rate().filled = Some(0.0);
    assert_eq!(limiter.acquire(0.25, Cost::RETRY), Err(Duration::from_millis(250)));
    assert_eq!(limiter.acquire(10.0, Cost::THROTTLED), Err(Duration::from_secs(1)), "no more than the capacity");
}
