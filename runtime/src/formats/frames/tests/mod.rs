//! Frames that are right, frames that are broken, and frames in pieces.

mod fuzz;
mod reference;

use aws_smithy_eventstream::frame::{read_message_from, write_message_to};
use aws_smithy_types::DateTime;
use aws_smithy_types::event_stream::{Header, HeaderValue as OracleValue, Message};
use bytes::Bytes;
use proptest::prelude::*;

use super::*;

fn frame(headers: &[(&str, HeaderValue<'_>)], payload: &[u8]) -> Vec<u8> {
    let mut writer = FrameWriter::new();
    for (name, value) in headers {
        writer.header(name, *value).unwrap();
    }
    writer.finish(payload).unwrap()
}

fn read(bytes: Vec<u8>) -> Frame {
    Frame::new(bytes.into()).unwrap_or_else(|error| panic!("{error}"))
}

fn refuse(bytes: &[u8]) -> String {
    match Frame::new(Bytes::copy_from_slice(bytes)) {
        Ok(frame) => panic!("{bytes:02x?} was read as {frame:?}"),
        Err(error) => error.to_string(),
    }
}

/// The frame with its checksums made right again.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let prelude = crc32fast::hash(&bytes[..8]);
    bytes[8..12].copy_from_slice(&prelude.to_be_bytes());
    let end = bytes.len() - CHECKSUM;
    let checksum = crc32fast::hash(&bytes[..end]);
    bytes[end..].copy_from_slice(&checksum.to_be_bytes());
    bytes
}

/// A frame with these bytes for headers.
fn raw(headers: &[u8]) -> Vec<u8> {
    let total = u32::try_from(PRELUDE + headers.len() + CHECKSUM).unwrap();
    let lengths = [total, total - 16].map(u32::to_be_bytes);
    sealed([lengths.as_flattened(), &[0; 4], headers, &[0; 4]].concat())
}

fn every_type() -> [(&'static str, HeaderValue<'static>); 10] {
    [
        ("true", HeaderValue::Boolean(true)),
        ("false", HeaderValue::Boolean(false)),
        ("byte", HeaderValue::Byte(-1)),
        ("short", HeaderValue::Short(-300)),
        ("integer", HeaderValue::Integer(70_000)),
        ("long", HeaderValue::Long(i64::MIN)),
        ("bytes", HeaderValue::Bytes(b"\0\xff")),
        ("string", HeaderValue::String("é")),
        ("timestamp", HeaderValue::Timestamp(DateTime::from_millis(-1))),
        ("uuid", HeaderValue::Uuid(1 << 127 | 5)),
    ]
}

#[test]
fn frames_become_official_messages() {
    let message = Message::from(read(frame(&every_type(), b"hi")));
    assert_eq!(&message.payload()[..], b"hi");
    let values: Vec<_> =
        message.headers().iter().map(|header| (header.name().as_str(), header.value().clone())).collect();
    assert_eq!(values.len(), every_type().len());
    assert!(values.contains(&("short", OracleValue::Int16(-300))));
    assert!(values.contains(&("string", OracleValue::String("é".into()))));
    assert!(values.contains(&("uuid", OracleValue::Uuid(1 << 127 | 5))));
    assert!(values.contains(&("bytes", OracleValue::ByteArray(Bytes::from_static(b"\0\xff")))));
}

#[test]
fn a_frame_is_laid_out_as_specified() {
    let bytes = frame(&[(":t", HeaderValue::String("x")), ("n", HeaderValue::Short(2))], b"hi");
    let body = b"\x00\x00\x00\x1E\x00\x00\x00\x0C";
    assert_eq!(bytes[..8], *body);
    assert_eq!(bytes[12..26], *b"\x02:t\x07\x00\x01x\x01n\x03\x00\x02hi");
    assert_eq!(bytes.len(), 30);
    // The checksum of the check value of CRC-32/ISO-HDLC, so that both sides of it are not just equally wrong.
    assert_eq!(crc32fast::hash(b"123456789"), 0xCBF4_3926);
    assert_eq!(frame(&[], b"").len(), 16);
}

#[test]
fn headers_of_every_type_come_back() {
    let frame = read(frame(&every_type(), b"payload"));
    assert_eq!(frame.headers().collect::<Vec<_>>(), every_type());
    assert_eq!(frame.header("short"), Some(HeaderValue::Short(-300)));
    assert_eq!(frame.header("missing"), None);
    assert_eq!(frame.header("string").and_then(HeaderValue::as_str), Some("é"));
    assert_eq!(frame.payload(), b"payload");
    assert!(!format!("{frame:?}").contains("payload\""), "{frame:?}");
    assert_eq!(frame.into_payload(), &b"payload"[..]);
}

#[test]
fn a_frame_says_what_it_is() {
    let text = |name, value| (name, HeaderValue::String(value));
    let event = read(frame(&[text(":message-type", "event"), text(":event-type", "records")], b""));
    assert_eq!(event.kind().unwrap(), Kind::Event("records"));
    let exception = read(frame(&[text(":exception-type", "gone"), text(":message-type", "exception")], b""));
    assert_eq!(exception.kind().unwrap(), Kind::Exception("gone"));
    let error = read(frame(&[text(":message-type", "error"), text(":error-code", "500")], b""));
    assert_eq!(error.kind().unwrap(), Kind::Error { code: "500", message: "" });
    for (headers, message) in [
        (vec![], "a frame has no text in the header `:message-type`"),
        (vec![(":message-type", HeaderValue::Byte(1))], "a frame has no text in the header `:message-type`"),
        (vec![text(":message-type", "event")], "a frame has no text in the header `:event-type`"),
        (vec![text(":message-type", "new")], "a frame has the unknown `:message-type` `new`"),
    ] {
        assert_eq!(read(frame(&headers, b"")).kind().unwrap_err().to_string(), message);
    }
}

#[test]
fn broken_frames_are_refused() {
    let good = frame(&[("a", HeaderValue::Long(1))], b"payload");
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 4;
        refuse(&bad);
        refuse(&good[..at]);
    }
    refuse(&[&good[..], b"\0"].concat());
    for (bytes, message) in [
        (raw(b"\0"), "a header has no name at byte 12"),
        (raw(b"\x05ab"), "a header does not end at byte 12"),
        (raw(b"\x01a"), "a header does not end at byte 12"),
        (raw(b"\x01a\x00\x01b\x0A"), "a header has a value of unknown type at byte 15"),
        (raw(b"\x01a\x05\0\0\0\0\0\0\0"), "a header does not end at byte 12"),
        (raw(b"\x01a\x07\xFF\xFFb"), "a header does not end at byte 12"),
        (raw(b"\x01\xFF\x00"), "the text of a header is not UTF-8 at byte 12"),
        (raw(b"\x01a\x07\x00\x01\xFF"), "the text of a header is not UTF-8 at byte 12"),
    ] {
        assert_eq!(refuse(&bytes), message);
    }
    let lengths = |total: u32, headers: u32| {
        let mut bytes = good.clone();
        bytes[..4].copy_from_slice(&total.to_be_bytes());
        bytes[4..8].copy_from_slice(&headers.to_be_bytes());
        refuse(&sealed(bytes))
    };
    assert_eq!(lengths(15, 0), "a frame of 15 bytes has no room for 0 bytes of headers at byte 0");
    assert_eq!(lengths(0, 0), "a frame of 0 bytes has no room for 0 bytes of headers at byte 0");
    assert_eq!(lengths(34, 19), "a frame of 34 bytes has no room for 19 bytes of headers at byte 0");
    assert_eq!(lengths(34, u32::MAX), "a frame of 34 bytes has no room for 4294967295 bytes of headers at byte 0");
    assert_eq!(lengths(35, 11), "a frame says that it has other than 34 bytes");
}

#[test]
fn what_does_not_fit_is_not_written() {
    let mut writer = FrameWriter::new();
    let long = vec![b'a'; 0x8000];
    let text = std::str::from_utf8(&long).unwrap();
    for (name, value) in [
        ("", HeaderValue::Byte(1)),
        (&text[..256], HeaderValue::Byte(1)),
        ("a", HeaderValue::Bytes(&long)),
        ("a", HeaderValue::String(text)),
        ("a", HeaderValue::Timestamp(DateTime::from_secs(i64::MAX))),
    ] {
        let error = writer.header(name, value).unwrap_err().to_string();
        assert!(error.contains("of an event"), "{error}");
    }
    let mut writer = FrameWriter::new();
    for name in ["a", "b", "c", "d"] {
        writer.header(name, HeaderValue::Bytes(&long[1..])).unwrap();
    }
    assert!(writer.finish(b"").is_err(), "more than 128 KiB of headers");
    assert!(FrameWriter::new().finish(&vec![0; (24 << 20) + 1]).is_err());
}

#[test]
fn frames_come_out_of_pieces_of_any_size() {
    let frames = [frame(&every_type(), b"one"), frame(&[], b""), frame(&[("a", HeaderValue::Byte(1))], &[7; 5000])];
    let stream = frames.concat();
    for size in [1, 2, 3, 7, 11, 12, 13, 16, 100, 4096, stream.len()] {
        let mut decoder = FrameDecoder::new();
        let mut came = Vec::new();
        for piece in stream.chunks(size) {
            decoder.push(piece);
            while let Some(frame) = decoder.frame().unwrap() {
                came.push(frame);
            }
        }
        decoder.end().unwrap();
        assert_eq!(came, frames.clone().map(read), "{size}");
    }
}

#[test]
fn a_stream_must_end_with_a_frame() {
    let bytes = frame(&[], b"payload");
    for end in 1..bytes.len() {
        let mut decoder = FrameDecoder::default();
        decoder.push(&bytes[..end]);
        assert!(decoder.frame().unwrap().is_none());
        let error = decoder.end().unwrap_err().to_string();
        assert_eq!(error, format!("the stream ends within a frame, of which {end} bytes came"));
    }
}

#[test]
fn errors_stay() {
    let mut wrong = frame(&[], b"payload");
    wrong[14] ^= 1;
    let mut decoder = FrameDecoder::new();
    decoder.push(&[&wrong[..], &frame(&[], b"good")].concat());
    let first = decoder.frame().unwrap_err().to_string();
    assert_eq!(first, "the checksum of a frame is wrong at byte 19");
    assert_eq!(decoder.frame().unwrap_err().to_string(), first);
    assert!(decoder.end().is_err());
}

#[test]
fn a_declared_length_is_not_believed() {
    let huge = sealed([&u32::MAX.to_be_bytes()[..], &[0; 12]].concat());
    let mut decoder = FrameDecoder::new();
    decoder.push(&huge[..12]);
    let error = decoder.frame().unwrap_err().to_string();
    assert_eq!(error, "a frame of 4294967295 bytes is longer than the 134217728 allowed");
    let mut decoder = FrameDecoder::with_limit(20);
    decoder.push(&frame(&[], b"four"));
    assert_eq!(decoder.frame().unwrap().unwrap().payload(), b"four");
    decoder.push(&frame(&[], b"five!"));
    assert!(decoder.frame().is_err());
}

proptest! {
    #[test]
    fn frames_are_those_of_the_official_crate(
        name in "[a-z:]{1,20}", text in any::<String>(), bytes in any::<Vec<u8>>(), long in any::<i64>(),
        millis in -1_000_000_000_000_000..1_000_000_000_000_000i64, uuid in any::<u128>(), payload in any::<Vec<u8>>(),
    ) {
        let oracle = Message::new(payload.clone())
            .add_header(Header::new(name.clone(), OracleValue::String(text.clone().into())))
            .add_header(Header::new("bytes", OracleValue::ByteArray(bytes.clone().into())))
            .add_header(Header::new("long", OracleValue::Int64(long)))
            .add_header(Header::new("time", OracleValue::Timestamp(DateTime::from_millis(millis))))
            .add_header(Header::new("uuid", OracleValue::Uuid(uuid)));
        let mut expected = Vec::new();
        write_message_to(&oracle, &mut expected).unwrap();
        let headers = [
            (&*name, HeaderValue::String(&text)),
            ("bytes", HeaderValue::Bytes(&bytes)),
            ("long", HeaderValue::Long(long)),
            ("time", HeaderValue::Timestamp(DateTime::from_millis(millis))),
            ("uuid", HeaderValue::Uuid(uuid)),
        ];
        let written = frame(&headers, &payload);
        prop_assert_eq!(&written, &expected);
        prop_assert_eq!(read_message_from(&written[..]).unwrap(), oracle);
        let frame = read(written);
        prop_assert_eq!(frame.headers().collect::<Vec<_>>(), headers);
        prop_assert_eq!(frame.payload(), payload);
    }
}
