//! Streams of events, typed: what is sent, what is received, and calls that do both.
#![cfg(all(feature = "event-stream", feature = "json", feature = "cbor"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

#[macro_use]
mod shapes;
mod calls;
#[cfg(feature = "test-util")]
mod cases;
mod error;
mod receiving;
mod sending;
#[path = "../support/mod.rs"]
mod support;
#[cfg(feature = "xml")]
mod xml;

/// The errors of the model, where the macros of errors look for them.
mod types {
    pub(crate) mod error {
        pub(crate) use crate::shapes::Kicked;
    }
}

use std::pin::Pin;
use std::task::{Context, Poll};

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame as Part};
use tinsmith::error::BoxError;
use tinsmith::internals::formats::frames::{Frame, FrameDecoder, FrameWriter, HeaderValue};

/// A frame with these headers, all of them text.
fn frame(headers: &[(&str, &str)], payload: &[u8]) -> Vec<u8> {
    let mut writer = FrameWriter::new();
    for (name, value) in headers {
        writer.header(name, HeaderValue::String(value)).unwrap();
    }
    writer.finish(payload).unwrap()
}

/// An event whose payload is JSON.
fn event(name: &str, json: &str) -> Vec<u8> {
    frame(&[(":message-type", "event"), (":event-type", name), (":content-type", "application/json")], json.as_bytes())
}

fn split(bytes: &[u8]) -> Vec<Frame> {
    let mut decoder = FrameDecoder::new();
    decoder.push(bytes);
    let mut frames = Vec::new();
    while let Some(frame) = decoder.frame().unwrap() {
        frames.push(frame);
    }
    decoder.end().unwrap();
    frames
}

/// A body in parts, which may break off.
struct Parts(Vec<Result<Bytes, BoxError>>);

fn parts(parts: impl IntoIterator<Item = Result<Bytes, BoxError>>) -> SdkBody {
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.reverse();
    SdkBody::from_body_1_x(Parts(parts))
}

impl Body for Parts {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Part<Bytes>, BoxError>>> {
        Poll::Ready(self.0.pop().map(|part| part.map(Part::data)))
    }
}
