//! Integers of any size between bytes and decimal digits, and decimal fractions.

/// The most bytes of an integer that is read: 2,466 digits. The time that conversion takes grows with the
/// square of this.
const LONGEST: usize = 1024;
/// The digits that are handled at once, and their power of ten.
const STEP: usize = 9;
const STEP_BASE: u64 = 1_000_000_000;

/// The decimal digits of an integer; `None` if it is too long. A negative one is -1 minus what the bytes say.
pub(super) fn to_digits(bytes: &[u8], negative: bool) -> Option<String> {
    let bytes = &bytes[bytes.iter().position(|&byte| byte != 0).unwrap_or(bytes.len())..];
    if bytes.len() > LONGEST {
        return None;
    }
    // Groups of nine digits, the last one first.
    let mut groups = vec![0u64];
    for &byte in bytes {
        multiply_and_add(&mut groups, 256, u64::from(byte), STEP_BASE);
    }
    if negative {
        multiply_and_add(&mut groups, 1, 1, STEP_BASE);
    }
    let mut text = String::from(if negative { "-" } else { "" });
    let (first, rest) = groups.split_last()?;
    text += &first.to_string();
    rest.iter().rev().for_each(|group| text += &format!("{group:0STEP$}"));
    Some(text)
}

/// The bytes of an integer given as decimal digits.
pub(super) fn to_bytes(digits: &[u8], negative: bool) -> Vec<u8> {
    // Groups of 32 bits, the last one first.
    let mut groups = vec![0u64];
    for chunk in digits.chunks(STEP) {
        let value = chunk.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
        let base = (0..chunk.len()).fold(1, |base, _| base * 10);
        multiply_and_add(&mut groups, base, value, 1 << 32);
    }
    if negative {
        subtract_one(&mut groups);
    }
    let bytes = groups.iter().rev().flat_map(|group| group.to_be_bytes().into_iter().skip(4));
    bytes.skip_while(|&byte| byte == 0).collect()
}

/// `groups * factor + summand`, where each group is below `base`.
fn multiply_and_add(groups: &mut Vec<u64>, factor: u64, summand: u64, base: u64) {
    let mut carry = summand;
    for group in groups.iter_mut() {
        let value = *group * factor + carry;
        *group = value % base;
        carry = value / base;
    }
    if carry > 0 {
        groups.push(carry);
    }
}

/// `groups - 1`; of zero, zero.
fn subtract_one(groups: &mut [u64]) {
    if groups.iter().all(|&group| group == 0) {
        return;
    }
    for group in groups {
        match group.checked_sub(1) {
            Some(less) => {
                *group = less;
                return;
            }
            None => *group = u64::from(u32::MAX),
        }
    }
}

/// `mantissa * 10 ^ exponent` as text: with a point where that is short, with an exponent where it is not.
pub(super) fn place_point(mantissa: &str, exponent: &str) -> String {
    /// The most digits behind a point.
    const PLACES: usize = 64;
    let places = exponent.strip_prefix('-').and_then(|places| places.parse::<usize>().ok());
    let places = places.filter(|&places| places <= PLACES);
    match (exponent, places) {
        ("0", _) => mantissa.to_owned(),
        (_, None) => format!("{mantissa}e{exponent}"),
        (_, Some(places)) => {
            let (sign, digits) = mantissa.strip_prefix('-').map_or(("", mantissa), |digits| ("-", digits));
            let padded = format!("{digits:0>width$}", width = places + 1);
            let (whole, fraction) = padded.split_at(padded.len() - places);
            format!("{sign}{whole}.{fraction}")
        }
    }
}

/// Mantissa digits, sign and exponent of a decimal number in the grammar of [`aws_smithy_types::BigDecimal`]; `None` if
/// the exponent is too large.
pub(super) fn take_apart(text: &str) -> Option<(String, bool, i64)> {
    let (coefficient, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = coefficient.split_once('.').unwrap_or((coefficient, ""));
    let exponent = exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let mantissa = whole.trim_start_matches(['-', '+']).to_owned() + fraction;
    Some((mantissa, whole.starts_with('-'), exponent))
}
