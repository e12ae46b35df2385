//! Forms, the documents of the query protocols' requests.

mod text;
mod writer;

use aws_smithy_types::error::operation::BuildError;

use crate::walk::schema::Member;

pub use writer::FormWriter;

/// The names by which the query protocols write members, elements and entries.
pub trait FormNames {
    /// The name of a member.
    fn name(member: &'static Member) -> Name;

    /// The segment between the name of a list and the number of an element, if there is one.
    fn list_entry(member: &'static Member) -> Option<&'static str>;

    /// The segment between the name of a map and the number of an entry, if there is one.
    ///
    /// # Errors
    ///
    /// Fails if the protocol has no maps.
    fn map_entry(member: &'static Member) -> Result<Option<&'static str>, BuildError>;

    /// Whether a list without elements is written, as a parameter without a value.
    const WRITES_EMPTY_LISTS: bool;
}

/// The name of a member in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// As it is.
    Plain(&'static str),
    /// With its first letter in upper case.
    Capitalised(&'static str),
}
