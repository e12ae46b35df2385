//! The reader of JSON: members are handed over as they come, nothing is kept in between.

use std::borrow::Cow;
use std::marker::PhantomData;

use aws_smithy_types::{DateTime, Document, base64};

use crate::formats::Pieces;
use crate::formats::timestamp;
use crate::walk::ReadError;
use crate::walk::schema::{Member, TimestampFormat};
use crate::walk::shape::{Shape, ShapeReader, Value, ValueReader, Walk};

use super::{Keys, Scanner};

/// Reads structures and values from JSON.
#[derive(Debug)]
pub struct JsonReader<'a, K> {
    pub(super) scanner: Scanner<'a>,
    pub(super) keys: PhantomData<K>,
}

impl<'a, K: Keys> JsonReader<'a, K> {
    /// A reader of a text; an empty one stands for `{}`.
    ///
    /// # Errors
    ///
    /// When the text is not UTF-8.
    pub fn new(text: &'a [u8]) -> Result<Self, ReadError> {
        Ok(Self { scanner: Scanner::at_value(text, None)?, keys: PhantomData })
    }

    /// A reader of a body in pieces, in the same way.
    ///
    /// # Errors
    ///
    /// When the text is not UTF-8.
    pub fn in_pieces(pieces: &'a Pieces) -> Result<Self, ReadError> {
        Ok(Self { scanner: Scanner::at_value(pieces.beginning(), Some(pieces))?, keys: PhantomData })
    }

    /// Checks that nothing but space is left.
    ///
    /// # Errors
    ///
    /// When something is left.
    pub fn end(&mut self) -> Result<(), ReadError> {
        self.scanner.end()
    }

    /// Goes past the value that [`ShapeReader::next`] announced.
    ///
    /// # Errors
    ///
    /// When the value does not end.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        self.scanner.skip_value()
    }
}

impl<K: Keys> ShapeReader for JsonReader<'_, K> {
    #[inline]
    fn enter(&mut self, _: &mut Walk) -> Result<(), ReadError> {
        self.scanner.open(b'{', "an object")
    }

    #[inline]
    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        self.scanner.next_member::<K>(walk)
    }

    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        match T::read_into(slot, member, self) {
            Ok(()) => Ok(()),
            Err(error) => Err(error.offset(self.scanner.place()).at(member)),
        }
    }
}

impl<K: Keys> ValueReader for JsonReader<'_, K> {
    #[inline]
    fn boolean(&mut self, _: &'static Member) -> Result<bool, ReadError> {
        self.scanner.boolean()
    }

    #[inline]
    fn integer(&mut self, _: &'static Member) -> Result<i64, ReadError> {
        self.scanner.integer()
    }

    #[inline]
    fn double(&mut self, _: &'static Member) -> Result<f64, ReadError> {
        if self.scanner.peek() == b'"' { read_named_double(&mut self.scanner) } else { self.scanner.double() }
    }

    #[inline]
    fn string<T>(&mut self, _: &'static Member, take: impl FnOnce(Cow<'_, str>) -> T) -> Result<T, ReadError> {
        Ok(take(self.scanner.string()?))
    }

    #[inline]
    fn blob(&mut self, _: &'static Member) -> Result<Vec<u8>, ReadError> {
        read_blob(&mut self.scanner)
    }

    #[inline]
    fn timestamp(&mut self, member: &'static Member) -> Result<DateTime, ReadError> {
        read_timestamp(member.timestamp_format.unwrap_or(TimestampFormat::EpochSeconds), &mut self.scanner)
    }

    #[inline]
    fn big_number<T>(&mut self, _: &'static Member, take: impl FnOnce(&str) -> T) -> Result<T, ReadError> {
        if K::BIG_NUMBERS_ARE_TEXT && self.scanner.peek() == b'"' {
            return self.scanner.string().map(|text| take(&text));
        }
        self.scanner.number().map(|(text, _)| take(text))
    }

    #[inline]
    fn document(&mut self, _: &'static Member) -> Result<Document, ReadError> {
        self.scanner.document()
    }

    #[inline]
    fn shape<S: Shape>(&mut self, _: &'static Member) -> Result<S, ReadError> {
        S::read(self)
    }

    #[inline]
    fn list<T: Value>(
        &mut self,
        member: &'static Member,
        mut push: impl FnMut(Option<T>, usize),
    ) -> Result<(), ReadError> {
        let element = member.list_element();
        self.elements(size_of::<T>(), &mut |reader, room| {
            let item = if reader.scanner.null()? { None } else { Some(tri!(T::read(element, reader))) };
            reader.scanner.settled()?;
            push(item, room);
            Ok(())
        })
    }

    #[inline]
    fn map<T: Value>(
        &mut self,
        member: &'static Member,
        mut insert: impl FnMut(String, Option<T>, usize),
    ) -> Result<(), ReadError> {
        self.scanner.open(b'{', "a map")?;
        let (mut started, mut count, likely) = (false, 0, self.scanner.map_sizes.likely(self.scanner.depth));
        while self.scanner.next_item(b'}', &mut started)? {
            let key = self.scanner.string()?.into_owned();
            self.scanner.colon()?;
            let null = self.scanner.null()?;
            let value = if null { None } else { Some(tri!(T::read(member.map_value(), self))) };
            insert(key, value, if count == 0 { likely } else { 0 });
            count += 1;
        }
        self.scanner.map_sizes.note(self.scanner.depth + 1, count);
        Ok(())
    }
}

fn read_named_double(scanner: &mut Scanner<'_>) -> Result<f64, ReadError> {
    let start = scanner.place();
    match &*scanner.string()? {
        "NaN" => Ok(f64::NAN),
        "Infinity" => Ok(f64::INFINITY),
        "-Infinity" => Ok(f64::NEG_INFINITY),
        text => Err(ReadError::new(format!("expected a number, found the string `{text}`")).offset(start)),
    }
}

fn read_blob(scanner: &mut Scanner<'_>) -> Result<Vec<u8>, ReadError> {
    let start = scanner.place();
    base64::decode(scanner.string()?).map_err(|_| ReadError::new("the string is not base64").offset(start))
}

fn read_timestamp(format: TimestampFormat, scanner: &mut Scanner<'_>) -> Result<DateTime, ReadError> {
    let start = scanner.place();
    if format == TimestampFormat::EpochSeconds {
        let (text, number) = scanner.number()?;
        let seconds = number.to_seconds().ok_or_else(|| ReadError::out_of_range(text, "a timestamp").offset(start));
        return seconds.map(|(seconds, nanos)| DateTime::from_secs_and_nanos(seconds, nanos));
    }
    let text = scanner.string()?;
    timestamp::parse(&text, format)
        .ok_or_else(|| ReadError::new(format!("`{text}` is not a timestamp in the format {format:?}")).offset(start))
}
