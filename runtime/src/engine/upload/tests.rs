//! Bodies of requests: what goes out is what was promised, in pieces, until the call is given up.

use std::collections::VecDeque;

use super::*;

/// A body of these parts that says no length; `None` is a part that comes with the next poll.
struct Parts(VecDeque<Option<Bytes>>);

impl Body for Parts {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.0.pop_front() {
            Some(Some(part)) => Poll::Ready(Some(Ok(Frame::data(part)))),
            Some(None) => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            None => Poll::Ready(None),
        }
    }
}

fn parts(lengths: &[Option<usize>]) -> SdkBody {
    let parts = lengths.iter().map(|length| length.map(|length| vec![7; length].into())).collect();
    SdkBody::from_body_1_x(Parts(parts))
}

/// The data that a connection takes: it asks until the body ends, or the promised length is reached.
fn sent(body: SdkBody, promised: Option<u64>) -> (Vec<usize>, Option<String>) {
    let mut body = Outgoing::new(body, promised, None);
    let mut pieces = Vec::new();
    let mut cx = Context::from_waker(Waker::noop());
    while !body.is_end_stream() && promised != Some(pieces.iter().sum::<usize>() as u64) {
        let hint = body.size_hint().exact();
        assert_eq!(hint, promised.map(|promised| promised - pieces.iter().sum::<usize>() as u64));
        match Pin::new(&mut body).poll_frame(&mut cx) {
            Poll::Ready(Some(Ok(frame))) => pieces.push(frame.into_data().unwrap().len()),
            Poll::Ready(Some(Err(error))) => return (pieces, Some(error.to_string())),
            Poll::Ready(None) => break,
            Poll::Pending => {}
        }
    }
    (pieces, None)
}

/// Any way of cutting a body, beside any promise: it goes out whole or ends in an error that says which it was, and never
/// does all that was promised go out of a body that is longer.
#[test]
fn what_goes_out_is_what_was_promised_or_an_error() {
    let lengths = [0, 1, 5, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5];
    let mut cases = vec![vec![]];
    for first in lengths {
        cases.push(vec![Some(first)]);
        for second in lengths {
            cases.push(vec![Some(first), Some(second)]);
            cases.push(vec![None, Some(first), None, None, Some(0), Some(second), None]);
        }
    }
    for case in &cases {
        let length: usize = case.iter().flatten().sum();
        let (pieces, error) = sent(parts(case), None);
        assert_eq!((pieces.iter().sum::<usize>(), error), (length, None), "{case:?}");
        for promised in [1, length.saturating_sub(1).max(1), length.max(1), length + 1, length + PIECE] {
            let (pieces, error) = sent(parts(case), Some(promised as u64));
            assert!(pieces.iter().all(|piece| (1..=PIECE).contains(piece)), "{case:?}: {pieces:?}");
            let sent: usize = pieces.iter().sum();
            match error {
                None => assert_eq!((promised, sent), (length, length), "{case:?}"),
                Some(error) if promised > length => {
                    assert_eq!(sent, length, "{case:?}");
                    let text = format!("ended after {length} of the {promised} bytes");
                    assert!(error.contains(&text), "{error}");
                }
                Some(error) => {
                    assert!(sent < promised, "{case:?}: {sent} of {promised}");
                    assert!(promised < length, "{case:?}, {promised}: {error}");
                    assert!(error.contains(&format!("goes on after the {promised} bytes")), "{error}");
                }
            }
        }
    }
}

#[test]
fn memory_goes_out_in_pieces_and_small_bodies_as_they_are() {
    let of = |length: usize| {
        let body = SdkBody::from(vec![7; length]);
        let promised = body.content_length();
        (Upload::of(&body).is_some(), sent(body, promised))
    };
    assert_eq!(of(0), (false, (vec![], None)));
    assert_eq!(of(PIECE), (false, (vec![PIECE], None)));
    assert_eq!(of(2 * PIECE + 1), (true, (vec![PIECE, PIECE, 1], None)));
    assert!(Upload::of(&parts(&[])).is_some());
}

#[test]
fn a_body_that_is_given_up_ends_at_once() {
    for given in [0, 1, 3] {
        let body = SdkBody::from(vec![7; 10 * PIECE]);
        let upload = Upload::of(&body);
        let mut body = Outgoing::new(body, Some(10 * PIECE as u64), upload.clone());
        let mut next = || Pin::new(&mut body).poll_frame(&mut Context::from_waker(Waker::noop()));
        let guard = AbortOnDrop(upload);
        for _ in 0..given {
            assert!(matches!(next(), Poll::Ready(Some(Ok(_)))));
        }
        drop(guard);
        assert!(matches!(next(), Poll::Ready(Some(Err(_)))), "after {given} pieces");
    }
}

#[test]
fn a_body_that_fails_is_at_fault_itself() {
    let io = || futures_body(std::io::Error::other("the disk is gone"));
    let (_, error) = sent(io(), None);
    assert_eq!(error.as_deref(), Some("the body of the request cannot be read"));
}

/// A body that fails at once.
fn futures_body(error: std::io::Error) -> SdkBody {
    struct Fails(Option<std::io::Error>);
    impl Body for Fails {
        type Data = Bytes;
        type Error = std::io::Error;
        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
            Poll::Ready(self.0.take().map(Err))
        }
    }
    SdkBody::from_body_1_x(Fails(Some(error)))
}

/// Counts what a connection still sends of a call that is given up, wherever that happens.
#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_connection_holds_little_of_a_call_that_is_given_up() {
    use hyper_util::rt::TokioIo;
    use tokio::io::AsyncReadExt;

    use crate::engine::connection::BUFFER;

    for before in [1, 1000, PIECE, 300_000] {
        let (near, mut far) = tokio::io::duplex(1024);
        let mut connection = hyper::client::conn::http1::Builder::new();
        connection.max_buf_size(BUFFER);
        let (mut sender, connection) = connection.handshake::<_, Outgoing>(TokioIo::new(near)).await.unwrap();
        tokio::spawn(connection);
        let body = SdkBody::from(vec![7; 30 << 20]);
        let (promised, upload) = (body.content_length(), Upload::of(&body));
        let guard = AbortOnDrop(upload.clone());
        let request = http::Request::post("/").body(Outgoing::new(body, promised, upload)).unwrap();
        let call = tokio::spawn(sender.send_request(request));
        let mut read = vec![0; before];
        far.read_exact(&mut read).await.unwrap();
        call.abort();
        call.await.unwrap_err();
        drop(guard);
        let mut rest = Vec::new();
        far.read_to_end(&mut rest).await.unwrap();
        let most = BUFFER + PIECE + 1024;
        assert!(rest.len() <= most, "{} bytes came after {before}", rest.len());
    }
}
