//! JSON as the document of a body, whichever keys it has.

use crate::formats::{DocumentReader, DocumentWriter, Pieces};
use crate::walk::ReadError;
use crate::walk::schema::Schema;

use super::{JsonReader, JsonWriter, Keys};

impl<K: Keys> DocumentWriter for JsonWriter<K> {
    fn begin(&mut self, _: &'static Schema) {}

    fn end(&mut self, _: &'static Schema) {
        self.end();
    }

    fn finish(self) -> Vec<u8> {
        self.finish()
    }
}

impl<'a, K: Keys> DocumentReader<'a> for JsonReader<'a, K> {
    const PIECES: bool = true;

    fn new(body: &'a [u8]) -> Result<Self, ReadError> {
        Self::new(body)
    }

    fn in_pieces(pieces: &'a Pieces) -> Result<Self, ReadError> {
        Self::in_pieces(pieces)
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        self.skip()
    }

    fn end(&mut self) -> Result<(), ReadError> {
        self.end()
    }
}
