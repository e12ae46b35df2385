//! CBOR, read and written in one pass without a tree between (<https://www.rfc-editor.org/rfc/rfc8949>), as the
//! protocol rpcv2Cbor uses it (<https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>).
//!
//! Decisions where the two leave room: of duplicate keys the last wins; `undefined` is null; a number is read into
//! whatever numeric type the member has, if it can be without loss; tags that mean nothing for a member's type are gone
//! past; the text of unknown keys and values is not looked at. Structures are written as maps of
//! indefinite length, because their members are not counted before; everything else has its length in front, and
//! numbers are as short as they can be without half precision. Nesting is limited, and a declared length never leads to
//! an allocation beyond what the input holds.

mod big;
mod bodies;
#[cfg(any(test, feature = "test-util"))]
mod diagnostic;
mod error_body;
mod head;
mod number;
mod reader;
mod scanner;
mod skip;
mod string;
mod writer;

use aws_smithy_types::error::operation::BuildError;

#[cfg(any(test, feature = "test-util"))]
pub use diagnostic::diagnostic;
pub(crate) use error_body::read_error_body;
pub use reader::CborReader;
pub(crate) use reader::EMPTY_MAP;
pub(crate) use scanner::Scanner;
pub use writer::CborWriter;

use crate::walk::ReadError;
use crate::walk::shape::Shape;

/// The deepest nesting of structures, lists and maps.
const SHAPE_DEPTH: usize = 128;
/// The deepest nesting of a value that is skipped.
const SKIP_DEPTH: usize = 512;

/// The bytes of a structure or union.
///
/// # Errors
///
/// When a value has no CBOR form, e.g. a document or an unknown union variant.
#[cfg_attr(not(feature = "internals"), allow(dead_code, reason = "of tests and benchmarks"))]
pub fn write<S: Shape>(shape: &S) -> Result<Vec<u8>, BuildError> {
    let mut writer = CborWriter::new();
    writer.structure(shape)?;
    Ok(writer.finish())
}

/// The structure or union that makes up the whole of the bytes; no bytes stand for an empty map.
///
/// # Errors
///
/// When the bytes are no CBOR or their values are not of the members' types.
#[cfg_attr(not(feature = "internals"), allow(dead_code, reason = "of tests and benchmarks"))]
pub fn read<S: Shape>(bytes: &[u8]) -> Result<S, ReadError> {
    let mut reader = CborReader::new(bytes);
    let shape = S::read(&mut reader)?;
    reader.end()?;
    Ok(shape)
}

#[cfg(test)]
mod tests;
