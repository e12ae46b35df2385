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
use crate::http::Pieces;

/// The most that is set aside at once for a body because of its `Content-Length`, in bytes, unless as much has come.
const LARGEST_RESERVE: u64 = 16 << 20;

/// How large a body may be that is put together although it could be read in pieces, in bytes.
const LARGEST_WHOLE: usize = 1 << 20;

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

/// Everything of a body.
pub(super) enum Collected {
    /// As it came: in one, or nothing.
    Whole(Bytes),
    /// Put together.
    Copied(Vec<u8>),
    /// More than [`LARGEST_WHOLE`].
    Pieces(Box<Pieces>),
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

    /// Reads everything. A large body stays in pieces if it may.
    ///
    /// # Errors
    ///
    /// When the connection breaks, nothing comes within the read timeout, or the body is shorter than announced.
    pub(super) async fn collected(mut self, in_pieces: bool) -> Result<Collected, BoxError> {
        let most = if in_pieces { LARGEST_WHOLE } else { usize::MAX };
        let mut collected = Collected::Whole(Bytes::new());
        while let Some(more) = self.next().await.transpose()? {
            collected = self.with(collected, more, most);
        }
        Ok(collected)
    }

    /// What has come, with what comes next: in one up to so many bytes, in pieces beyond.
    fn with(&self, collected: Collected, more: Bytes, most: usize) -> Collected {
        let mut all = match collected {
            Collected::Whole(first) if first.is_empty() => return Collected::Whole(more),
            Collected::Whole(first) => {
                let mut all = Vec::new();
                self.reserve(&mut all, first.len(), most);
                all.extend_from_slice(&first);
                all
            }
            Collected::Copied(all) => all,
            Collected::Pieces(mut pieces) => {
                pieces.push(&more);
                return Collected::Pieces(pieces);
            }
        };
        if all.len() + more.len() > most {
            return self.with(Collected::Pieces(Box::new(Pieces::new(all))), more, most);
        }
        self.reserve(&mut all, more.len(), most);
        all.extend_from_slice(&more);
        Collected::Copied(all)
    }

    /// Makes room for so many bytes, and at once for the rest of the announced length as far as it is trusted and needed: a
    /// body ends up in a buffer of its size, and who announces much without sending it gets little.
    fn reserve(&self, all: &mut Vec<u8>, more: usize, most: usize) {
        if all.capacity() - all.len() >= more {
            return;
        }
        let rest = self.announced.unwrap_or(0).min(most as u64).saturating_sub(all.len() as u64);
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

    async fn whole(body: Limited) -> Result<Bytes, BoxError> {
        match body.collected(false).await? {
            Collected::Whole(body) => Ok(body),
            Collected::Copied(body) => Ok(body.into()),
            Collected::Pieces(_) => panic!("it may not be in pieces"),
        }
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
        assert_eq!(whole(limited(SdkBody::empty(), None, None)).await.unwrap(), "");
        assert_eq!(whole(limited(SdkBody::from("abc"), Some(3), None)).await.unwrap(), "abc");
        assert_eq!(whole(limited(parts(false), None, None)).await.unwrap(), "abcabcabc");
        let stream = limited(parts(false), Some(9), None).stream();
        assert_eq!(stream.size_hint().exact(), Some(9));
        assert_eq!(whole(limited(stream, Some(9), None)).await.unwrap(), "abcabcabc");
    }

    #[test]
    fn room_is_made_for_what_is_announced_as_far_as_it_is_trusted() {
        let capacity = |announced: Option<u64>, length: usize, more: usize| {
            let mut all = vec![0; length];
            limited(SdkBody::empty(), announced, None).reserve(&mut all, more, usize::MAX);
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

    /// A body of pieces with these lengths, whose bytes are numbered.
    struct Lengths(Vec<usize>, usize);

    impl Body for Lengths {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            let Some(length) = self.0.pop() else { return Poll::Ready(None) };
            let piece: Vec<u8> = (self.1..self.1 + length).map(|number| number as u8).collect();
            self.1 += length;
            Poll::Ready(Some(Ok(Frame::data(piece.into()))))
        }
    }

    #[tokio::test]
    async fn a_large_body_stays_in_pieces_if_it_may() {
        let most = LARGEST_WHOLE;
        for lengths in [
            vec![most, 1],
            vec![1, most],
            vec![most / 2, most / 2, 1],
            [vec![10_000; 200], vec![1; 100_000], vec![5000, 1, 5000, 1]].concat(),
            vec![1; most + 1],
        ] {
            let (length, mut order) = (lengths.iter().sum::<usize>(), lengths.clone());
            order.reverse();
            let body = || limited(SdkBody::from_body_1_x(Lengths(order.clone(), 0)), Some(length as u64), None);
            let Ok(Collected::Pieces(pieces)) = body().collected(true).await else { panic!("{length} are many") };
            let whole = whole(body()).await.unwrap();
            assert_eq!(whole.len(), length);
            assert!(pieces.beginning().len() + pieces.beyond() == length);
            assert!(pieces.join() && pieces.beginning() == whole, "{lengths:?}");
        }
        let small = limited(SdkBody::from_body_1_x(Lengths(vec![1, most - 1], 0)), None, None);
        assert!(matches!(small.collected(true).await, Ok(Collected::Copied(body)) if body.len() == most));
    }

    #[tokio::test]
    async fn a_body_of_another_length_than_announced_is_an_error() {
        let error = whole(limited(parts(false), Some(10), None)).await.unwrap_err();
        assert_eq!(error.to_string(), "the body ended after 9 of 10 bytes");
        assert!(whole(limited(SdkBody::empty(), Some(1), None)).await.is_err());
    }

    #[tokio::test]
    async fn a_body_that_stalls_runs_into_the_read_timeout() {
        let limit = Duration::from_millis(5);
        let error = whole(limited(parts(true), None, Some(limit))).await.unwrap_err();
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
