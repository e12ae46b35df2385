//! Lengths, limits and pieces of the bodies of responses.

use std::time::Duration;

use super::*;
use crate::config::SharedTimeSource;
use crate::error::{ConnectorError, TimedOut};
use crate::timer::Timer;

fn limited(body: SdkBody, announced: Option<u64>, read_timeout: Option<Duration>) -> Limited {
    let silence = Silence::new(read_timeout, (&Timer::new(None), &SharedTimeSource::default()), None);
    Limited::new(Incoming::Sdk(body), announced, silence)
}

async fn whole(body: Limited) -> Result<Bytes, BoxError> {
    match body.collected(false, usize::MAX).await? {
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
        let Ok(Collected::Pieces(pieces)) = body().collected(true, usize::MAX).await else {
            panic!("{length} are many")
        };
        let whole = whole(body()).await.unwrap();
        assert_eq!(whole.len(), length);
        assert!(pieces.beginning().len() + pieces.beyond() == length);
        assert!(pieces.join() && pieces.beginning() == whole, "{lengths:?}");
    }
    let small = limited(SdkBody::from_body_1_x(Lengths(vec![1, most - 1], 0)), None, None);
    assert!(matches!(small.collected(true, usize::MAX).await, Ok(Collected::Copied(body)) if body.len() == most));
}

#[tokio::test]
async fn a_body_that_is_shorter_than_announced_is_an_error() {
    let error = whole(limited(parts(false), Some(10), None)).await.unwrap_err();
    assert_eq!(error.to_string(), "the body ended after 9 of 10 bytes");
    assert!(whole(limited(SdkBody::empty(), Some(1), None)).await.is_err());
}

#[tokio::test]
async fn a_body_that_is_too_large_is_not_read_on() {
    for (announced, allowed, right) in [(None, 9, true), (Some(9), 9, true), (None, 8, false), (Some(10), 9, false)] {
        let body = limited(parts(false), announced, None).collected(true, allowed).await;
        match body {
            Ok(_) => assert!(right),
            Err(error) => assert!(!right && error.is::<TooLarge>(), "{error}"),
        }
    }
    // One that never ends, and has the most that is allowed already.
    let error = limited(parts(true), None, None).collected(true, 8).await.err().unwrap();
    assert_eq!(error.to_string(), "the body has more than 8 bytes; config::Builder::max_body allows more");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stalls_runs_into_the_read_timeout() {
    let limit = Duration::from_secs(5);
    let error = whole(limited(parts(true), None, Some(limit))).await.unwrap_err();
    let error = error.downcast::<ConnectorError>().unwrap();
    assert!(error.is_timeout());
    assert_eq!(error.into_source().downcast_ref::<TimedOut>(), Some(&TimedOut::Read(limit)));

    let mut all = BytesMut::new();
    limited(parts(true), None, Some(limit)).read_into(&mut all, 1 << 20).await;
    assert_eq!(all, "abcabcabc");
    all.clear();
    limited(parts(true), None, None).read_into(&mut all, 4).await;
    assert_eq!(all, "abca");
}

/// A body of nine bytes that says a length of its own, or none.
struct Says(Parts, Option<u64>);

impl Body for Says {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Pin::new(&mut self.0).poll_frame(cx)
    }

    fn size_hint(&self) -> SizeHint {
        self.1.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Every way in which header, encoding and the body's own length can differ, for nine bytes that come: what is read, and the
/// size hint of a stream.
#[tokio::test]
async fn the_length_of_a_body_is_its_own_or_that_of_the_header_if_nothing_was_decoded() {
    let nine = Some(9);
    for (header, coded, own, right, hint) in [
        (None, false, None, true, None),
        (None, false, nine, true, nine),
        (nine, false, None, true, nine),
        (nine, false, nine, true, nine),
        (nine, true, nine, true, nine),
        // It was decoded, and is longer or shorter than before.
        (Some(5), false, None, true, Some(5)),
        (Some(5), false, nine, true, nine),
        (Some(5), true, None, true, None),
        (Some(5), true, nine, true, nine),
        (Some(27), true, None, true, None),
        (Some(27), true, nine, true, nine),
        // It was cut short, or the client that decoded it took the encoding out of the headers, which looks the same.
        (Some(27), false, None, false, Some(27)),
        (Some(27), false, nine, false, Some(27)),
        (None, false, Some(10), false, Some(10)),
        (nine, true, Some(10), false, Some(10)),
    ] {
        let mut headers = HeaderMap::new();
        if let Some(length) = header {
            headers.insert(CONTENT_LENGTH, http::HeaderValue::from(length));
        }
        if coded {
            headers.insert(CONTENT_ENCODING, http::HeaderValue::from_static("gzip"));
        }
        let body = || SdkBody::from_body_1_x(Says(Parts(0, false), own));
        let length = expected_length(&Method::GET, StatusCode::OK, &headers, &Incoming::Sdk(body()));
        let case = format!("header {header:?}, coded {coded}, own {own:?}");
        assert_eq!(whole(limited(body(), length, None)).await.is_ok(), right, "{case}");
        assert_eq!(limited(body(), length, None).stream().size_hint().exact(), hint, "{case}");
        let collected = http_body_util::BodyExt::collect(limited(body(), length, None).stream()).await;
        assert_eq!(collected.is_ok(), right, "{case}");
    }
}

#[test]
fn some_responses_have_no_body_whatever_they_announce() {
    let headers = HeaderMap::from_iter([(CONTENT_LENGTH, http::HeaderValue::from_static("5"))]);
    let length = |method, status| expected_length(&method, status, &headers, &Incoming::Sdk(parts(false)));
    assert_eq!(length(Method::GET, StatusCode::OK), Some(5));
    assert_eq!(length(Method::HEAD, StatusCode::OK), None);
    assert_eq!(length(Method::GET, StatusCode::NO_CONTENT), None);
}
