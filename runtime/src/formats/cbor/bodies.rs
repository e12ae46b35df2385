//! CBOR as the document of a body.

use crate::formats::{DocumentReader, DocumentWriter};
use crate::walk::ReadError;
use crate::walk::schema::Schema;

use super::{CborReader, CborWriter};

impl DocumentWriter for CborWriter {
    fn begin(&mut self, _: &'static Schema) {
        self.begin();
    }

    fn end(&mut self, _: &'static Schema) {
        self.end();
    }

    fn finish(self) -> Vec<u8> {
        self.finish()
    }
}

impl<'a> DocumentReader<'a> for CborReader<'a> {
    fn new(body: &'a [u8]) -> Result<Self, ReadError> {
        Ok(Self::new(body))
    }

    fn skip(&mut self) -> Result<(), ReadError> {
        self.skip()
    }

    fn end(&mut self) -> Result<(), ReadError> {
        self.end()
    }
}
