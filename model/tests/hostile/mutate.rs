//! Small random changes to a text, repeatable by their seed.

/// A xorshift generator: poor randomness, but the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit.max(1)
    }
}

/// Prints the seed of a run that panics.
pub(crate) struct TellSeed(pub(crate) u64);

impl Drop for TellSeed {
    fn drop(&mut self) {
        println!("this was TINSMITH_FUZZ_SEED={}", self.0);
    }
}

/// Replacements of a token.
const TOKENS: &[&str] = &[
    "null",
    "true",
    "0",
    "-1",
    "1e300",
    "99999999999999999999",
    "\"\"",
    "\"a#In\"",
    "\"smithy.api#Unit\"",
    "[]",
    "{}",
    "\"structure\"",
    "\"service\"",
    "\"apply\"",
    "\"/{a}\"",
    "\"\\ud83d\\ude00\"",
    "[[[]]]",
    "{\"target\": \"a#Api\"}",
    "{\"target\": \"a#Thing\"}",
    "{\"target\": \"a#Names\"}",
    "\"a#Choice\"",
    "\"é\"",
    ":",
    ",",
];

/// The text with one or two changes of bytes or tokens.
pub(crate) fn mutate(text: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(2) {
        text = match random.below(10) {
            0 => change_byte(&text, random),
            1 => cut(&text, random),
            _ => change_token(&text, random),
        };
    }
    text
}

fn change_byte(text: &str, random: &mut Random) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = random.below(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte = random.below(256) as u8;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn cut(text: &str, random: &mut Random) -> String {
    let (start, length) = (random.below(text.len()), random.below(200));
    let end = if random.below(4) == 0 { text.len() } else { (start + length).min(text.len()) };
    let bytes = [&text.as_bytes()[..start], &text.as_bytes()[end..]].concat();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Replaces, repeats or moves a token.
fn change_token(text: &str, random: &mut Random) -> String {
    let tokens = tokens(text);
    let pick = |random: &mut Random| tokens.get(random.below(tokens.len())).copied().unwrap_or((0, 0));
    let (start, end) = pick(random);
    let (other_start, other_end) = pick(random);
    let new = match random.below(3) {
        0 => text[start..end].repeat(2),
        1 => text[other_start..other_end].to_owned(),
        _ => TOKENS[random.below(TOKENS.len())].to_owned(),
    };
    format!("{}{new}{}", &text[..start], &text[end..])
}

/// The ranges of strings, words and signs.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let (bytes, mut tokens, mut at) = (text.as_bytes(), Vec::new(), 0);
    while at < bytes.len() {
        let start = at;
        at += 1;
        match bytes[start] {
            b'"' => {
                while at < bytes.len() && bytes[at] != b'"' {
                    at += 1;
                }
                at = (at + 1).min(bytes.len());
            }
            byte if byte.is_ascii_alphanumeric() => {
                while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
                    at += 1;
                }
            }
            byte if byte.is_ascii_whitespace() => continue,
            _ => {}
        }
        if text.is_char_boundary(start) && text.is_char_boundary(at) {
            tokens.push((start, at));
        }
    }
    tokens
}
