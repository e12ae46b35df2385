//! Heads of data items: a major type and an argument (<https://www.rfc-editor.org/rfc/rfc8949#section-3>).

pub(super) const UNSIGNED: u8 = 0;
pub(super) const NEGATIVE: u8 = 1;
pub(super) const BYTES: u8 = 2;
pub(super) const TEXT: u8 = 3;
pub(super) const ARRAY: u8 = 4;
pub(super) const MAP: u8 = 5;
pub(super) const TAG: u8 = 6;

/// The additional information of what has no length in front and ends at a break.
pub(super) const INDEFINITE: u8 = 31;

// Initial bytes of major type 7, which have no argument.
pub(super) const FALSE: u8 = 0xF4;
pub(super) const TRUE: u8 = 0xF5;
pub(super) const NULL: u8 = 0xF6;
pub(super) const UNDEFINED: u8 = 0xF7;
pub(super) const LONG_SIMPLE: u8 = 0xF8;
pub(super) const HALF: u8 = 0xF9;
pub(super) const SINGLE: u8 = 0xFA;
pub(super) const DOUBLE: u8 = 0xFB;
pub(super) const BREAK: u8 = 0xFF;

/// Seconds since the epoch (<https://www.rfc-editor.org/rfc/rfc8949#section-3.4.2>).
pub(super) const TAG_EPOCH: u8 = 1;
/// Integers of any size as bytes (<https://www.rfc-editor.org/rfc/rfc8949#section-3.4.3>).
pub(super) const TAG_UNSIGNED_BIGNUM: u64 = 2;
pub(super) const TAG_NEGATIVE_BIGNUM: u64 = 3;
/// An exponent of ten and an integer (<https://www.rfc-editor.org/rfc/rfc8949#section-3.4.4>).
pub(super) const TAG_DECIMAL_FRACTION: u64 = 4;

/// The head of a data item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    /// The byte that holds the major type and how the argument is written.
    pub(super) initial: u8,
    /// The value, length, count or tag; 0 where the length is indefinite.
    pub(super) argument: u64,
}

impl Head {
    #[inline]
    pub(super) const fn major(self) -> u8 {
        self.initial >> 5
    }

    #[inline]
    pub(super) const fn is_indefinite(self) -> bool {
        self.initial & 0x1F == INDEFINITE
    }
}

/// Appends a head in its shortest form.
#[inline]
pub(super) fn write_head(major: u8, argument: u64, out: &mut Vec<u8>) {
    match argument {
        #[allow(clippy::cast_possible_truncation)] // of at most 23
        0..=23 => out.push(major << 5 | argument as u8),
        _ => write_long_head(major, argument, out),
    }
}

fn write_long_head(major: u8, argument: u64, out: &mut Vec<u8>) {
    let bytes = argument.to_be_bytes();
    let (code, width) = match argument {
        0..=0xFF => (24, 1),
        0x100..=0xFFFF => (25, 2),
        0x1_0000..=0xFFFF_FFFF => (26, 4),
        _ => (27, 8),
    };
    out.push(major << 5 | code);
    out.extend_from_slice(&bytes[8 - width..]);
}
