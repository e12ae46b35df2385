//! XML, read and written in one pass without a tree between (<https://www.w3.org/TR/xml/>).
//!
//! Decisions where a response may be more than Smithy's bindings say: names are compared without their prefixes,
//! whatever namespace these stand for; the root may have another name than the schema's if a member is found in it or it is called like a response, for
//! some services call it differently, and is an error otherwise; elements and attributes that the schema does not know
//! are skipped, of which only tags, comments and CDATA sections are looked at; text beside the elements of a structure is
//! skipped, an element within a text is an error. Line ends are normalised as XML wants it. Document
//! type declarations are refused, so there are no entities but the five of XML and numbers. Nesting is limited, so no
//! input can exhaust the stack.

mod error_body;
mod reader;
mod root;
mod scanner;
mod skip;
mod text;
#[cfg(any(test, feature = "test-util"))]
pub(crate) mod tree;
mod writer;

use aws_smithy_types::error::operation::BuildError;

pub(crate) use error_body::{ErrorBody, is_error, read_error_body};
pub use reader::XmlReader;
#[cfg(feature = "query")]
pub(crate) use reader::stray;
pub(crate) use root::root;
pub(crate) use scanner::Scanner;
#[cfg(feature = "query")]
pub(crate) use scanner::local;
pub use writer::XmlWriter;

use crate::walk::ReadError;
use crate::walk::schema::Member;
use crate::walk::shape::{Shape, ValueWriter};

/// The deepest nesting of elements that are read.
const DEPTH: usize = 128;

/// The document of a structure or union: its root is called as the schema says.
///
/// # Errors
///
/// When a value has no XML form, e.g. a document or an unknown union variant.
#[cfg_attr(not(feature = "internals"), allow(dead_code, reason = "of tests and benchmarks"))]
pub fn write<S: Shape>(shape: &S) -> Result<Vec<u8>, BuildError> {
    let mut writer = XmlWriter::default();
    writer.shape(Member::ELEMENT, shape)?;
    Ok(writer.finish())
}

/// The structure or union that makes up the whole of a document; an empty text stands for one without members.
///
/// # Errors
///
/// When the text is no XML or its values are not of the members' types.
#[cfg_attr(not(feature = "internals"), allow(dead_code, reason = "of tests and benchmarks"))]
pub fn read<S: Shape>(text: &[u8]) -> Result<S, ReadError> {
    let mut reader = XmlReader::new(text)?;
    let shape = S::read(&mut reader)?;
    reader.end()?;
    Ok(shape)
}

#[cfg(test)]
mod tests;
