//! CBOR through a shape that has members of all kinds.

mod fuzz;
mod reading;
mod vectors;
mod writing;

use super::diagnostic;

/// The bytes that hexadecimal digits stand for; space is for the eye.
fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<u32> = digits.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] << 4 | pair[1]).unwrap()).collect()
}
