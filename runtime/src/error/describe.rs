//! Errors as one line of text.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::BoxError;
use crate::text::Line;

/// The error and its causes in one line, joined by `: `; a cause whose text is already in it is left out.
pub(crate) fn describe(error: &dyn Error) -> String {
    let mut text = Line(error).to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let more = Line(cause).to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        next = cause.source();
    }
    text
}

/// Displays an error with all of its causes on one line.
///
/// [`SdkError`](super::SdkError) displays its causes itself; this helps with errors of other crates that wrap one.
#[derive(Debug)]
pub struct DisplayErrorContext<E: Error>(
    /// The error to display.
    pub E,
);

impl<E: Error> fmt::Display for DisplayErrorContext<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&describe(&self.0))
    }
}

/// An error that is a sentence, with its cause if there is one. Clones share the cause.
#[derive(Debug, Clone)]
pub(crate) struct ContextError {
    text: String,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl ContextError {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), source: None }
    }

    pub(crate) fn with_source(text: impl Into<String>, source: impl Into<BoxError>) -> Self {
        Self::of_parts(text.into(), source.into())
    }

    fn of_parts(text: String, source: BoxError) -> Self {
        Self { text, source: Some(source.into()) }
    }
}

impl fmt::Display for ContextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for ContextError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| &**source as &(dyn Error + 'static))
    }
}
