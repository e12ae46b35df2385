//! Random and mutated texts for readers: always the same [`TEXTS`], and more for as long as `TINSMITH_FUZZ_SECONDS` says.

use std::time::{Duration, Instant};

/// The least number of texts, whatever the clock says.
const TEXTS: usize = 5_000;

/// xorshift64.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    fn pick<T: AsRef<[u8]>>(&mut self, texts: &[T]) -> Vec<u8> {
        texts[self.below(texts.len())].as_ref().to_vec()
    }
}

/// Hands texts to `check` that begin as one of the seeds, of which a few bytes are then replaced, repeated or removed,
/// now and then within a character, and pieces put in.
pub(crate) fn fuzz<T: AsRef<[u8]>>(seeds: &[T], pieces: &[T], check: impl Fn(&[u8])) {
    let seconds = std::env::var("TINSMITH_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(0.0);
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut texts = 0;
    while texts < TEXTS || Instant::now() < end {
        for _ in 0..200 {
            let mut text = random.pick(seeds);
            mutate(&mut text, &mut random, seeds, pieces);
            check(&text);
            texts += 1;
        }
    }
    println!("{texts} texts");
}

fn mutate<T: AsRef<[u8]>>(text: &mut Vec<u8>, random: &mut Random, seeds: &[T], pieces: &[T]) {
    for _ in 0..=random.below(4) {
        let start = random.below(text.len() + 1);
        let end = (start + random.below(6)).min(text.len());
        let replacement = match random.below(5) {
            0 => Vec::new(),
            1 => text[start..end].repeat(2),
            2 => vec![u8::try_from(random.below(256)).unwrap()],
            3 => random.pick(seeds),
            _ => random.pick(pieces),
        };
        text.splice(start..end, replacement);
    }
}
