//! Bodies of responses: read whole within limits, or handed on as streams.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use aws_smithy_async::rt::sleep::Sleep;
use aws_smithy_types::body::SdkBody;
use bytes::{Bytes, BytesMut};
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Method, StatusCode};
use http_body::{Body, Frame, SizeHint};

use super::timeout::Timer;
use crate::error::{BoxError, TimedOut};

/// The most that is set aside at once for a body because of its `Content-Length`, in bytes, unless as much has come.
const LARGEST_RESERVE: u64 = 16 << 20;

/// A body as a connection gives it.
pub(crate) enum Incoming {
    /// From the default connection.
    #[cfg(feature = "rustls")]
    Hyper(hyper::body::Incoming),
    /// From an HTTP client that was plugged in.
    Sdk(SdkBody),
}

impl Incoming {
    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            let frame = match self {
                #[cfg(feature = "rustls")]
                Self::Hyper(body) => ready!(Pin::new(body).poll_frame(cx)).map(|frame| frame.map_err(BoxError::from)),
                Self::Sdk(body) => ready!(Pin::new(body).poll_frame(cx)),
            };
            match frame.map(|frame| frame.map(Frame::into_data)) {
                Some(Ok(Ok(data))) => return Poll::Ready(Some(Ok(data))),
                // Trailers.
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// A body with its limits: the read timeout between two of its parts, and the length that was announced.
pub(super) struct Limited {
    body: Incoming,
    announced: Option<u64>,
    received: u64,
    read_timeout: Option<Duration>,
    timer: Timer,
    sleep: Option<Sleep>,
}

impl Limited {
    pub(super) fn new(body: Incoming, announced: Option<u64>, read_timeout: Option<Duration>, timer: Timer) -> Self {
        Self { body, announced, received: 0, read_timeout, timer, sleep: None }
    }

    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        if let Poll::Ready(data) = self.body.poll_data(cx) {
            self.sleep = None;
            return Poll::Ready(match data {
                Some(Ok(data)) => {
                    self.received += data.len() as u64;
                    Some(Ok(data))
                }
                None => self.cut_short().map(Err),
                failed => failed,
            });
        }
        let Some(limit) = self.read_timeout else { return Poll::Pending };
        let sleep = self.sleep.get_or_insert_with(|| self.timer.sleep(limit));
        Pin::new(sleep).poll(cx).map(|()| Some(Err(TimedOut::Read(limit).into())))
    }

    fn cut_short(&self) -> Option<BoxError> {
        let announced = self.announced.filter(|announced| *announced != self.received)?;
        Some(format!("the body ended after {} of {announced} bytes", self.received).into())
    }

    /// Reads everything.
    ///
    /// # Errors
    ///
    /// When the connection breaks, nothing comes within the read timeout, or the body is shorter than announced.
    pub(super) async fn whole(mut self) -> Result<Bytes, BoxError> {
        let Some(first) = self.next().await.transpose()? else { return Ok(Bytes::new()) };
        let Some(second) = self.next().await.transpose()? else { return Ok(first) };
        let mut all = Vec::new();
        self.reserve(&mut all, first.len() + second.len());
        all.extend_from_slice(&first);
        all.extend_from_slice(&second);
        while let Some(more) = self.next().await.transpose()? {
            self.reserve(&mut all, more.len());
            all.extend_from_slice(&more);
        }
        Ok(Bytes::from(all))
    }

    /// Makes room for so many bytes, and at once for the rest of the announced length as far as it is trusted: a body
    /// ends up in a buffer of its size, and who announces much without sending it gets little.
    fn reserve(&self, all: &mut Vec<u8>, more: usize) {
        if all.capacity() - all.len() >= more {
            return;
        }
        let rest = self.announced.unwrap_or(0).saturating_sub(all.len() as u64);
        match usize::try_from(rest.min(LARGEST_RESERVE.max(all.len() as u64))) {
            Ok(rest) if rest >= more => all.reserve_exact(rest),
            _ => all.reserve(more),
        }
    }

    /// Reads what comes, up to so many bytes and until the body ends, breaks or stalls.
    pub(super) async fn what_comes(&mut self, most: usize) -> Bytes {
        let mut all = BytesMut::new();
        while let Some(Ok(more)) = self.next().await {
            let room = most.saturating_sub(all.len());
            all.extend_from_slice(&more[..more.len().min(room)]);
            if all.len() >= most {
                break;
            }
        }
        all.freeze()
    }

    async fn next(&mut self) -> Option<Result<Bytes, BoxError>> {
        poll_fn(|cx| self.poll_data(cx)).await
    }

    /// Hands the body on.
    pub(super) fn stream(self) -> SdkBody {
        SdkBody::from_body_1_x(Stream(self))
    }
}

/// A limited body as the official types see it.
struct Stream(Limited);

impl Body for Stream {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.get_mut().0.poll_data(cx).map(|data| data.map(|data| data.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        match self.0.announced {
            Some(announced) => SizeHint::with_exact(announced.saturating_sub(self.0.received)),
            None => SizeHint::default(),
        }
    }
}

/// The length that the headers announce, where there is a body to have it.
pub(super) fn announced(method: &Method, status: StatusCode, headers: &HeaderMap) -> Option<u64> {
    if method == Method::HEAD || status == StatusCode::NO_CONTENT || status == StatusCode::NOT_MODIFIED {
        return None;
    }
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    fn limited(body: SdkBody, announced: Option<u64>, read_timeout: Option<Duration>) -> Limited {
        Limited::new(Incoming::Sdk(body), announced, read_timeout, Timer::new(&Settings::default()))
    }

    /// Three parts of three bytes, then nothing for ever if it stalls.
    struct Parts(u8, bool);

    impl Body for Parts {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            self.0 += 1;
            match (self.0, self.1) {
                (1..=3, _) => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"abc"))))),
                (_, true) => Poll::Pending,
                _ => Poll::Ready(None),
            }
        }
    }

    fn parts(stalls: bool) -> SdkBody {
        SdkBody::from_body_1_x(Parts(0, stalls))
    }

    #[tokio::test]
    async fn bodies_are_read_whole() {
        assert_eq!(limited(SdkBody::empty(), None, None).whole().await.unwrap(), "");
        assert_eq!(limited(SdkBody::from("abc"), Some(3), None).whole().await.unwrap(), "abc");
        assert_eq!(limited(parts(false), None, None).whole().await.unwrap(), "abcabcabc");
        let stream = limited(parts(false), Some(9), None).stream();
        assert_eq!(stream.size_hint().exact(), Some(9));
        assert_eq!(limited(stream, Some(9), None).whole().await.unwrap(), "abcabcabc");
    }

    #[test]
    fn room_is_made_for_what_is_announced_as_far_as_it_is_trusted() {
        let capacity = |announced: Option<u64>, length: usize, more: usize| {
            let mut all = vec![0; length];
            limited(SdkBody::empty(), announced, None).reserve(&mut all, more);
            all.capacity()
        };
        let large = LARGEST_RESERVE as usize;
        assert_eq!(capacity(Some(1000), 0, 10), 1000);
        assert_eq!(capacity(Some(u64::MAX), 0, 10), large);
        assert_eq!(capacity(Some(u64::MAX), large + 1, 10), 2 * (large + 1));
        assert_eq!(capacity(Some(large as u64 + 1000), large, 10), large + 1000);
        // Longer than announced, or nothing announced: it grows in large steps all the same.
        assert!(capacity(Some(1000), 1000, 10) >= 2000);
        assert!(capacity(None, 1000, 10) >= 2000);
    }

    #[tokio::test]
    async fn a_body_of_another_length_than_announced_is_an_error() {
        let error = limited(parts(false), Some(10), None).whole().await.unwrap_err();
        assert_eq!(error.to_string(), "the body ended after 9 of 10 bytes");
        assert!(limited(SdkBody::empty(), Some(1), None).whole().await.is_err());
    }

    #[tokio::test]
    async fn a_body_that_stalls_runs_into_the_read_timeout() {
        let limit = Duration::from_millis(5);
        let error = limited(parts(true), None, Some(limit)).whole().await.unwrap_err();
        assert_eq!(error.downcast_ref::<TimedOut>(), Some(&TimedOut::Read(limit)));
        assert_eq!(limited(parts(true), None, Some(limit)).what_comes(1 << 20).await, "abcabcabc");
        assert_eq!(limited(parts(true), None, None).what_comes(4).await, "abca");
    }

    #[test]
    fn some_responses_have_no_body_whatever_they_announce() {
        let headers = HeaderMap::from_iter([(CONTENT_LENGTH, http::HeaderValue::from_static("5"))]);
        assert_eq!(announced(&Method::GET, StatusCode::OK, &headers), Some(5));
        assert_eq!(announced(&Method::HEAD, StatusCode::OK, &headers), None);
        assert_eq!(announced(&Method::GET, StatusCode::NO_CONTENT, &headers), None);
    }
}
