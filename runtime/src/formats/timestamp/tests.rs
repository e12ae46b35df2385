//! The formats against each other, against the official runtime's, and against the reference cases.

use std::cell::Cell;

use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use proptest::prelude::*;
use serde_json::Value;

use super::{format, parse};
use crate::test_support::fuzz::fuzz;
use crate::walk::schema::TimestampFormat;
use crate::walk::schema::TimestampFormat::{DateTime as Rfc3339, EpochSeconds, HttpDate};

fn official(format: TimestampFormat) -> Format {
    match format {
        EpochSeconds => Format::EpochSeconds,
        Rfc3339 => Format::DateTimeWithOffset,
        HttpDate => Format::HttpDate,
    }
}

#[test]
fn examples() {
    let time = DateTime::from_secs_and_nanos(1_398_796_238, 500_000_000);
    for (kind, text) in [
        (EpochSeconds, "1398796238.5"),
        (Rfc3339, "2014-04-29T18:30:38.5Z"),
        (HttpDate, "Tue, 29 Apr 2014 18:30:38 GMT"),
    ] {
        assert_eq!(format(&time, kind).as_deref(), Some(text));
    }
    assert_eq!(parse("2019-12-17T00:48:18+01:00", Rfc3339), Some(DateTime::from_secs(1_576_540_098)));
    assert_eq!(parse("Tue, 29 Apr 2014 18:30:38.5 GMT", HttpDate), Some(time));
    assert_eq!(parse("2016-12-31T23:59:60Z", Rfc3339), Some(DateTime::from_secs(1_483_228_800)));
}

#[test]
fn what_is_not_a_timestamp() {
    for text in [
        "",
        "2019-12-17",
        "2019-12-17T00:48:18",
        "2019-12-17 00:48:18Z",
        "2019-12-17T00:48:18.Z",
        "2019-12-17T00:48:18Zjunk",
        "2019-02-29T00:00:00Z",
        "2019-13-01T00:00:00Z",
        "2019-00-01T00:00:00Z",
        "2019-01-00T00:00:00Z",
        "2019-01-01T24:00:00Z",
        "2019-01-01T00:60:00Z",
        "2019-01-01T00:00:61Z",
        "+019-01-01T00:00:00Z",
        "2019-01-01T00:00:00+24:00",
        "2019-01-01T00:00:00+0100",
        "2019-01-01T00:00:0é",
    ] {
        assert_eq!(parse(text, Rfc3339), None, "{text}");
    }
    for text in ["", "Tue, 29 Apr 2014 18:30:38", "Tue, 29 Apr 2014 18:30:38 UTC", "Tue, 29 apr 2014 18:30:38 GMT"] {
        assert_eq!(parse(text, HttpDate), None, "{text}");
    }
    for text in ["", "1.5s", "NaN", "Infinity", "99999999999999999999", "1.-5"] {
        assert_eq!(parse(text, EpochSeconds), None, "{text}");
    }
}

#[test]
fn years_outside_of_the_formats_are_refused() {
    for seconds in [-62_135_596_801, 253_402_300_800, i64::MIN, i64::MAX] {
        let time = DateTime::from_secs(seconds);
        assert_eq!(format(&time, Rfc3339), None);
        assert_eq!(format(&time, HttpDate), None);
        assert_eq!(format(&time, EpochSeconds), Some(seconds.to_string()));
    }
}

proptest! {
    #[test]
    fn epoch_seconds_agree(seconds in any::<i64>(), nanos in 0..1_000_000_000u32) {
        agree(DateTime::from_secs_and_nanos(seconds, nanos), EpochSeconds)?;
    }

    #[test]
    fn dates_agree(seconds in -62_135_596_800..253_402_300_800i64, nanos in 0..1_000_000_000u32) {
        agree(DateTime::from_secs_and_nanos(seconds, nanos), Rfc3339)?;
        agree(DateTime::from_secs_and_nanos(seconds, nanos), HttpDate)?;
    }

}

/// Texts to begin with.
const SEEDS: &[&str] = &[
    "1398796238.125",
    "-1.25",
    "1e3",
    "0",
    "2014-04-29T18:30:38.5Z",
    "0001-01-01T00:00:00-23:59",
    "9999-12-31t23:59:60.999999999+00:00",
    "Tue, 29 Apr 2014 18:30:38.5 GMT",
    "Mon, 01 Jan 0001 00:00:00 GMT",
];

/// Pieces that mutations put in.
const PIECES: &[&str] = &[
    "0",
    "9",
    ".",
    "-",
    "+",
    ":",
    "e",
    "E",
    "T",
    "Z",
    "z",
    " GMT",
    ", ",
    "é",
    "60",
    "29",
    "02",
    "\u{0}",
    " ",
    "Feb",
    "+01:00",
    "99999999999999999999",
];

/// Whatever comes is refused, or stands for the time that the official runtime reads from it, too. Only here are read: an
/// exponent, more than eight digits of a fraction, and leap seconds, which are no other time there.
#[test]
fn any_text_is_refused_or_read_as_elsewhere() {
    let (read, refused) = (Cell::new(0), Cell::new(0));
    fuzz(SEEDS, PIECES, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        for kind in [EpochSeconds, Rfc3339, HttpDate] {
            let Some(time) = parse(&text, kind) else {
                refused.set(refused.get() + 1);
                continue;
            };
            read.set(read.get() + 1);
            let (_, fraction) = text.split_once('.').unwrap_or_default();
            let is_finer = fraction.chars().take_while(char::is_ascii_digit).count() > 8;
            let is_scaled = kind == EpochSeconds && text.contains(['e', 'E']);
            if !is_finer && !is_scaled && !text.contains(":60") {
                assert_eq!(DateTime::from_str(&text, official(kind)).ok(), Some(time), "{text} as {kind:?}");
            }
            let again = format(&time, kind).map(|written| parse(&written, kind).map(|time| time.secs()));
            assert!(again.is_none_or(|secs| secs == Some(time.secs())), "{text} as {kind:?} is not read back");
        }
    });
    assert!(read.get() > 400 && refused.get() > 400, "{} read, {} refused", read.get(), refused.get());
}

/// Writes as the official runtime does, and reads back what the format keeps.
fn agree(time: DateTime, kind: TimestampFormat) -> Result<(), TestCaseError> {
    let text = format(&time, kind).ok_or_else(|| TestCaseError::fail("out of range"))?;
    prop_assert_eq!(&text, &time.fmt(official(kind)).map_err(|error| TestCaseError::fail(error.to_string()))?);
    let kept = match kind {
        EpochSeconds => time.subsec_nanos(),
        Rfc3339 => time.subsec_nanos() / 1000 * 1000,
        HttpDate => 0,
    };
    prop_assert_eq!(parse(&text, kind), Some(DateTime::from_secs_and_nanos(time.secs(), kept)));
    Ok(())
}

/// The cases of `data/timestamp-formats.json`. They stem from before the official runtime mended fractions before the
/// epoch (aws-smithy-types 1.9.3): there `-1.25` stood for 0.75 seconds before the epoch. Those cases are held against
/// the value that the number has.
#[test]
fn reference_cases() {
    let Some(reference) = tinsmith_reference::needed_for("the reference cases of timestamps") else { return };
    let path = reference.join("data/timestamp-formats.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let cases: Value = serde_json::from_str(&text).unwrap();
    let (mut passed, mut mended, mut failed) = (0, 0, 0);
    for (kind, name) in [(EpochSeconds, "epoch_seconds"), (Rfc3339, "date_time"), (HttpDate, "http_date")] {
        for (direction, check) in [("format", formats as fn(&Case) -> bool), ("parse", parses)] {
            for case in cases[format!("{direction}_{name}")].as_array().unwrap() {
                let case = Case::new(case, kind);
                mended += usize::from(case.mended);
                match check(&case) {
                    true => passed += 1,
                    false => failed += 1,
                }
            }
        }
    }
    println!("{passed} passed, {failed} failed ({mended} of them with the mended fraction before the epoch)");
    assert_eq!((passed, failed), (660, 0));
}

struct Case {
    kind: TimestampFormat,
    time: DateTime,
    /// The expected text; `None` where formatting must fail.
    text: Option<String>,
    mended: bool,
}

impl Case {
    fn new(case: &Value, kind: TimestampFormat) -> Self {
        let seconds: i64 = case["canonical_seconds"].as_str().unwrap().parse().unwrap();
        let nanos = u32::try_from(case["canonical_nanos"].as_u64().unwrap()).unwrap();
        let time = DateTime::from_secs_and_nanos(seconds, nanos);
        let mut text = case["smithy_format_value"].as_str().map(str::to_owned);
        let mended = kind == EpochSeconds && seconds < 0 && nanos > 0;
        if mended {
            let fraction = format!("{:09}", 1_000_000_000 - nanos);
            text = Some(format!("-{}.{}", -(seconds + 1), fraction.trim_end_matches('0')));
        }
        Self { kind, time, text, mended }
    }
}

fn formats(case: &Case) -> bool {
    format(&case.time, case.kind) == case.text
}

fn parses(case: &Case) -> bool {
    case.text.as_deref().and_then(|text| parse(text, case.kind)) == Some(case.time)
}
