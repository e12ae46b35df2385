//! Documents: values of no fixed shape (`smithy.api#Document`).

use std::collections::HashMap;

use aws_smithy_types::{Document, Number};

use crate::walk::ReadError;

use super::string::{write_key, write_string};
use super::writer::{enclose, write_double};
use super::{DOCUMENT_DEPTH, Scanner};

/// Appends a document.
#[inline]
pub(super) fn write_document(value: &Document, out: &mut Vec<u8>) {
    match value {
        Document::Null => out.extend_from_slice(b"null"),
        Document::Bool(true) => out.extend_from_slice(b"true"),
        Document::Bool(false) => out.extend_from_slice(b"false"),
        Document::String(text) => write_string(text, out),
        Document::Number(Number::PosInt(number)) => {
            out.extend_from_slice(itoa::Buffer::new().format(*number).as_bytes())
        }
        Document::Number(Number::NegInt(number)) => {
            out.extend_from_slice(itoa::Buffer::new().format(*number).as_bytes())
        }
        Document::Number(Number::Float(number)) => write_double(*number, out),
        Document::Array(items) => {
            let start = out.len();
            for item in items {
                out.push(b',');
                write_document(item, out);
            }
            enclose(*b"[]", start, out);
        }
        Document::Object(entries) => {
            let start = out.len();
            for (key, value) in entries {
                write_key(key, out);
                write_document(value, out);
            }
            enclose(*b"{}", start, out);
        }
    }
}

impl Scanner<'_> {
    /// Reads a value of any kind.
    #[inline]
    pub(crate) fn document(&mut self) -> Result<Document, ReadError> {
        self.nested_document(DOCUMENT_DEPTH)
    }

    #[inline]
    fn nested_document(&mut self, levels: usize) -> Result<Document, ReadError> {
        match self.peek() {
            b'"' => Ok(Document::String(self.string()?.into_owned())),
            b't' | b'f' => self.boolean().map(Document::Bool),
            b'n' => self.literal("null").map(|()| Document::Null),
            b'-' | b'0'..=b'9' => self.document_number(),
            b'{' | b'[' if levels == 0 => Err(self.error("the document is nested too deeply")),
            b'[' => self.document_array(levels - 1),
            b'{' => self.document_object(levels - 1),
            _ => Err(self.expected("a value")),
        }
    }

    #[inline]
    fn document_array(&mut self, levels: usize) -> Result<Document, ReadError> {
        self.at += 1;
        let (mut items, mut started) = (Vec::new(), false);
        while self.next_document_item(b']', &mut started)? {
            items.push(self.nested_document(levels)?);
        }
        Ok(Document::Array(items))
    }

    #[inline]
    fn document_object(&mut self, levels: usize) -> Result<Document, ReadError> {
        self.at += 1;
        let (mut entries, mut started) = (HashMap::new(), false);
        while self.next_document_item(b'}', &mut started)? {
            let key = self.string()?.into_owned();
            self.colon()?;
            entries.insert(key, self.nested_document(levels)?);
        }
        Ok(Document::Object(entries))
    }

    /// As [`Scanner::next_item`], but the depth of a document is counted on its own.
    #[inline]
    fn next_document_item(&mut self, closing: u8, started: &mut bool) -> Result<bool, ReadError> {
        let depth = self.depth;
        let more = self.next_item(closing, started);
        self.depth = depth;
        more
    }

    /// Integers stay integers as far as 64 bits reach; all else is the nearest double.
    #[inline]
    fn document_number(&mut self) -> Result<Document, ReadError> {
        let mut ahead = self.clone();
        let (text, _) = ahead.number()?;
        let number = match text.parse::<u64>() {
            Ok(number) => Some(Number::PosInt(number)),
            Err(_) => text.parse::<i64>().ok().filter(|number| *number < 0).map(Number::NegInt),
        };
        match number {
            Some(number) => {
                *self = ahead;
                Ok(Document::Number(number))
            }
            None => self.double().map(|number| Document::Number(Number::Float(number))),
        }
    }
}
