//! The reader of CBOR: members are handed over as they come, nothing is kept in between.

use std::borrow::Cow;

use aws_smithy_types::DateTime;

use crate::walk::ReadError;
use crate::walk::schema::Member;
use crate::walk::shape::{Shape, ShapeReader, Value, ValueReader, Walk};

use super::Scanner;
use super::head::{ARRAY, MAP};

/// Reads structures and values from CBOR.
#[derive(Debug)]
pub struct CborReader<'a> {
    scanner: Scanner<'a>,
}

impl<'a> CborReader<'a> {
    /// A reader of bytes; none stand for an empty map.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { scanner: Scanner::new(if bytes.is_empty() { EMPTY_MAP } else { bytes }) }
    }

    /// Checks that nothing is left.
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

/// A map without entries.
pub(crate) const EMPTY_MAP: &[u8] = &[MAP << 5];

impl ShapeReader for CborReader<'_> {
    #[inline]
    fn enter(&mut self, walk: &mut Walk) -> Result<(), ReadError> {
        walk.left = self.scanner.open(MAP, "a map")?;
        Ok(())
    }

    #[inline]
    fn next(&mut self, walk: &mut Walk) -> Result<Option<usize>, ReadError> {
        self.scanner.next_member(walk)
    }

    #[inline]
    fn member<T: Value>(&mut self, member: &'static Member, slot: &mut Option<T>) -> Result<(), ReadError> {
        T::read_into(slot, member, self).map_err(|error| error.offset(self.scanner.at).at(member))
    }
}

impl ValueReader for CborReader<'_> {
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
        self.scanner.double()
    }

    #[inline]
    fn string<T>(&mut self, _: &'static Member, take: impl FnOnce(Cow<'_, str>) -> T) -> Result<T, ReadError> {
        self.scanner.text().map(take)
    }

    #[inline]
    fn blob(&mut self, _: &'static Member) -> Result<Vec<u8>, ReadError> {
        self.scanner.blob().map(Cow::into_owned)
    }

    /// Seconds since the epoch, whatever `smithy.api#timestampFormat` says: rpcv2Cbor has no other format.
    #[inline]
    fn timestamp(&mut self, _: &'static Member) -> Result<DateTime, ReadError> {
        self.scanner.timestamp()
    }

    #[inline]
    fn big_number<T>(&mut self, _: &'static Member, take: impl FnOnce(&str) -> T) -> Result<T, ReadError> {
        self.scanner.number().map(|text| take(&text))
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
        let mut left = self.scanner.open(ARRAY, "an array")?;
        while self.scanner.more(&mut left) {
            let null = self.scanner.null();
            push(if null { None } else { Some(T::read(member.list_element(), self)?) }, 0);
        }
        self.scanner.close();
        Ok(())
    }

    #[inline]
    fn map<T: Value>(
        &mut self,
        member: &'static Member,
        mut insert: impl FnMut(String, Option<T>, usize),
    ) -> Result<(), ReadError> {
        let mut left = self.scanner.open(MAP, "a map")?;
        while self.scanner.more(&mut left) {
            let key = self.scanner.text()?.into_owned();
            let null = self.scanner.null();
            insert(key, if null { None } else { Some(T::read(member.map_value(), self)?) }, 0);
        }
        self.scanner.close();
        Ok(())
    }
}
