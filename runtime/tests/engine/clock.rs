//! Signatures of a client whose clock is wrong.
//!
//! The cases are those that the SDKs of AWS have in common (`clock-skew-test-cases.json` of `aws-runtime`), as a table.

use std::time::SystemTime;

use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use tinsmith::config::TimeSource;
use tinsmith::presigning::PresigningConfig;

use super::*;

/// An attempt: the seconds of the client's clock when it is sent and when the answer comes, those of the `Date`, if any, and
/// what else there is of the answer; at last the second by which it must be signed.
struct Attempt {
    sent: u64,
    received: u64,
    date: Option<u64>,
    age: Option<&'static str>,
    code: Option<(u16, &'static str)>,
    signed: u64,
}

const fn attempt(sent: u64, received: u64, date: u64, signed: u64) -> Attempt {
    Attempt { sent, received, date: Some(date), age: None, code: None, signed }
}

impl Attempt {
    const fn fails(mut self, status: u16, code: &'static str) -> Self {
        self.code = Some((status, code));
        self
    }

    const fn undated(mut self) -> Self {
        self.date = None;
        self
    }

    const fn cached(mut self) -> Self {
        self.age = Some("17280");
        self
    }

    fn answer(&self) -> Response<SdkBody> {
        let (status, body) = match self.code {
            Some((status, code)) => (status, format!("{code}: no")),
            None => (200, "text=hi".to_owned()),
        };
        let mut answer = Response::builder().status(status);
        if let Some(date) = self.date {
            answer = answer.header("date", http_date(date));
        }
        if let Some(age) = self.age {
            answer = answer.header("age", age);
        }
        answer.body(SdkBody::from(body)).unwrap()
    }
}

/// 1970 has days enough for all cases.
fn http_date(second: u64) -> String {
    format!("Thu, 01 Jan 1970 {:02}:{:02}:{:02} GMT", second / 3600, second / 60 % 60, second % 60)
}

fn signed_at(second: u64) -> String {
    format!("19700101T{:02}{:02}{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// A clock that a test sets, whose pauses take no time.
#[derive(Debug, Clone, Default)]
struct Set(Arc<AtomicUsize>);

impl TimeSource for Set {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::SeqCst) as u64)
    }
}

impl AsyncSleep for Set {
    fn sleep(&self, _: Duration) -> Sleep {
        Sleep::new(std::future::ready(()))
    }
}

/// A client with the answers to these attempts, whose clock goes on as they say.
fn client_of<const N: usize>(attempts: [Attempt; N]) -> (Replay, tinsmith::config::Builder) {
    let clock = Set::default();
    let set = clock.clone();
    let mut attempts = attempts.into_iter().peekable();
    set.0.store(attempts.peek().map_or(0, |first| first.sent as usize), Ordering::SeqCst);
    let http = respond(move |request| {
        let attempt = attempts.next().ok_or_else(|| ConnectorError::other("one attempt too many".into(), None))?;
        assert_eq!(header(request, "x-amz-date"), Some(&*signed_at(attempt.signed)));
        // The next attempt is made when the answer to this one has been read, before which the clock is asked once.
        set.0.store(attempt.received as usize, Ordering::SeqCst);
        Ok(attempt.answer())
    });
    (http.clone(), config().http_client(http).time_source(clock.clone()).sleep_impl(clock))
}

const SKEWED: &str = "RequestTimeTooSkewed";

#[tokio::test]
async fn a_clock_that_agrees_is_left_alone() {
    let (http, config) = client_of([attempt(0, 2, 1, 0), attempt(2, 4, 3, 2)]);
    let engine = engine(config);
    engine.send::<Echo>(hello()).await.unwrap();
    engine.send::<Echo>(hello()).await.unwrap();
    assert_eq!(http.requests().len(), 2);
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_on_retry_and_for_the_calls_after() {
    for code in [SKEWED, "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure", "AccessDeniedException"] {
        let (http, config) =
            client_of([attempt(0, 2, 301, 0).fails(403, code), attempt(2, 4, 303, 302), attempt(4, 6, 305, 304)]);
        let engine = engine(config);
        engine.send::<Echo>(hello()).await.unwrap();
        let overridden = engine.with_override(Config::builder().use_fips(true));
        overridden.send::<Echo>(hello()).await.unwrap();
        assert_eq!(http.requests().len(), 3, "{code}");
    }
}

#[tokio::test]
async fn a_difference_is_learned_without_a_retry_and_from_successes() {
    // No attempt is left.
    let (http, config) = client_of([attempt(0, 2, 301, 0).fails(403, SKEWED), attempt(2, 4, 303, 302)]);
    let engine = engine(config.retry_config(RetryConfig::disabled()));
    engine.send::<Echo>(hello()).await.unwrap_err();
    engine.send::<Echo>(hello()).await.unwrap();
    assert_eq!(http.requests().len(), 2);
}

#[tokio::test]
async fn what_is_known_is_replaced_by_what_is_true() {
    let (_, config) = client_of([attempt(0, 2, 301, 0), attempt(2, 4, 3, 302), attempt(4, 6, 5, 4)]);
    let engine = engine(config);
    for _ in 0..3 {
        engine.send::<Echo>(hello()).await.unwrap();
    }
}

#[tokio::test]
async fn a_small_difference_explains_no_error() {
    let small = attempt(0, 2, 121, 0).fails(400, "InvalidSignatureException");
    let (http, config) = client_of([small, attempt(2, 4, 123, 122)]);
    let engine = engine(config);
    engine.send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(http.requests().len(), 1);
    engine.send::<Echo>(hello()).await.unwrap();
}

#[tokio::test]
async fn answers_that_are_late_undated_or_cached_are_not_believed() {
    // Each is followed by an answer that is believed.
    let late = attempt(0, 960, 600, 0);
    let cached = attempt(60_000, 60_002, 43_381, 60_000).cached();
    for (first, then) in [(late, attempt(960, 962, 1261, 960)), (cached, attempt(60_002, 60_004, 60_303, 60_002))] {
        let last = attempt(then.received, then.received + 2, then.received + 301, then.received + 300);
        let (http, config) = client_of([first, then, last]);
        let engine = engine(config);
        for _ in 0..3 {
            engine.send::<Echo>(hello()).await.unwrap();
        }
        assert_eq!(http.requests().len(), 3);
    }
    let (http, config) = client_of([attempt(0, 2, 0, 0).undated().fails(403, SKEWED), attempt(2, 4, 3, 2)]);
    let engine = engine(config);
    engine.send::<Echo>(hello()).await.unwrap_err();
    engine.send::<Echo>(hello()).await.unwrap();
    assert_eq!(http.requests().len(), 2);
}

/// Until when a retry is waited for is a time at the service.
#[tokio::test]
async fn the_end_of_the_wait_for_a_retry_is_corrected() {
    let skewed = Response::builder().status(403).header("date", http_date(301)).body("RequestTimeTooSkewed: no");
    let http = replay([skewed.unwrap(), ok()]);
    let timeouts = TimeoutConfig::builder().read_timeout(Duration::from_secs(59)).build();
    let config = Clock::default().of(config().http_client(http.clone()).timeout_config(timeouts));
    engine(config).send::<Echo>(hello()).await.unwrap();
    assert_eq!(header(&http.requests()[1], "amz-sdk-request"), Some("ttl=19700101T000601Z; attempt=2; max=3"));
}

/// The official crates do not correct them either.
#[tokio::test]
async fn presigned_requests_go_by_the_clock_of_the_program() {
    let (_, config) = client_of([attempt(0, 2, 301, 0)]);
    let engine = engine(config);
    engine.send::<Echo>(hello()).await.unwrap();
    let minute = PresigningConfig::expires_in(Duration::from_secs(60)).unwrap();
    let presigned = CustomizableOperation::<Echo>::new(engine, Ok(hello())).presigned(minute).await.unwrap();
    assert!(presigned.uri().contains("X-Amz-Date=19700101T000002Z"), "{}", presigned.uri());
}

#[tokio::test]
async fn the_correction_can_be_turned_off() {
    let (http, config) = client_of([attempt(0, 2, 301, 0).fails(403, SKEWED), attempt(2, 4, 303, 2)]);
    let engine = engine(config.disable_clock_skew_correction(true));
    engine.send::<Echo>(hello()).await.unwrap_err();
    engine.send::<Echo>(hello()).await.unwrap();
    assert_eq!(http.requests().len(), 2);

    let (_, config) = client_of([attempt(0, 2, 301, 0), attempt(2, 4, 303, 2), attempt(4, 6, 305, 304)]);
    let engine = tinsmith::Engine::new(&SERVICE, config.build());
    engine.send::<Echo>(hello()).await.unwrap();
    let off = engine.with_override(Config::builder().disable_clock_skew_correction(true));
    off.send::<Echo>(hello()).await.unwrap();
    engine.send::<Echo>(hello()).await.unwrap();
}
