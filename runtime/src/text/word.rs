//! Eight bytes of a text at once, as a number whose lowest byte is the first. A search marks the high bit of the bytes that it
//! looks for; bytes above the first marked one may be marked wrongly.

/// A byte's value in each byte of a word.
pub(crate) const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Marks bytes that equal one of these.
#[inline]
pub(crate) const fn any_of<const N: usize>(word: u64, bytes: [u8; N]) -> u64 {
    let (mut marks, mut index) = (0, 0);
    while index < N {
        let zero = word ^ each(bytes[index]);
        marks |= zero.wrapping_sub(each(1)) & !zero & each(0x80);
        index += 1;
    }
    marks
}

/// Marks bytes below a limit, which is at most 0x80.
#[inline]
pub(crate) const fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(each(limit)) & !word & each(0x80)
}

/// The index of the first marked byte; 8 if none is marked.
#[inline]
pub(crate) const fn first(marks: u64) -> usize {
    (marks.trailing_zeros() / 8) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_bytes_is_found() {
        for index in 0..8 {
            for byte in 0..=u8::MAX {
                let mut bytes = *b"ABCDEFGH";
                bytes[index] = byte;
                let word = u64::from_le_bytes(bytes);
                let found = |is_wanted: bool| if is_wanted { index } else { 8 };
                assert_eq!(first(any_of(word, *b"<\"")), found(byte == b'<' || byte == b'"'), "{byte}");
                assert_eq!(first(below(word, 0x20)), found(byte < 0x20), "{byte}");
            }
        }
    }
}
