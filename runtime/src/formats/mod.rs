//! The formats of documents, each a writer and a reader of the walk: JSON, CBOR, XML and forms, and those of Serde; timestamps as
//! text; and the frames of event streams.

#[cfg_attr(not(any(feature = "cbor", feature = "json", feature = "query", feature = "xml")), allow(dead_code))]
pub(crate) mod buffer;
#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(feature = "query")]
pub mod form;
#[cfg(feature = "event-stream")]
pub mod frames;
#[cfg(feature = "json")]
pub mod json;
#[cfg_attr(not(feature = "json"), allow(dead_code))] // no other reader goes from piece to piece
mod pieces;
#[cfg(feature = "serde")]
pub mod serde;
pub mod timestamp;
#[cfg(feature = "xml")]
pub mod xml;

pub use pieces::Pieces;

use crate::walk::ReadError;
use crate::walk::schema::{Member, Schema};
use crate::walk::shape::{ShapeReader, ShapeWriter, ValueReader, ValueWriter};

/// The format of the documents that bodies hold.
pub trait DocumentFormat {
    /// The content type of a document.
    const CONTENT_TYPE: &'static str;
    /// The body that stands for a structure payload that is unset.
    const EMPTY: &'static [u8];
    /// Whether an output that has members in the document has one even if all of them are unset, so that an empty body is
    /// not the answer of the service.
    const ALWAYS_THERE: bool = false;
    /// Writes documents.
    type Writer: DocumentWriter;
    /// Reads documents.
    type Reader<'a>: DocumentReader<'a>;
}

/// Writes one document: the members between `begin` and `end`, or a single value.
pub trait DocumentWriter: ShapeWriter + ValueWriter + Default {
    /// Takes the name of the operation whose input follows, and the version of its API: a form begins with them.
    #[inline]
    fn operation(&mut self, _name: &'static str, _api_version: &'static str) {}
    /// Opens the structure whose body members follow.
    fn begin(&mut self, schema: &'static Schema);
    /// Closes the structure.
    fn end(&mut self, schema: &'static Schema);
    /// The document.
    fn finish(self) -> Vec<u8>;
}

/// Reads one document: a structure, or a single value.
pub trait DocumentReader<'a>: ShapeReader + ValueReader {
    /// A reader of a document.
    ///
    /// # Errors
    ///
    /// When the text cannot be of the format.
    fn new(body: &'a [u8]) -> Result<Self, ReadError>;
    /// Takes note of the member that the document is the whole payload of.
    fn payload_of(&mut self, _: &'static Member) {}
    /// Whether a body in pieces need not be put together.
    const PIECES: bool = false;
    /// A reader of a document in pieces.
    ///
    /// # Errors
    ///
    /// When the text cannot be of the format.
    fn in_pieces(pieces: &'a Pieces) -> Result<Self, ReadError> {
        pieces.join();
        Self::new(pieces.beginning())
    }
    /// Goes past the value of the member that `next` announced.
    ///
    /// # Errors
    ///
    /// When the value does not end.
    fn skip(&mut self) -> Result<(), ReadError>;
    /// Checks that the document ends here.
    ///
    /// # Errors
    ///
    /// When it does not.
    fn end(&mut self) -> Result<(), ReadError>;
}
