//! Random and mutated frames. `TINSMITH_FUZZ_SECONDS` says for how long; by default it is a moment.

use std::time::{Duration, Instant};

use super::{Bytes, Frame, FrameDecoder, every_type, frame, read_message_from, sealed};

/// xorshift64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }
}

#[test]
fn whatever_comes_is_survived() {
    let seconds = std::env::var("TINSMITH_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(0.3);
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    let seed = frame(&every_type(), b"payload");
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut inputs = 0u64;
    while Instant::now() < end {
        for _ in 0..200 {
            let mut bytes = seed.clone();
            for _ in 0..=random.below(4) {
                let start = random.below(bytes.len() + 1);
                let end = (start + random.below(4)).min(bytes.len());
                let replacement: Vec<u8> = (0..random.below(4)).map(|_| random.byte()).collect();
                bytes.splice(start..end, replacement);
            }
            // Without right checksums and lengths, little of it would be looked at.
            if bytes.len() >= 16 && random.below(4) > 0 {
                let total = u32::try_from(bytes.len()).unwrap();
                bytes[..4].copy_from_slice(&total.to_be_bytes());
                bytes = sealed(bytes);
            }
            check(&bytes, 1 + random.below(40));
            inputs += 1;
        }
    }
    println!("{inputs} inputs");
}

/// Whether a frame is right does not depend on the pieces in which it comes. What is right for the official crate is so
/// for this one, which knows of nothing that is not.
fn check(bytes: &[u8], size: usize) {
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
