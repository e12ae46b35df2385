//! Limits of time, by a clock that stands still until everybody waits: what is compared is exact.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod stalls;
#[path = "../support/mod.rs"]
mod support;

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame};
use support::{Echo, EchoError, EchoStream, Output, config, engine, hello};
use tinsmith::config::Builder;
use tinsmith::config::retry::RetryConfig;
use tinsmith::config::timeout::TimeoutConfig;
use tinsmith::customize::CustomizableOperation;
use tinsmith::error::{ConnectorError, SdkError};
use tokio::time::{Instant, Sleep, sleep};

const SECOND: Duration = Duration::from_secs(1);

/// A body that gives so many pieces, each after a pause.
struct Drip {
    left: usize,
    piece: Bytes,
    pause: Duration,
    sleep: Option<Pin<Box<Sleep>>>,
}

fn drip(left: usize, piece: &'static str, pause: Duration) -> SdkBody {
    SdkBody::from_body_1_x(Drip { left, piece: piece.into(), pause, sleep: None })
}

impl Body for Drip {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let pause = self.pause;
        std::task::ready!(self.sleep.get_or_insert_with(|| Box::pin(sleep(pause))).as_mut().poll(cx));
        self.sleep = None;
        self.left -= 1;
        Poll::Ready(Some(Ok(Frame::data(self.piece.clone()))))
    }
}

type Answer = Pin<Box<dyn Future<Output = Result<HttpResponse, ConnectorError>> + Send>>;

/// An HTTP client that answers by a function.
#[derive(Clone)]
struct By(Arc<dyn Fn(HttpRequest) -> Answer + Send + Sync>);

impl By {
    fn new<F: Future<Output = http::Response<SdkBody>> + Send + 'static>(
        answer: impl Fn(HttpRequest) -> F + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(move |request| {
            let answer = answer(request);
            Box::pin(async move { Ok(HttpResponse::try_from(answer.await).unwrap()) })
        }))
    }
}

impl HttpConnector for By {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new((self.0)(request))
    }
}

impl HttpClient for By {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl fmt::Debug for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("By")
    }
}

fn answer(status: u16, body: SdkBody) -> http::Response<SdkBody> {
    http::Response::builder().status(status).header("x-amzn-requestid", "id-1").body(body).unwrap()
}

fn once(http: By, read: Option<Duration>) -> Builder {
    let mut timeouts = TimeoutConfig::builder();
    timeouts.set_read_timeout(read);
    config().http_client(http).retry_config(RetryConfig::disabled()).timeout_config(timeouts.build())
}

async fn call(config: Builder) -> Result<Output, SdkError<EchoError>> {
    engine(config).send::<Echo>(hello()).await
}

#[tokio::test(start_paused = true)]
async fn the_body_of_an_error_is_waited_for_five_seconds_in_all_however_it_comes() {
    for (pause, kept) in [(SECOND / 100, 499), (SECOND, 4), (4 * SECOND, 1), (6 * SECOND, 0)] {
        for read in [None, Some(7 * SECOND)] {
            let http = By::new(move |_| std::future::ready(answer(400, drip(2000, "x", pause))));
            let start = Instant::now();
            let error = call(once(http, read)).await.unwrap_err();
            assert_eq!(start.elapsed().as_secs(), 5, "a byte every {pause:?}");
            let body = error.raw_response().unwrap().body().bytes().unwrap();
            assert!((kept..=kept + 1).contains(&body.len()), "a byte every {pause:?}: {}", body.len());
        }
    }
    // What ends earlier is not waited for, and the read timeout may be shorter.
    let http = By::new(|_| std::future::ready(answer(400, drip(3, "x", SECOND))));
    let start = Instant::now();
    call(once(http.clone(), None)).await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 3);
    let start = Instant::now();
    call(once(http, Some(SECOND / 2))).await.unwrap_err();
    assert_eq!(start.elapsed(), SECOND / 2);
}

/// The `ConnectorError` in a chain of causes.
fn connector<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e ConnectorError> {
    error.downcast_ref().or_else(|| connector(error.source()?))
}

#[tokio::test(start_paused = true)]
async fn silence_is_one_kind_of_error_wherever_it_falls() {
    let never = By::new(|_| std::future::pending());
    let at_once = By::new(|_| std::future::ready(answer(200, drip(1, "x", 60 * SECOND))));
    let later = By::new(|_| async {
        sleep(SECOND).await;
        answer(200, SdkBody::from_body_1_x(After(drip(3, "x", SECOND), drip(1, "x", 60 * SECOND))))
    });
    let bare = "Echo failed: nothing was received within the read timeout of 2s";
    let within = "Echo failed: the response stopped before its end (status 200, request id id-1): \
                  nothing was received within the read timeout of 2s";
    for (http, seconds, text) in [(never, 2, bare), (at_once.clone(), 2, within), (later.clone(), 6, within)] {
        let start = Instant::now();
        let error = call(once(http, Some(2 * SECOND))).await.unwrap_err();
        assert_eq!((start.elapsed().as_secs(), error.to_string().as_str()), (seconds, text));
        assert!(error.is_timeout(), "{error:?}");
        assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_timeout()), "{error:?}");
    }
    for http in [at_once, later] {
        let output = engine(once(http, Some(2 * SECOND))).send::<EchoStream>(hello()).await.unwrap();
        let error = output.stream.unwrap().collect().await.unwrap_err();
        assert!(connector(&error).is_some_and(ConnectorError::is_timeout), "{error:?}");
    }
}

/// One body after another.
struct After(SdkBody, SdkBody);

impl Body for After {
    type Data = Bytes;
    type Error = aws_smithy_types::body::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match std::task::ready!(Pin::new(&mut self.0).poll_frame(cx)) {
            Some(frame) => Poll::Ready(Some(frame)),
            None => Pin::new(&mut self.1).poll_frame(cx),
        }
    }
}

/// An HTTP client that takes the body of a request and then answers.
fn taker() -> By {
    By::new(|request: HttpRequest| async {
        let mut body = request.into_body();
        while let Some(frame) = std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
            if frame.is_err() {
                return std::future::pending().await;
            }
        }
        answer(200, "text=hi".into())
    })
}

#[tokio::test(start_paused = true)]
async fn the_read_timeout_counts_from_the_last_progress_of_an_upload() {
    // Thirty seconds of sending, never two without a piece; and the answer comes within two.
    let upload = |left, pause| {
        let put = move |mut request: HttpRequest| {
            *request.body_mut() = drip(left, "piece", pause);
            request.headers_mut().remove("content-length");
            Ok::<_, std::convert::Infallible>(request)
        };
        let engine = engine(once(taker(), Some(2 * SECOND)));
        CustomizableOperation::<Echo>::new(engine, Ok(hello())).map_request(put).send()
    };
    let start = Instant::now();
    upload(20, 3 * SECOND / 2).await.unwrap();
    assert_eq!(start.elapsed(), 30 * SECOND);

    let start = Instant::now();
    let error = upload(1, 60 * SECOND).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(start.elapsed(), 2 * SECOND, "nothing goes out");
}

#[tokio::test(start_paused = true)]
async fn the_read_timeout_counts_from_the_last_piece() {
    // One piece after a second, then nothing for ever.
    let put = |mut request: HttpRequest| {
        let body = After(drip(1, "piece", SECOND), drip(1, "never", 600 * SECOND));
        *request.body_mut() = SdkBody::from_body_1_x(body);
        request.headers_mut().remove("content-length");
        Ok::<_, std::convert::Infallible>(request)
    };
    let engine = engine(once(taker(), Some(2 * SECOND)));
    let start = Instant::now();
    let error = CustomizableOperation::<Echo>::new(engine, Ok(hello())).map_request(put).send().await.unwrap_err();
    assert!(matches!(&error, SdkError::DispatchFailure(failure) if failure.is_timeout()), "{error:?}");
    assert_eq!(start.elapsed(), 3 * SECOND);
}
