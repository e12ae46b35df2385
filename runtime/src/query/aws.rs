//! What is particular to awsQuery.

use aws_smithy_types::error::operation::BuildError;

use crate::read_error::ReadError;
use crate::schema::Member;
use crate::xml::{Scanner, XmlReader, local};

use super::{Flavour, Name};

/// The names and wrappers of awsQuery: `Name.member.1`, `Name.entry.1.key`, and `Name.1` of what is flattened.
#[derive(Debug, Clone, Copy)]
pub enum Aws {}

impl Flavour for Aws {
    #[inline]
    fn name(member: &'static Member) -> Name {
        Name::Plain(member.xml_name())
    }

    #[inline]
    fn list_entry(member: &'static Member) -> Option<&'static str> {
        (!member.is_flattened()).then(|| member.list_element().xml_name())
    }

    #[inline]
    fn map_entry(member: &'static Member) -> Result<Option<&'static str>, BuildError> {
        Ok((!member.is_flattened()).then_some("entry"))
    }

    const WRITES_EMPTY_LISTS: bool = true;

    /// Members stand in `<NameResponse><NameResult>`. Where there is no result there are no members.
    fn output(body: &[u8]) -> Result<XmlReader<'_>, ReadError> {
        let mut scanner = Scanner::new(body)?;
        scanner.root()?;
        if scanner.content()? {
            while let Some(name) = scanner.child()? {
                if local(name).ends_with("Result") {
                    return Ok(XmlReader::within(scanner));
                }
                scanner.skip()?;
            }
        }
        XmlReader::new(b"")
    }
}
