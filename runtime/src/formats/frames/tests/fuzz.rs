//! Random and mutated frames.

use super::{Bytes, Frame, FrameDecoder, every_type, frame, read_message_from, sealed};
use crate::test_support::fuzz::fuzz;

#[test]
fn whatever_comes_is_survived() {
    let seeds = [frame(&every_type(), b"payload"), frame(&every_type()[6..8], b"")];
    let pieces = [&b"\x00"[..], b"\xFF\xFF", b"\x07\x00\x05", b"\x06\x80\x00", b"\x01a\x09", b"\x00\x00\x00\x10"];
    fuzz(&seeds, &pieces.map(<[u8]>::to_vec), |bytes| {
        check(bytes);
        // Without right lengths and checksums, little of it would be looked at.
        if bytes.len() >= 16 {
            let total = u32::try_from(bytes.len()).unwrap().to_be_bytes();
            check(&sealed([&total, &bytes[4..]].concat()));
        }
    });
}

/// Whether a frame is right does not depend on the pieces in which it comes. What is right for the official crate is so
/// for this one, which knows of nothing that is not.
fn check(bytes: &[u8]) {
    let size = 1 + bytes.len() % 40;
    let whole = Frame::new(Bytes::copy_from_slice(bytes));
    let mut decoder = FrameDecoder::new();
    let mut came = Ok(None);
    for piece in bytes.chunks(size) {
        decoder.push(piece);
        if !matches!(came, Ok(Some(_))) {
            came = decoder.frame();
        }
    }
    if let Ok(whole) = &whole {
        assert_eq!(came.as_ref().ok().and_then(Option::as_ref), Some(whole), "{bytes:02x?} in pieces of {size}");
    }
    let oracle = (bytes.len() >= 16).then(|| read_message_from(bytes).ok()).flatten();
    if let Some(oracle) = oracle.filter(|_| came.as_ref().is_ok_and(Option::is_some)) {
        let frame = came.ok().flatten().expect("it came");
        assert_eq!(frame.headers().count(), oracle.headers().len(), "{bytes:02x?}");
        assert_eq!(frame.payload(), &oracle.payload()[..], "{bytes:02x?}");
    }
}
