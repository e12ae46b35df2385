//! Looking at eight bytes at once.

/// A byte's value in each byte of a word.
pub(crate) const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// Marks the high bit of bytes that are zero; bytes above the first one may be marked wrongly.
#[inline]
pub(crate) const fn zero_bytes(word: u64) -> u64 {
    word.wrapping_sub(each(1)) & !word & each(0x80)
}

/// Marks the high bit of bytes that equal one of these; bytes above the first one may be marked wrongly.
#[inline]
pub(crate) const fn any_of<const N: usize>(word: u64, bytes: [u8; N]) -> u64 {
    let (mut marks, mut index) = (0, 0);
    while index < N {
        marks |= zero_bytes(word ^ each(bytes[index]));
        index += 1;
    }
    marks
}
