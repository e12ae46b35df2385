//! The error that stands for all that the model does not list.

use std::error::Error;
use std::fmt;

use aws_smithy_types::error::ErrorMetadata;
use aws_types::request_id::RequestId;

use super::modeled::{ModeledError, display};
use super::{BoxError, ProvideErrorMetadata};
use crate::text::Line;

/// An error that the model does not list for the operation, or a failure that is not the service's.
#[derive(Debug)]
pub struct Unhandled {
    meta: ErrorMetadata,
    source: Option<BoxError>,
}

impl Unhandled {
    /// An error with this code and message.
    #[inline]
    pub fn new(meta: ErrorMetadata) -> Self {
        Self { meta, source: None }
    }

    /// An error that stands for another one.
    pub(super) fn caused_by(source: BoxError, meta: ErrorMetadata) -> Self {
        Self { meta, source: Some(source) }
    }

    /// Code, message and request id.
    pub fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }
}

impl fmt::Display for Unhandled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.meta.code(), self.meta.message()) {
            (Some(code), message) => display(f, code, message),
            (None, Some(message)) => write!(f, "{}", Line(message)),
            (None, None) => f.write_str("an error without code or message"),
        }
    }
}

impl Error for Unhandled {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| &**source as &(dyn Error + 'static))
    }
}

impl ModeledError for Unhandled {
    fn name(&self) -> &'static str {
        "Unhandled"
    }

    fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }

    fn set_meta(&mut self, meta: ErrorMetadata) {
        self.meta = meta;
    }
}

impl ProvideErrorMetadata for Unhandled {
    fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }
}

impl RequestId for Unhandled {
    fn request_id(&self) -> Option<&str> {
        self.meta.request_id()
    }
}
