//! Places in files, for messages.

use std::fmt;
use std::sync::Arc;

/// A line of a profile file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(super) file: Arc<str>,
    pub(super) line: usize,
}

impl Place {
    /// The path of the file, or `profile file contents` if a program gave the text.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The number of the line; the first is 1.
    pub fn line(&self) -> usize {
        self.line
    }
}

/// `FILE:LINE`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
