//! A call whose response is a list of 50 MB, which comes in pieces.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use compare_work::measure::{peak_resident, print};
use compare_work::page::{HEAD, Layout, TAIL, id, participant};
use http_body::{Body, Frame, SizeHint};

use super::calls::{config, runtime};
use super::canned::Canned;
use crate::sdk::Client;
use crate::sdk::operation::list_participants::ListParticipantsOutput;

const PARTICIPANTS: usize = 214_500;
/// The size of the pieces: a TLS record.
const PIECE: usize = 16 * 1024;

/// Prints the peak of the memory that the process has.
pub fn resident() {
    check(&list(length()));
    print("resident_mb", peak_resident());
}

/// The call.
pub fn list(length: u64) -> ListParticipantsOutput {
    let connection = Canned::new(move |_| {
        let body = SdkBody::from_body_1_x(Pieces { next: 0, rest: String::from(HEAD), length });
        let response = http::Response::builder().header("content-length", length);
        response.header("content-type", "application/json").body(body).expect("it is valid")
    });
    let client = Client::from_conf(config().http_client(connection).build());
    let call = client.list_participants().stage_arn("arn").session_id("st-1");
    runtime().block_on(call.send()).expect("the answer is one of success")
}

/// Checks that the output is all of it.
pub fn check(output: &ListParticipantsOutput) {
    assert_eq!(output.participants().len(), PARTICIPANTS);
    assert_eq!(output.participants()[PARTICIPANTS - 1].participant_id(), Some(&*id(PARTICIPANTS - 1)));
}

/// The number of bytes of the response.
pub fn length() -> u64 {
    let mut text = String::new();
    let mut length = HEAD.len() + TAIL.len();
    for number in 0..PARTICIPANTS {
        text.clear();
        participant(&mut text, number, Layout::Ordered);
        length += text.len();
    }
    length as u64
}

/// A body that is made while it is read.
struct Pieces {
    next: usize,
    rest: String,
    length: u64,
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        while self.rest.len() < PIECE && self.next < PARTICIPANTS {
            let number = self.next;
            participant(&mut self.rest, number, Layout::Ordered);
            self.next += 1;
            if self.next == PARTICIPANTS {
                self.rest.push_str(TAIL);
            }
        }
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let end = self.rest.len().min(PIECE);
        // Without the room that the string has.
        let piece = Bytes::copy_from_slice(&self.rest.as_bytes()[..end]);
        self.rest.drain(..end);
        self.length -= piece.len() as u64;
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}
