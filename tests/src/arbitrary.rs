//! Values of any shape, made of random bytes: a reader that finds in the bytes whatever it is asked for.
//!
//! `S::read(&mut Arbitrary::new(bytes, words))` gives a value of `S`. Each byte is a decision, and the decisions after the
//! last byte are the simplest ones: unset, empty, zero. So shorter bytes and smaller bytes give simpler values, which is
//! the direction in which `proptest` shrinks.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use tinsmith::emitted::inner::{Member, TimestampFormat};
use tinsmith::emitted::inner::{Shape, ShapeReader, Value, ValueReader, Walk};
use tinsmith::internals::walk::ReadError;
use tinsmith::primitives::{DateTime, Document, Number};

/// The deepest nesting of structures, which bounds recursive shapes; deeper structures are empty.
const DEPTH: usize = 8;
/// The first second of the year 1 and the last of the year 9999: what `date-time` and `http-date` can hold.
const SECONDS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;
/// Characters that formats treat in their own ways.
const CHARACTERS: [char; 16] = [
    'a',
    'Z',
    '0',
    ' ',
    '"',
    '\\',
    '/',
    '\n',
    '\t',
    '\u{0}',
    '\u{1f}',
    '\u{7f}',
    '\u{e9}',
    '\u{2028}',
    '\u{ffff}',
    '\u{1f600}',
];

/// A reader of random bytes.
#[derive(Debug)]
pub struct Arbitrary<'a> {
    bytes: std::slice::Iter<'a, u8>,
    words: &'a [&'a str],
    depth: usize,
    given: BTreeSet<&'static str>,
}

impl<'a> Arbitrary<'a> {
    /// A reader of these bytes; of its strings, about half are among the words, e.g. the values of enums.
    pub fn new(bytes: &'a [u8], words: &'a [&'a str]) -> Self {
        Self { bytes: bytes.iter(), words, depth: 0, given: BTreeSet::new() }
    }

    /// The JSON keys of the members that the outermost shape was given. A reader that loses one would otherwise go
    /// unnoticed, since it makes the values that are tried.
    pub fn given(&self) -> &BTreeSet<&'static str> {
        &self.given
    }

    fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or(0)
    }

    fn flag(&mut self) -> bool {
        self.byte() % 2 == 1
    }

    fn bits(&mut self) -> u64 {
        u64::from_le_bytes(std::array::from_fn(|_| self.byte()))
    }

    /// One of so many, all about equally likely.
    fn one_of(&mut self, count: usize) -> usize {
        (usize::from(self.byte()) | usize::from(self.byte()) << 8) % count
    }

    fn text(&mut self) -> String {
        if self.flag() && !self.words.is_empty() {
            let word = self.one_of(self.words.len());
            return self.words[word].to_owned();
        }
        let length = self.byte() % 8;
        (0..length).map(|_| CHARACTERS[usize::from(self.byte()) % CHARACTERS.len()]).collect()
    }

    fn whole(&mut self) -> i32 {
        match self.byte() % 4 {
            0 => 0,
            1 => i32::from(self.byte() as i8),
            2 => self.bits() as i32,
            _ => [i32::MIN, i32::MAX][usize::from(self.flag())],
        }
    }

    fn small_document(&mut self) -> Document {
        match self.byte() % 6 {
            0 => Document::Null,
            1 => Document::Bool(self.flag()),
            2 => Document::String(self.text()),
            3 => Document::Number(Number::PosInt(self.bits())),
            4 => Document::Array(vec![Document::Null; usize::from(self.byte() % 3)]),
            _ => Document::Object(HashMap::from([(self.text(), Document::Bool(self.flag()))])),
        }
    }
}

impl ShapeReader for Arbitrary<'_> {
    fn enter(&mut self, _: &mut Walk) -> Result<(), ReadError> {
        Ok(())
    }

    /// Goes through the members in order, and gives those that the bytes set; of a union, it gives one.
    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        let count = walk.schema.members.len();
        if walk.union {
            let first = !std::mem::replace(&mut walk.started, true);
            return Ok(first.then(|| self.one_of(count)));
        }
        while walk.expected < count {
            walk.expected += 1;
            if self.depth < DEPTH && self.flag() {
                return Ok(Some(walk.expected - 1));
            }
        }
        Ok(None)
    }

    fn member<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        if self.depth == 0 {
            self.given.insert(member.json_name.unwrap_or(member.name));
        }
        T::read_into(slot, member, self).map_err(|error| error.at(member))
    }
}

impl ValueReader for Arbitrary<'_> {
    fn boolean(&mut self, _: &'static Member) -> Result<bool, ReadError> {
        Ok(self.flag())
    }

    /// Integers fit into `i32`: the type that is read is unknown here, and narrower types are rare.
    fn integer(&mut self, _: &'static Member) -> Result<i64, ReadError> {
        Ok(self.whole().into())
    }

    /// Never NaN, which equals nothing.
    fn double(&mut self, _: &'static Member) -> Result<f64, ReadError> {
        Ok(match self.byte() % 4 {
            0 => 0.0,
            1 => f64::from(self.whole()) / 8.0,
            // It may be read as a float, which must hold it.
            2 => Some(f64::from_bits(self.bits())).filter(|double| double.abs() <= f64::from(f32::MAX)).unwrap_or(0.1),
            _ => [f64::INFINITY, f64::NEG_INFINITY][usize::from(self.flag())],
        })
    }

    fn string<T>(&mut self, _: &'static Member, take: impl FnOnce(Cow<'_, str>) -> T) -> Result<T, ReadError> {
        Ok(take(Cow::Owned(self.text())))
    }

    fn blob(&mut self, _: &'static Member) -> Result<Vec<u8>, ReadError> {
        let length = self.byte() % 8;
        Ok((0..length).map(|_| self.byte()).collect())
    }

    /// As precise as the format of the member is.
    fn timestamp(&mut self, member: &'static Member) -> Result<DateTime, ReadError> {
        let seconds = match self.byte() % 4 {
            0 => 0,
            1 => self.whole().into(),
            2 => SECONDS.start() + (self.bits() % (SECONDS.end() - SECONDS.start()) as u64) as i64,
            _ => [*SECONDS.start(), *SECONDS.end()][usize::from(self.flag())],
        };
        let nanos = (self.bits() % 1_000_000_000) as u32;
        let nanos = match member.timestamp_format.unwrap_or(TimestampFormat::EpochSeconds) {
            TimestampFormat::EpochSeconds => nanos,
            TimestampFormat::DateTime => nanos / 1000 * 1000,
            TimestampFormat::HttpDate => 0,
        };
        Ok(DateTime::from_secs_and_nanos(seconds, nanos))
    }

    fn big_number<T>(&mut self, _: &'static Member, take: impl FnOnce(&str) -> T) -> Result<T, ReadError> {
        Ok(take(&self.whole().to_string()))
    }

    fn document(&mut self, _: &'static Member) -> Result<Document, ReadError> {
        Ok(self.small_document())
    }

    fn shape<S: Shape>(&mut self, _: &'static Member) -> Result<S, ReadError> {
        self.depth += 1;
        let shape = S::read(self);
        self.depth -= 1;
        shape
    }

    fn list<T: Value>(
        &mut self,
        member: &'static Member,
        mut push: impl FnMut(Option<T>, usize),
    ) -> Result<(), ReadError> {
        for _ in 0..self.byte() % 4 {
            let null = self.byte() % 8 == 7;
            push(if null { None } else { Some(T::read(member.list_element(), self)?) }, 0);
        }
        Ok(())
    }

    fn map<T: Value>(
        &mut self,
        member: &'static Member,
        mut insert: impl FnMut(String, Option<T>, usize),
    ) -> Result<(), ReadError> {
        for _ in 0..self.byte() % 4 {
            let key = self.text();
            let null = self.byte() % 8 == 7;
            let value = if null { None } else { Some(T::read(member.map_value(), self)?) };
            insert(key, value, 0);
        }
        Ok(())
    }
}
