//! Reading and writing 1000 frames of 200 bytes, beside the official crate.

#![allow(missing_docs, clippy::unwrap_used)]

use aws_smithy_eventstream::frame::{DecodedFrame, MessageFrameDecoder, write_message_to};
use aws_smithy_types::event_stream::{Header, HeaderValue as OfficialValue, Message};
use divan::Bencher;
use divan::counter::BytesCount;
use tinsmith::internals::formats::frames::{FrameDecoder, FrameWriter, HeaderValue, Kind};

const FRAMES: usize = 1000;
const HEADERS: [(&str, &str); 3] =
    [(":message-type", "event"), (":event-type", "transcript"), (":content-type", "application/json")];

fn main() {
    assert_eq!(write(), official_write());
    divan::main();
}

fn write() -> Vec<u8> {
    let mut stream = Vec::new();
    for _ in 0..FRAMES {
        let mut writer = FrameWriter::new();
        for (name, value) in HEADERS {
            writer.header(name, HeaderValue::String(value)).unwrap();
        }
        stream.extend_from_slice(&writer.finish(&[b'a'; 200]).unwrap());
    }
    stream
}

fn official_write() -> Vec<u8> {
    let mut stream = Vec::new();
    for _ in 0..FRAMES {
        let mut message = Message::new(vec![b'a'; 200]);
        for (name, value) in HEADERS {
            message = message.add_header(Header::new(name, OfficialValue::String(value.into())));
        }
        write_message_to(&message, &mut stream).unwrap();
    }
    stream
}

#[divan::bench]
fn write_tinsmith(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::of_slice(&write())).bench(write);
}

#[divan::bench]
fn write_official(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::of_slice(&write())).bench(official_write);
}

/// The payloads of all frames, each of which says that it is an event.
#[divan::bench]
fn read_tinsmith(bencher: Bencher<'_, '_>) {
    let stream = write();
    bencher.counter(BytesCount::of_slice(&stream)).bench(|| {
        let (mut decoder, mut sum) = (FrameDecoder::new(), 0);
        for piece in divan::black_box(&stream).chunks(8192) {
            decoder.push(piece);
            while let Some(frame) = decoder.frame().unwrap() {
                assert!(matches!(frame.kind(), Ok(Kind::Event("transcript"))));
                sum += frame.into_payload().len();
            }
        }
        sum
    });
}

#[divan::bench]
fn read_official(bencher: Bencher<'_, '_>) {
    let stream = write();
    bencher.counter(BytesCount::of_slice(&stream)).bench(|| {
        let (mut decoder, mut buffer, mut sum) = (MessageFrameDecoder::new(), bytes::BytesMut::new(), 0);
        for piece in divan::black_box(&stream).chunks(8192) {
            buffer.extend_from_slice(piece);
            while let DecodedFrame::Complete(message) = decoder.decode_frame(&mut buffer).unwrap() {
                let headers = aws_smithy_eventstream::smithy::parse_response_headers(&message).unwrap();
                assert_eq!(headers.smithy_type.as_str(), "transcript");
                sum += message.payload().len();
            }
        }
        sum
    });
}
