//! Random and mutated CBOR.

use super::{diagnostic, hex};
use crate::formats::cbor;
use crate::formats::cbor::Scanner;
use crate::test_support::fuzz::fuzz;
use crate::test_support::shapes::kinds::Kinds;

/// Bytes to begin with: members of all kinds in all forms.
const SEEDS: &[&[u8]] = &[
    b"\xA6\x67boolean\xF5\x64byte\x01\x65short\x21\x67integer\xF9\x42\x00\x64long\x1B\0\0\0\0\0\0\0\x01\x65float\xFA\x40\xB0\0\0",
    b"\xBF\x66double\xFB\x40\x16\0\0\0\0\0\0\x66string\x7F\x61a\x62\xC3\xA9\xFF\x64blob\x5F\x41v\x40\xFF\xFF",
    b"\xA3\x65epoch\xC1\xFB\x41\xCC\x37\xDB\x38\x0F\xBE\x77\x68dateTime\xC1\x1A\x53\x5F\xEF\xCE\x65times\x81\xC1\x20",
    b"\xA2\x6AbigInteger\xC2\x49\x01\0\0\0\0\0\0\0\0\x6AbigDecimal\xC4\x82\x21\x19\x6A\xB3",
    b"\xA3\x66nested\xA1\x66nested\xA0\x6Astructures\x82\xA0\xBF\xFF\x66choice\xA1\x64text\x61x",
    b"\xBF\x63map\xBF\x61k\x9F\x01\xFF\xFF\x69sparseMap\xA1\x61a\xF6\x6AsparseList\x82\xF6\x01\x64list\x81\x61a\xFF",
    b"\xA2\x67unknown\x9F\xA1\x01\x9F\xFF\xC2\x40\xF7\xF8\x20\xFF\x66choice\xA2\x66__type\x61t\x63new\x80",
];

/// Pieces that mutations put in, in hexadecimal digits.
const PIECES: &str = "
    a0 bf ff 80 9f f6 f7 f5 20 17 18 1903e8 1b7fffffffffffffff 1bffffffffffffffff 3bffffffffffffffff 40 60 5f 7f 41 61
    7bffffffffffffffff 5a7fffffff 9bffffffffffffffff bbffffffffffffffff c1 c2 c3 c482 d9d9f7 f97c00 f97e00 fa7f800000
    fb7ff8000000000000 fb7e37e43c8800759c f8ff 1c a1666e6573746564 9f9f9f9f9f9f9f9f a16161";

#[test]
fn whatever_comes_is_survived() {
    let seeds: Vec<Vec<u8>> = SEEDS.iter().map(|seed| seed.to_vec()).collect();
    let pieces: Vec<Vec<u8>> = PIECES.split_whitespace().map(hex).collect();
    fuzz(&seeds, &pieces, check);
}

/// Reads the bytes in every way. What is read for its values is well-formed, and is written and read back.
fn check(bytes: &[u8]) {
    let _ = cbor::read_error_body(bytes);
    let mut scanner = Scanner::new(bytes);
    let skipped = scanner.skip_value().and_then(|()| scanner.end());
    if let Ok(text) = diagnostic(bytes) {
        assert!(skipped.is_ok(), "{bytes:02x?} is {text} but is not skipped");
    }
    if let Ok(kinds) = cbor::read::<Kinds>(bytes) {
        assert!(bytes.is_empty() || skipped.is_ok(), "{bytes:02x?} was read but is not skipped");
        let written = cbor::write(&kinds).map(|written| cbor::read::<Kinds>(&written));
        assert!(!matches!(written, Ok(Err(_))), "{bytes:02x?} was written and not read back");
    }
}

#[test]
fn every_seed_is_read() {
    for seed in SEEDS {
        cbor::read::<Kinds>(seed).unwrap_or_else(|error| panic!("{seed:02x?}: {error}"));
    }
}
