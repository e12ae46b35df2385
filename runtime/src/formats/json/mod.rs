//! JSON, read and written in one pass without a tree between (<https://www.rfc-editor.org/rfc/rfc8259>).
//!
//! Decisions where the RFC leaves room: of duplicate keys the last wins; escapes of lone surrogates and raw control
//! characters in strings are errors; `NaN`, `Infinity` and `-Infinity` travel as strings
//! (<https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>). The values of unknown members are skipped: their
//! strings and brackets must close, the rest of them is not looked at. Nesting is limited, so no input can exhaust the
//! stack.

mod bodies;
mod document;
mod error_body;
mod list;
mod reader;
mod scanner;
mod skip;
mod string;
mod writer;

use aws_smithy_types::error::operation::BuildError;

pub(crate) use error_body::read_error_body;
pub use reader::JsonReader;
pub(crate) use scanner::Scanner;
pub use writer::JsonWriter;

use crate::walk::ReadError;
use crate::walk::schema::Member;
use crate::walk::shape::Shape;

/// The deepest nesting of structures, lists and maps.
const SHAPE_DEPTH: usize = 128;
/// The deepest nesting of a document.
const DOCUMENT_DEPTH: usize = 256;
/// The deepest nesting of a value that is skipped.
const SKIP_DEPTH: usize = 512;

/// Which of its names is the key of a member, and what else differs between protocols.
pub trait Keys {
    /// Whether numbers of any size travel as strings.
    const BIG_NUMBERS_ARE_TEXT: bool = false;

    /// The key.
    fn of(member: &'static Member) -> &'static str;

    /// The key with a comma before it, in quotes and with a colon, where the member has that ready.
    #[inline]
    fn written(member: &'static Member) -> Option<&'static [u8]> {
        written(member).filter(|_| member.json_name.is_none())
    }
}

/// The key is what `smithy.api#jsonName` says, as in restJson1.
#[derive(Debug, Clone, Copy)]
pub enum JsonNames {}

impl Keys for JsonNames {
    #[inline]
    fn of(member: &'static Member) -> &'static str {
        member.json_name.unwrap_or(member.name)
    }

    #[inline]
    fn written(member: &'static Member) -> Option<&'static [u8]> {
        written(member)
    }
}

#[inline]
fn written(member: &'static Member) -> Option<&'static [u8]> {
    member.json_key.map(str::as_bytes)
}

/// The key is the member's name, as in awsJson.
#[derive(Debug, Clone, Copy)]
pub enum MemberNames {}

impl Keys for MemberNames {
    #[inline]
    fn of(member: &'static Member) -> &'static str {
        member.name
    }
}

/// The key is the member's name, and numbers of any size are strings, as in rpcv2Json.
#[derive(Debug, Clone, Copy)]
pub enum RpcV2Names {}

impl Keys for RpcV2Names {
    const BIG_NUMBERS_ARE_TEXT: bool = true;

    #[inline]
    fn of(member: &'static Member) -> &'static str {
        member.name
    }
}

/// The text of a structure or union.
///
/// # Errors
///
/// When a value has no JSON form, e.g. an unknown union variant.
pub fn write<K: Keys, S: Shape>(shape: &S) -> Result<Vec<u8>, BuildError> {
    let mut writer = JsonWriter::<K>::new();
    writer.object(shape)?;
    Ok(writer.finish())
}

/// The structure or union that makes up the whole of a text; an empty text stands for `{}`.
///
/// # Errors
///
/// When the text is no JSON or its values are not of the members' types.
#[cfg_attr(not(feature = "internals"), allow(dead_code, reason = "of tests and benchmarks"))]
pub fn read<K: Keys, S: Shape>(text: &[u8]) -> Result<S, ReadError> {
    let mut reader = JsonReader::<K>::new(text)?;
    let shape = S::read(&mut reader)?;
    reader.end()?;
    Ok(shape)
}

#[cfg(test)]
mod tests;
