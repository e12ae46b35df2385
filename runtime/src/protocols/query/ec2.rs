//! The names and response elements of ec2Query.

use aws_smithy_types::error::operation::BuildError;

use crate::formats::xml::{Scanner, XmlReader};
use crate::walk::ReadError;
use crate::walk::schema::{Member, Xml};

use crate::formats::form::{FormNames, Name};

use super::{Flavour, is_response};

/// The names of ec2Query: `Name.1` for every list, no maps, and nothing around outputs but the root.
#[derive(Debug, Clone, Copy)]
pub enum Ec2 {}

impl FormNames for Ec2 {
    #[inline]
    fn name(member: &'static Member) -> Name {
        match member.xml {
            Some(Xml { query_name: Some(name), .. }) => Name::Plain(name),
            _ => Name::Capitalised(member.xml_name()),
        }
    }

    #[inline]
    fn list_entry(_: &'static Member) -> Option<&'static str> {
        None
    }

    #[cold]
    fn map_entry(member: &'static Member) -> Result<Option<&'static str>, BuildError> {
        Err(BuildError::invalid_field(member.name, "it is a map, and the protocol ec2Query has no form for maps"))
    }

    const WRITES_EMPTY_LISTS: bool = false;
}

impl Flavour for Ec2 {
    fn output<'a>(operation: &str, body: &'a [u8]) -> Result<XmlReader<'a>, ReadError> {
        let mut scanner = Scanner::new(body)?;
        let root = scanner.root()?;
        match is_response(root, operation) {
            true => Ok(XmlReader::within(scanner)),
            false => Ok(XmlReader::within_stray(scanner, root, &format!("{operation}Response"))),
        }
    }
}
