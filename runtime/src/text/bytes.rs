//! Questions about the bytes of a text.

/// Whether a predicate holds for all bytes. One loop serves all predicates that are not worth one of their own.
pub(crate) fn all_bytes(text: &str, holds: fn(u8) -> bool) -> bool {
    for byte in text.as_bytes() {
        if !holds(*byte) {
            return false;
        }
    }
    true
}

/// The number of bytes at the beginning that a predicate holds for.
pub(crate) fn count_leading(bytes: &[u8], holds: fn(u8) -> bool) -> usize {
    let mut count = 0;
    while let Some(byte) = bytes.get(count)
        && holds(*byte)
    {
        count += 1;
    }
    count
}
