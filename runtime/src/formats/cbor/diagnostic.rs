//! Diagnostic notation (<https://www.rfc-editor.org/rfc/rfc8949#section-8>), for tests: two bodies that say the same
//! give the same text.

use std::fmt::Write as _;

use crate::walk::ReadError;

use super::head::{
    ARRAY, BREAK, BYTES, DOUBLE, FALSE, HALF, MAP, NEGATIVE, NULL, SINGLE, TAG, TEXT, TRUE, UNDEFINED, UNSIGNED,
};
use super::number::{float, integer_text};
use super::{SKIP_DEPTH, Scanner};

/// The one value that the bytes hold, in words. How it is written leaves no trace: entries are ordered, numbers are
/// numbers whatever their width and kind, and lengths do not show.
///
/// # Errors
///
/// When the bytes are not one well-formed value.
pub fn diagnostic(bytes: &[u8]) -> Result<String, ReadError> {
    let mut scanner = Scanner::new(bytes);
    let text = scanner.diagnostic(SKIP_DEPTH)?;
    scanner.end()?;
    Ok(text)
}

impl Scanner<'_> {
    fn diagnostic(&mut self, levels: usize) -> Result<String, ReadError> {
        let Some(levels) = levels.checked_sub(1) else { return Err(self.error("the data is nested too deeply")) };
        match self.peek() >> 5 {
            BYTES => self.blob().map(|bytes| {
                let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                format!("h'{digits}'")
            }),
            TEXT => self.text().map(|text| format!("{text:?}")),
            ARRAY => self.diagnostic_items(levels),
            MAP => self.diagnostic_entries(levels),
            TAG => {
                let tag = self.head()?.argument;
                Ok(format!("{tag}({})", self.diagnostic(levels)?))
            }
            UNSIGNED | NEGATIVE => self.head().map(integer_text),
            _ => self.diagnostic_simple(),
        }
    }

    fn diagnostic_items(&mut self, levels: usize) -> Result<String, ReadError> {
        let head = self.head()?;
        let (mut left, mut items) = (self.count(head)?, Vec::new());
        while self.more(&mut left) {
            items.push(self.diagnostic(levels)?);
        }
        Ok(format!("[{}]", items.join(", ")))
    }

    fn diagnostic_entries(&mut self, levels: usize) -> Result<String, ReadError> {
        let head = self.head()?;
        let (mut left, mut entries) = (self.count(head)?, Vec::new());
        while self.more(&mut left) {
            let mut entry = self.diagnostic(levels)?;
            let _ = write!(entry, ": {}", self.diagnostic(levels)?);
            entries.push(entry);
        }
        entries.sort();
        Ok(format!("{{{}}}", entries.join(", ")))
    }

    fn diagnostic_simple(&mut self) -> Result<String, ReadError> {
        if self.peek() == BREAK {
            return Err(self.expected("a value"));
        }
        let head = self.head()?;
        Ok(match head.initial {
            FALSE => "false".to_owned(),
            TRUE => "true".to_owned(),
            NULL => "null".to_owned(),
            UNDEFINED => "undefined".to_owned(),
            HALF | SINGLE | DOUBLE => float(head).to_string(),
            _ => format!("simple({})", head.argument),
        })
    }
}
