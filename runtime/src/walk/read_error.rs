//! The error of every reader: what was wrong, at which byte, on the way to which member.

use std::fmt;

use aws_smithy_types::error::operation::BuildError;

use crate::text::Line;
use crate::walk::schema::Member;

/// A response that could not be read. One word wide, so that results of readers stay small.
pub struct ReadError(Box<Inner>);

struct Inner {
    message: String,
    /// Member names from the innermost to the outermost.
    path: Vec<&'static str>,
    offset: Option<usize>,
    /// Whether the body is nothing of the service's.
    foreign: bool,
}

impl ReadError {
    /// An error with a message that says what was expected and what was found.
    #[cold]
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Inner { message: message.into(), path: Vec::new(), offset: None, foreign: false }))
    }

    /// The error for a body that is not of the service.
    #[cold]
    pub(crate) fn foreign(message: impl Into<String>) -> Self {
        let mut error = Self::new(message);
        error.0.foreign = true;
        error
    }

    /// A number that the member's type cannot hold.
    #[cold]
    pub fn out_of_range(number: impl fmt::Display, target: &str) -> Self {
        Self::new(format!("{number} does not fit into {target}"))
    }

    /// Adds the member on the way to which the error happened; the innermost is added first.
    #[must_use]
    #[cold]
    pub fn at(mut self, member: &'static Member) -> Self {
        self.0.path.push(member.name);
        self
    }

    /// Whether a body is not of the service, which shows at the latest where its first byte that is no space cannot be read.
    pub(crate) fn tells_foreign(&self, body: &[u8]) -> bool {
        let space = body.len() - body.trim_ascii_start().len();
        self.0.foreign || self.0.offset.is_some_and(|offset| offset <= space)
    }

    /// Adds the byte of the body at which reading stopped, unless one is known already.
    #[must_use]
    #[cold]
    pub fn offset(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Line(&self.0.message))?;
        if let Some(offset) = self.0.offset {
            write!(f, " at byte {offset}")?;
        }
        for (depth, name) in self.0.path.iter().rev().enumerate() {
            f.write_str(if depth == 0 { " in `" } else { "." })?;
            f.write_str(name)?;
        }
        if !self.0.path.is_empty() {
            f.write_str("`")?;
        }
        Ok(())
    }
}

impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReadError({self})")
    }
}

impl std::error::Error for ReadError {}

/// A structure that could not be built from what was read.
impl From<BuildError> for ReadError {
    #[cold]
    fn from(error: BuildError) -> Self {
        Self::new(error.to_string())
    }
}
