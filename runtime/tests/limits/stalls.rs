//! Bodies that stall.

use std::time::SystemTime;

use aws_smithy_async::time::TimeSource;
use tinsmith::config::StalledStreamProtectionConfig;

use super::*;
use crate::support::{EchoStalls, Input};

/// Tokio's time, which stands still until everybody waits.
#[derive(Debug, Clone, Copy)]
struct Time(Instant);

impl TimeSource for Time {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.0.elapsed()
    }
}

fn watched(http: By) -> Builder {
    once(http, None).time_source(Time(Instant::now()))
}

/// Whether a number of seconds is at least so many, and less than two more: it is looked once a second.
fn is_about(elapsed: Duration, seconds: u64) -> bool {
    (seconds..seconds + 2).contains(&elapsed.as_secs())
}

/// A large upload, of which the connection takes so many pieces, one a pause.
fn takes(pieces: usize, pause: Duration) -> By {
    By::new(move |request: HttpRequest| async move {
        let mut body = request.into_body();
        for _ in 0..pieces {
            sleep(pause).await;
            if std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await.is_none() {
                sleep(60 * SECOND).await;
                return answer(200, "text=hi".into());
            }
        }
        std::future::pending().await
    })
}

fn large() -> Input {
    Input { name: Some("x".repeat(1 << 20)), ..hello() }
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_stalls_is_given_up() {
    let start = Instant::now();
    let error = engine(watched(takes(2, SECOND / 2))).send::<Echo>(large()).await.unwrap_err();
    assert!(is_about(start.elapsed(), 7), "{:?}", start.elapsed());
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_timeout()), "{error:?}");
    let text = "Echo failed: nothing of the body of the request went out for 6s, which is less than a byte a second; \
                config::Builder::stalled_stream_protection sets how long that is borne";
    assert_eq!(error.to_string(), text);
}

/// Uploads that take long and move do not stall, nor does the wait for an answer behind one, or for the body itself.
#[tokio::test(start_paused = true)]
async fn an_upload_that_is_slow_is_not_given_up() {
    let start = Instant::now();
    engine(watched(takes(100, 4 * SECOND))).send::<Echo>(large()).await.unwrap();
    assert!(start.elapsed() > 180 * SECOND, "{:?}", start.elapsed());

    let put = |mut request: HttpRequest| {
        *request.body_mut() = drip(3, "piece", 60 * SECOND);
        request.headers_mut().remove("content-length");
        Ok::<_, std::convert::Infallible>(request)
    };
    let start = Instant::now();
    let call = CustomizableOperation::<Echo>::new(engine(watched(taker())), Ok(hello())).map_request(put);
    call.send().await.unwrap();
    assert_eq!(start.elapsed(), 180 * SECOND);
}

fn two_then_nothing() -> By {
    By::new(|_| async { answer(200, SdkBody::from_body_1_x(After(drip(2, "ab", SECOND), drip(1, "x", 600 * SECOND)))) })
}

#[tokio::test(start_paused = true)]
async fn a_download_that_stalls_is_given_up() {
    let start = Instant::now();
    let error = engine(watched(two_then_nothing())).send::<Echo>(hello()).await.unwrap_err();
    assert!(is_about(start.elapsed(), 8), "{:?}", start.elapsed());
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert!(error.to_string().contains("nothing of the body of the response came for 6s"), "{error}");

    let start = Instant::now();
    let output = engine(watched(two_then_nothing())).send::<EchoStream>(hello()).await.unwrap();
    let error = output.stream.unwrap().collect().await.unwrap_err();
    assert!(is_about(start.elapsed(), 8), "{:?}", start.elapsed());
    assert!(error.source().unwrap().to_string().contains("less than a byte a second"), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn whoever_reads_a_stream_late_gets_what_has_come() {
    let http = By::new(|_| async { answer(200, drip(2, "ab", SECOND)) });
    let output = engine(watched(http)).send::<EchoStream>(hello()).await.unwrap();
    let mut stream = output.stream.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), "ab");
    sleep(600 * SECOND).await;
    assert_eq!(stream.next().await.unwrap().unwrap(), "ab");
    assert!(stream.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn the_program_sets_what_is_watched_and_for_how_long() {
    let minute = StalledStreamProtectionConfig::enabled().grace_period(60 * SECOND).build();
    let upload = StalledStreamProtectionConfig::enabled().download_enabled(false).build();
    let off = StalledStreamProtectionConfig::disabled();
    for (protection, seconds) in [(minute, 63), (upload, 602), (off, 602)] {
        let start = Instant::now();
        let config = watched(two_then_nothing()).stalled_stream_protection(protection);
        let _ = engine(config).send::<Echo>(hello()).await;
        assert!(is_about(start.elapsed(), seconds), "{:?} beside {seconds}", start.elapsed());
    }
    let start = Instant::now();
    let _ = engine(watched(two_then_nothing())).send::<EchoStalls>(hello()).await;
    assert_eq!(start.elapsed(), 602 * SECOND, "of an operation that may");
}

/// A body that is one piece and read whole is watched only where the program says so.
#[tokio::test(start_paused = true)]
async fn small_bodies_cost_no_timer() {
    let http = || {
        By::new(|_| async {
            let mut answer = answer(200, drip(1, "text=hi", 60 * SECOND));
            answer.headers_mut().insert("content-length", http::HeaderValue::from_static("7"));
            answer
        })
    };
    engine(watched(http())).send::<Echo>(hello()).await.unwrap();
    let protection = StalledStreamProtectionConfig::enabled().grace_period(SECOND).build();
    let watched = watched(http()).stalled_stream_protection(protection);
    assert!(engine(watched).send::<Echo>(hello()).await.is_err());
}

/// A timer that ends at once makes no stall: the clock says whether time went by.
#[tokio::test]
async fn timers_of_tests_are_no_measure() {
    let http = By::new(|_| async { answer(200, SdkBody::from_body_1_x(Yields(100))) });
    let config = once(http, None).sleep_impl(crate::support::NoSleep);
    assert_eq!(engine(config).send::<Echo>(hello()).await.unwrap().text.as_deref(), Some("hi"));
}

/// Is polled so many times before it gives its only piece.
struct Yields(usize);

impl Body for Yields {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::convert::Infallible>>> {
        match self.0 {
            0 => Poll::Ready(None),
            1 => {
                self.0 = 0;
                Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"text=hi")))))
            }
            _ => {
                self.0 -= 1;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}
