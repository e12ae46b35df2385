//! The pace of retries: pauses, budgets and the waits of adaptive mode, by a clock that the pauses move.

use std::time::UNIX_EPOCH;

use tinsmith::config::retry::{RetryPartition, TokenBucket};
use tinsmith::config::{Builder, TimeSource};
use tinsmith::test::Clock as Moving;

use super::*;

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// A clock that the pauses move. It begins with the epoch.
fn moving() -> Moving {
    Moving::at(UNIX_EPOCH)
}

fn of(clock: &Moving, config: Builder) -> Builder {
    config.time_source(clock.clone()).sleep_impl(clock.clone())
}

fn elapsed(clock: &Moving) -> Duration {
    clock.now().duration_since(UNIX_EPOCH).unwrap()
}

fn asks_to_wait(asked: &'static str) -> Response<&'static str> {
    Response::builder().status(503).header("x-amz-retry-after", asked).body("").unwrap()
}

#[tokio::test]
async fn the_service_may_ask_for_another_pause() {
    for (asked, new, pauses) in [
        ("1500", false, 1500..=1500),
        ("50000", false, 20_000..=20_000),
        ("1500", true, 1500..=1500),
        ("50000", true, 5000..=5050),
    ] {
        let (http, clock) = (replay([asks_to_wait(asked), ok()]), moving());
        let config = of(&clock, config().http_client(http)).new_retries_2026(new);
        engine(config).send::<Echo>(hello()).await.unwrap();
        let [pause] = clock.pauses()[..] else { panic!("one pause") };
        assert!(pauses.contains(&pause.as_millis()), "{asked}, {new}: {pause:?}");
    }
}

#[tokio::test]
async fn retries_of_2026_are_quick_unless_the_service_throttles() {
    let clock = moving();
    let http = replay([status(500, ""), status(500, ""), ok(), status(429, ""), ok()]);
    let engine = engine(of(&clock, config().http_client(http)).new_retries_2026(true));
    engine.send::<Echo>(hello()).await.unwrap();
    let [first, second] = clock.pauses()[..] else { panic!("two pauses") };
    assert!(first <= millis(50) && second <= millis(100), "{first:?} {second:?}");
    engine.send::<Echo>(hello()).await.unwrap();
    assert!(clock.pauses()[2] <= millis(1000));
}

#[tokio::test]
async fn a_partition_has_the_budget_that_it_is_given() {
    let requests = async |bucket: TokenBucket, calls: usize| {
        let http = respond(|_| Ok(Response::builder().status(500).body(SdkBody::empty()).unwrap()));
        let partition = RetryPartition::custom("small").token_bucket(bucket).build();
        let clock = moving();
        for _ in 0..calls {
            // Each call has a client of its own.
            let config = of(&clock, config().http_client(http.clone())).retry_partition(partition.clone());
            engine(config).send::<Echo>(hello()).await.unwrap_err();
        }
        http.requests().len()
    };
    assert_eq!(requests(TokenBucket::new(30), 3).await, 3 + 3);
    assert_eq!(requests(TokenBucket::unlimited(), 3).await, 3 * 3);
    assert_eq!(requests(TokenBucket::new(9), 3).await, 3);
    // Each pause takes time, and time gives tokens.
    let refilled = TokenBucket::builder().capacity(10).refill_rate(1_000_000.0).build();
    assert_eq!(requests(refilled, 3).await, 3 * 3);
}

#[tokio::test]
async fn a_long_poll_without_budget_fails_after_a_pause() {
    let pauses = async |new: bool, polls: bool, tokens: usize| {
        let (http, clock) = (replay([status(503, "")]), moving());
        let partition = RetryPartition::custom("empty").token_bucket(TokenBucket::new(tokens)).build();
        let config = of(&clock, config().http_client(http.clone())).retry_partition(partition).new_retries_2026(new);
        let engine = engine(config);
        let error = match polls {
            true => engine.send::<EchoPoll>(hello()).await.unwrap_err(),
            false => engine.send::<Echo>(hello()).await.unwrap_err(),
        };
        assert_eq!(error.raw_response().map(|response| response.status().as_u16()), Some(503));
        assert_eq!(http.requests().len(), 1);
        clock.pauses()
    };
    let [pause] = pauses(true, true, 0).await[..] else { panic!("one pause") };
    assert!(pause <= millis(50));
    assert!(pauses(true, false, 0).await.is_empty() && pauses(false, true, 0).await.is_empty());

    let (http, clock) = (replay([status(409, "Conflict: no")]), moving());
    let engine = engine(of(&clock, config().http_client(http)).new_retries_2026(true));
    engine.send::<EchoPoll>(hello()).await.unwrap_err();
    assert!(clock.pauses().is_empty(), "it is not for want of budget");
}

/// The figures are those of the official crates for the same answers (their test of adaptive retries of DynamoDB).
#[tokio::test]
async fn adaptive_mode_waits_as_the_official_crates_do() {
    let throttled = || status(400, "Throttling: slow");
    let http = replay([throttled(), throttled(), ok(), status(500, ""), ok()]);
    let (clock, adaptive) = (moving(), RetryConfig::adaptive().with_max_attempts(4));
    let config = of(&clock, config().http_client(http.clone())).retry_config(adaptive);
    let config = config.retry_partition(RetryPartition::new("tests-adaptive"));
    engine(config.clone()).send::<Echo>(hello()).await.unwrap();
    assert_eq!((elapsed(&clock), http.requests().len()), (Duration::from_secs(38), 3));
    engine(config).send::<Echo>(hello()).await.unwrap();
    let elapsed = elapsed(&clock).as_secs_f64();
    assert!(elapsed > 47.0 && elapsed < 49.0 && http.requests().len() == 5, "{elapsed}");
}

#[tokio::test]
async fn adaptive_mode_without_throttling_waits_for_nothing() {
    let http = replay([ok(), ok(), ok(), status(500, ""), ok()]);
    let clock = moving();
    let adaptive = RetryConfig::adaptive().with_max_backoff(millis(7));
    let engine = engine(of(&clock, config().http_client(http)).retry_config(adaptive));
    for _ in 0..4 {
        engine.send::<Echo>(hello()).await.unwrap();
    }
    let [pause] = clock.pauses()[..] else { panic!("one pause") };
    assert!(pause <= millis(7));
}

/// In the behavior of 2026 every attempt asks the rate limiter, after the pause of the retry.
#[tokio::test]
async fn adaptive_mode_of_2026_takes_a_token_for_each_attempt() {
    let http = replay([status(400, "Throttling: slow"), ok(), ok()]);
    let clock = moving();
    let config = of(&clock, config().http_client(http)).retry_config(RetryConfig::adaptive()).new_retries_2026(true);
    let engine = engine(config);
    engine.send::<Echo>(hello()).await.unwrap();
    let [pause, wait] = clock.pauses()[..] else { panic!("a pause and a wait") };
    assert!(
        pause <= millis(1000) && pause + wait >= millis(1999) && pause + wait <= millis(2001),
        "{pause:?} {wait:?}"
    );
    engine.send::<Echo>(hello()).await.unwrap();
    assert_eq!(clock.pauses().len(), 3, "the next call has to wait too");
}
