//! The names and response elements of awsQuery.

use aws_smithy_types::error::operation::BuildError;

use crate::formats::xml::{Scanner, XmlReader, local, stray};
use crate::walk::ReadError;
use crate::walk::schema::Member;

use crate::formats::form::{FormNames, Name};

use super::{Flavour, is_response};

/// The names and wrappers of awsQuery: `Name.member.1`, `Name.entry.1.key`, and `Name.1` of what is flattened.
#[derive(Debug, Clone, Copy)]
pub enum Aws {}

impl FormNames for Aws {
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
}

impl Flavour for Aws {
    /// Members stand in `<NameResponse><NameResult>`. Where there is no result there are no members, and the root alone
    /// says which response it is.
    fn output<'a>(operation: &str, body: &'a [u8]) -> Result<XmlReader<'a>, ReadError> {
        let mut scanner = Scanner::new(body)?;
        let root = scanner.root()?;
        let is_ours = is_response(root, operation);
        let result = result(&mut scanner);
        match result {
            Ok(true) => Ok(XmlReader::within(scanner)),
            Ok(false) if is_ours => XmlReader::new(b""),
            Err(error) if is_ours => Err(error),
            _ => Err(stray(root, &format!("{operation}Response"))),
        }
    }
}

/// Goes into the tag of the result; false if there is none.
fn result(scanner: &mut Scanner<'_>) -> Result<bool, ReadError> {
    if !scanner.content()? {
        return Ok(false);
    }
    while let Some(name) = scanner.child()? {
        if local(name).ends_with("Result") {
            return Ok(true);
        }
        scanner.skip()?;
    }
    Ok(false)
}
